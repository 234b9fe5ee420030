"""The words of the situations: nouns by what can be done with them, verbs with their prepositions, people.

Knows nothing of quantities, questions or steps: `situations` puts these words together. Nouns, names and
verbs are kept apart so that any of them may meet any other that makes sense with it.
"""

from __future__ import annotations

from typing import NamedTuple


class Noun(NamedTuple):
    one: str
    many: str
    kind: str
    """A letter of KINDS: what can be done with it."""


class Verb(NamedTuple):
    base: str
    third: str
    past: str
    part: str
    ing: str
    patterns: tuple[str, ...]
    """What follows the verb; # is the object, {o} another person, {her} the subject's possessive."""


class Actor(NamedTuple):
    name: str
    she: str
    her: str
    """Possessive, as in `her plums`."""
    him: str
    """Object form."""
    plural: bool = False
    """Whether verbs agree as with `they` (also for `you` and `I`)."""


# fmt: off
_DOUBLED = frozenset("get put cut win knit dig drop swap sit step hop set bid plan spot pop wrap grab sip trap "
                     "chop slip snap zip scrap ship".split())
_NOUNS = {
    # fruit
    "f": "apple banana pear plum peach apricot cherry orange lemon lime mango kiwi fig date mandarin tangerine "
         "nectarine strawberry raspberry blueberry blackberry grape melon pineapple coconut papaya guava lychee "
         "kumquat quince pomegranate grapefruit/grapefruits persimmon gooseberry walnut hazelnut chestnut almond "
         "peanut avocado/avocados passion_fruit/passion_fruits",
    # vegetables
    "v": "carrot potato/potatoes tomato/tomatoes onion cucumber pepper radish leek turnip pumpkin courgette beetroot "
         "cabbage cauliflower mushroom parsnip artichoke aubergine squash marrow lettuce bean sweet_potato/sweet_potatoes "
         "ear_of_corn/ears_of_corn chilli/chillies shallot swede",
    # sweets and things baked
    "s": "cookie biscuit muffin cupcake doughnut pancake waffle bun roll bagel scone tart pretzel croissant brownie "
         "macaroon cracker candy/candies lollipop toffee truffle gumdrop jelly_bean caramel chocolate_bar mint "
         "marshmallow pie cake loaf/loaves pastry eclair gingerbread_man/gingerbread_men peppermint flapjack meringue "
         "rice_cake cream_puff",
    # dishes
    "d": "sandwich pizza burger taco/tacos dumpling sausage meatball burrito/burritos omelette samosa wrap pie kebab "
         "noodle_bowl salad spring_roll falafel/falafels fishcake hot_dog pasty/pasties quiche egg",
    # what people collect
    "c": "marble sticker stamp coin shell postcard badge button bead pebble feather trading_card bottle_cap fossil "
         "crystal key_ring fridge_magnet baseball_card hockey_card football_card comic comic_book acorn pine_cone "
         "gemstone seashell medal ribbon token ticket_stub glass_marble rare_stamp old_coin pin toy_soldier "
         "photograph poster autograph sea_urchin snow_globe patch/patches",
    # toys
    "t": "toy_car doll teddy_bear balloon yo-yo/yo-yos kite puzzle top dice/dice block robot action_figure board_game "
         "jigsaw rubber_duck/rubber_ducks water_balloon building_block whistle spinner puppet toy_train model_plane "
         "bouncy_ball plastic_dinosaur card_game domino/dominoes toy_truck stuffed_animal video_game",
    # paper and pens
    "p": "pencil pen eraser notebook crayon marker ruler book envelope folder paper_clip felt_pen paintbrush "
         "sheet_of_paper/sheets_of_paper highlighter stapler glue_stick magazine notepad textbook colouring_book index_card "
         "diary rubber_band sharpener bookmark atlas leaflet",
    # made by hand
    "m": "bracelet necklace candle paper_crane basket mug bowl vase birdhouse greeting_card lantern mask picture "
         "drawing painting keychain bookend pot clay_figure quilt cushion paper_plane paper_star wreath rug origami_frog "
         "wooden_spoon birdbox friendship_band",
    # flowers and seedlings
    "g": "rose tulip daisy daffodil sunflower lily marigold pansy violet carnation orchid poppy bulb seedling cactus/cacti "
         "fern seed sapling geranium crocus/crocuses dahlia hyacinth peony primrose lavender_plant tomato_plant herb",
    # clothes
    "w": "scarf/scarves hat cap sock shirt jumper glove mitten skirt dress T-shirt jacket apron belt tie sweater "
         "bandana hair_clip headband handkerchief bow_tie tote_bag raincoat",
    # household goods and tools
    "h": "plate cup glass spoon fork bottle light_bulb battery towel blanket lamp cushion jar tile nail screw bolt brick "
         "plank rope screwdriver hammer paint_pot bucket teapot clock mirror chair stool umbrella napkin basket torch "
         "fuse tealight matchbox/matchboxes sponge saucer peg coat_hanger",
    # sport
    "o": "tennis_ball football basketball baseball golf_ball skipping_rope shuttlecock frisbee/frisbees racket hockey_puck "
         "swimming_cap hoop cricket_ball helmet jersey skateboard ping-pong_ball cone bowling_pin javelin",
    # animals that can be owned
    "a": "hen goat sheep/sheep cow duck goose/geese rabbit pig hamster guinea_pig kitten puppy goldfish/goldfish pony "
         "chick lamb turkey calf/calves alpaca snail parrot canary donkey llama quail/quails bee_colony/bee_colonies "
         "guppy budgie tortoise lizard",
    # invented or rarely heard of
    "x": "zorb blick flumble quop snerd wuggle plink glorp tibbet frangle zindle moxie dalk pazzle yarple gromble krell "
         "dobbin trillop skozz thimble kazoo ocarina maraca abacus/abacuses sextant astrolabe widget gizmo/gizmos gadget",
}
_CROWDS = (
    # what they are; where; how they come; how they go (verb: rest of the sentence)
    ("bird sparrow pigeon crow starling swallow blackbird robin magpie finch/finches",
     "in a tree;on a fence;on a roof;on a wire;at a feeder;in a hedge",
     "fly flew flown:over;fly flew flown:in;land landed landed:next to them;join joined joined:them;"
     "come came come:along;settle settled settled:beside them",
     "fly flew flown:away;fly flew flown:off;leave left left:;flutter fluttered fluttered:off"),
    ("passenger person/people tourist commuter",
     "on a bus;on a train;on a tram;on a ferry;on a coach",
     "get got got:on;board boarded boarded:at the next stop;climb climbed climbed:aboard;step stepped stepped:on",
     "get got got:off;step stepped stepped:off;get got got:off at the next stop;leave left left:at the station"),
    ("car van lorry motorbike bicycle truck taxi",
     "in a car park;outside the station;on a parking lot;in front of the cinema;in a garage",
     "arrive arrived arrived:;drive drove driven:in;pull pulled pulled:in;come came come:in",
     "drive drove driven:away;leave left left:;drive drove driven:off;pull pulled pulled:out"),
    ("child/children student pupil visitor guest girl boy adult",
     "in a hall;in a museum;on a playground;at a party;in a classroom;in a library;in a swimming pool;at a picnic;"
     "in a theatre;in a gym;in a queue",
     "come came come:in;arrive arrived arrived:;join joined joined:them;turn turned turned:up;show showed shown:up;"
     "walk walked walked:in;come came come:along",
     "leave left left:;go went gone:home;walk walked walked:out;go went gone:away;slip slipped slipped:out"),
    ("duck swan frog turtle goose/geese",
     "on a pond;in a lake;on a river bank;by a stream",
     "swim swam swum:over;arrive arrived arrived:;join joined joined:them;turn turned turned:up",
     "swim swam swum:away;leave left left:;wander wandered wandered:off"),
    ("sheep/sheep cow goat horse deer/deer rabbit kangaroo/kangaroos zebra pony camel",
     "in a field;on a meadow;on a hill;in a paddock;near a water hole",
     "wander wandered wandered:in;come came come:along;join joined joined:them;trot trotted trotted:up",
     "run ran run:away;wander wandered wandered:off;leave left left:;walk walked walked:away"),
    ("fish/fish crab dolphin seal penguin",
     "in a bay;near the pier;near the rocks;in a lagoon",
     "swim swam swum:in;arrive arrived arrived:;appear appeared appeared:;join joined joined:them",
     "swim swam swum:away;dive dived dived:down;disappear disappeared disappeared:;leave left left:"),
    ("bee butterfly ladybird dragonfly ant beetle wasp moth",
     "on a flower bed;on a bush;in a garden;on a window",
     "arrive arrived arrived:;come came come:along;join joined joined:them;turn turned turned:up",
     "leave left left:;disappear disappeared disappeared:;move moved moved:on;vanish vanished vanished:"),
    ("boat ship canoe yacht rowing_boat ferry",
     "in a harbour;at the pier;in a marina;on a lake",
     "arrive arrived arrived:;sail sailed sailed:in;dock docked docked:;come came come:in",
     "leave left left:;sail sailed sailed:away;set set set:off;put put put:to sea"),
    ("player runner dancer singer swimmer skater cyclist climber",
     "in a club;in a team;at a training camp;in a group;at a workshop",
     "join joined joined:;sign signed signed:up;turn turned turned:up;register registered registered:",
     "leave left left:;drop dropped dropped:out;quit quit quit:;give gave given:up"),
)
# Verbs by which the subject has more afterwards; the kinds of things they go with; what follows them.
_GAINS = """
buy bought bought|fvsdctpmgwhoax|#;# at the market;# in a shop;# from {o};# at a fair;# in the sale;# in town
get got got|fvsdctpmgwhoax|#;# from {o};# as a present;# for {her} birthday
receive received received|fvsdctpmgwhox|# from {o};# in the mail;# as a gift
order ordered ordered|sdctpmwhox|#;# online
find found found|ctpohx|#;# in a drawer;# under the bed;# in the park;# in the attic;# in a cupboard
pick picked picked|fvg|#;# in the garden;# in {her} garden;# after lunch
pick picked picked|ctphox|up #;out #
gather gathered gathered|fvcg|#;# on a walk;# in the afternoon
collect collected collected|cfx|#;# on the beach;# from {o}
harvest harvested harvested|fv|#;# in the garden;# before sunset
grow grew grown|fvg|#;# in the greenhouse;# in {her} garden
bake baked baked|s|#;# in the morning;# for the guests
cook cooked cooked|d|#;# in the evening
make made made|sdmt|#;# at home;# for a party;# by hand
prepare prepared prepared|sd|#;# for the guests
fry fried fried|d|#
knit knitted knitted|w|#
sew sewed sewn|w|#
finish finished finished|mw|#;# at the weekend
craft crafted crafted|m|#
assemble assembled assembled|t|#;# in the workshop
build built built|t|#
win won won|ctox|# at the fair;# in a raffle;# in a game against {o};#
earn earned earned|cx|#;# for good work
borrow borrowed borrowed|ptohb|# from {o}
inherit inherited inherited|cmh|# from an uncle
unpack unpacked unpacked|tphowx|#
discover discovered discovered|ctx|# in the cellar;#
bring brought brought|fvsdcpwh|# from home;home #;back #
fetch fetched fetched|fvhpo|# from the cellar;# from the shed
add added added|cx|# to {her} collection
acquire acquired acquired|cmhax|#;# at an auction
purchase purchased purchased|fvsdctpmgwhoax|#;# in a store;# on {d}
adopt adopted adopted|a|#;# from a shelter
rescue rescued rescued|a|#
raise raised raised|a|#
swap swapped swapped|ctx|an old game for #
trade traded traded|ctx|a book for #
choose chose chosen|tpmwox|#;# at the shop
obtain obtained obtained|cpmhx|#;# from {o}
accept accepted accepted|fsc|# from {o}
import imported imported|fhwx|#
salvage salvaged salvaged|hx|#
scoop scooped scooped|c|up #
stock stocked stocked|sh|up on #
"""
_LOSSES = """
give gave given|fvsdctpmgwhoax|# to {o};# to {o};# to {her} neighbour;away #;# away
sell sold sold|fvsdctpmgwhoax|#;# at the market;# to {o};# at a fair
lose lost lost|ctpowhx|#;# on the way home;# at the park;# while moving house
eat ate eaten|fsd|#;# for lunch;# on the way;# for breakfast;# after school
use used used|fvpghmx|#;# for a school project;# for a display
use used used|fv|# in a soup;# in a salad;# for juice
break broke broken|thm|#;# by accident
throw threw thrown|fvsdpwhtx|away #;# away;out #
donate donated donated|ctpwohmx|# to a charity;# to a school;# to a museum
hand handed handed|fvsdctpmgx|# to {o};over # to {o};out # at school
lend lent lent|ctpohx|# to {o}
send sent sent|sctpmgx|# to {o};# to {her} cousin
post posted posted|cpm|# to {o}
return returned returned|ptwhox|# to the shop;# to {o}
drop dropped dropped|cshx|# into a puddle;# down a drain
serve served served|fsd|#;# to the guests
feed fed fed|fv|# to the goats;# to the horses
spend spent spent|cx|# at the arcade
tear tore torn|p|up #
recycle recycled recycled|ph|#
trade traded traded|ctox|# for a book;away #
swap swapped swapped|ctx|# for a whistle
pass passed passed|fsctpx|# on to {o};# to {o}
deliver delivered delivered|fsdpgh|# to a customer;# to {o}
ship shipped shipped|tpmwhx|# to a customer
set set set|a|# free
auction auctioned auctioned|cm|off #
cook cooked cooked|v|# for dinner
boil boiled boiled|v|# for dinner
slice sliced sliced|fv|# for a salad
chop chopped chopped|fv|# for a soup
blend blended blended|f|# into a drink
plant planted planted|g|# in the park
mail mailed mailed|cpm|# to {o}
waste wasted wasted|pfx|#
ruin ruined ruined|mwp|#
crush crushed crushed|fs|# by accident
remove removed removed|cghx|#
cut cut cut|g|down #
discard discarded discarded|fvptwx|#
misplace misplaced misplaced|ctpox|#
surrender surrendered surrendered|cx|# to {o}
consume consumed consumed|fsd|#
devour devoured devoured|fsd|#
nibble nibbled nibbled|s|# up
bury buried buried|cx|# in the garden
contribute contributed contributed|fsdpx|# to the school fair
gift gifted gifted|ctmx|# to {o}
rent rented rented|oh|out #
export exported exported|fvwx|#
scrap scrapped scrapped|hx|#
award awarded awarded|cx|# to {o}
"""
# What happens to the things with nobody doing it.
_FATES = """
get got got|ctpwox|lost
go went gone|fvsd|bad;mouldy;stale
go went gone|ctpwhox|missing
rot rotted rotted|fv|
wilt wilted wilted|g|
die died died|g|
run ran run|a|away
escape escaped escaped|a|
break broke broken|hm|;in the move
fall fell fallen|fgs|into the mud
fall fell fallen|ctx|into the river
burn burned burned|sd|in the oven
disappear disappeared disappeared|ctpwox|
vanish vanished vanished|ctpwohx|
blow blew blown|p|away in the wind
"""
# Somebody else is the subject and {h} the one who has more.
_GIFTS = """
give gave given|fvsdctpmgwhoax|{h} #;# to {h}
bring brought brought|fvsdctpmgwhoax|{h} #
send sent sent|sctpmgwx|{h} #
hand handed handed|fsctpgx|{h} #;# to {h}
buy bought bought|fvsdctpmgwhoax|{h} #;# for {h}
lend lent lent|ctpohx|{h} #
sell sold sold|ctpwhoax|{h} #
pass passed passed|fsctpx|{h} #
pick picked picked|fvg|# for {h}
bake baked baked|s|# for {h}
make made made|sdm|# for {h}
mail mailed mailed|cp|{h} #
leave left left|ctph|{h} #
find found found|ctx|# for {h}
"""
# Somebody else is the subject and {h} the one who has fewer.
_THEFTS = """
take took taken|fvsdctpmgwhoax|# from {h}
borrow borrowed borrowed|ctpohx|# from {h}
buy bought bought|fvsctpmgwhoax|# from {h}
win won won|ctx|# from {h} in a game
receive received received|fvsdctpmgwhox|# from {h}
get got got|fvsdctpmgwhox|# from {h}
accept accepted accepted|fscx|# from {h}
"""
# fmt: on


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh", "z")):
        return word + "es"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def noun(text: str, kind: str) -> Noun:
    """`loaf/loaves` or a regular `plum`; an underscore stands for a space."""
    one, _, many = text.replace("_", " ").partition("/")
    return Noun(one, many or _plural(one), kind)


