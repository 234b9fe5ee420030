"""The lexicon of the quantity stories: names with pronouns, goods with their prices, containers, crops, jobs,
machines, vehicles, dishes and the forms of the verbs.

Knows nothing of numbers, steps or phrasings: those are in `quantities`.
"""

from __future__ import annotations

from typing import NamedTuple


class Noun(NamedTuple):
    """A thing that is counted, in the singular and in the plural."""

    one: str
    many: str

    @property
    def a(self) -> str:
        """With its article: 'a pen', 'an egg'."""
        return f"{'an' if self.one[0] in 'aeio' or self.one.startswith('umbrella') else 'a'} {self.one}"


def nouns(text: str) -> tuple[Noun, ...]:
    """Nouns from a list divided by commas, each regular ('box') or with its plural ('loaf/loaves')."""
    return tuple([_noun(part.strip()) for part in text.split(",")])


def _noun(text: str) -> Noun:
    one, _, many = text.partition("/")
    if many:
        return Noun(one, many)
    if one.endswith(("s", "x", "ch", "sh")):
        return Noun(one, f"{one}es")
    if one.endswith("y") and one[-2] not in "aeiou":
        return Noun(one, f"{one[:-1]}ies")
    return Noun(one, f"{one}s")


# fmt: off
SHE = tuple("""Abena Adriana Agnes Aiko Alejandra Alina Amina Ananya Anika Anouk Asha Aurora Ayesha Beatriz Bianca
Brigitte Camila Catalina Chiara Chioma Claire Clara Dalia Delphine Deepa Dina Dunja Edith Eleni Elif Esi Esther Eva
Farah Fiona Gabriela Gita Greta Halima Hannah Harriet Helga Ines Irina Isabel Isla Jana Jasmine Joy Juana Kamala Karin
Keiko Khadija Kiara Lakshmi Lan Laura Layla Lena Lerato Lila Ling Lotte Luisa Magda Maite Malika Margot Mariam Maya
Meera Mia Mina Miriam Mona Nadine Naomi Natalia Nia Niamh Nina Nomsa Olga Paloma Petra Pia Pooja Rania Rebecca Rita
Rosalind Ruby Salma Samira Sanne Saoirse Shreya Signe Simone Siti Stella Sun-hee Susan Tamar Tara Tessa Uma Ursula
Valentina Vera Violet Wanjiru Xiu Yara Yuki Zahra Zara Zofia""".split())
HE = tuple("""Aaron Abdul Aditya Aidan Akira Alejandro Ali Amir Anders Andrei Anton Ari Arturo Aziz Babak Bandile
Bashir Bela Boris Callum Cem Chidi Clement Conor Cyrus Daisuke Damian Dan Darius Dev Dylan Edgar Eduardo Elias Elmar
Emil Emre Enrique Erik Esteban Eugene Fabio Farid Fernando Femi Gabriel Gareth Gaston Gilbert Goran Gustav Hamza Hans
Harun Hassan Hector Hussein Ibrahim Igor Ikenna Imran Jabari Jacob Jan Javier Jin Joaquin Johan Jonas Jorge Juan Kai
Karim Kenji Kevin Khalid Kiran Klaus Kojo Kostas Lamar Levi Lorenzo Lukas Magnus Malik Manuel Marek Martin Max Miguel
Milan Min-jun Nabil Naveen Neil Nikhil Nils Nuno Oleg Oliver Otto Pablo Patrick Pedro Philip Piotr Quentin Ravi Reza
Ricardo Robin Rohan Ruben Rui Samuel Santiago Sanjay Sergei Simon Stefan Sven Takumi Tarek Thabo Theo Thomas Tobias
Umar Vikram Vincent Walter Xavier Yannick Yosef Zane Zoltan""".split())

