"""Nouns, places, times and numbers in words, which stories are filled with.

Knows nothing of grammar beyond one plural a noun.
"""

from __future__ import annotations

# fmt: off
_IRREGULAR = {"knife": "knives", "leaf": "leaves", "loaf": "loaves", "shelf": "shelves", "scarf": "scarves",
              "goose": "geese", "mouse": "mice", "sheep": "sheep", "fish": "fish", "deer": "deer", "wolf": "wolves",
              "calf": "calves", "ox": "oxen", "potato": "potatoes", "tomato": "tomatoes", "mango": "mangoes",
              "dress": "dresses", "yo-yo": "yo-yos", "piano": "pianos", "photo": "photos", "kimono": "kimonos"}

WORDS: dict[str, tuple[str, ...]] = {
    "thing": ("marble", "sticker", "pencil", "shell", "stamp", "card", "bead", "coin", "button", "balloon", "book",
              "photo", "pebble", "crayon", "bottle cap", "badge", "poster", "comic", "eraser", "ribbon", "candle",
              "postcard", "magnet", "key ring", "feather", "paper crane", "rubber band", "paper clip", "seed",
              "ticket", "token", "pin", "brick", "block", "glass marble", "trading card", "baseball card", "pine cone",
              "acorn", "gemstone", "fossil", "bracelet", "bookmark", "envelope", "notebook", "marker", "paintbrush",
              "pen", "folder", "magazine", "charm", "figurine", "flag", "lantern", "bell", "tile", "nail", "screw",
              "sock", "glove", "hat", "scarf", "shirt", "spoon", "fork", "plate", "cup", "bowl", "jar", "bottle",
              "stick", "log", "stone", "rock", "leaf", "ball", "golf ball", "tennis ball", "whistle", "medal",
              "puzzle piece", "dollhouse chair", "hair clip", "sponge", "towel", "battery", "light bulb", "flashcard"),
    "toy": ("toy car", "doll", "kite", "puzzle", "board game", "yo-yo", "teddy bear", "robot", "model plane",
            "action figure", "spinning top", "train set", "water pistol", "jigsaw", "skipping rope", "toy boat",
            "video game", "dinosaur figure", "puppet", "drum", "frisbee", "scooter", "toy soldier", "plush rabbit"),
    "fruit": ("apple", "orange", "pear", "banana", "peach", "plum", "mango", "lemon", "lime", "apricot", "fig",
              "kiwi", "melon", "watermelon", "strawberry", "cherry", "grape", "pineapple", "papaya", "tangerine",
              "guava", "date", "blueberry", "raspberry", "coconut", "tomato", "potato", "carrot", "onion", "pumpkin",
              "cucumber", "pepper", "avocado", "walnut", "chestnut", "olive", "radish", "turnip", "lychee", "kumquat"),
    "sweet": ("cookie", "cupcake", "muffin", "doughnut", "biscuit", "brownie", "pancake", "waffle", "candy",
              "chocolate", "lollipop", "gumdrop", "toffee", "pastry", "scone", "macaron", "jelly bean", "mint",
              "chocolate bar", "piece of fudge", "marshmallow", "ice pop", "raisin", "cracker", "pretzel", "tart"),
    "animal": ("dog", "cat", "rabbit", "hamster", "horse", "cow", "sheep", "goat", "pig", "duck", "goose", "hen",
               "chicken", "parrot", "pigeon", "sparrow", "frog", "turtle", "fish", "goldfish", "butterfly", "bee",
               "ladybird", "ant", "snail", "squirrel", "fox", "deer", "monkey", "elephant", "zebra", "giraffe",
               "penguin", "seal", "dolphin", "owl", "lizard", "camel", "llama", "kitten", "puppy", "swan", "donkey"),
    "flower": ("rose", "tulip", "daisy", "lily", "sunflower", "violet", "daffodil", "orchid", "poppy", "marigold",
               "carnation", "iris", "peony", "bluebell", "dahlia", "snowdrop"),
    "food": ("pizza", "sandwich", "burger", "taco", "salad", "samosa", "dumpling", "burrito", "hot dog", "pie", "cake",
             "loaf", "bagel", "egg", "sausage", "meatball", "spring roll", "omelette", "falafel", "kebab", "noodle bowl",
             "sushi roll", "baguette", "pita", "empanada", "quiche"),
    "good": ("notebook", "pen", "mug", "cap", "ball", "lamp", "hat", "poster", "puzzle", "sandwich", "ticket", "plant",
             "torch", "T-shirt", "comic", "candle", "umbrella", "calendar", "book", "brush", "cushion", "vase",
             "water bottle", "lunch box", "pencil case", "ruler", "scarf", "belt", "wallet", "toothbrush", "battery pack",
             "picture frame", "magazine", "keychain", "bar of soap", "bag of rice", "box of cereal", "carton of milk",
             "jar of honey", "DVD", "game", "tie", "pair of socks", "pillow", "towel", "teapot", "glass", "fan"),
    "dear": ("bicycle", "camera", "desk", "sofa", "guitar", "tent", "phone", "printer", "carpet", "drill", "coat",
             "watch", "laptop", "television", "violin", "fridge", "washing machine", "skateboard", "tablet", "wardrobe",
             "game console", "armchair", "keyboard", "telescope", "sewing machine", "lawn mower", "necklace", "suit",
             "bookcase", "mattress", "microscope", "kayak", "surfboard", "drone", "dress", "saxophone"),
    "box": ("box", "bag", "pack", "basket", "tray", "jar", "crate", "carton", "bucket", "sack", "packet", "tin",
            "case", "bin", "drawer", "shelf", "folder", "album", "bowl", "bundle", "chest", "container", "pouch"),
}