def verb(forms: str, patterns: tuple[str, ...]) -> Verb:
    """From `give gave given`: the present of the third person and the gerund are regular."""
    base, past, part = forms.split()
    if base.endswith(("s", "x", "ch", "sh", "z", "o")):
        third = base + "es"
    elif base.endswith("y") and base[-2] not in "aeiou":
        third = base[:-1] + "ies"
    else:
        third = base + "s"
    if base in _DOUBLED:
        ing = base + base[-1] + "ing"
    elif base.endswith("ie"):
        ing = base[:-2] + "ying"
    elif base.endswith("e") and not base.endswith("ee"):
        ing = base[:-1] + "ing"
    else:
        ing = base + "ing"
    return Verb(base, third, past, part, ing, patterns)


def _frames(text: str) -> dict[str, tuple[Verb, ...]]:
    """The verbs that go with each kind of thing."""
    table: dict[str, list[Verb]] = {kind: [] for kind in _NOUNS}
    for line in text.strip().splitlines():
        forms, kinds, patterns = line.split("|")
        made = verb(forms, tuple(patterns.split(";")))
        for kind in kinds:
            if kind in table:
                table[kind].append(made)
    return {kind: tuple(verbs) for kind, verbs in table.items()}


NOUNS: dict[str, tuple[Noun, ...]] = {
    kind: tuple([noun(word, kind) for word in text.split()]) for kind, text in _NOUNS.items()
}
THINGS: tuple[Noun, ...] = tuple([n for kind, nouns in NOUNS.items() if kind != "x" for n in nouns])
GAINS, LOSSES, FATES = _frames(_GAINS), _frames(_LOSSES), _frames(_FATES)
GIFTS, THEFTS = _frames(_GIFTS), _frames(_THEFTS)