# Goods with the least and the most that one costs, in cents; a price is a multiple of the last number.
GOODS: tuple[tuple[int, int, int, tuple[Noun, ...]], ...] = (
    (30, 400, 5, nouns("""pen, pencil, eraser, notebook, envelope, postcard, stamp, sticker, badge, balloon, marble,
        candle, button, bead, apple, pear, peach, banana, orange, mango/mangoes, lemon, kiwi, melon, coconut, onion,
        potato/potatoes, cabbage, cucumber, bun, roll, bagel, muffin, cupcake, cookie, doughnut, samosa, pretzel,
        croissant, waffle, pancake, dumpling, taco, juice box, lollipop, chocolate bar, cereal bar, ice cream, sponge,
        light bulb, battery, clothes peg, hair clip, ruler, folder, glue stick, paper clip box/paper clip boxes,
        seed packet, tulip bulb, bookmark, key ring, whistle, paper plane kit, fridge magnet""")),
    (200, 2500, 25, nouns("""sandwich, pizza, burger, salad, smoothie, coffee, loaf of bread/loaves of bread, pie,
        jar of honey/jars of honey, jar of jam/jars of jam, bottle of milk/bottles of milk, bag of rice/bags of rice,
        tray of eggs/trays of eggs, box of tea/boxes of tea, bag of flour/bags of flour, bunch of flowers/bunches of flowers,
        rose bush/rose bushes, tomato plant, herb pot, comic, magazine, paperback, sketchbook, calendar, puzzle, card game,
        toy car, teddy bear, yo-yo, kite, skipping rope, tennis ball, baseball cap, scarf/scarves, T-shirt, belt,
        pair of socks/pairs of socks, towel, pillowcase, mug, plate, bowl, spoon set, water bottle, lunch box, umbrella,
        torch, hammer, screwdriver, paintbrush, tin of paint/tins of paint, roll of tape/rolls of tape, set of pens/sets of pens,
        poster, picture frame, flower pot, bird feeder, bracelet, necklace, soap bar, bottle of shampoo/bottles of shampoo,
        museum ticket, bus pass/bus passes, raffle book, yoga mat, bike light, phone case, cable""")),
    (1500, 40000, 100, nouns("""jacket, sweater, coat, dress/dresses, pair of boots/pairs of boots, pair of jeans/pairs of jeans,
        backpack, suitcase, tent, sleeping bag, camping stove, lamp, armchair, desk, bookcase, rug, mirror, clock, radio,
        speaker, keyboard, monitor, printer, tablet, camera, drone, phone, watch, guitar, violin, drum, flute, bicycle,
        helmet, scooter, skateboard, surfboard, pair of skates/pairs of skates, football kit, racket, dumb-bell, fan, heater,
        kettle, toaster, blender, microwave, saucepan, vacuum cleaner, ladder, drill, wheelbarrow, lawnmower, sewing machine,
        aquarium, board game, doll's house/doll's houses, model train, telescope, microscope, chess set, globe""")),
)
CONTAINERS = nouns("""box, crate, carton, basket, bag, tray, packet, case, drawer, jar, bin, tub, sack, bucket, tin,
    parcel, bundle, pallet, album, chest, trunk""")
PACKED = nouns("""pen, pencil, crayon, marker, egg, apple, orange, plum, peach, lemon, tomato/tomatoes, potato/potatoes, onion,
    carrot, biscuit, cookie, muffin, bun, doughnut, chocolate, sweet, tea bag, bottle, can, candle, bulb, battery, screw, nail,
    bolt, nut, brick, tile, marble, bead, button, sticker, card, stamp, coin, shell, block, toy, doll, ball, book,
    notebook, magazine, photo, towel, cup, plate, glass/glasses, spoon, fork, knife/knives, sock, glove, T-shirt, mask, seed,
    bandage, ribbon, key, medal, badge, puzzle, jar, soap bar, brush, dice cube, domino/dominoes, magnet, marshmallow""")
