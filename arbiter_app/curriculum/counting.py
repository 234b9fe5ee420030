"""Counting and chance: factorials, arrangements, choices, dice, coins, cards, draws, expected counts.

Knows nothing of distributions, conditional probability beyond draws in a row, or infinite sets.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import comb, factorial, perm
from random import Random

from arbiter_app.curriculum.people import HE, SHE, person
from arbiter_app.curriculum.polynomials import Ways, asked, power_work, product, quotient, size
from arbiter_app.curriculum.problem import Family, Steps, Worked, times, worked

TOPIC = "counting"
_NAMES = frozenset((*SHE, *HE))
_OBJECTS = (
    "flags",
    "pictures",
    "cups",
    "cards",
    "toys",
    "vases",
    "photos",
    "masks",
    "shells",
    "lamps",
    "clocks",
    "plants",
)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def _falling(n: int, k: int) -> str:
    """'5 * 4 = 20, 20 * 3 = 60': n and the numbers below it, k of them."""
    if k == 1:
        return f"{n} * 1 = {n}"
    value, parts = n, []
    for factor in range(n - 1, n - k, -1):
        parts.append(times(value, factor) if factor else "")
        value *= factor
    return ", ".join(parts)


_FACTORIAL = Ways(
    nouns=(
        "{n}!",
        "{n} factorial",
        "the value of {n}!",
        "the factorial of {n}",
        "the product of all whole numbers from {n} down to one",
    ),
    verbs=(
        "evaluate {n}!",
        "calculate {n}!",
        "work out {n} factorial",
        "multiply all whole numbers from {n} down to one",
    ),
    whole=(
        "{n}! equals what",
        "how much is {n}!",
        "whats {n} factorial",
        "{n} factorial = ?",
    ),
)
_ORDERS = Ways(
    nouns=(
        "the number of ways to arrange {n} different {t} in a row",
        "the number of orders of {n} people in a queue",
        "the number of permutations of {n} different things",
        "the number of ways in which {n} people can line up",
    ),
    verbs=(
        "find in how many orders {n} people can stand in a line",
        "count the ways to arrange {n} different books on a shelf",
    ),
    facts=(
        "{n} people stand in a line",
        "{n} different {t} are put in a row",
        "{n} children queue up one behind another",
        "{n} different books are put on a shelf side by side",
    ),
    wanted=(
        "the number of possible orders",
        "the number of different orders",
        "the number of ways to do this",
    ),
    whole=(
        "{n} people in a row, how many orders?",
        "how many ways can {n} different {t} be lined up",
        "{n} friends sit down side by side on a bench of {n} seats. In how many ways?",
        "How many different queues can {n} people form?",
        "in how many ways can you order {n} different things",
    ),
)


def _factorial(rng: Random, level: int) -> Worked:
    n = rng.randint(1, 6) if level == 1 else rng.randint(4, 8)
    if level > 1 and rng.random() < 0.6:
        return _factorial_quotient(rng, level)
    steps = [("Multiply the number by all whole numbers below it.", _falling(n, n) if n > 1 else "1 * 1 = 1")]
    ways = _FACTORIAL
    if rng.random() < 0.5:
        phrasings: tuple[str, ...] = (
            "What is {n}!?",
            "Calculate {n}!.",
            "{n}!",
            "Evaluate {n}!.",
            "Find {n} factorial.",
            "{n}! = ?",
            "What is {n} factorial?",
            "Work out the factorial of {n}.",
        )
    else:
        n = rng.randint(2, 6 + level)
        steps = [("Multiply the choices for each place, one fewer each time.", _falling(n, n))]
        phrasings = (
            "In how many ways can {n} people stand in a row?",
            "In how many orders can {n} books be put on a shelf?",
            "How many ways are there to arrange {n} different {t} in a line?",
            "{n} runners finish a race without ties. How many orders are possible?",
            "How many different {n}-digit numbers can be made with {n} different digits from 1 to 9, each used once?",
            "{name} has {n} songs. In how many orders can {she} play them all?",
            "{name} lines up {n} different {t}. In how many orders can {she} do it?",
            "{name} must do {n} jobs, one after the other. How many orders are possible?",
            "How many permutations of {n} different objects are there?",
        )
        phrasings = tuple(p for p in phrasings if "digit" not in p or n < 10)
        ways = _ORDERS
    things = rng.choice(_OBJECTS)
    return worked(asked(rng, phrasings, ways, n=n, t=things, **person(rng)), steps, factorial(n))


_QUOTIENT = Ways(
    nouns=(
        "{n}!/{m}!",
        "the value of {n}!/{m}!",
        "the quotient {n}!/{m}!",
    ),
    verbs=(
        "simplify {n}!/{m}!",
        "evaluate {n}!/{m}!",
        "work out {n}! / {m}!",
        "cancel and calculate {n}!/{m}!",
    ),
    whole=(
        "{n}! / {m}! = ?",
        "how much is {n}!/{m}!",
        "{n}! ÷ {m}!",
    ),
)


def _factorial_quotient(rng: Random, level: int) -> Worked:
    n = rng.randint(4, 12 + 8 * (level == 3))
    k = rng.randint(1, 2 if n > 12 else 3)
    steps: Steps = [("Cancel the smaller factorial; multiply the factors that remain.", _falling(n, k))]
    phrasings = (
        "What is {n}!/{m}!?",
        "Calculate {n}! / {m}!.",
        "Simplify {n}!/{m}! to a number.",
        "{n}!/{m}!",
        "Evaluate {n}! ÷ {m}!.",
        "Find the value of {n}!/{m}!.",
    )
    return worked(asked(rng, phrasings, _QUOTIENT, n=n, m=n - k), steps, perm(n, k))


_IN_ORDER = Ways(
    nouns=(
        "the number of permutations of {n} objects taken {k} at a time",
        "the number of ordered choices of {k} out of {n} {t}",
        "{n}P{k}",
        "P({n}, {k})",
        "the number of ways to place {K} of {n} people on {k} chairs in a row",
        "the number of ways to pick {k} of {n} {t} when the order matters",
    ),
    verbs=(
        "find P({n}, {k})",
        "calculate {n}P{k}",
        "count the ways to choose {k} of {n} {t} in order",
        "work out in how many ways {k} of {n} people can be lined up",
    ),
    facts=(
        "{k} of {n} different {t} are put in a row",
        "{k} of {n} people line up for a photo",
        "someone picks {k} of {n} {t} one after the other, and the order counts",
        "a password uses {k} different signs out of {n}",
    ),
    wanted=(
        "the number of possibilities",
        "the number of ways",
        "the number of different results",
    ),
    whole=(
        "{n} {t}, choose {k} in order, how many ways?",
        "{n}P{k} = ?",
        "how many ordered lists of {k} can be made from {n} different things",
        "How many ways are there to arrange {k} out of {n} {t} in a row?",
    ),
)


def _permutations(rng: Random, level: int) -> Worked:
    n, k = rng.randint(3, (12, 15, 20)[level - 1]), rng.randint(2, (2, 3, 4)[level - 1])
    k = min(k, n - 1)
    steps = [("Multiply the choices for each place, one fewer each time.", _falling(n, k))]
    phrasings = [
        "In how many ways can {k} of {n} people be seated in a row of {k} chairs?",
        "How many ways are there to choose {K} of {n} pictures and hang them in a row?",
        "How many permutations of {n} objects taken {k} at a time are there?",
        "What is P({n}, {k})?",
        "Calculate {n}P{k}.",
        "How many words of {k} different letters can be made from {n} different letters?",
        "A code has {k} different symbols out of {n}. How many codes are there?",
        "{name} has {n} different {t} and puts {k} of them in a row. In how many ways can {she} do it?",
        "{name} chooses a first, then another of {n} {t}. How many ways are there?"
        if k == 2
        else "{name} picks {k} of {n} {t} one after the other and notes the order. How many lists are possible?",
        "In how many ways can {name} place {k} of {n} {t} on {k} numbered shelves, one on each?",
    ]
    if k == 2:
        phrasings += [
            "A club of {n} members chooses a president and a secretary. In how many ways can this be done?",
            "From {n} pupils a captain and a vice-captain are chosen. How many choices are there?",
        ]
    if k == 3:
        phrasings += [
            "{n} runners compete for gold, silver and bronze. In how many ways can the medals be won?",
            "A club of {n} members elects a president, a secretary and a treasurer. In how many ways can this be done?",
        ]
    things = rng.choice(_OBJECTS)
    question = asked(rng, phrasings, _IN_ORDER, n=n, k=k, K=_NUMBERS[k], t=things, **person(rng))
    return worked(question, steps, perm(n, k))


_ANY_ORDER = Ways(
    nouns=(
        "the number of ways to choose {k} of {n} people",
        "{n} choose {k}",
        "C({n}, {k})",
        "{n}C{k}",
        "the number of teams of {k} from {n} players",
        "the number of combinations of {k} out of {n}",
        "the number of groups of {k} that {n} people can form",
        "the number of subsets of size {k} of a set with {n} elements",
        "the binomial coefficient {n} over {k}",
    ),
    verbs=(
        "find C({n}, {k})",
        "calculate {n} choose {k}",
        "count the ways to pick {k} of {n} {t} when order does not matter",
        "work out how many teams of {k} can be made from {n} players",
    ),
    facts=(
        "{k} of {n} {t} are picked and the order does not matter",
        "a team of {k} is chosen from {n} children",
        "someone takes {k} of {n} different {t} at once",
        "a committee of {k} is picked from {n} people",
    ),
    wanted=(
        "the number of possibilities",
        "the number of ways",
        "the number of different choices",
    ),
    whole=(
        "{n} {t}, choose {k}, order doesn't matter, how many ways?",
        "{n}C{k} = ?",
        "how many different groups of {k} can you make from {n} people",
        "How many ways are there to pick {k} out of {n} {t}, in any order?",
        "binomial coefficient {n} choose {k}",
    ),
)


def _combinations(rng: Random, level: int) -> Worked:
    n, k = rng.randint(3, (12, 13, 14)[level - 1]), rng.randint(2, (2, 3, 4)[level - 1])
    k = min(k, n - 1)
    steps: Steps = [("Count the choices in order, one fewer each time.", _falling(n, k))]
    if k > 2:
        steps.append(("Count the orders of one choice.", _falling(k, k)))
    steps.append(("Divide, as the order does not matter.", quotient(perm(n, k), factorial(k))))
    phrasings = [
        "How many ways are there to choose {k} of {n} people?",
        "In how many ways can a team of {k} be chosen from {n} players?",
        "What is C({n}, {k})?",
        "Calculate {n}C{k}.",
        "{n} choose {k}",
        "How many combinations of {k} objects out of {n} are there?",
        "From {n} books {name} takes {k} on holiday. How many choices has {she}?",
        "A pizzeria offers {n} toppings. How many pizzas with {k} different toppings are there?",
        "How many subsets with {k} elements does a set of {n} elements have?",
        "How many committees of {k} people can be formed from {n} people?",
        "{name} may pick {k} of {n} {t}. How many choices has {she}?",
        "{name} gives away {k} of {n} different {t}. How many selections are possible?",
    ]
    if k == 2:
        phrasings += [
            "{n} people shake hands with each other once. How many handshakes are there?",
            "At a party of {n} people everybody shakes hands with everybody else. How many handshakes are there?",
            "In a league of {n} teams every team plays every other team once. How many games are there?",
            "How many straight lines join {n} points if no three of them lie on a line?",
            "{n} friends each exchange one hug with every other. How many hugs are there?",
        ]
    things = rng.choice(_OBJECTS)
    return worked(asked(rng, phrasings, _ANY_ORDER, n=n, k=k, t=things, **person(rng)), steps, comb(n, k))


_WORDS = (
    "CAT",
    "DOG",
    "SUN",
    "BALL",
    "TREE",
    "BOOK",
    "MOON",
    "MATH",
    "GAME",
    "LAMP",
    "APPLE",
    "LEVEL",
    "HELLO",
    "PIZZA",
    "HOUSE",
    "RIVER",
    "PAPER",
    "EERIE",
    "BANANA",
    "LETTER",
    "COFFEE",
    "SUMMER",
    "ORANGE",
    "PEPPER",
    "CANADA",
    "NOON",
    "SEVEN",
    "DADDY",
    "MAMMA",
    "BEE",
    "EGG",
    "TOOTH",
    "QUEUE",
    "STATS",
    "ROBOT",
    "TIGER",
    "CHAIR",
    "MUSIC",
    "SKILL",
    "GRASS",
)
_ANAGRAMS = Ways(
    nouns=(
        "the number of ways to arrange the letters of {w}",
        "the number of anagrams of {w}, meaningless ones and the word itself included",
        "the number of different arrangements of the letters in {w}",
        "the number of distinct permutations of the letters {l}",
    ),
    verbs=(
        "count the different arrangements of the letters of {w}",
        "find in how many ways the letters of {w} can be ordered",
        "work out how many different words the letters {l} make, with or without meaning",
    ),
    facts=(
        "the letters of {w} are rearranged",
        "the letters {l} are written in a row in any order",
        "all letters of the word {w} are shuffled",
    ),
    wanted=(
        "the number of different results",
        "the number of distinct arrangements",
        "the number of different words, with or without meaning",
    ),
    whole=(
        "{w}, how many arrangements?",
        "how many ways can you rearrange the letters in {w}",
        "In how many different ways can the word {w} be shuffled, counting {w} itself?",
        "{l}: how many different orders?",
    ),
)


def _letters(rng: Random, level: int) -> Worked:
    longest = (4, 5, 6)[level - 1]
    if rng.random() < 0.4:
        # Consonants only: more than a list can hold, and never a word that offends.
        n = rng.randint(3, longest)
        pool = [rng.choice("BCDFGHJLMNPQRSTVWXZ") for _ in range(n)]
        if level > 1:
            pool[-1] = pool[0]
        word = "".join(pool)
    else:
        word = rng.choice([w for w in _WORDS if len(w) <= longest])
    n = len(word)
    repeats = [c for c in Counter(word).values() if c > 1]
    steps = [("Count the arrangements as if all letters were different.", _falling(n, n))]
    value = factorial(n)
    for c in repeats:
        steps.append(("Find the orders of a repeated letter among its own places.", _falling(c, c)))
        steps.append(("Divide by them.", quotient(value, factorial(c))))
        value //= factorial(c)
    phrasings = (
        "In how many ways can the letters of {w} be arranged?",
        "How many different arrangements are there of the letters in {w}?",
        "How many different words, with or without meaning, can be made with all letters of {w}?",
        "How many permutations do the letters of the word {w} have?",
        "How many ways are there to rearrange the letters of {w}?",
        "Find the number of distinct arrangements of {w}.",
        "Letters of {w}: how many orders are there?",
        "In how many distinct orders can the letters {l} be written?",
    )
    return worked(asked(rng, phrasings, _ANAGRAMS, w=word, l=", ".join(word)), steps, value)


_SETS = (
    ("shirts", "pairs of trousers", "pairs of shoes", "outfits"),
    ("starters", "main courses", "desserts", "meals"),
    ("hats", "scarves", "coats", "outfits"),
    ("kinds of bread", "fillings", "sauces", "sandwiches"),
    ("colours", "sizes", "styles", "T-shirts"),
    ("cones", "flavours", "toppings", "ice creams"),
)
_OF_DIGITS = Ways(
    nouns=(
        "the number of codes of {k} digits from 0 to 9 that may repeat",
        "the number of {k}-digit PINs, leading zeros and repeats allowed",
    ),
    facts=(
        "a code consists of {k} digits from 0 to 9, which may repeat",
        "a safe opens with {k} digits from 0 to 9, repeats allowed",
    ),
    wanted=(
        "the number of possible codes",
        "the number of different codes",
    ),
    whole=(
        "{k} digits from 0 to 9, repeats allowed, how many codes?",
        "How many different PINs with {k} digits exist if a digit may occur more than once?",
    ),
)
_OF_LETTERS = Ways(
    nouns=("the number of codes of {k} letters from A to Z that may repeat",),
    facts=(
        "a code consists of {k} letters from A to Z, which may repeat",
        "a sign shows {k} letters of the 26-letter alphabet, repeats allowed",
    ),
    wanted=(
        "the number of possible codes",
        "the number of different ones",
    ),
    whole=(
        "{k} letters from A to Z, repeats allowed, how many codes?",
        "How many different strings of {k} letters from A to Z are there if letters may repeat?",
    ),
)
_OF_ANSWERS = Ways(
    nouns=(
        "the number of ways to answer {k} questions with {n} possible answers each",
        "the number of ways to fill in a test of {k} questions with {n} choices each",
    ),
    facts=(
        "a test has {k} questions with {n} choices each",
        "each of {k} questions has {n} possible answers",
    ),
    wanted=(
        "the number of ways to answer them all",
        "the number of ways to fill it in",
    ),
    whole=(
        "{k} questions, {n} answers each, how many ways?",
        "In how many ways can you answer {k} questions if each has {n} options?",
    ),
)
_OF_SIGNS = Ways(
    nouns=(
        "the number of rows of {k} signs if each is one of {n} {t}",
        "the number of codes of length {k} from {n} {t} with repeats",
    ),
    facts=(
        "each of {k} places gets one of {n} {t}, repeats allowed",
        "a code has {k} places and {n} {t} to use, which may repeat",
    ),
    wanted=(
        "the number of possibilities",
        "the number of different codes",
    ),
    whole=("{k} places, {n} {t}, repeats allowed, how many ways?",),
)
_OF_TWO = Ways(
    nouns=(
        "the number of {r} from {a} {f} and {b} {s} with one of each",
        "the number of different {r} that {a} {f} and {b} {s} allow, taking one of each",
    ),
    facts=(
        "I have {a} {f} and {b} {s} and take one of each",
        "one can choose one of {a} {f} and one of {b} {s}",
        "a shop has {a} {f} and {b} {s} and I pick one of each",
    ),
    wanted=(
        "the number of different {r}",
        "the number of possible {r}",
        "the number of combinations",
    ),
    whole=(
        "{a} {f}, {b} {s}, one of each, how many {r}?",
        "how many different {r} can i make with {a} {f} and {b} {s} using one of each",
        "With {a} {f} and {b} {s}, how many {r} with one of each are there?",
    ),
)
_OF_THREE = Ways(
    nouns=("the number of {r} from {a} {f}, {b} {s} and {c} {t} with one of each",),
    facts=(
        "I have {a} {f}, {b} {s} and {c} {t} and take one of each",
        "one can choose one of {a} {f}, one of {b} {s} and one of {c} {t}",
    ),
    wanted=(
        "the number of different {r}",
        "the number of possible {r}",
        "the number of combinations",
    ),
    whole=(
        "{a} {f}, {b} {s}, {c} {t}, one of each, how many {r}?",
        "how many different {r} can i make with {a} {f}, {b} {s} and {c} {t} using one of each",
    ),
)


def _choices(rng: Random, level: int) -> Worked:
    """The product rule: outfits, routes, codes with repetition."""
    if level > 1 and rng.random() < 0.5:
        n, k = (
            rng.choice(
                (
                    (10, "digits"),
                    (26, "letters"),
                    (2, "answers"),
                    (4, "answers"),
                    (6, "colours"),
                    (5, "symbols"),
                )
            ),
            0,
        )
        base, name = n
        k = rng.randint(2, {10: 5, 26: 2, 2: 8, 4: 4, 6: 4, 5: 4}[base])
        if name == "digits":
            phrasings: tuple[str, ...] = (
                "A lock has a code of {k} digits from 0 to 9. How many codes are possible?",
                "How many PINs of {k} digits are there if digits may repeat?",
            )
        elif name == "letters":
            phrasings = (
                "How many codes of {k} letters from A to Z are there if letters may repeat?",
                "A label consists of {k} letters of the 26-letter alphabet, which may repeat. How many labels are there?",
            )
        elif name == "answers":
            phrasings = (
                "A quiz has {k} questions with {n} possible answers each. In how many ways can it be filled in?",
                "Each of {k} switches can be set in {n} ways. How many settings are there in all?",
            )
        else:
            phrasings = (
                "How many codes of length {k} can be made from {n} {t} if they may repeat?",
                "Each of {k} places in a row gets one of {n} {t}; they may repeat. How many ways are there?",
            )
        steps = [("Multiply the choices for each place.", power_work(base, k))]
        return worked(
            asked(
                rng,
                phrasings,
                {"digits": _OF_DIGITS, "letters": _OF_LETTERS, "answers": _OF_ANSWERS}.get(name, _OF_SIGNS),
                k=k,
                n=base,
                t=name,
            ),
            steps,
            base**k,
        )
    first, second, third, results = rng.choice(_SETS)
    a, b, c = (rng.randint(2, 4 + 3 * level) for _ in range(3))
    steps = [(f"Multiply the numbers of {first} and {second}.", product(a, b))]
    if level == 1 or rng.random() < 0.4:
        phrasings = (
            "{name} has {a} {f} and {b} {s}. How many different {r} with one of each are possible?",
            "There are {a} {f} and {b} {s} to choose from. How many {r} with one of each can be made?",
            "How many {r} can be made from {a} {f} and {b} {s}, taking one of each?",
        )
        return worked(
            asked(rng, phrasings, _OF_TWO, a=a, b=b, f=first, s=second, r=results, **person(rng)),
            steps,
            a * b,
        )
    steps.append((f"Multiply by the number of {third}.", product(a * b, c)))
    phrasings = (
        "{name} has {a} {f}, {b} {s} and {c} {t}. How many different {r} with one of each are possible?",
        "There are {a} {f}, {b} {s} and {c} {t} to choose from. How many {r} with one of each can be made?",
    )
    return worked(
        asked(rng, phrasings, _OF_THREE, a=a, b=b, c=c, f=first, s=second, t=third, r=results, **person(rng)),
        steps,
        a * b * c,
    )


def _share(part: int, whole: int) -> str:
    """'3 / 6 = 1/2'"""
    return f"{part} / {whole} = {Fraction(part, whole)}"


def _product_of(a: Fraction, b: Fraction) -> str:
    """'2/3 * 3/4 = 6/12 = 1/2'"""
    plain = f"{a.numerator * b.numerator}/{a.denominator * b.denominator}"
    return f"{a} * {b} = {plain}" + ("" if plain == str(a * b) else f" = {a * b}")


_CHANCE = (
    "What is the probability of {e}?",
    "Find the probability of {e}.",
    "What is the chance of {e}?",
    "Calculate the probability of {e}.",
    "How likely is {e}? Give a fraction.",
)
_CHANCES = Ways(
    nouns=(
        "the probability of {e}",
        "the chance of {e}",
        "the likelihood of {e}",
        "the probability of {e} as a fraction",
        "the theoretical probability of {e}",
    ),
    verbs=(
        "find the probability of {e}",
        "work out the chance of {e}",
        "calculate how likely {e} is",
    ),
    whole=(
        "what are the chances of {e}?",
        "probability of {e}?",
        "whats the chance of {e}",
        "P({e}) = ?",
        "How probable is {e}? Answer with a fraction.",
        "In what fraction of cases would you expect {e}?",
        "How likely is {e}?",
    ),
)


def _chance(rng: Random, opening: str, event: str) -> str:
    """What happens, and the question how probable an event is, mostly in this order."""
    wanted = rng.choice(("the probability", "the probability", "the chance", "the likelihood"))
    act = opening.removesuffix(".")
    if rng.random() < 0.25 and "." not in act:
        start = rng.choice(("If ", "When ", "Suppose ", "Say "))
        said = act if act.split()[0] in _NAMES else act[0].lower() + act[1:]
        end = "what is" if rng.random() < 0.7 else "find"
        return f"{start}{said}, {end} {wanted} of {event}{'?' if end[0] == 'w' else '.'}"
    return f"{opening} {asked(rng, _CHANCE, _CHANCES, e=event)}"


def _dice_events(rng: Random) -> tuple[str, list[int]]:
    n = rng.randint(1, 6)
    return rng.choice(
        (
            (f"rolling a {n}", [n]),
            ("rolling an even number", [2, 4, 6]),
            ("rolling an odd number", [1, 3, 5]),
            (f"rolling more than {min(n, 5)}", list(range(min(n, 5) + 1, 7))),
            (f"rolling less than {max(n, 2)}", list(range(1, max(n, 2)))),
            ("rolling a prime number", [2, 3, 5]),
            (f"not rolling a {n}", [k for k in range(1, 7) if k != n]),
            ("rolling a multiple of 3", [3, 6]),
        )
    )


def _dice(rng: Random, level: int) -> Worked:
    if level == 1:
        if rng.random() < 0.4:
            return _spinner(rng)
        event, faces = _dice_events(rng)
        steps = [("Count the faces that fit and divide by all six.", _share(len(faces), 6))]
        opening = rng.choice(
            (
                "A fair die is rolled.",
                "A fair six-sided die is thrown once.",
                "You roll a normal die.",
                "A dice is rolled.",
            )
        )
        return worked(_chance(rng, opening, event), steps, Fraction(len(faces), 6))
    total = rng.randint(2, 12)
    sums = [(a, b) for a in range(1, 7) for b in range(1, 7)]
    kind = rng.randrange(4)
    if kind == 0:
        fits = sum(a + b == total for a, b in sums)
        event, how = (
            f"a sum of {total}",
            "Count the pairs with this sum: one for each first die that leaves one to six.",
        )
        low, high = max(1, total - 6), min(6, total - 1)
        counted = f"{high} - {low} + 1 = {fits}"
    elif kind == 1:
        low = rng.randint(9, 11)
        fits = sum(a + b >= low for a, b in sums)
        event, how = f"a sum of at least {low}", "Count the pairs for each sum that is large enough, and add."
        counted = " + ".join(str(13 - s) for s in range(low, 13)) + f" = {fits}"
    elif kind == 2:
        fits, event, how, counted = 6, "a double", "Count the doubles: one for each number.", "6 * 1 = 6"
    else:
        n = rng.randint(1, 6)
        steps = [
            ("Count the pairs without this number.", "5 * 5 = 25"),
            ("Subtract from all pairs.", "6 * 6 = 36, 36 - 25 = 11"),
            ("Divide by the number of all pairs.", _share(11, 36)),
        ]
        opening = rng.choice(
            ("Two fair dice are rolled.", "You roll two dice.", "{name} throws two dice.")
        ).format(**person(rng))
        return worked(_chance(rng, opening, f"at least one {n}"), steps, Fraction(11, 36))
    steps = [(how, counted), ("Count all pairs of two dice.", "6 * 6 = 36"), ("Divide.", _share(fits, 36))]
    opening = rng.choice(
        (
            "Two fair dice are rolled.",
            "You roll two dice.",
            "A pair of dice is thrown.",
            "Two six-sided dice are thrown.",
            "{name} rolls two dice.",
            "{name} throws a pair of dice.",
        )
    ).format(**person(rng))
    return worked(_chance(rng, opening, event), steps, Fraction(fits, 36))


def _spinner(rng: Random) -> Worked:
    """Numbered cards or fields from 1 to n."""
    n, d = rng.randint(5, 40), rng.randint(2, 7)
    d = min(d, n)
    if rng.random() < 0.5:
        fits, event, how = n // d, f"a multiple of {d}", f"{d} * {n // d} = {d * (n // d)}"
        goal = "Count the multiples up to the greatest number."
    else:
        k = rng.randint(1, n - 1)
        fits, event, how, goal = (
            n - k,
            f"a number greater than {k}",
            f"{n} - {k} = {n - k}",
            "Count the numbers that are greater.",
        )
    steps = [(goal, how), ("Divide by how many there are in all.", _share(fits, n))]
    opening = rng.choice(
        (
            "Cards are numbered from 1 to {n}, and one is drawn at random.",
            "A spinner has equal fields numbered from 1 to {n}.",
            "A whole number from 1 to {n} is picked at random.",
        )
    ).format(n=n)
    return worked(_chance(rng, opening, event), steps, Fraction(fits, n))


def _coins(rng: Random, level: int) -> Worked:
    n = rng.randint(1, 2) if level == 1 else rng.randint(2, 3 + level)
    side = rng.choice(("heads", "tails"))
    all_work = ("Count all outcomes: two for each coin.", power_work(2, n) if n > 1 else "2^1 = 2")
    opening = rng.choice(
        (
            "A fair coin is tossed {k} times.",
            "You flip a coin {k} times.",
            "{K} fair coins are tossed.",
            "{name} tosses a coin {k} times.",
            "{name} throws a fair coin {k} times.",
        )
    ).format(k=_NUMBERS[n], K=_NUMBERS[n].capitalize(), **person(rng))
    if n == 1:
        opening = rng.choice(
            (
                "A fair coin is tossed.",
                "You flip a coin once.",
                "A coin is thrown.",
                "{name} tosses a coin.",
                "{name} flips a fair coin once.",
            )
        ).format(**person(rng))
    opening = opening.replace("two times", rng.choice(("twice", "two times")))
    kind = rng.randrange(2 if level == 1 else 3)
    if kind == 0:
        event = side if n == 1 else f"only {side}"
        steps = [all_work, ("Just one outcome fits; divide.", _share(1, 2**n))]
        return worked(_chance(rng, opening, "getting " + event), steps, Fraction(1, 2**n))
    if kind == 1:
        steps = [
            all_work,
            ("Subtract the one outcome without it.", f"{2**n} - 1 = {2**n - 1}"),
            ("Divide.", _share(2**n - 1, 2**n)),
        ]
        return worked(
            _chance(rng, opening, f"at least one {side[:-1]}"),
            steps,
            Fraction(2**n - 1, 2**n),
        )
    k = rng.randint(1, n - 1)
    steps = [
        all_work,
        ("Count the ways to choose which coins show it: multiply down from all of them.", _falling(n, k)),
        *([("Divide by the orders of one choice.", quotient(perm(n, k), factorial(k)))] if k > 1 else []),
        ("Divide by all outcomes.", _share(comb(n, k), 2**n)),
    ]
    name = side if k > 1 else side[:-1]
    return worked(
        _chance(rng, opening, f"exactly {_NUMBERS[k]} {name}"),
        steps,
        Fraction(comb(n, k), 2**n),
    )


_CARDS = (
    ("a heart", 13),
    ("an ace", 4),
    ("a red card", 26),
    ("a king", 4),
    ("a club", 13),
    ("a black queen", 2),
    ("the ace of spades", 1),
    ("a picture card (jack, queen or king)", 12),
    ("a card that is not a spade", 39),
    ("a seven", 4),
    ("a red king", 2),
    ("a diamond or a club", 26),
    ("an ace or a king", 8),
    ("a black card", 26),
    ("a spade", 13),
    ("a jack", 4),
)


def _cards(rng: Random, level: int) -> Worked:
    event, fits = rng.choice(_CARDS if level == 1 else _CARDS[:5] + _CARDS[9:10] + _CARDS[13:])
    opening = "A card is drawn from a pack of 52 cards."
    if level == 1:
        opening = rng.choice(
            (
                opening,
                "One card is taken at random from a standard deck of 52.",
                "You draw a card from a well-shuffled pack of 52.",
                "From a full deck of 52 cards one card is drawn.",
            )
        )
        steps = [("Count the cards that fit and divide by all cards.", _share(fits, 52))]
        return worked(_chance(rng, opening, "drawing " + event), steps, Fraction(fits, 52))
    back = rng.random() < 0.4
    plural = event.split(" ", 1)[1] + "s"
    first, second = Fraction(fits, 52), Fraction(fits, 52) if back else Fraction(fits - 1, 51)
    steps = [
        ("Find the probability for the first card.", _share(fits, 52)),
        (
            "Find the probability for the second card.",
            _share(fits, 52) if back else f"({fits} - 1) / (52 - 1) = {fits - 1} / 51 = {second}",
        ),
        ("Multiply the two.", _product_of(first, second)),
    ]
    if back:
        openings: tuple[str, ...] = (
            "A card is drawn from a pack of 52, put back, and a second card is drawn.",
            "Two cards are drawn from a deck of 52 with replacement.",
            "{name} draws a card from a pack of 52, puts it back and draws again.",
        )
    else:
        openings = (
            "Two cards are drawn from a pack of 52 without replacement.",
            "You take two cards from a deck of 52 and keep both.",
            "{name} draws two cards from a pack of 52 and keeps them.",
        )
    opening = rng.choice(openings).format(**person(rng))
    return worked(_chance(rng, opening, "getting two " + plural), steps, first * second)


_COLOURS = ("red", "blue", "green", "yellow", "white", "black", "purple", "orange")
_ONE_DRAWN = Ways(
    nouns=(
        "the probability of drawing a {p} one at random",
        "the chance that one drawn at random is {p}",
        "the probability that a randomly taken one is {p}",
    ),
    facts=(
        "one {o} is taken out without looking",
        "someone draws one {o} at random",
        "you pick a {o} with your eyes closed",
    ),
    wanted=(
        "the probability that it is {p}",
        "the chance that it is {p}",
        "the probability of getting {p}",
    ),
    whole=(
        "One {o} is drawn. How likely is it to be {p}? Give a fraction.",
        "What fraction of draws of one {o} would be {p}?",
        "chance of a {p} one?",
        "P({p}) for one draw = ?",
    ),
)
_TWO_DRAWN = Ways(
    nouns=(
        "the probability {e} if two {t} are drawn {h}",
        "the chance {e} when two {t} are taken {h}",
    ),
    facts=(
        "two {t} are drawn {h}",
        "someone takes two {t}, one after the other, {h}",
        "you draw two {t} at random {h}",
    ),
    wanted=(
        "the probability {e}",
        "the chance {e}",
        "the likelihood {e}",
    ),
    whole=(
        "Two {t} are drawn {h}. How likely is it {e}? Give a fraction.",
        "two {t} drawn {h}, probability {e}?",
    ),
)


def _draws(rng: Random, level: int) -> Worked:
    """Marbles from a bag, with and without replacement, in order, the same colour, at least one."""
    a, b = rng.randint(2, 4 + 2 * level), rng.randint(2, 4 + 2 * level)
    p, q = rng.sample(_COLOURS, 2)
    n, thing = a + b, rng.choice(("marbles", "balls", "beads", "counters", "socks", "sweets"))
    holder = rng.choice(("bag", "box", "drawer", "jar"))
    one = thing[:-1]
    opening = f"A {holder} holds {a} {p} and {b} {q} {thing}."
    if level == 1:
        steps = [
            ("Add to find how many there are in all.", f"{a} + {b} = {n}"),
            ("Divide the number that fits by it.", _share(a, n)),
        ]
        phrasings: tuple[str, ...] = (
            "One {o} is drawn at random. What is the probability that it is {p}?",
            "What is the probability of drawing a {p} one?",
            "If you take one without looking, what is the chance that it is {p}?",
        )
        return worked(f"{opening} {asked(rng, phrasings, _ONE_DRAWN, o=one, p=p)}", steps, Fraction(a, n))
    back = rng.random() < 0.45
    less = 0 if back else 1
    how = "with replacement" if back else "without replacement"
    total = ("Add to find how many there are in all.", f"{a} + {b} = {n}")
    left = [] if back else [("One fewer is there at the second draw.", f"{n} - 1 = {n - 1}")]
    kind = rng.randrange(2 if level == 2 else 4)
    all_pairs = n * (n - less)
    ways = ("Count all ordered pairs of draws.", product(n, n - less))
    if kind == 0:
        fits, event = a * (a - less), f"that both are {p}"
        counts = [("Count the ordered pairs that fit.", product(a, a - less))]
    elif kind == 1:
        fits, event = a * b, f"that the first is {p} and the second is {q}"
        counts = [("Count the ordered pairs that fit.", product(a, b))]
    elif kind == 2:
        fits, event = a * (a - less) + b * (b - less), "that both have the same colour"
        counts = [
            (f"Count the ordered pairs of two {p} ones.", product(a, a - less)),
            (f"Count the ordered pairs of two {q} ones.", product(b, b - less)),
            ("Add them.", f"{a * (a - less)} + {b * (b - less)} = {fits}"),
        ]
    else:
        fits, event = all_pairs - b * (b - less), f"that at least one is {p}"
        counts = [
            (f"Count the ordered pairs without any {p} one.", product(b, b - less)),
            ("Subtract them from all pairs.", f"{all_pairs} - {b * (b - less)} = {fits}"),
        ]
    steps = [total, *left, ways, *counts, ("Divide by all pairs.", _share(fits, all_pairs))]
    phrasings = (
        "Two {t} are drawn {h}. What is the probability {e}?",
        "Two {t} are taken one after the other {h}. Find the probability {e}.",
        "You draw two {t} {h}. What is the chance {e}?",
    )
    return worked(
        f"{opening} {asked(rng, phrasings, _TWO_DRAWN, t=thing, h=how, e=event)}",
        steps,
        Fraction(fits, all_pairs),
    )


_EXPECTED = Ways(
    nouns=(
        "the expected number of successes in {n} trials if each succeeds with probability {s}",
        "the number of times that an event of probability {s} is expected in {n} trials",
    ),
    facts=(
        "an event has probability {s} and there are {n} trials",
        "the chance of a success is {s} and one tries {n} times",
        "a machine part fails with probability {s} and {n} parts are made",
    ),
    wanted=(
        "the expected number of times that this happens",
        "the expected number",
    ),
    whole=(
        "probability {s}, {n} trials, expected number?",
        "About how often does something of probability {s} happen in {n} tries?",
        "How many times out of {n} would you expect an event of probability {s}?",
    ),
)
_NOT_PERCENT = Ways(
    nouns=("the probability that something of probability {s}% does not happen",),
    facts=(
        "the chance of snow is {s}%",
        "a goal is scored with a probability of {s}%",
        "it rains with a probability of {s}%",
    ),
    wanted=(
        "the probability that this does not happen",
        "the chance that it does not happen",
    ),
    whole=(
        "chance of rain {s}%, chance of no rain?",
        "There is a {s}% chance of rain. What is the chance of no rain?",
    ),
)
_NOT = Ways(
    nouns=(
        "the probability that an event of probability {s} does not happen",
        "the probability of the complement of an event with probability {s}",
    ),
    facts=(
        "an event happens with probability {s}",
        "P(A) = {s}",
        "the chance of something is {s}",
    ),
    wanted=(
        "the probability that it does not happen",
        "the probability of the opposite",
    ),
    whole=(
        "P(A) = {s}, P(not A) = ?",
        "probability {s} that it happens, probability that it doesn't?",
    ),
)
_BOTH_HAPPEN = Ways(
    nouns=("the probability that two independent events of probability {a} and {b} both happen",),
    facts=(
        "A and B are independent with P(A) = {a} and P(B) = {b}",
        "two independent events have the probabilities {a} and {b}",
    ),
    wanted=(
        "the probability that both happen",
        "the probability of both together",
    ),
    whole=(
        "independent events, {a} and {b}, probability of both?",
        "P(A) = {a}, P(B) = {b}, A and B independent. P(A and B) = ?",
    ),
)
_ONE_HAPPENS = Ways(
    nouns=("the probability that at least one of two independent events of probability {a} and {b} happens",),
    facts=(
        "A and B are independent with P(A) = {a} and P(B) = {b}",
        "two independent events have the probabilities {a} and {b}",
    ),
    wanted=(
        "the probability that at least one of them happens",
        "the probability of at least one of them",
    ),
    whole=(
        "independent events, {a} and {b}, probability of at least one?",
        "P(A) = {a}, P(B) = {b}, A and B independent. P(A or B) = ?",
    ),
)


def _expected(rng: Random, level: int) -> Worked:
    """Expected counts, complements, independent events."""
    kind = rng.randrange(2 if level == 1 else 3)
    if kind == 0:
        d = rng.choice((2, 3, 4, 5, 6, 8, 10))
        t, n = rng.randint(1, d - 1), d * size(rng, 2, 15 * level)
        share = Fraction(t, d)
        phrasings: tuple[str, ...] = (
            "The probability of winning a game is {s}. How many wins are expected in {n} games?",
            "An event has probability {s}. How often is it expected in {n} trials?",
            "A seed grows with probability {s}. How many of {n} seeds are expected to grow?",
            "A spinner shows red with probability {s}. How many times would you expect red in {n} spins?",
        )
        u, v = share.numerator, share.denominator
        steps = [("Divide the number of trials by the denominator.", quotient(n, v))]
        if u > 1:
            steps.append(("Multiply by the numerator.", product(n // v, u)))
        return worked(asked(rng, phrasings, _EXPECTED, s=share, n=n), steps, n * share)
    if kind == 1:
        d = rng.randint(2, 20)
        share = Fraction(rng.randint(1, d - 1), d)
        percent = rng.randint(1, 99)
        if rng.random() < 0.5:
            phrasings = (
                "The probability of rain is {s}%. What is the probability that it does not rain?",
                "The chance that a bus is late is {s}%. What is the chance that it is not late?",
            )
            return worked(
                asked(rng, phrasings, _NOT_PERCENT, s=percent),
                [("Subtract from the certain event.", f"100 - {percent} = {100 - percent}")],
                Fraction(100 - percent, 100),
                f"{100 - percent}%",
            )
        phrasings = (
            "The probability of winning is {s}. What is the probability of not winning?",
            "An event has probability {s}. What is the probability that it does not happen?",
            "A team wins with probability {s} and otherwise does not. What is the probability that it does not win?",
        )
        return worked(
            asked(rng, phrasings, _NOT, s=share),
            [("Subtract from one, the certain event.", f"1 - {share} = {1 - share}")],
            1 - share,
        )
    a, b = (Fraction(rng.randint(1, 4), rng.randint(5, 9)) for _ in range(2))
    if rng.random() < 0.5:
        steps = [("Multiply the probabilities of independent events.", _product_of(a, b))]
        phrasings = (
            "Two independent events have probabilities {a} and {b}. What is the probability that both happen?",
            "{name} hits a target with probability {a}, another archer independently with probability {b}. What is the probability that both hit?",
        )
        return worked(asked(rng, phrasings, _BOTH_HAPPEN, a=a, b=b, **person(rng)), steps, a * b)
    no_a, no_b = 1 - a, 1 - b
    steps = [
        ("Find the probabilities that each does not happen.", f"1 - {a} = {no_a}, 1 - {b} = {no_b}"),
        ("Multiply them: neither happens.", _product_of(no_a, no_b)),
        ("Subtract from one.", f"1 - {no_a * no_b} = {1 - no_a * no_b}"),
    ]
    phrasings = (
        "Two independent events have probabilities {a} and {b}. What is the probability that at least one of them happens?",
        "{name} hits a target with probability {a}, another archer independently with probability {b}. What is the probability that at least one hits?",
    )
    return worked(asked(rng, phrasings, _ONE_HAPPENS, a=a, b=b, **person(rng)), steps, 1 - no_a * no_b)


FAMILIES = (
    Family("factorial", TOPIC, _factorial),
    Family("permutations", TOPIC, _permutations),
    Family("combinations", TOPIC, _combinations),
    Family("letter_arrangements", TOPIC, _letters),
    Family("choices", TOPIC, _choices),
    Family("dice", TOPIC, _dice),
    Family("coins", TOPIC, _coins),
    Family("cards", TOPIC, _cards),
    Family("draws", TOPIC, _draws),
    Family("expected_counts", TOPIC, _expected),
)