class Crowd(NamedTuple):
    nouns: tuple[Noun, ...]
    places: tuple[str, ...]
    come: tuple[Verb, ...]
    go: tuple[Verb, ...]


def _moves(text: str) -> tuple[Verb, ...]:
    made = []
    for move in text.split(";"):
        forms, _, rest = move.partition(":")
        made.append(verb(forms, (rest,)))
    return tuple(made)


CROWDS: tuple[Crowd, ...] = tuple(
    [
        Crowd(
            tuple([noun(w, "l") for w in nouns.split()]), tuple(places.split(";")), _moves(come), _moves(go)
        )
        for nouns, places, come, go in _CROWDS
    ]
)

# fmt: off
_SHE = ("Anna Maria Priya Chloe Zoe Fatima Emma Grace Hana Lucy Nora Olivia Sofia Wendy Yasmin Ruth Mia Aisha Amara Ingrid "
        "Keiko Mei Linh Leila Zara Esther Naomi Rosa Carmen Ines Lucia Elena Irina Olga Katya Anya Freya Astrid Sigrid Maeve "
        "Niamh Siobhan Bronwyn Isla Fiona Heather Ayesha Noor Samira Layla Dalia Rania Shirin Parisa Nasrin Deepa Anjali "
        "Kavya Meera Lakshmi Sunita Ananya Thandi Zanele Lerato Nomsa Adaeze Chioma Ngozi Abena Akua Efua Wanjiru Makena "
        "Hiroko Yuki Sakura Aiko Minji Soo-ah Jia Ling Xiu Thuy Mai Putri Dewi Siti Malia Leilani Moana Aroha Kiri Ana "
        "Beatriz Camila Valentina Paloma Ximena Renata Claire Juliette Amelie Manon Greta Heidi Lotte Anneke Femke Saskia "
        "Katarzyna Zofia Magda Petra Jana Milena Vesna Eleni Despina Chiara Giulia Bianca Francesca Hannah Sarah Rachel "
        "Miriam Talia Ella Ava Lily Harriet Poppy Daisy Molly Jessica Emily").split()