LARGE = nouns("lorry/lorries, van, warehouse, shop, cupboard, storeroom, cart, ship, wagon, container")
# A group, what it is made of, and what both are in.
ARRAYS: tuple[tuple[Noun, Noun, str], ...] = tuple([(_noun(a), _noun(b), c) for a, b, c in (
    ("row", "chair", "hall"), ("row", "seat", "cinema"), ("row", "desk", "classroom"), ("shelf/shelves", "book", "library"),
    ("row", "tree", "orchard"), ("row", "vine", "vineyard"), ("row", "tomato plant", "greenhouse"), ("shelf/shelves", "jar", "pantry"),
    ("floor", "window", "building"), ("floor", "flat", "tower"), ("table", "guest", "banquet hall"), ("bench", "spectator", "stadium"),
    ("carriage", "seat", "train"), ("row", "car", "car park"), ("page", "photo", "photo album"), ("sheet", "stamp", "stamp album"),
    ("tray", "muffin", "bakery"), ("column", "soldier", "parade"), ("row", "tile", "bathroom"), ("tent", "scout", "camp"),
    ("team", "player", "league"), ("class/classes", "pupil", "school"), ("bus/buses", "passenger", "depot"), ("group", "dancer", "festival"),
    ("boat", "rower", "club"), ("hutch", "rabbit", "farm"), ("cage", "hen", "barn"), ("rack", "bicycle", "station"),
    ("bed", "rose", "park"), ("cabin", "bunk", "youth hostel"), ("ward", "bed", "hospital"), ("drawer", "folder", "office"),
    ("hive", "frame", "apiary"), ("lane", "swimmer", "pool"), ("aisle", "shelf/shelves", "supermarket"), ("row", "cactus/cacti", "nursery"),
)])
JOBS = nouns("""waiter, gardener, cook, cashier, cleaner, baker, painter, plumber, tutor, nurse, driver, mechanic, carpenter,
    tailor, babysitter, lifeguard, librarian, receptionist, barber, florist, photographer, electrician, welder, guide,
    translator, dog walker, farm hand, security guard, bricklayer, courier, decorator, fitness trainer""")
# What somebody does steadily: verb, unit, the least and the most in an hour.
PACES: tuple[tuple[str, Noun, int, int], ...] = tuple([(v, _noun(u), lo, hi) for v, u, lo, hi in (
    ("read", "page", 10, 60), ("fold", "letter", 40, 200), ("knit", "row", 8, 40), ("type", "page", 3, 12), ("pick", "kilogram", 5, 30),
    ("wash", "car", 2, 6), ("iron", "shirt", 6, 20), ("paint", "figurine", 3, 12), ("wrap", "gift", 6, 30), ("mark", "test", 6, 30),
    ("sew", "button", 10, 60), ("solve", "exercise", 6, 30), ("deliver", "parcel", 8, 30), ("peel", "potato/potatoes", 40, 120),
    ("plant", "seedling", 20, 90), ("lay", "brick", 30, 90), ("label", "jar", 40, 150), ("assemble", "toy", 5, 30),
    ("scan", "document", 30, 120), ("translate", "sentence", 20, 80), ("decorate", "cake", 2, 6), ("polish", "shoe", 6, 24),
    ("glaze", "tile", 20, 80), ("sort", "letter", 60, 300), ("frame", "picture", 3, 10), ("repair", "bicycle", 1, 4))])