PLACES = ("park", "market", "library", "museum", "zoo", "beach", "school", "station", "garden", "farm", "fair",
          "cinema", "theatre", "stadium", "harbour", "playground", "community centre", "lake", "camp", "hall",
          "festival", "swimming pool", "aquarium", "gallery", "hospital", "village", "forest", "airport")
SHOPS = ("bakery", "toy shop", "bookshop", "grocery store", "supermarket", "corner shop", "hardware store",
         "stationery shop", "pet shop", "florist", "sports shop", "craft store", "gift shop", "music shop",
         "clothing store", "candy store", "farm stand", "flea market", "pharmacy", "furniture store")
CITIES = ("Lima", "Cairo", "Oslo", "Delhi", "Lagos", "Paris", "Boston", "Dublin", "Seoul", "Quito", "Nairobi",
          "Madrid", "Prague", "Hanoi", "Perth", "Leeds", "Austin", "Bogotá", "Accra", "Osaka", "Rome", "Toronto")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")
COLOURS = ("red", "blue", "green", "yellow", "white", "black", "purple", "orange", "brown", "pink", "grey", "silver")
JOBS = ("gardener", "baker", "cleaner", "tutor", "waiter", "painter", "guide", "mechanic", "nurse", "driver",
        "carpenter", "tailor", "plumber", "babysitter", "barber", "cook", "electrician", "lifeguard", "librarian")
VEHICLES = ("car", "train", "bus", "lorry", "motorbike", "coach", "van", "truck", "tram", "ferry")
RELATIVES = ("brother", "sister", "cousin", "aunt", "uncle", "mother", "father", "grandmother", "grandfather",
             "friend", "neighbour", "classmate", "teacher", "nephew", "niece")
SUBJECTS = ("maths", "history", "biology", "physics", "English", "geography", "art", "music", "chemistry", "Spanish")
SPORTS = ("football", "tennis", "basketball", "hockey", "swimming", "volleyball", "cricket", "badminton", "baseball",
          "rugby", "cycling", "judo")
# fmt: on


def plural(noun: str) -> str:
    """More than one of it: 'piece of fudge' -> 'pieces of fudge', 'box' -> 'boxes'."""
    head, of, rest = noun.partition(" of ")
    front, space, last = head.rpartition(" ")
    if last in _IRREGULAR:
        many = _IRREGULAR[last]
    elif last.endswith(("s", "x", "ch", "sh")):
        many = last + "es"
    elif last.endswith("y") and last[-2] not in "aeiou":
        many = last[:-1] + "ies"
    else:
        many = last + "s"
    return f"{front}{space}{many}{of}{rest}"


def article(noun: str) -> str:
    """'a' or 'an', by the letter it begins with; the lexicon holds no 'hour' and no 'unicorn'."""
    return "an" if noun[0].lower() in "aeiou" else "a"


_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()


def in_words(number: int, *, joined: str = " and ") -> str:
    """A number under a million in words: 'forty-two', 'three hundred and five'. `joined` stands before
    what is under a hundred; Americans have a space there."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    unit, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    many, rest = divmod(number, unit)
    words = f"{in_words(many, joined=joined)} {name}"
    return f"{words}{joined if rest < 100 else ' '}{in_words(rest, joined=joined)}" if rest else words


def ordinal(n: int) -> str:
    """'1st', '22nd', '13th'."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th") if n % 100 not in (11, 12, 13) else "th"
    return f"{n}{ending}"