_HE = ("Ben Carlos David Ethan Felix Hugo Ivan Jack Kofi Leo Mateo Noah Omar Peter Sam Tom Ahmed Ali Bilal Hassan Ibrahim Karim "
       "Tariq Yusuf Zaid Arjun Rohan Vikram Sanjay Ravi Anil Dev Kiran Nikhil Imran Farid Reza Darius Cyrus Kwame Kojo Ekow "
       "Chidi Emeka Obi Tunde Sipho Themba Thabo Mandla Otieno Kamau Jomo Hiroshi Kenji Takumi Haruto Ren Jin Minho Jun Wei Bo "
       "Hao Tuan Duc Minh Budi Agus Rizal Kai Tane Wiremu Keoni Sione Diego Javier Miguel Rafael Andres Joaquin Thiago Pedro "
       "Rui Tiago Luc Pierre Etienne Mathis Lars Sven Nils Bjorn Anders Mikko Jussi Pavel Boris Dmitri Oleg Yuri Sergei Marek "
       "Jakub Piotr Tomasz Milan Goran Luka Nikos Yannis Stavros Marco Luigi Matteo Paolo Sean Liam Cormac Declan Rhys Owen "
       "Gareth Callum Angus Hamish Oscar Henry George Max Toby Jonah Eli Isaac Adam Daniel Simon Victor Walter Dylan "
       "Mustafa Emre").split()