# A machine, what it makes, the least and the most in a minute.
MACHINES: tuple[tuple[Noun, str, Noun, int, int], ...] = tuple([(_noun(m), v, _noun(p), lo, hi) for m, v, p, lo, hi in (
    ("printer", "print", "page", 8, 60), ("copier", "copy", "sheet", 15, 80), ("machine", "fill", "bottle", 12, 120),
    ("machine", "make", "screw", 30, 300), ("oven", "bake", "roll", 4, 40), ("robot", "weld", "part", 2, 12),
    ("press/presses", "stamp", "coin", 20, 200), ("loom", "weave", "towel", 1, 6), ("machine", "seal", "bag", 10, 90),
    ("mill", "cut", "plank", 3, 20), ("machine", "wrap", "sweet", 40, 400), ("3D printer", "print", "ring", 1, 3),
    ("conveyor belt", "move", "parcel", 10, 60), ("kiln", "fire", "brick", 5, 50), ("machine", "sort", "egg", 40, 200),
    ("pump", "pump", "litre", 8, 90), ("harvester", "pick", "melon", 4, 25), ("scanner", "scan", "photo", 3, 20),
)])
# What a plant or an animal gives: the giver, the yield, the unit in which it is sold.
CROPS: tuple[tuple[Noun, str, str], ...] = tuple([(_noun(a), b, c) for a, b, c in (
    ("apple tree", "apples", "kg"), ("pear tree", "pears", "kg"), ("cherry tree", "cherries", "kg"), ("olive tree", "olives", "kg"),
    ("orange tree", "oranges", "kg"), ("mango tree", "mangoes", "kg"), ("vine", "grapes", "kg"), ("berry bush", "berries", "kg"),
    ("walnut tree", "walnuts", "kg"), ("coffee bush", "coffee beans", "kg"), ("beehive", "honey", "kg"), ("sheep/sheep", "wool", "kg"),
    ("cow", "milk", "litres"), ("goat", "milk", "litres"), ("maple tree", "sap", "litres"), ("plot", "potatoes", "kg"),
    ("field", "wheat", "sacks"), ("field", "carrots", "crates"), ("greenhouse", "tomatoes", "crates"), ("garden bed", "lettuce", "crates"),
    ("acre", "maize", "sacks"), ("palm", "dates", "kg"), ("almond tree", "almonds", "kg"), ("pond", "fish", "kg"))])
# What travels, verb, its speeds in km/h.
VEHICLES: tuple[tuple[str, str, int, int], ...] = (
    ("a train", "travel", 60, 220), ("a car", "drive", 40, 120), ("a bus", "drive", 30, 90), ("a lorry", "drive", 40, 80),
    ("a cyclist", "ride", 12, 32), ("a ferry", "sail", 15, 45), ("a plane", "fly", 300, 900), ("a tram", "travel", 15, 45),
    ("a motorbike", "drive", 40, 110), ("a hiker", "walk", 3, 6), ("a runner", "run", 8, 16), ("a boat", "sail", 8, 40),
    ("a tractor", "drive", 10, 30), ("a camel", "walk", 4, 9), ("a ship", "sail", 20, 40), ("a skater", "skate", 10, 22),
    ("a helicopter", "fly", 120, 260), ("a horse", "trot", 10, 18), ("a migrating bird", "fly", 30, 70), ("a taxi", "drive", 30, 70))
ENGINES = nouns("car, van, lorry/lorries, motorbike, bus/buses, tractor, camper van, taxi, delivery van, minibus/minibuses, truck, jeep")
# A dish and its ingredients: name, unit, the least and the most for one person, and the step.
DISHES: tuple[tuple[str, tuple[tuple[str, str, int, int, int], ...]], ...] = (
    ("soup", (("carrots", "g", 60, 150, 10), ("lentils", "g", 40, 90, 10), ("stock", "ml", 200, 350, 50))),
    ("pancakes", (("flour", "g", 40, 80, 5), ("milk", "ml", 60, 150, 10), ("sugar", "g", 5, 20, 5))),
    ("curry", (("rice", "g", 60, 100, 5), ("chickpeas", "g", 80, 150, 10), ("coconut milk", "ml", 80, 150, 10))),
    ("a pasta dish", (("pasta", "g", 80, 130, 5), ("cheese", "g", 20, 50, 5), ("tomatoes", "g", 100, 200, 25))),
    ("a potato salad", (("potatoes", "g", 150, 300, 25), ("yoghurt", "g", 30, 60, 5), ("onions", "g", 20, 50, 5))),
    ("a stew", (("beef", "g", 120, 220, 10), ("beans", "g", 50, 120, 10), ("water", "ml", 150, 300, 25))),
    ("fruit salad", (("strawberries", "g", 50, 120, 10), ("grapes", "g", 40, 90, 5), ("juice", "ml", 20, 60, 5))),
    ("porridge", (("oats", "g", 40, 70, 5), ("milk", "ml", 150, 250, 25), ("raisins", "g", 10, 30, 5))),
    ("risotto", (("rice", "g", 70, 110, 5), ("mushrooms", "g", 50, 120, 10), ("stock", "ml", 200, 300, 25))),
    ("bread rolls", (("flour", "g", 60, 120, 10), ("butter", "g", 10, 30, 5), ("water", "ml", 30, 70, 5))),
    ("lemonade", (("sugar", "g", 10, 30, 5), ("lemon juice", "ml", 20, 50, 5), ("water", "ml", 150, 250, 25))))