PEOPLE: tuple[Actor, ...] = tuple(
    [Actor(name, "she", "her", "her") for name in _SHE] + [Actor(name, "he", "his", "him") for name in _HE]
)
_JOBS = ("cook baker farmer gardener librarian teacher coach caretaker shopkeeper florist grocer nurse carpenter tailor "
         "fisherman potter collector waiter hiker scientist caterer market_trader toymaker street_vendor").split()
JOBS: tuple[Actor, ...] = tuple([Actor(f"the {job.replace('_', ' ')}", *forms) for i, job in enumerate(_JOBS)
                                 for forms in [(("she", "her", "her"), ("he", "his", "him"))[i % 2]]])
_BODIES = ("school shop class kindergarten hotel museum club hospital youth_club factory store camp community_centre "
           "restaurant market_stall scout_group theatre zoo company sports_club").split()
BODIES: tuple[Actor, ...] = tuple([Actor(f"the {body.replace('_', ' ')}", "it", "its", "it") for body in _BODIES])
PAIRS = ("the two friends", "the twins", "the neighbours", "the children", "three cousins", "the pupils")
YOU = Actor("you", "you", "your", "you", True)
ME = Actor("I", "I", "my", "me", True)
RELATIVES = ("brother sister cousin aunt uncle friend neighbour grandmother grandfather teammate classmate "
             "father mother niece nephew").split()
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September")
COLOURS = "red green blue yellow white black orange purple pink brown grey silver golden".split()
SORTS = (("large", "small"), ("old", "new"), ("big", "little"), ("plain", "striped"), ("long", "short"),
         ("heavy", "light"), ("cheap", "expensive"))
PACKS: dict[str, str] = {
    "f": "box bag basket crate bowl sack tray net", "v": "box bag basket crate sack bunch", "s": "box bag tray tin packet jar plate",
    "d": "box tray plate bag platter", "c": "box bag jar album tin drawer packet", "t": "box bag shelf/shelves set carton",
    "p": "box pack shelf/shelves drawer packet bundle", "m": "box shelf/shelves crate carton parcel", "g": "pot box bunch tray bed row",
    "w": "box bag drawer suitcase pile shelf/shelves", "h": "row box crate carton shelf/shelves stack set", "o": "box bag net crate locker",
    "a": "pen cage field stall", "x": "box bag crate drum pouch/pouches case jar",
}
PACK: dict[str, tuple[Noun, ...]] = {k: tuple([noun(w, k) for w in text.split()]) for k, text in PACKS.items()}
FINDERS = tuple([noun(w, "l") for w in "friend cousin child/children neighbour guest pupil classmate student player helper visitor".split()])
OCCASIONS = ("On a rainy Sunday", "One morning", "Last summer", "At a school fair", "One day", "During the holidays",
             "At the weekend", "Before breakfast", "At a village fair", "In the autumn", "After school")
TO_EACH = tuple([verb(forms, ("",)) for forms in ("give gave given", "hand handed handed", "sell sold sold", "send sent sent",
                                                   "lend lent lent", "offer offered offered")])
def _verbs(text: str) -> tuple[Verb, ...]:
    return tuple([verb(forms, (rest,)) for forms, _, rest in [v.partition(":") for v in text.split(";")]])


SHARE = _verbs("share shared shared:# equally among;divide divided divided:# equally among;split split split:# equally between;"
               "distribute distributed distributed:# evenly among;deal dealt dealt:# out equally to;hand handed handed:# out equally to")
SPLIT = _verbs("put put put:# equally into;divide divided divided:# equally into;spread spread spread:# evenly over;arrange arranged "
               "arranged:# equally in;sort sorted sorted:# equally into")