EVENTS = ("the concert", "the school play", "the fair", "the zoo", "the museum", "the circus", "the swimming pool", "the castle",
          "the football match", "the cinema", "the boat trip", "the aquarium", "the theme park", "the ice rink", "the cable car",
          "the planetarium", "the dance show", "the botanical garden", "the magic show", "the film festival")
GUESTS = ((Noun("adult", "adults"), Noun("child", "children")), (Noun("adult", "adults"), Noun("student", "students")),
          (Noun("parent", "parents"), Noun("pupil", "pupils")), (Noun("member", "members"), Noun("visitor", "visitors")),
          (Noun("teacher", "teachers"), Noun("pupil", "pupils")), (Noun("adult", "adults"), Noun("senior", "seniors")))
AREAS = ("room", "kitchen", "bathroom", "terrace", "patio", "hall", "garage", "classroom", "lawn", "office", "workshop", "studio", "roof")
YARDS = ("garden", "field", "playground", "paddock", "meadow", "vegetable patch", "dog run", "car park", "farmyard", "orchard")
FLOORING = ("carpet", "tiles", "parquet", "cork flooring", "turf", "laminate", "vinyl", "paving")
FENCING = ("fence", "netting", "hedge", "wire fence", "wooden fence", "railing")
LENGTHS = nouns("rope, ribbon, plank, wire, pipe, strip of cloth/strips of cloth, roll of paper/rolls of paper, cable, hose, string, chain, board, log, rod")
WEIGHED = ("rice", "flour", "sugar", "lentils", "potatoes", "apples", "cherries", "coffee", "tea", "nuts", "cheese", "beans",
           "raisins", "oats", "tomatoes", "onions", "grapes", "dates", "honey", "pasta", "chickpeas", "almonds", "carrots", "salmon")
VESSELS = nouns("tank, pool, barrel, pond, reservoir, bathtub, aquarium, cistern, water tower, rain barrel, trough, fountain")
# A bill: what it is for, the unit of use, what to use is, least and most units, cents for one unit.
BILLS: tuple[tuple[str, Noun, int, int, int, int], ...] = tuple([(a, _noun(b), lo, hi, c, d) for a, b, lo, hi, c, d in (
    ("phone plan", "minute", 20, 300, 5, 40), ("phone plan", "gigabyte", 2, 30, 100, 600), ("electricity contract", "kilowatt hour", 40, 400, 10, 50),
    ("water contract", "cubic metre", 4, 40, 100, 400), ("gym membership", "class/classes", 2, 20, 200, 900), ("car rental", "kilometre", 30, 400, 10, 60),
    ("bike rental", "hour", 2, 12, 150, 800), ("taxi ride", "kilometre", 3, 40, 80, 300), ("boat rental", "hour", 2, 10, 500, 3000),
    ("streaming service", "film", 1, 12, 150, 500), ("printing service", "page", 20, 300, 5, 25), ("music school", "lesson", 2, 20, 800, 3000),
    ("plumber's visit", "hour", 1, 8, 2000, 6000), ("storage room", "week", 2, 30, 400, 2500), ("hall rental", "hour", 2, 12, 1000, 6000),
    ("photo service", "print", 10, 120, 10, 60), ("parcel service", "kilogram", 2, 30, 50, 300), ("tutor's course", "session", 3, 20, 1000, 3500))])