PACKING = _verbs("pack packed packed:;put put put:;sort sorted sorted:;group grouped grouped:;pile piled piled:;place placed placed:")
WISH = _verbs("want wanted wanted:to have # in all;need needed needed:# in all;plan planned planned:to have #;hope hoped hoped:"
              "to reach a total of #;aim aimed aimed:for # altogether;intend intended intended:to have #;"
              "require required required:# altogether")
INTO = _verbs("put put put:# into {in};add added added:# to {in};drop dropped dropped:# into {in};place placed placed:# in {in};"
              "lay laid laid:# in {in};throw threw thrown:# into {in};toss tossed tossed:# into {in}")
OUT_OF = _verbs("take took taken:# out of {in};remove removed removed:# from {in};pull pulled pulled:# out of {in};"
                "grab grabbed grabbed:# from {in};lift lifted lifted:# out of {in};pick picked picked:# out of {in}")
FILL = _verbs("fill filled filled:;pack packed packed:;prepare prepared prepared:;buy bought bought:;order ordered ordered:")
_STUFF = (
    ("milk;water;juice;lemonade;soup;oil", "litres", "buy bought bought:#;get got got:#;add added added:#",
     "use used used:#;pour poured poured:# away;drink drank drunk:#;spill spilt spilt:#;sell sold sold:#"),
    ("rope;ribbon;cloth;wire;string;fabric", "metres", "buy bought bought:#;find found found:#;get got got:#",
     "use used used:#;cut cut cut:off #;sell sold sold:#;lose lost lost:#;give gave given:away #"),
    ("flour;rice;sugar;sand;soil;coffee;cheese;clay", "kg", "buy bought bought:#;order ordered ordered:#;receive received received:#",
     "use used used:#;sell sold sold:#;give gave given:away #;waste wasted wasted:#;throw threw thrown:away #"),
)
STUFF = tuple([(stuff, unit, _verbs(more), _verbs(less)) for kinds, unit, more, less in _STUFF for stuff in kinds.split(";")])
# What each of a crowd does, one thing of each line: present, past, and the things that exclude each other.
DOINGS = (("come", "came", ("by bus", "by train", "by car", "on foot", "by bicycle")),
          ("wear", "wore", ("red caps", "blue caps", "green caps", "straw hats")),
          ("drink", "drank", ("tea", "cocoa", "orange juice", "water")),
          ("sit", "sat", ("in the front row", "at the back", "in the middle")),
          ("choose", "chose", ("swimming", "football", "chess", "painting")),
          ("speak", "spoke", ("only French", "only Spanish", "only Polish", "only Hindi")),
          ("order", "ordered", ("soup", "pasta", "salad", "curry")))
# Colours and sorts that things of a kind can have; any colour for the rest.
HUES: dict[str, tuple[str, ...]] = {
    "f": ("red", "green", "yellow", "orange"), "v": ("red", "green", "yellow", "purple"), "a": ("black", "white", "brown", "grey", "spotted"),
    "s": ("plain", "chocolate", "vanilla", "lemon", "ginger"), "d": ("large", "small", "medium"),
    "g": ("red", "white", "yellow", "pink", "purple"),
}
# How whole containers come.
FETCH = _verbs("buy bought bought:;order ordered ordered:;get got got:;find found found:;receive received received:;unpack unpacked unpacked:")
# Vehicles and tables, what the people do, and how one fits.
TRIPS = (
    (noun("minibus", "l"), "{go} on a trip", "into"), (noun("bus", "l"), "{go} to a museum", "into"), (noun("van", "l"), "{go} to a match", "into"),
    (noun("boat", "l"), "{go} across a lake", "into"), (noun("tent", "l"), "{go} camping", "into"), (noun("table", "l"), "{sit} down to dinner", "at"),
    (noun("cabin", "l"), "{spend} the night at a camp", "into"), (noun("bench", "l"), "{sit} down to watch a play", "on"),
    (noun("coach", "l"), "{go} to the zoo", "into"), (noun("gondola", "l"), "{go} up a mountain", "into"),
)
AWAY = (("fell ill and stayed at home", "fall ill and stay at home"), ("changed their minds and left", "change their minds and leave"),
        ("left early", "leave early"), ("stayed behind", "stay behind"))
ASIDES = ("who loves the sea", "who lives near the river", "who is very tidy", "who likes long walks", "who plays the drums",
          "who never forgets anything", "who has just moved to town", "who is good at maths")
# fmt: on