MIXES: tuple[tuple[str, str, str], ...] = (
    ("nut mix", "almonds", "peanuts"), ("tea blend", "black tea", "green tea"), ("coffee blend", "dark beans", "light beans"),
    ("bird food", "sunflower seeds", "millet"), ("trail mix", "raisins", "cashews"), ("fruit mix", "dates", "apricots"),
    ("muesli", "oats", "dried fruit"), ("concrete", "cement", "sand"), ("soil", "compost", "peat"), ("animal feed", "maize", "barley"),
    ("sweets mix", "toffees", "jellies"), ("rice mix", "white rice", "wild rice"), ("spice mix", "cumin", "paprika"))
SOLUTIONS = (("salt", "salt water"), ("sugar", "syrup"), ("juice", "fruit drink"), ("acid", "cleaning fluid"), ("fat", "cream"),
             ("alcohol", "disinfectant"), ("copper", "alloy"), ("vinegar", "dressing"))
CHARITIES = ("an animal shelter", "a new library", "a hospital", "a food bank", "a school trip", "a playground", "a sports club", "a choir tour")
SHOPS = ("shop", "market stall", "bakery", "kiosk", "supermarket", "bookshop", "café", "school shop", "garden centre", "toy shop", "online shop")
SCORES = (("points", "games", "scored in"), ("pages", "days", "read on"), ("km", "days", "walked on"), ("litres", "days", "sold on"),
          ("visitors", "days", "counted on"), ("marks", "tests", "got in"), ("goals", "seasons", "scored in"), ("parcels", "days", "delivered on"),
          ("eggs", "days", "collected on"), ("minutes", "days", "practised on"))

# Verbs: plain form, third person, past.
VERBS: dict[str, tuple[str, str, str]] = {v[0]: (v[0], v[1], v[2]) for v in (part.split() for part in """buy buys bought|pay pays paid|
sell sells sold|earn earns earned|work works worked|save saves saved|spend spends spent|have has had|need needs needed|get gets got|
cost costs cost|hold holds held|take takes took|drive drives drove|ride rides rode|walk walks walked|run runs ran|fly flies flew|
sail sails sailed|travel travels travelled|skate skates skated|trot trots trotted|use uses used|make makes made|want wants wanted|
read reads read|fold folds folded|knit knits knitted|type types typed|pick picks picked|wash washes washed|iron irons ironed|
paint paints painted|wrap wraps wrapped|mark marks marked|sew sews sewed|solve solves solved|deliver delivers delivered|peel peels peeled|
plant plants planted|lay lays laid|label labels labelled|assemble assembles assembled|scan scans scanned|translate translates translated|
decorate decorates decorated|polish polishes polished|glaze glazes glazed|sort sorts sorted|frame frames framed|repair repairs repaired|
print prints printed|copy copies copied|fill fills filled|bake bakes baked|weld welds welded|stamp stamps stamped|weave weaves wove|
seal seals sealed|cut cuts cut|move moves moved|fire fires fired|pump pumps pumped|give gives gave|receive receives received|
order orders ordered|hand hands handed|share shares shared|keep keeps kept|put puts put|contain contains contained|come comes came|
carry carries carried|harvest harvests harvested|lose loses lost|start starts started|last lasts lasted|leave leaves left|arrive arrives arrived|
finish finishes finished|mix mixes mixed|go goes went|return returns returned|flow flows flowed|leak leaks leaked|burn burns burned|
charge charges charged|owe owes owed|raise raises raised|collect collects collected|donate donates donated|cover covers covered|
yield yields yielded|bring brings brought|throw throws threw|stand stands stood|score scores scored|weigh weighs weighed|
produce produces produced|lend lends lent|begin begins began|sign signs signed|pack packs packed|count counts counted|add adds added""".replace("\n", "").split("|"))}
# fmt: on
