"""GSM8K's training file -> templates whose numbers and names can be redrawn -> worked examples.

    python -m models.recipe.gsm8k FILE        # counts and a few samples

An answer line of the file, `Ann sold 48/2 = <<48/2=24>>24 clips in May.`, becomes a step: its sentence the
goal, its equation the work. Every number of an equation is traced to a number of the question, to an earlier
result or to a constant; numbers that cannot be told apart, or from which somebody may have worked in their
head, keep their value. A drawing changes the others together and is accepted when every result stays what it
was: whole, below one, two decimals of money, positive.

Knows nothing of English beyond word lists: what a story means is not understood, and a drawing may tell of a
very dear sandwich. Knows nothing of splits, models or tokens.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations
from math import ceil
from pathlib import Path
from random import Random
from typing import NamedTuple

from arbiter_app.curriculum.problem import Problem, lines, times
from arbiter_app.errors import UsageError

FAMILY, TOPIC = "gsm8k", "word problems"

Number = int | Fraction
Expr = int | tuple[str, "Expr", "Expr"]
"""A slot of the template, or an operator with its two sides."""
Tree = Number | tuple[str, "Tree", "Tree"]
"""The same with values."""

_MAX_WORDS, _MAX_STEPS = 130, 8
_MAX_SOLUTION, _MAX_TOKENS = 360, 470  # as estimated; the context is 512 tokens


class Reject(Exception):
    """Why a row makes no template."""


# --- numbers ---------------------------------------------------------------------------------------


def _number(value: Fraction) -> Number:
    return value.numerator if value.denominator == 1 else value


def _decimals(value: Number) -> int | None:
    """How many decimals a number needs, or None where it has no end within six."""
    if isinstance(value, int):
        return 0
    for places in range(1, 7):
        if 10**places % value.denominator == 0:
            return places
    return None


def _plain(value: Number) -> str:
    """A number as it stands in an equation: 5, 0.25, or 2/3 where decimals have no end."""
    if isinstance(value, int):
        return str(value)
    places = _decimals(value)
    if places is None:
        return f"{value.numerator}/{value.denominator}"
    whole, part = divmod(value.numerator * 10**places // value.denominator, 10**places)
    return f"{whole}.{part:0{places}d}"


def _simple(value: Number) -> bool:
    """Whether a person would write it in the middle of a sum."""
    return isinstance(value, int) or value.denominator <= 12 or (_decimals(value) or 9) <= 4


# --- expressions -----------------------------------------------------------------------------------

_EXPRESSION = re.compile(r"\d[\d,]*\.?\d*|\.\d+|[-+*/()%]")


class _Parser:
    """`20/100*(50+3)` -> a tree of values."""

    def __init__(self, text: str) -> None:
        text = re.sub(r"[\s$]", "", text).replace("x", "*").replace("×", "*").replace("÷", "/")
        text = text.replace("–", "-").replace("−", "-").lstrip("+")
        self.tokens = _EXPRESSION.findall(text)
        self.at = 0
        if "".join(self.tokens) != text or not self.tokens or len(self.tokens) > 40:
            raise Reject("equation not read")

    def parse(self) -> Tree:
        tree = self._sum()
        if self.at != len(self.tokens):
            raise Reject("equation not read")
        return tree

    def _next(self, among: str) -> str:
        token = self.tokens[self.at] if self.at < len(self.tokens) else ""
        if token and token in among:
            self.at += 1
            return token
        return ""

    def _sum(self) -> Tree:
        tree = self._product()
        while op := self._next("+-"):
            tree = (op, tree, self._product())
        return tree

    def _product(self) -> Tree:
        tree = self._atom()
        while True:
            if op := self._next("*/"):
                tree = (op, tree, self._atom())
            elif self.at < len(self.tokens) and self.tokens[self.at] == "(":
                tree = ("*", tree, self._atom())
            else:
                return tree

    def _atom(self) -> Tree:
        if self._next("("):
            tree = self._sum()
            if not self._next(")"):
                raise Reject("equation not read")
        else:
            token = self.tokens[self.at] if self.at < len(self.tokens) else ""
            if not token or token in "+-*/()%":
                raise Reject("equation not read")
            self.at += 1
            tree = _number(Fraction(token.replace(",", "").rstrip(".")))
        return ("/", tree, 100) if self._next("%") else tree


def _value(tree: Tree) -> Number:
    if not isinstance(tree, tuple):
        return tree
    value = _apply(_SIGN.get(tree[0], tree[0]), _value(tree[1]), _value(tree[2]))
    if value is None:
        raise Reject("negative or zero on the way")
    return value


def _apply(op: str, a: Number, b: Number) -> Number | None:
    """One operation on positive numbers, or None where the result is not positive or not simple."""
    if op == "+":
        value: Number = a + b
    elif op == "*":
        value = a * b
    elif op == "-":
        value = a - b
        if value < 0:
            return None
    elif not b:
        return None
    elif isinstance(a, int) and isinstance(b, int):
        value = a // b if a % b == 0 else Fraction(a, b)
    else:
        value = Fraction(a) / b
    if isinstance(value, Fraction) and value.denominator == 1:
        return value.numerator
    return value


def _evaluate(expr: Expr, values: Sequence[Number]) -> Number | None:
    if isinstance(expr, int):
        return values[expr]
    a = _evaluate(expr[1], values)
    if a is None:
        return None
    b = _evaluate(expr[2], values)
    return None if b is None else _apply(expr[0], a, b)


def _filled(expr: Expr, values: Sequence[Number]) -> Tree:
    if isinstance(expr, int):
        return values[expr]
    return expr[0], _filled(expr[1], values), _filled(expr[2], values)


# "x" and ":" are "*" and "/" that are not opened up any further.
_RANK = {"+": 1, "-": 1, "*": 2, "/": 2, "x": 2, ":": 2}
_SIGN = {"x": "*", ":": "/"}


def _written(tree: Tree) -> str:
    if not isinstance(tree, tuple):
        return _plain(tree)
    op, left, right = tree
    op = _SIGN.get(op, op)
    a, b = _written(left), _written(right)
    rank = _RANK[op]
    if _rank(left) < rank:
        a = f"({a})"
    if _rank(right) < rank or (_rank(right) == rank and op in "-/"):
        b = f"({b})"
    return f"{a} {op} {b}"


def _rank(tree: Tree) -> int:
    if isinstance(tree, tuple):
        return _RANK[tree[0]]
    # A fraction within a sum or a product stands in brackets.
    return 0 if "/" in _plain(tree) else 3


def work(tree: Tree) -> str:
    """The chain of equalities from an expression to its value."""
    if isinstance(tree, tuple) and tree[0] == "*":
        a, b = tree[1], tree[2]
        if isinstance(a, int) and isinstance(b, int) and a > 0 and b > 0:
            return times(a, b)
    sides = [_written(tree)]
    while isinstance(tree, tuple):
        tree = _reduced(tree)
        if (text := _written(tree)) != sides[-1]:
            sides.append(text)
    return " = ".join(sides)


def _reduced(tree: Tree) -> Tree:
    """One pass: everything whose two sides are numbers is worked out, or opened up by digits."""
    if not isinstance(tree, tuple):
        return tree
    op, left, right = tree
    if op == "*":  # 20 / 100 * 50 -> 20 * 50 / 100, rather than work with 0.2
        if isinstance(left, tuple) and left[0] == "/" and not isinstance(_value(left), int):
            return ("/", _reduced(("*", left[1], right)), left[2])
        if isinstance(right, tuple) and right[0] == "/" and not isinstance(_value(right), int):
            return ("/", _reduced(("*", left, right[1])), right[2])
    if isinstance(left, tuple) or isinstance(right, tuple):
        return op, _reduced(left), _reduced(right)
    return _opened(op, left, right)


def _opened(op: str, a: Number, b: Number) -> Tree:
    """A product or quotient that nobody does in the head as smaller ones; else its value."""
    if op == "*":
        if isinstance(a, int) and isinstance(b, int):
            small = a <= 12 and b <= 12
            left, right = _places(a), _places(b)
            if (
                small
                or 1 in (a, b)
                or len(left) == len(right) == 1
                or a in (10, 100, 1000)
                or b in (10, 100, 1000)
            ):
                return a * b
            if len(right) > 1 and (a < 100 or len(left) == 1):
                return _chain([("x", a, part) for part in right])
            return _chain([("x", part, b) for part in left])
        i, j = _decimals(a), _decimals(b)
        if i is not None and j is not None and i + j:
            return ("/", ("*", _scaled(a, 10**i), _scaled(b, 10**j)), 10 ** (i + j))
    elif op == "/" and isinstance(a, int) and isinstance(b, int):
        quotient, rest = divmod(a, b)
        parts = _places(quotient)
        if not rest and len(parts) > 1 and quotient > 12 and b > 2 and b not in (10, 100, 1000, 10000):
            return _chain([(":", part * b, b) for part in parts])
    elif op == "/" and isinstance(b, Fraction):
        j = _decimals(b)
        if j is not None and _decimals(a) is not None:
            return ("/", _number(Fraction(a * 10**j)), _scaled(b, 10**j))
    value = _apply(_SIGN.get(op, op), a, b)
    assert value is not None  # checked when the numbers were drawn
    return value


def _scaled(value: Number, scale: int) -> int:
    return int(value * scale)


def _chain(terms: list[Tree]) -> Tree:
    tree = terms[0]
    for term in terms[1:]:
        tree = ("+", tree, term)
    return tree


def _places(value: int) -> list[int]:
    text = str(value)
    return [int(digit) * 10 ** (len(text) - 1 - i) for i, digit in enumerate(text) if digit != "0"]


# --- words -----------------------------------------------------------------------------------------

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: value for value, word in enumerate(_ONES)}
_WORDS |= {word: 10 * value for value, word in enumerate(_TENS, 2)}
_WORDS |= {f"{ten}-{_ONES[one]}": _WORDS[ten] + one for ten in _TENS for one in range(1, 10)}
_NAMES = {value: word for word, value in _WORDS.items()}

# Words that bring a constant with them.
_CONSTANTS = tuple(
    (re.compile(rf"\b(?:{words})\b", re.I), tuple(Fraction(value) for value in values.split()))
    for words, values in (
        (r"twice|doubl\w+|both|pairs?|couples?|half|halves|halved|halving|half-\w+|halfway|weekends?", "2"),
        (
            r"roommates?|split\w*|evenly|wife|husband|spouse|parents|return\w*|round[- ]?trip|there and back|"
            r"back and forth|to and from|two|twins?|each other|bike|bicycles?",
            "2",
        ),
        (r"half|halves|half-\w+|halfway", "1/2 3/2 50"),
        (r"twice|doubl\w+|thrice|tripl\w+|three times|other|rest|remain\w*|left", "1"),
        (r"thrice|tripl\w+|thirds?|yards?|triangles?|triangular|tricycles?", "3"),
        (r"quadrupl\w+|quarters?|fourths?|squares?|cars?|seasons?|gallons?|quarts?", "4"),
        (r"quarters?", "1/4 25 3/4 3"),
        (r"three[- ](?:quarters|fourths)", "3 3/4"),
        (r"two[- ]\w+s", "2"),
        (r"three[- ]\w+s", "3"),
        (r"fourths?", "1/4 4"),
        (r"thirds?", "1/3 2/3"),
        (r"fifths?", "5 1/5 2/5 3/5 4/5"),
        (r"sixths?", "6 1/6"),
        (r"sevenths?", "7"),
        (r"eighths?", "8 1/8"),
        (r"ninths?", "9"),
        (r"tenths?|decades?|dimes?", "10 1/10"),
        (r"nickels?", "5 1/20"),
        (r"dimes?", "10 1/10"),
        (r"pennies|penny|cents?", "1/100 100"),
        (r"weekdays?|work ?days?|work ?weeks?|school ?days?|school|monday|friday|pentagons?|fingers?", "5"),
        (r"days?|daily|weeks?|weekly", "7"),
        (r"weeks?|weekly", "4 2 52"),
        (r"months?|monthly", "12 30 31 28 4 6 3"),
        (r"january|march|may|july|august|october|december", "31"),
        (r"february", "28 29"),
        (r"april|june|september|november", "30"),
        (r"years?|yearly|annual\w*", "12 365 52 10"),
        (r"dozens?|f(?:ee|oo)t|inch(?:es)?|clock", "12"),
        (r"hours?|hourly|minutes?|seconds?|mph|per hour", "60 3600 30"),
        (r"hours?|days?|daily", "24"),
        (r"pounds?|ounces?|cups?", "16 8"),
        (r"miles?", "5280"),
        (r"yards?", "36"),
        (r"percent\w*|discount|off|tax|interest", "100 1"),
        (r"dollars?", "100"),
        (r"kilo\w*|kg|km|grams?|liters?|litres?|meters?|metres?|ml|tons?|tonnes?", "1000 100 2000"),
        (r"degrees?|angles?|triangles?", "180 360 90"),
        (r"century|centuries|hundreds?", "100"),
        (r"thousands?", "1000"),
        (r"millions?", "1000000"),
        (r"perimeter|rectang\w+|width|ends?|sides?|legs|feet|shoes?|ears?|eyes?|hands?", "2 4"),
        (r"dogs?|cats?|cows?|horses?|tables?|sheep|goats?", "4"),
        (r"spiders?|octopus\w*", "8"),
        (r"insects?|cubes?", "6"),
    )
)

# fmt: off
_SHE = frozenset((
    "Abigail Ada Alexa Alice Alicia Alison Allison Alyssa Amanda Amber Amelia Amy Andrea Angela Angie Anna "
    "Annie Ann Anne Anya Barbara Becky Bella Bethany Beth Betty Brenda Brittany Cara Carla Carly Carmen "
    "Carol Caroline Carolyn Carrie Catherine Cathy Cecilia Cheryl Chloe Christina Christine Cindy Claire "
    "Clara Connie Cynthia Daisy Danielle Debbie Deborah Diana Diane Dina Donna Dora Doris Dorothy Eliza "
    "Elizabeth Ella Ellen Ellie Elsa Emily Emma Erica Erin Esther Eva Eve Felicia Fiona Gabriela Gina "
    "Gloria Grace Greta Haley Hannah Hazel Heather Helen Ines Isabel Isabella Isabelle Jada Jane Janet "
    "Janice Jasmine Jen Jenna Jennifer Jenny Jessica Jill Joan Joanna Josephine Joy Joyce Judy Julia Julie "
    "Kara Karen Karla Kate Katherine Kathy Katie Katy Kayla Kendra Kiara Kylie Lana Lara Laura Lauren "
    "Layla Leah Leila Lena Lila Lilly Lily Linda Lisa Liza Lola Louise Lucia Lucille Lucy Luna Lydia Mabel "
    "Macy Maddie Maggie Mandy Mara Marcia Marcy Margaret Maria Marie Marina Marissa Marla Marta Martha "
    "Mary Matilda Maya Meg Megan Melanie Melissa Mia Michelle Mila Milly Mindy Miranda Miriam Molly Mona "
    "Monica Nadia Nancy Naomi Natalia Natalie Nicole Nina Nora Olga Olivia Pam Pamela Patricia Patty Paula "
    "Pauline Penelope Penny Polly Rachel Rebecca Rita Rosa Rose Rosie Ruby Ruth Sabrina Sally Samantha "
    "Sandra Sandy Sara Sarah Sasha Selena Sharon Sheila Shelly Silvia Sofia Sonia Sophia Sophie Stacy "
    "Stella Stephanie Sue Susan Susie Suzy Sylvia Tabitha Tamara Tammy Tania Tanya Tara Teresa Tessa "
    "Theresa Tiffany Tina Tonya Trisha Ursula Valerie Vanessa Vera Veronica Viola Wanda Wendy Yolanda "
    "Yvonne Zoe Zoey Adelaide Aisha Aaliyah Amara Jolene Loretta Shelby Kimberly Kristen Jillian Joanne "
    "Janelle Jeanette Geraldine Francine Marilyn Maryann Nellie Sadie Vivian Willa Candice Darlene Bridget "
    "Betsy Claudia Colleen Cora Denise Edith Eileen Elaine Elena Eleanor Ginny Gwen Holly Irene Ivy Jackie "
    "Lorraine"
).split())
_HE = frozenset((
    "Aaron Abe Adam Ahmed Alan Albert Alejandro Alfred Alvin Andre Andrew Andy Anthony Antonio Archie "
    "Arnold Arthur Barney Barry Ben Benjamin Benny Bernie Bert Bill Billy Blake Bob Bobby Brad Bradley "
    "Brady Brandon Brendan Brian Bruce Bryan Caleb Calvin Carl Carlos Chad Charles Christopher Clark Cody "
    "Colin Connor Craig Dan Daniel Danny Darren Dave David Dennis Derek Derrick Diego Dominic Don Donald "
    "Doug Douglas Drew Dwayne Dylan Earl Ed Eddie Edgar Eduardo Edward Edwin Eli Elijah Eric Erik Ernest "
    "Ethan Eugene Evan Fabian Felix Francisco Frank Fred Freddy Gabriel Gary Gene George Gerald Gilbert "
    "Glen Gordon Greg Gregory Gus Harold Harry Harvey Hank Hector Henry Herbert Howard Hugo Ian Isaac Ivan "
    "Jack Jacob Jake James Jared Jason Javier Jay Jeff Jeffrey Jeremiah Jeremy Jerome Jerry Jim Jimmy Joe "
    "Joel Joey John Johnny Jon Jonah Jonathan Jorge Jose Joseph Josh Joshua Juan Jude Julian Julio Julius "
    "Justin Karl Keith Ken Kenneth Kenny Kevin Kurt Kyle Lance Larry Leo Leonard Leon Liam Logan Louis "
    "Lucas Luis Luke Malcolm Manny Manuel Marco Marcos Marcus Mario Mark Marlon Martin Marvin Mason Mateo "
    "Matt Matthew Maurice Max Melvin Micah Michael Miguel Mike Miles Milo Mitch Mitchell Nate Nathan "
    "Nathaniel Neil Nicholas Nick Nigel Noah Norman Oliver Omar Oscar Owen Pablo Patrick Paul Pedro Pete "
    "Peter Phil Philip Phillip Ralph Ramon Randall Randy Raul Ray Raymond Reggie Richard Rick Ricky Rob "
    "Robert Roberto Rodney Rodrigo Roger Roland Ron Ronald Ronnie Ross Roy Ruben Russell Ryan Samuel Scott "
    "Sean Sebastian Seth Shane Shawn Sheldon Sidney Simon Spencer Stan Stanley Stephen Steve Steven "
    "Stewart Stuart Ted Teddy Theo Theodore Thomas Tim Timmy Timothy Toby Todd Tom Tommy Tony Travis "
    "Trevor Tristan Tyler Tyrone Victor Vince Vincent Wade Wallace Walter Warren Wayne Wesley William "
    "Wyatt Xavier Zach Zachary Zack Bruno Carter Clint Gavin Hunter Jayden Jaime Jesse Johnathan Mohamed "
    "Mohammed Ali Dexter"
).split())
# Either: the pronouns of the story decide.
_ANY = frozenset((
    "Alex Alexis Ashley Bailey Billie Cameron Carey Casey Charlie Chris Courtney Dakota Dana Elliot "
    "Frankie Harper Jamie Jan Jean Jess Jessie Jo Jody Jordan Kelly Kelsey Kerry Kim Kris Lee Leslie "
    "Lindsay Loren Lou Mel Morgan Nicky Parker Pat Payton Peyton Quinn Reese Riley Robin Sam Sammy Shannon "
    "Sydney Taylor Terry Tracy Weng Tobias Darius Jasper Julieta Chandra Kiki Kimiko Nalani Mila Roque "
    "Tank Kennedy Lexi Dulce Siobhan Olaf Eden Jed"
).split())
_NEW_SHE = tuple((
    "Ada Aisha Alba Amara Amina Anika Asha Astrid Bella Bianca Camila Carla Celine Chloe Clara Daria Dina "
    "Elena Elif Ella Emma Esra Fatima Fiona Freya Gita Greta Hana Hannah Helen Ida Ines Ingrid Ivy Jana "
    "Jane Julia Kate Katya Keiko Lara Laura Leila Lena Lina Linh Lisa Lola Lucy Luna Maria Marta Maya "
    "Megan Mei Mina Mira Molly Nadia Naomi Nina Noor Nora Olivia Paula Petra Priya Rania Rita Rosa Ruby "
    "Ruth Sara Sofia Sonia Tara Tina Uma Vera Wendy Yara Yasmin Yuki Zainab Zara Zoe Amy Anna Emily Sarah "
    "Mary Susan Karen Lily Alice Betty Rachel Jessica"
).split())
_NEW_HE = tuple((
    "Adam Ahmed Alan Ali Amir Anton Arjun Ben Bilal Boris Bruno Carl Carlo Chen Daniel David Dario Diego "
    "Dmitri Eric Emil Ethan Farid Felix Finn Frank George Hamza Hassan Henry Hiro Hugo Ian Ibrahim Ivan "
    "Jack Jakob Jamal Jan Javier Joe John Juan Karim Kevin Kofi Kwame Leo Liam Luca Luke Malik Marco Mario "
    "Martin Mateo Max Milan Mohamed Nikhil Noah Oleg Oliver Omar Oscar Owen Pablo Paul Pavel Pedro Peter "
    "Rafael Raj Ravi Robert Rohan Samir Simon Stefan Tariq Theo Tim Tom Tony Umar Victor Wei William Yusuf "
    "Zane Mike Jim Bob Ryan Josh Bill Steve Jake"
).split())
# fmt: on

# Beside these a number is part of how things are, or counts people who are then named.
_FIXED_NOUN = re.compile(
    r"[- ](?:sides?|sided|legged|legs|wheels?|wheelers?|tires|eyes|wings|arms|corners|dimensional|seasons|"
    r"weekdays|workdays|dice|die|digits?|digit|letters?|o'clock|million|thousand|hundred|dozenth|percentile|"
    r"(?:out of|in) every|ply|star|speed)\b",
    re.I,
)
_PEOPLE = re.compile(
    r"(?: \w+)?[- ](?:friends|brothers|sisters|siblings|kids|children|sons|daughters|parents|grandparents|"
    r"people|persons|men|women|girls|boys|types|kinds|colors|colours|varieties|different|other|others|"
    r"cousins|roommates|classmates|teams|ways|stages|parts|sections|candidates|partners|players|students)\b",
    re.I,
)
_REFERS = re.compile(r"\b(?:the|all|these|those|other|first|last|next|previous|past|final|of)\s+$", re.I)
_RANGES: tuple[tuple[re.Pattern[str], int], ...] = (
    (
        re.compile(
            r"(?: \w+)?[- ]days? (?:a|per|each|every|of the|in a|out of the|during the|this) week", re.I
        ),
        7,
    ),
    (re.compile(r"[- ]days? (?:a|per|each|of the) month", re.I), 30),
    (re.compile(r"[- ](?:\w+ )?times? (?:a|per|each|every) week", re.I), 10),
    (re.compile(r"[- ](?:\w+ )?times? (?:a|per|each|every) day", re.I), 12),
    (re.compile(r"[- ]hours? (?:a|per|each|every|of the|in a) (?:week)?(?:day|night|shift)", re.I), 12),
    (re.compile(r"[- ]hours? (?:shift|work ?day|day)", re.I), 12),
    (re.compile(r"[- ]hours? (?:on|every|last) (?:\w+day)", re.I), 12),
    (re.compile(r"[- ]months? (?:a|per|each|of the) year", re.I), 12),
    (re.compile(r"[- ]weeks? (?:a|per|each|of the) year", re.I), 52),
    (re.compile(r"[- ]weeks? (?:a|per|each|of the) month", re.I), 4),
    (re.compile(r"[- ]years?[- ](?:old|of age|older|younger)", re.I), 90),
)
# fmt: off
_FRACTIONS = tuple(Fraction(n, d) for n, d in (
    (1, 2), (1, 3), (1, 4), (1, 5), (1, 6), (1, 8), (1, 10), (2, 3), (3, 4), (2, 5), (3, 5), (4, 5), (3, 8),
    (5, 6), (5, 8), (3, 10), (7, 10), (2, 7), (3, 7), (1, 7), (1, 9), (2, 9), (4, 9), (1, 12), (5, 12)))
_PERCENTS = (5, 10, 10, 12, 15, 20, 20, 25, 25, 30, 30, 35, 40, 40, 45, 50, 50, 55, 60, 60, 65,
             70, 75, 75, 80, 85, 90)
# fmt: on


# --- numbers of a text -----------------------------------------------------------------------------

_MENTION = re.compile(
    r"(?P<skip>\d+\s?:\s?\d+(?::\d+)?(?:\s?[ap]\.?m)?|\d+\s?(?:[ap]\.?m\b\.?|o.clock)|\d+(?:st|nd|rd|th)\b"
    r"|\d+[- ]\d+/\d+|\d+'\d*\"?|\d+[A-Za-z]\w*|[A-Za-z]+[-_]?\d\w*|\d+(?:\.\d+)?\s?[-–]\s?\d+)"
    r"|(?P<top>\d+)/(?P<bottom>\d+)(?![\d/])"
    r"|(?P<money>\$\s?)?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+|\.\d+)(?P<percent>\s?%"
    r"|\s?percent\b)?"
    rf"|\b(?P<word>{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b"
    r"(?P<part>[- ](?:hal(?:f|ves)|thirds?|fourths?|quarters?|fifths?|sixths?|sevenths?|eighths?"
    r"|ninths?|tenths?)\b"
    r"|[- ](?:hundred|thousand|million|percent)\b)?",
    re.I,
)
_PARTS = {"half": 2, "halves": 2, "third": 3, "fourth": 4, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7}
_PARTS |= {"eighth": 8, "ninth": 9, "tenth": 10}


class _Mention(NamedTuple):
    start: int
    end: int
    value: Number
    style: str  # plain, word, money, percent, fraction, fixed
    comma: bool = False


def _mentions(text: str) -> Iterator[_Mention]:
    """The numbers of a text. Those that are never redrawn have the style 'fixed'."""
    for found in _MENTION.finditer(text):
        start, end = found.span()
        if found["skip"]:
            digits = re.findall(r"\d+", found["skip"])
            yield _Mention(start, end, int(digits[0][:9]) if digits else 0, "fixed")
        elif found["top"]:
            bottom = int(found["bottom"])
            if bottom:
                yield _Mention(start, end, _number(Fraction(int(found["top"]), bottom)), "fraction")
        elif found["digits"]:
            value = _number(Fraction(found["digits"].replace(",", "")))
            style = "money" if found["money"] else "percent" if found["percent"] else "plain"
            if style == "percent":
                end = found.end("digits")
            bare = style == "plain" and "," not in found["digits"]
            if bare and isinstance(value, int) and 1700 <= value <= 2100 and _dated(text, start, end):
                style = "fixed"
            yield _Mention(start, end, value, style, "," in found["digits"])
        else:
            count = _WORDS[found["word"].lower()]
            part = (found["part"] or "").strip(" -").lower()
            if not part:
                yield _Mention(start, end, count, "word")
            elif part == "percent":
                yield _Mention(start, found.end("word"), count, "fixed")
            elif below := _PARTS.get(part) or _PARTS.get(part.removesuffix("s")):
                yield _Mention(start, end, _number(Fraction(count, below)), "fixed")
            else:
                yield _Mention(start, end, count * 10 ** {"h": 2, "t": 3, "m": 6}[part[0]], "fixed")


def _dated(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 12) : start].lower()
    return bool(re.search(r"\b(?:in|since|year|by|of|from|until|to|and)\s$", before)) and not re.match(
        r" [a-z]+s\b", text[end : end + 20]
    )


# --- a template ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Source:
    """Something that is drawn: one value, wherever it is mentioned."""

    value: Number
    style: str = "plain"  # plain, money, percent, fraction
    fixed: bool = False
    used: bool = False
    top: Fraction | None = None  # a bound that the story sets
    narrow: bool = False  # ages stay near what they were
    units: set[str] = field(default_factory=set)


class _Slot(NamedTuple):
    source: int
    form: str  # v: as it is, h: hundredths, n: numerator, d: denominator


class _Shown(NamedTuple):
    """A number within a text: of a source or of an earlier result."""

    slot: int
    style: str
    comma: bool = False
    upper: bool = False


class _Name(NamedTuple):
    name: int


Part = str | _Shown | _Name


class _Check(NamedTuple):
    """What the new result of a step must be like."""

    whole: bool
    decimals: int | None
    below_one: bool
    at_least_two: bool
    below_hundred: bool


@dataclass(frozen=True, slots=True)
class _Step:
    expr: Expr
    check: _Check
    goal: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A story whose numbers and names can be redrawn."""

    question: tuple[Part, ...]
    sources: tuple[_Source, ...]
    constants: tuple[Number, ...]
    slots: tuple[_Slot, ...]
    steps: tuple[_Step, ...]
    ordered: tuple[tuple[int, int], ...]  # pairs of sources of which the first stays the smaller
    genders: tuple[str, ...]
    names: tuple[str, ...]
    unit: str  # $, % or nothing, around the answer
    free: tuple[int, ...]

    @property
    def level(self) -> int:
        return min(3, (len(self.steps) + 1) // 2)

    @property
    def named(self) -> bool:
        """Whether every goal says what is found, rather than "the next amount"."""
        return all(len(step.goal) > 1 for step in self.steps)

    def asked_earlier(self) -> Iterator[Template]:
        """The same story with the question for an amount on the way: who was trained on the whole alone
        takes every story for one of several steps, whatever is asked."""
        head = _without_question(self.question)
        first = len(self.constants) + len(self.slots)
        for i, step in enumerate(self.steps[:-1]):
            label = step.goal[1:-1]
            if head is None or not label:
                continue
            needed = sorted(_needed(i, [step.expr for step in self.steps], first))
            places = {first + k: first + n for n, k in enumerate(needed)}
            spoken = [part.slot for k in needed for part in self.steps[k].goal if isinstance(part, _Shown)]
            if any(slot >= first and slot not in places for slot in spoken):
                continue
            steps = tuple([_moved(self.steps[k], places, first) for k in needed])
            ask = _ASKS[(i + len(self.sources)) % len(_ASKS)]
            question = (*head, ask[0], *steps[-1].goal[1:-1], ask[1])
            yield replace(self, question=question, steps=steps, unit="")

    def draw(self, rng: Random) -> Problem | None:
        """A problem with other numbers, or None where none were found in a bounded number of tries."""
        values = self._drawn(rng)
        return None if values is None else self._told(values, self._named(rng))

    def original(self) -> Problem | None:
        """The problem with the numbers and names that it came with."""
        values = self._results([source.value for source in self.sources])
        return None if values is None else self._told(values, self.names)

    def _drawn(self, rng: Random) -> list[Number] | None:
        old = [source.value for source in self.sources]
        for _ in range(8):
            new = list(old)
            for i in self.free:
                if rng.random() < 0.8:
                    new[i] = _redrawn(rng, self.sources[i])
            if new != old and (values := self._results(new)):
                return values
        # One at a time, from the numbers that are known to fit.
        best: list[Number] | None = None
        order = list(self.free)
        rng.shuffle(order)
        current = old
        for i in order:
            for attempt in range(8):
                new = list(current)
                if attempt % 2 and len(order) > 1 and best is None:
                    j = rng.choice(order)
                    factor = rng.choice(_FACTORS)
                    for k in {i, j}:
                        new[k] = _multiple(self.sources[k], factor)
                elif attempt % 3 == 2:
                    new[i] = _multiple(self.sources[i], rng.choice(_FACTORS))
                else:
                    new[i] = _redrawn(rng, self.sources[i])
                if new != current and (values := self._results(new)):
                    current, best = new, values
                    break
        return best

    def _results(self, drawn: list[Number]) -> list[Number] | None:
        """Values of all slots, constants and results, or None where one of them is not fit."""
        for low, high in self.ordered:
            if drawn[low] >= drawn[high]:
                return None
        values: list[Number] = list(self.constants)
        for source, form in self.slots:
            value = drawn[source]
            if form == "v":
                values.append(value)
            elif form == "h":
                values.append(_number(Fraction(value, 100)))
            else:
                values.append(value.numerator if form == "n" else value.denominator)
        for step in self.steps:
            result = _evaluate(step.expr, values)
            if result is None or result <= 0:
                return None
            check = step.check
            if isinstance(result, Fraction):
                if check.whole:
                    return None
                places = _decimals(result)
                if (places is None) != (check.decimals is None):
                    return None
                if places is None:
                    if result.denominator > 12:
                        return None
                elif check.decimals is not None and places > check.decimals:
                    return None
            if (result < 1) != check.below_one or (check.at_least_two and result < 2):
                return None
            if check.below_hundred and result >= 100:
                return None
            values.append(result)
        return values

    def _named(self, rng: Random) -> tuple[str, ...]:
        if not self.names or rng.random() < 0.1:
            return self.names
        chosen: list[str] = []
        for gender in self.genders:
            pool = _NEW_SHE if gender == "f" else _NEW_HE
            name = rng.choice(pool)
            while name in chosen or name in self.names:
                name = rng.choice(pool)
            chosen.append(name)
        return tuple(chosen)

    def _told(self, values: list[Number], names: tuple[str, ...]) -> Problem | None:
        steps = [(_told(step.goal, values, names), work(_filled(step.expr, values))) for step in self.steps]
        answer = values[-1]
        text = _price(answer) if self.unit == "$" else _plain(answer) + self.unit
        question = _told(self.question, values, names)
        problem = Problem(FAMILY, TOPIC, self.level, question, lines(steps), (Fraction(answer),), text)
        solution = _tokens(problem.solution)
        return problem if solution <= _MAX_SOLUTION and solution + _tokens(question) <= _MAX_TOKENS else None


_ASKS = (
    ("Find ", "."),
    ("Work out ", "."),
    ("Calculate ", "."),
    ("Can you tell me ", "?"),
    ("Determine ", "."),
)


_TELLING = re.compile(r"\b(?:if|twice|half|double|triple|times|thirds?|quarters?|each|dozen|percent)\b", re.I)


def _without_question(parts: tuple[Part, ...]) -> tuple[Part, ...] | None:
    """A story less its last sentence, where that asks and holds no number; else None."""
    for i in range(len(parts) - 1, -1, -1):
        part = parts[i]
        if isinstance(part, _Shown):
            return None
        if isinstance(part, str) and (end := max(part.rfind(mark) for mark in (". ", "! "))) >= 0:
            asked = "".join(text for text in (part[end:], *parts[i + 1 :]) if isinstance(text, str))
            whole = asked.rstrip().endswith("?") and not _TELLING.search(asked)
            return (*parts[:i], part[: end + 2]) if whole else None
    return None


def _needed(i: int, exprs: Sequence[Expr], first: int) -> set[int]:
    """The steps that lead to step `i`, itself among them. Results stand from place `first` on."""
    return {i}.union(*(_needed(slot - first, exprs, first) for slot in _places_of(exprs[i]) if slot >= first))


def _places_of(expr: Expr) -> set[int]:
    return {expr} if isinstance(expr, int) else _places_of(expr[1]) | _places_of(expr[2])


def _moved(step: _Step, places: dict[int, int], first: int) -> _Step:
    """A step whose results stand in other places."""

    def moved(expr: Expr) -> Expr:
        if isinstance(expr, int):
            return places[expr] if expr >= first else expr
        return expr[0], moved(expr[1]), moved(expr[2])

    goal = tuple(
        [
            part._replace(slot=places.get(part.slot, part.slot)) if isinstance(part, _Shown) else part
            for part in step.goal
        ]
    )
    return replace(step, expr=moved(step.expr), goal=goal)


def _tokens(text: str) -> int:
    """About how many tokens a text takes, rather too many: one a digit or sign, more for a word."""
    words, rest = _LETTERS.subn("", text)[::-1]
    return words * 8 // 5 + len(rest)


_LETTERS = re.compile(r" ?[A-Za-z']+")


_FACTORS = (
    Fraction(1, 2),
    Fraction(2),
    Fraction(2),
    Fraction(3),
    Fraction(3, 2),
    Fraction(4),
    Fraction(2, 3),
)


def _multiple(source: _Source, factor: Fraction) -> Number:
    """The old value times a factor, where that is a number of the same kind; else the old one."""
    if source.style == "fraction":
        return source.value
    value = _number(source.value * factor)
    if value == 1 or (isinstance(source.value, int) and (not isinstance(value, int) or value < 2)):
        return source.value
    if (_decimals(value) or 0) > (_decimals(source.value) or 0):
        return source.value
    if (source.top is not None and value > source.top) or (source.style == "percent" and value >= 100):
        return source.value
    return value


def _redrawn(rng: Random, source: _Source) -> Number:
    """A value of the same kind and about the same size."""
    old = source.value
    if source.style == "fraction":
        return _number(rng.choice(_FRACTIONS))
    if source.style == "percent" and old < 100 and isinstance(old, int):
        return rng.choice(_PERCENTS) if old % 5 == 0 or rng.random() < 0.5 else rng.randint(2, 99)
    low, high = (Fraction(3, 5), Fraction(8, 5)) if source.narrow else (Fraction(2, 5), Fraction(5, 2))
    if isinstance(old, int):
        grain = 1
        for step in (1000, 500, 100, 50, 25, 10, 5):
            if old % step == 0 and old >= 2 * step:
                # Round numbers stay round, though not always as round.
                grain = step if rng.random() < 0.7 else step // 5 if step > 25 else 1
                break
        bottom, top = max(2, ceil(old * low)), int(old * high)
        if old == 2:
            top = 6
        if source.top is not None:
            top = min(top, int(source.top))
        bottom, top = -(-bottom // grain), top // grain
        return grain * rng.randint(bottom, top) if bottom < top else old
    places = _decimals(old)
    if places is None:
        return old
    scale = 10**places
    units = int(old * scale)
    grain = next((step for step in (50, 25, 10, 5) if units % step == 0 and scale >= step), 1)
    bottom, top = max(1, ceil(units * low / grain)), int(units * high / grain)
    new = _number(Fraction(grain * rng.randint(bottom, max(bottom, top)), scale))
    return old if new == 1 else new  # `1 litres`


def _price(value: Number) -> str:
    places = _decimals(value)
    if isinstance(value, int) or places is None or places > 2:
        return f"${_plain(value)}"
    return f"${int(value)}.{int(value * 100) % 100:02d}"


_AN = re.compile(r"\b([Aa])n? $")


def _told(parts: Sequence[Part], values: Sequence[Number], names: Sequence[str]) -> str:
    out: list[str] = []
    for part in parts:
        if isinstance(part, str):
            out.append(part)
        elif isinstance(part, _Name):
            out.append(names[part.name])
        else:
            value = values[part.slot]
            if part.style == "money":
                text = _price(value)
                if part.comma:
                    text = f"${_commas(text[1:])}"
            elif part.style == "word" and isinstance(value, int) and value in _NAMES:
                text = _NAMES[value]
                text = text.capitalize() if part.upper else text
            else:
                fraction = part.style == "fraction"
                text = f"{value.numerator}/{value.denominator}" if fraction else _plain(value)
                text = _commas(text) if part.comma else text
            if out and out[-1].endswith((" a ", " an ", "A ", "An ")):
                out[-1] = _AN.sub(r"\1n " if _vowel(text) else r"\1 ", out[-1])
            out.append(text)
    return "".join(out)


def _vowel(text: str) -> bool:
    digits = text.lstrip("$").partition(".")[0].replace(",", "")
    return text.lower().startswith(("eight", "eleven")) or (
        digits.startswith("8") or (digits.startswith(("11", "18")) and len(digits) % 3 == 2)
    )


def _commas(text: str) -> str:
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.isdigit() else text


# --- reading a row ---------------------------------------------------------------------------------

_NUM = r"\$?\s?(?:\d[\d,]*(?:\.\d+)?|\.\d+)\s?%?"
# Atomic groups: a long line of numbers and words must not be tried in every way.
_TERM = rf"(?>\(*+\s?{_NUM}(?:\s?[A-Za-wyz/][A-Za-z/']*+){{0,4}}+\s?\)*+)"
_OP = r"(?>\s?(?:[-+*/×÷–−·x]|(?=\())\s?)"
_LEFT = re.compile(rf"(?<![\w.])(?>{_TERM}(?:{_OP}{_TERM})*+)\s*=\s*$")
_NOTE = re.compile(r"\$?\s?<<([^<>=]*)=([^<>=]*)>>\s?\$?\s?(?:\d[\d,]*(?:\.\d+)?|\.\d+)?(%)?")
_BARE = re.compile(
    r"(?<![\w.,=*/+$-])(\(*\$?(?:\d[\d,]*(?:\.\d+)?"
    r"|\.\d+)%?\)*(?:\s?[-+*/x×÷–−]\s?\(*\$?(?:\d[\d,]*(?:\.\d+)?|\.\d+)%?\)*)+)"
    r"\s?=\s?(\$?)((?:\d[\d,]*(?:\.\d+)?|\.\d+))(%)?(?!\s?[-+*/x×÷=–]\s?[\d($]|[\d/:])"
)
_MARK = 0xE000  # private use: stands for an equation within a sentence


class _Equation(NamedTuple):
    tree: Tree
    value: Number
    sign: str  # $, % or nothing
    sentence: str  # with marks for its equations
    mark: str


def _clean(text: str) -> str:
    for bad, good in (
        ("’", "'"),
        ("‘", "'"),
        ("“", '"'),
        ("”", '"'),
        ("–", "-"),
        ("−", "-"),
        ("\u00a0", " "),
    ):
        text = text.replace(bad, good)
    return re.sub(r"\s+", " ", text.replace("US$", "$").replace("USD$", "$")).strip()


def _equations(answer: str) -> list[_Equation]:
    """The equations of an answer in order, annotated or not, each with its sentence."""
    found: list[_Equation] = []
    noted = {re.sub(r"\s", "", expression) for expression in re.findall(r"<<([^<>=]*)=", answer)}
    for raw in answer.split("\n"):
        line = _clean(raw)
        marked: list[tuple[Tree, Number, str]] = []
        text = ""
        at = 0
        for note in _NOTE.finditer(line):
            tree, value = _Parser(note[1]).parse(), _given(note[2])
            before = line[at : note.start()]
            if not isinstance(tree, tuple):  # a number that equals itself is no step
                text += before + line[note.start() : note.end()].partition("<<")[0] + _plain(value)
                at = note.end()
                continue
            if left := _LEFT.search(before[-120:]):
                cut = before[: len(before) - len(left[0])]
                before = cut + " " if cut and not cut.endswith(" ") else cut
            dollars = "$" in note[0] or bool(left and "$" in left[0])
            text += before + chr(_MARK + len(marked))
            marked.append((tree, value, "%" if note[3] else "$" if dollars else ""))
            at = note.end()
        text += line[at:]
        text, marked = _with_bare(text, marked, noted)
        if len(marked) > 20:
            raise Reject("too many steps")
        sentences = re.split(
            r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<=[a-z0-9)%\ue000-\ue020])[.;!?]+\s+(?=[A-Z])", text
        )
        placed = {mark: sentence for sentence in sentences for mark in sentence if ord(mark) >= _MARK}
        # In the order of the line: a bare equation may stand before an annotated one.
        for mark in (mark for mark in text if _MARK <= ord(mark) < _MARK + len(marked)):
            tree, value, sign = marked[ord(mark) - _MARK]
            found.append(_Equation(tree, value, sign, placed[mark], mark))
    return found


def _with_bare(
    text: str, marked: list[tuple[Tree, Number, str]], noted: set[str]
) -> tuple[str, list[tuple[Tree, Number, str]]]:
    """The same with equations marked that stand without an annotation and are true."""
    marked = list(marked)

    def mark(found: re.Match[str]) -> str:
        try:
            tree, value = _Parser(found[1]).parse(), _given(found[3])
            if re.sub(r"[\s$]", "", found[1]).replace("x", "*") in noted or _value(tree) != value:
                return found[0]
        except Reject:
            return found[0]
        marked.append((tree, value, "%" if found[4] else "$" if found[2] or "$" in found[1] else ""))
        return chr(_MARK + len(marked) - 1)

    return _BARE.sub(mark, text), marked


def _given(text: str) -> Number:
    try:
        return _number(Fraction(re.sub(r"[\s$,%]", "", text)))
    except (ValueError, ZeroDivisionError):
        raise Reject("equation not read") from None


class _Reader:
    """One row on its way to a template."""

    def __init__(self, question: str, answer: str) -> None:
        self.text = _clean(question)
        body, mark, last = answer.rpartition("####")
        if not mark:
            raise Reject("no final answer")
        if len(self.text.split()) > _MAX_WORDS:
            raise Reject("too long")
        self.final = _given(last)
        self.equations = _equations(body.strip())
        if not self.equations:
            raise Reject("no equation")
        if len(self.equations) > _MAX_STEPS:
            raise Reject("too many steps")
        self.constants: list[Number] = []
        self.slots: list[_Slot] = []
        self.sources: list[_Source] = []
        self.mentions: list[tuple[_Mention, int]] = []
        self.results: list[Number] = []
        self.exprs: list[Expr] = []
        self.uses: Counter[int] = Counter()  # of results
        self.spent: Counter[int] = Counter()  # of sources
        self.frozen: set[int] = set()
        self.names: list[str] = []
        self.genders: list[str] = []
        self.supported = self._supported()

    # Leaves are written down as ("c", i), ("s", i) or ("r", i) until all slots are known.
    def template(self) -> Template:
        self._find_names()
        self._find_sources()
        leaves = []
        for i, equation in enumerate(self.equations):
            if _value(equation.tree) != equation.value:
                raise Reject("rounded or false equation")
            if not _simple(equation.value) or equation.value <= 0:
                raise Reject("result not simple")
            leaves.append(self._resolved(equation.tree, i))
            self.results.append(equation.value)
        if self.results[-1] != self.final:
            raise Reject("last equation is not the answer")
        self._freeze_unused()
        free = tuple(
            i
            for i, source in enumerate(self.sources)
            if source.used and not source.fixed and i not in self.frozen
        )
        if not free:
            raise Reject("nothing to redraw")
        n_constants, n_slots = len(self.constants), len(self.slots)
        base = {"c": 0, "s": n_constants, "r": n_constants + n_slots}
        self.base = base
        question = self._parts(self.text, self._question_number)
        steps = []
        for i, equation in enumerate(self.equations):
            expr = _numbered(leaves[i], base)
            check = self._check(equation, i)
            steps.append(_Step(expr, check, self._goal(i)))
        template = Template(
            question,
            tuple(self.sources),
            tuple(self.constants),
            tuple(self.slots),
            tuple(steps),
            self._ordered(free),
            tuple(self.genders),
            tuple(self.names),
            self._unit(),
            free,
        )
        if template.original() is None:
            raise Reject("too long or unfit as it is")
        return template

    # names

    def _find_names(self) -> None:
        text = self.text
        she = bool(re.search(r"\b(?:she|her|hers|herself)\b", text, re.I))
        he = bool(re.search(r"\b(?:he|his|him|himself)\b", text, re.I))
        said = "f" if she and not he else "m" if he and not she else ""
        if re.search(r"\bletters? (?:in|of|are)|last name|first name|surname|named after", text):
            return
        known = []
        for name in dict.fromkeys(re.findall(r"\b[A-Z][a-z]+\b", text)):
            if name in _SHE or name in _HE or name in _ANY:
                bad = rf"(?:\b(?:Mr|Mrs|Ms|Miss|Dr|St|Mt|Lake|Mount|San)\.? {name}\b)"
                bad += rf"|\b{name}(?: (?!Is\b|Has\b)[A-Z][a-z]+|-|\.[A-Za-z]|'(?!s\b|d\b|ll\b))"
                bad += rf"|[A-Z][a-z]+-{name}\b"
                bad += rf"|(?:[a-z,] (?!Aunt|Uncle|Farmer|Coach|If|And)[A-Z][a-z]+ {name}\b)"
                bad += rf"|\b(?:[Tt]he|an?) {name}\b"
                if not re.search(bad, text):
                    known.append(name)
        for name in known:
            gender = "f" if name in _SHE else "m" if name in _HE else ""
            if len(known) == 1 and said:
                gender = said
            if gender:
                self.names.append(name)
                self.genders.append(gender)

    # numbers of the question

    def _find_sources(self) -> None:
        by_value: dict[tuple[Number, bool], int] = {}
        for mention in _mentions(self.text):
            value, style = mention.value, mention.style
            if value == 0:
                continue
            key = (value, style == "fraction")
            if key not in by_value:
                by_value[key] = len(self.sources)
                kind = style if style in ("money", "percent", "fraction") else "plain"
                self.sources.append(_Source(value, kind))
                if kind == "fraction" and not (value.denominator > 1 and value < 1):
                    self.sources[-1].fixed = True
            index = by_value[key]
            source = self.sources[index]
            if style == "percent":
                source.style = "percent"
            elif style == "money" and source.style == "plain":
                source.style = "money"
            self._bound(source, mention)
            self.mentions.append((mention, index))

    def _bound(self, source: _Source, mention: _Mention) -> None:
        before, after = self.text[: mention.start], self.text[mention.end :]
        value, style = mention.value, mention.style
        if style == "fixed" or value == 1 or _FIXED_NOUN.match(after):
            source.fixed = True
        if _PEOPLE.match(after) and value <= 6 and (style == "word" or len(self.names) > 1):
            source.fixed = True
        if style in ("word", "plain") and value <= 12 and _REFERS.search(before[-12:]):
            source.fixed = True
        if re.search(r"(?:\d|hundred|thousand) ?$", before[-12:]) or re.match(r"-?\d| ?\d", after):
            source.fixed = True
        if re.search(
            r"\b(?:1|one|a|an|each) \w+ (?:is equal to|equals|=|is|has|contains) $", before[-40:]
        ) and re.match(
            r" (?:square |cubic )?(?:m\b|cm|km|kg|feet|foot|inches|ounces|pounds|grams|meters|cups|pints"
            r"|quarts|minutes)",
            after,
        ):
            source.fixed = True  # a conversion of units
        if re.match(r",? (?:and )?(?:a half|one[- ]half|three[- ]quarters|a quarter)\b", after):
            source.fixed = True
        for pattern, top in _RANGES:
            if pattern.match(after) and value <= top:
                source.top = min(source.top or Fraction(top), Fraction(top))
                source.narrow |= top == 90
        if re.match(r"[- ](?:minutes?|seconds?|cents?)\b", after) and re.search(
            r"\b(?:hours?|minutes?|dollars?|and|than|by)\W+(?:and )?$", before[-14:]
        ):
            limit = 99 if after[1:5] == "cent" else 59
            if value <= limit:
                source.top = min(source.top or Fraction(limit), Fraction(limit))
        if re.match(r"[- ]inch(?:es)?\b", after) and re.search(r"\b(?:feet|foot)\W+(?:and )?$", before[-11:]):
            source.top = Fraction(11)
        if unit := re.match(r"(?:%| percent)|[- ]([a-z]+)", after):
            source.units.add(unit[0].strip(" -").removesuffix("s"))
        if style == "money":
            source.units.add("$")

    def _supported(self) -> set[Number]:
        values: set[Number] = {1}
        for pattern, constants in _CONSTANTS:
            if pattern.search(self.text):
                values.update(_number(constant) for constant in constants)
        if "%" in self.text:
            values.update((100, 1))
        return values

    # numbers of the equations

    def _slot(self, source: int, form: str) -> tuple[str, int]:
        self.sources[source].used = True
        self.spent[source] += 1
        slot = _Slot(source, form)
        # The question shows the value itself, whatever the equations use of it.
        self.slots += [new for new in dict.fromkeys((slot, _Slot(source, "v"))) if new not in self.slots]
        return "s", self.slots.index(slot)

    def _constant(self, value: Number) -> tuple[str, int]:
        if value not in self.constants:
            self.constants.append(value)
        return "c", self.constants.index(value)

    def _forms(self, value: Number) -> list[tuple[int, str]]:
        """Sources that may be meant by a number."""
        found = []
        for i, source in enumerate(self.sources):
            if source.style == "fraction":
                if value == source.value:
                    found.append((i, "v"))
                elif value == source.value.denominator:
                    found.append((i, "d"))
                elif value == source.value.numerator and value > 1:
                    found.append((i, "n"))
            elif value == source.value:
                found.append((i, "v"))
            elif source.style == "percent" and value == Fraction(source.value, 100):
                found.append((i, "h"))
        return found

    def _resolved(self, tree: Tree, at: int) -> object:
        """The tree with a leaf for every number: where it comes from."""
        if not isinstance(tree, tuple):
            return self._leaf(tree, at)
        op, left, right = tree
        if op == "/" and not isinstance(left, tuple) and not isinstance(right, tuple):
            pairs = self._forms(_number(Fraction(left, right)))
            for i, form in pairs:
                source = self.sources[i]
                same = source.value.numerator == left and source.value.denominator == right
                if form == "v" and source.style == "fraction" and same:
                    top = self._slot(i, "n") if left > 1 else self._constant(1)
                    return op, top, self._slot(i, "d")
                if source.style == "fraction" and left == 1 and source.value == Fraction(1, int(right)):
                    return op, self._constant(1), self._slot(i, "d")
            if right == 100:
                for i, form in self._forms(left):
                    if self.sources[i].style == "percent" and form == "v":
                        return op, self._slot(i, "v"), self._constant(100)
        return op, self._resolved(left, at), self._resolved(right, at)

    def _leaf(self, value: Number, at: int) -> tuple[str, int]:
        sources = self._forms(value)
        results = [i for i in range(at) if self.results[i] == value]
        constant = value in self.supported
        if len(sources) == 1 and not results:
            if constant and value != 1 and value not in (7, 60, 24, 30):
                self.frozen.add(sources[0][0])
            return self._slot(*sources[0])
        if len(results) == 1 and not sources and not (constant and value in (12, 24, 60, 100)):
            self.uses[results[0]] += 1
            return "r", results[0]
        dangling = results and not self.uses[results[-1]] and all(self.uses[i] for i in results[:-1])
        if dangling and all(self.sources[i].used or i in self.frozen for i, _ in sources):
            # The question's number was used before, the result not yet: a result is there to be used.
            self.uses[results[-1]] += 1
            if constant and value != 1:
                self._freeze_result(results[-1])
            return "r", results[-1]
        for i in results:  # cannot be told apart: none of them changes
            self._freeze_result(i)
        self.frozen.update(i for i, _ in sources)
        if sources:
            if results:
                self.uses[results[-1]] += 1
            return self._slot(*sources[0])
        if results:
            self.uses[results[-1]] += 1
            return "r", results[-1]
        return self._lonely(value, at, constant)

    def _lonely(self, value: Number, at: int, constant: bool) -> tuple[str, int]:
        """A number that stands nowhere: a constant, unless somebody worked it out in the head."""
        related = self._related(value)
        if not constant:
            if value > 12 and not related:
                raise Reject("number from nowhere")
            if not isinstance(value, int) and not related:
                raise Reject("number from nowhere")
            for i, result in enumerate(self.results[:at]):
                if abs(result - value) == 1:
                    self._freeze_result(i)
            if value > 20:
                raise Reject("number from nowhere")
        if not constant or value > 12:
            self.frozen.update(related)
        return self._constant(value)

    def _related(self, value: Number) -> set[int]:
        """Sources from which a number may have been worked out in one go."""
        basis = [(i, Fraction(v)) for i, source in enumerate(self.sources) for v in _faces(source)]
        related: set[int] = set()
        for i, a in basis:
            for c in (1, 2, 7, 12, 24, 60, 100):
                if value in (a + c, c - a, a * c, a / c, c / a) or (c < 3 and a - c == value):
                    related.add(i)
        for (i, a), (j, b) in combinations(basis, 2):
            # Rounded down, too: `of 31 days every third` is 10.
            if i != j and value in (a + b, abs(a - b), a * b, a / b, b / a, a // b, b // a):
                related |= {i, j}
        return related

    def _freeze_result(self, index: int) -> None:
        """Keep a result as it is: all that it comes from stays."""
        values = self._leaves_of(self.equations[index].tree, index)
        self.frozen |= values

    def _leaves_of(self, tree: Tree, at: int) -> set[int]:
        if isinstance(tree, tuple):
            return self._leaves_of(tree[1], at) | self._leaves_of(tree[2], at)
        found = {i for i, _ in self._forms(tree)}
        for i in range(at):
            if self.results[i] == tree:
                found |= self._leaves_of(self.equations[i].tree, i)
        return found

    def _freeze_unused(self) -> None:
        """A number of the question that no equation uses may still have to fit the others."""
        for mention, index in self.mentions:  # `the other 5` are what is left of others
            if re.search(r"\b(?:other|remaining|rest|rest of the) $", self.text[: mention.start]):
                values = [(i, source.value) for i, source in enumerate(self.sources)]
                for (i, a), (j, b) in combinations(values, 2):
                    if abs(a - b) == mention.value or a + b == mention.value:
                        self.frozen |= {i, j, index}
        values = [
            (i, Fraction(v)) for i, source in enumerate(self.sources) if source.used for v in _faces(source)
        ]
        for source in self.sources:
            if source.used or source.value == 1:
                continue
            for face in _faces(source):
                for i, result in enumerate(self.results):
                    if result == face:
                        self._freeze_result(i)
                if face <= 2:
                    continue
                for (i, a), (j, b) in combinations(values, 2):
                    if i != j and face in (a + b, abs(a - b), a * b, a / b, b / a):
                        self.frozen |= {i, j}
        # `splits it with a friend` hides a 2 that may be taken for that of `$2 a foot`.
        told = Counter(index for _, index in self.mentions)
        for i, count in self.spent.items():
            value = self.sources[i].value
            if count > told[i] and (value <= 4 or value in self.supported):
                self.frozen.add(i)
        # Shares that make up the whole.
        shares = [
            (i, Fraction(source.value, 100))
            for i, source in enumerate(self.sources)
            if source.style == "percent"
        ]
        shares += [
            (i, Fraction(source.value)) for i, source in enumerate(self.sources) if source.style == "fraction"
        ]
        for size in (2, 3):
            for some in combinations(shares, size):
                if sum(share for _, share in some) == 1:
                    self.frozen.update(i for i, _ in some)
        # A result that is the same as a number of the story that came in for something else.
        for i in range(len(self.results) - 1):
            if not self.uses[i]:
                self._freeze_result(i)

    # checks

    def _check(self, equation: _Equation, i: int) -> _Check:
        value = equation.value
        places = _decimals(value)
        if places is not None and places:
            places = max(places, 2) if equation.sign == "$" else places
        last = i == len(self.equations) - 1
        return _Check(
            isinstance(value, int),
            places,
            value < 1,
            isinstance(value, int) and value > 1,
            (equation.sign == "%" or (last and self._unit() == "%")) and value < 100,
        )

    def _ordered(self, free: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
        """Pairs of numbers of the same things, of which one was the smaller."""
        pairs = []
        for i, j in combinations(range(len(self.sources)), 2):
            a, b = self.sources[i], self.sources[j]
            if (a.units & b.units) and (i in free or j in free):
                pairs.append((i, j) if a.value < b.value else (j, i))
        return tuple(pairs)

    def _unit(self) -> str:
        asked = re.split(r"(?<=[.!?]) ", self.text)[-1].lower()
        if re.search(r"\bpercent\w*|%", asked) and re.search(
            r"what (?:is the )?(?:\w+ )?percent|how many percent|percentage", asked
        ):
            return "%"
        if "cents" in asked:
            return ""
        money = self.equations[-1].sign == "$" and not re.search(r"how many (?!dollars|more dollars)", asked)
        said = re.search(r"how much (?:\w+ )?money|how many (?:\w+ )?dollars|in dollars", asked)
        priced = re.search(r"how much .*\b(?:cost|pay|spend|earn|owe|charge|profit)\b", asked)
        return "$" if money or said or (priced and "$" in self.text) else ""

    # texts

    def _question_number(self, mention: _Mention) -> _Shown | None:
        for other, index in self.mentions:
            if other.start == mention.start:
                return self._shown(index, mention, self.text)
        return None

    def _shown(self, index: int, mention: _Mention, text: str) -> _Shown | None:
        source = self.sources[index]
        if source.fixed or index in self.frozen or not source.used:
            return None
        slot = _Slot(index, "v")
        upper = text[mention.start : mention.end][:1].isupper()
        return _Shown(self.base["s"] + self.slots.index(slot), mention.style, mention.comma, upper)

    def _parts(self, text: str, number: object) -> tuple[Part, ...]:
        """A text cut into what stays, numbers and names."""
        assert callable(number)
        cuts: list[tuple[int, int, Part]] = []
        for mention in _mentions(text):
            shown = number(mention)
            if isinstance(shown, _Shown):
                cuts.append((mention.start, mention.end, shown))
        for i, name in enumerate(self.names):
            cuts += [(m.start(), m.end(), _Name(i)) for m in re.finditer(rf"\b{name}\b", text)]
        parts: list[Part] = []
        at = 0
        for start, end, part in sorted(cuts, key=lambda cut: cut[0]):
            if start < at:
                raise Reject("texts overlap")
            if start > at:
                parts.append(text[at:start])
            parts.append(part)
            at = end
        if at < len(text):
            parts.append(text[at:])
        return tuple(parts)

    def _goal(self, i: int) -> tuple[Part, ...]:
        equation = self.equations[i]
        verbs = _verbs(equation.tree).capitalize()
        last = i == len(self.equations) - 1
        # In one piece, by which it is known to name nothing.
        plain = (f"{verbs} to find {'what is asked' if last else 'the next amount'}.",)
        text = goal(equation.sentence, equation.mark, equation.sign, equation.value, self.text)
        if text is None:
            return plain

        def number(mention: _Mention) -> _Shown | None:
            if mention.value == 1 or mention.value == 0:
                return None
            later = mention.value in self.results[i:]
            sources = self._forms(mention.value)
            results = [k for k in range(i) if self.results[k] == mention.value]
            if len(sources) == 1 and not results and not later and sources[0][1] == "v":
                return self._shown(sources[0][0], mention, text)
            if len(results) == 1 and not sources and not later and mention.style != "fraction":
                return _Shown(self.base["r"] + results[0], mention.style, mention.comma)
            if not sources and not results and not later and mention.value in self.constants:
                return None
            raise Reject("goal not clean")

        try:
            return (f"{verbs} to find ", *self._parts(text, number), ".")
        except Reject:
            return plain


def _faces(source: _Source) -> tuple[Number, ...]:
    if source.style == "fraction":
        return source.value, source.value.numerator, source.value.denominator
    return (
        (source.value, _number(Fraction(source.value, 100))) if source.style == "percent" else (source.value,)
    )


def _numbered(leaf: object, base: dict[str, int]) -> Expr:
    assert isinstance(leaf, tuple)
    if len(leaf) == 2:
        return base[leaf[0]] + int(leaf[1])
    return leaf[0], _numbered(leaf[1], base), _numbered(leaf[2], base)


def _verbs(tree: Tree) -> str:
    verbs: list[str] = []

    def walk(node: Tree) -> None:
        if isinstance(node, tuple):
            walk(node[1])
            walk(node[2])
            verb = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide"}[node[0]]
            if verb not in verbs:
                verbs.append(verb)

    walk(tree)
    return verbs[0] if len(verbs) == 1 else f"{', '.join(verbs[:-1])}, then {verbs[-1]}"


# --- goals -----------------------------------------------------------------------------------------

_LEAD = re.compile(
    r"^(?:so(?! far| that)|then|therefore|thus|hence|now|first|firstly|next|finally|also|and|but"
    r"|afterwards?|later|this means|"
    r"that means|which means|meaning|it means|that|this implies|we know|we find|we can say"
    r"|in other words|in conclusion|"
    r"second|secondly|lastly|initially|at first|in total|in all|altogether|overall|all together"
    r"|combined|together|"
    r"since then|after that|as a result|consequently|subsequently|to begin with|in the beginning"
    r"|if so|in this case)\b"
    r"[,:]? (?:that )?",
    re.I,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|need|needs|must|should|gets?|got"
    r"|makes?|made|"
    r"costs?|buys?|bought|sells?|sold|spends?|spent|earns?|pays?|paid|takes?|took|gives?|gave|eats?"
    r"|ate|runs?|ran|"
    r"drives?|drove|reads?|writes?|wrote|uses?|uses|contains?|leaves?|left|saves?|collects?|finds?"
    r"|found|keeps?|kept|"
    r"sees?|saw|does|did|do|goes|went|works?|travels?|walks?|swims?|swam|rides?|rode|sleeps?|slept"
    r"|drinks?|drank|"
    r"wins?|won|loses?|lost|grows?|grew|weighs?|holds?|held|carries|carry|catches|caught|picks?"
    r"|plants?|plays?|"
    r"receives?|brings?|brought|puts?|throws?|threw|owns?|owes?|scores?|adds?|bakes?|cooks?|feeds?"
    r"|fed|fills?|lays?|"
    r"laid|produces?|charges?|requires?|wants?|remain|remains|becomes?|became|equals?|covers?|builds?"
    r"|built|draws?|"
    r"drew|cuts?|sends?|sent|teaches|taught|burns?|practices?|studies|provides?|returns?|attend"
    r"|visits?|wears?|wore|"
    r"cleans?|consumes?|gains?|starts?|stays?|spots?|shares?|knows?|knew|\w{2,}ed)\b",
    re.I,
)
_STOP = frozenset((
    "in on at for from to of per each every a an the altogether total left more less than and or but "
    "because since as if after before during with without by into over under he she they it his her their "
    "this that these those when while so which who is are was were will would can has have had than then "
    "remaining all together combined long old away later longer taller older younger further faster fewer "
    "extra additional overall out off back up down still now daily weekly only just available"
).split())  # fmt: skip
_ASIDE = frozenset((
    "if since because after when with as for to in by of at there last this next that every tomorrow "
    "yesterday today now during across"
).split())  # fmt: skip
_BE = (
    r"(?:is|was|are|were|will be|would be|equals|is equal to|comes to|adds up to|sums up to|amounts to|"
    r"must be|totals)"
)
_FILL = (
    r"(?: (?:a total of|a combined|only|just|about|another|exactly|now|equal to|approximately|therefore|"
    r"then|also))?"
)
_NOUN_IS = re.compile(
    rf"^((?:the|a|her|his|their|its|each|[A-Z]\w+'s) [^,]*?) {_BE}{_FILL} \$?MARK ?(.*)$", re.I
)
_THERE = re.compile(
    r"^there (is|are|was|were|will be|would be|must be|have been)((?: only| now| also| still)?) MARK ?(.*)$",
    re.I,
)
_TAIL = re.compile(
    r"^(.*?) ?(?:a total of|a combined total of|a combined|only|just|exactly|about|approximately|all)$", re.I
)
_LOW = frozenset((
    "the a an he she they it we you his her their its our your there each every all both after before if "
    "since to at in on for with when from by as this that these those one half some total because during "
    "out of"
).split())  # fmt: skip


def goal(sentence: str, mark: str, sign: str, value: Number, question: str) -> str | None:
    """What an answer's sentence looks for, without its equation; None where no clean goal comes out of it."""
    if sum(ord(letter) >= _MARK for letter in sentence) != 1:
        return None
    text = sentence.replace(mark, " MARK ").strip()
    text = re.sub(r"\$ MARK|MARK ?\$", "MARK", re.sub(r"\s+", " ", text)).strip(" .:")
    text = re.sub(r" ([.,;:)])", r"\1", text)
    text, sign = _because(text, sign, value)
    if re.search(r"[=<>*+÷×(){}\[\]]|MARK ?[-/]|MARK[A-Za-z]|[-/] ?MARK|\bx\b|\.\.\.|\d ?/ ", text):
        return None
    head, _, tail = text.partition("MARK")
    head = _clause(head)
    tail = re.split(
        r"[,;:] |\. | (?:so|because|since|but|which|while|as|and (?:he|she|they|it|the))\b", tail
    )[0]
    tail = tail.strip(" .,;:")
    text = f"{head.strip()} MARK {tail}".strip()
    if (
        re.search(r"\b[B-HJ-Z]\b", text.replace("MARK", ""))
        or text.startswith("MARK")
        or len(text.split()) > 24
    ):
        return None
    made = _noun_goal(text, question) or _there_goal(text) or _verb_goal(head.strip(), tail, sign, question)
    if made is None or "MARK" in made or re.search(r"[.?!] ", made):
        return None
    # A name that the story does not have is a slip of the source.
    for word in re.findall(r"(?<=\s)[A-Z][a-z]+", made):
        if not re.search(rf"\b{word}", question):
            return None
    made = made.strip()
    return made if len(made.split()) >= 2 else None


def _because(text: str, sign: str, value: Number) -> tuple[str, str]:
    """`He eats 32 slices because MARK` -> `He eats MARK slices`."""
    found = re.match(r"^(.*?),? (?:because|since|as|or|so|by) MARK$", text)
    if not found:
        return text, sign
    for mention in _mentions(found[1]):
        if mention.value == value:
            sign = "$" if mention.style == "money" else sign
            end = mention.end
            if found[1][end : end + 1] == "%":
                sign, end = "%", end + 1
            return f"{found[1][: mention.start]}MARK{found[1][end:]}", sign
    return text, sign


def _clause(head: str) -> str:
    """The last clause of what comes before the equation, where it can stand by itself."""
    while (shorter := _LEAD.sub("", head)) != head:
        head = shorter
    for cut in re.finditer(
        r", (?:so |then |and so |and |but |meaning |which means |therefore |thus )?| so | then ", head
    ):
        rest = _LEAD.sub("", head[cut.end() :])
        subject = re.match(r"(?:the|he|she|they|it|there|his|her|their|we|each|[A-Z][a-z]+)\b", rest)
        if subject and _VERB.search(rest) and len(rest.split()) >= 2 and "," not in rest:
            return rest
    return head


def _lower(text: str, question: str) -> str:
    first = re.match(r"[A-Za-z]+", text)
    if not first:
        return text
    word = first[0]
    if word.lower() in _LOW or (
        not re.search(rf"\b{word}\b", question) and re.search(rf"\b{word.lower()}\b", question)
    ):
        return text[0].lower() + text[1:]
    return text


def _noun_goal(text: str, question: str) -> str | None:
    """`The total weight is MARK pounds` -> `the total weight`."""
    found = _NOUN_IS.match(text)
    if not found:
        return None
    noun, rest = found[1], found[2]
    if re.search(rf"\b(?:{_BE}|so|then|because|if|since|has|have|had|will)\b", noun) or len(noun.split()) < 2:
        return None
    if re.search(r"\d", noun) and not re.search(r"number|total|cost|price|sum|amount|profit", noun):
        return None
    if rest and (len(rest.split()) > 2 or rest.split()[0] in ("more", "less", "fewer", "times", "years")):
        return None
    if re.match(r"(?:the|a|his|her|their|its|each) \w+$", noun, re.I) and not re.search(
        r"total|cost|price|sum|profit|difference|rest|perimeter|area|average|weight|change|discount|tax|speed",
        noun,
    ):
        return None
    return f"{_lower(noun, question)}"


def _there_goal(text: str) -> str | None:
    """`There are MARK red pens in the box` -> `how many red pens there are in the box`."""
    found = _THERE.match(text)
    if not found:
        return None
    noun, rest = _noun(found[3])
    if not noun:
        return None
    return f"how many {noun} there {found[1]}{found[2]} {rest}".strip()


def _noun(text: str) -> tuple[str, str]:
    """`blue pens in the box` -> `blue pens`, `in the box`."""
    words = text.split()
    if (
        words[:1] in (["more"], ["fewer"], ["less"], ["extra"], ["additional"], ["remaining"])
        and len(words) > 1
    ):
        end = 1
    else:
        end = 0
    start = end
    while end < len(words) and words[end].lower().strip(",") not in _STOP and not _VERB.fullmatch(words[end]):
        end += 1
    if end == start or end - start > 4:
        return "", text
    while (
        words[end : end + 1] in (["of"], ["and"])
        and end + 1 < len(words)
        and words[end + 1].lower() not in _STOP
    ):
        if _VERB.fullmatch(words[end + 1]):
            break
        end += 2
        while end < len(words) and words[end].lower() not in _STOP and not _VERB.fullmatch(words[end]):
            end += 1
    return " ".join(words[:end]), " ".join(words[end:])


def _verb_goal(head: str, tail: str, sign: str, question: str) -> str | None:
    """`Ann sold MARK clips in May` -> `how many clips Ann sold in May`."""
    if not _VERB.search(head) or len(head.split()) < 2 or _VERB.fullmatch(head.split()[0]):
        return None
    if tail_head := _TAIL.match(head):
        head = tail_head[1]
    last = head.split()[-1].lower()
    if head.split()[0].lower() in _ASIDE or "," in head or not _VERB.fullmatch(last):
        return None
    subject = _lower(head, question)
    if sign == "$":
        if last in ("is", "are", "was", "were", "be") or re.match(r"(?:more|less)\b", tail):
            return None
        tail = re.sub(
            r"^(?:dollars|in total for|total for) ?",
            lambda m: m[0].replace("dollars", "").strip() + " ",
            tail,
        )
        return f"how much {subject} {tail.strip()}"
    if sign == "%":
        return None
    noun, rest = _noun(tail)
    if not noun or last in ("is", "was", "are", "were", "be"):
        return None
    return f"how many {noun} {subject} {rest}"


# --- the file --------------------------------------------------------------------------------------


def parse(question: str, answer: str) -> Template:
    """One row as a template; raises with the reason where it makes none."""
    template = _Reader(question, answer).template()
    rng = Random(1)
    if not any(template.draw(rng) for _ in range(4)):
        raise Reject("no other numbers fit")
    return template


def read(path: Path | str) -> tuple[list[Template], Counter[str]]:
    """All templates of the file, and how many rows were turned down for which reason."""
    templates: list[Template] = []
    reasons: Counter[str] = Counter()
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise UsageError(f"{path}: cannot be read ({reason}); expected GSM8K's train.jsonl") from None
    for i, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            question, answer = row["question"], row["answer"]
        except (ValueError, KeyError, TypeError):
            question = answer = None
        if not isinstance(question, str) or not isinstance(answer, str):
            raise UsageError(f"{path}: line {i} is no object with a question and an answer")
        try:
            templates.append(parse(question, answer))
        except Reject as reject:
            reasons[str(reject)] += 1
    if not templates:
        raise UsageError(f"{path}: no row of it makes a template; expected GSM8K's train.jsonl")
    return templates, reasons


def load(path: Path | str) -> list[Template]:
    return read(path)[0]


def stream(templates: Sequence[Template], rng: Random) -> Iterator[Problem]:
    """Problems without end, each from a template chosen at random."""
    while True:
        problem = rng.choice(templates).draw(rng)
        if problem is not None:
            yield problem


def main() -> None:
    parser = argparse.ArgumentParser(description="Count the templates of GSM8K's training file; show some.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--samples", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    try:
        templates, reasons = read(args.file)
    except UsageError as error:
        parser.exit(error.exit_code, f"{error}\n")
    print(f"parsed {len(templates)}, rejected {sum(reasons.values())}")
    for reason, count in reasons.most_common():
        print(f"  {count:5} {reason}")
    steps = Counter(len(template.steps) for template in templates)
    print("steps:", ", ".join(f"{n}: {steps[n]}" for n in sorted(steps)))
    rng = Random(args.seed)
    began, tries = time.perf_counter(), 3000
    drawn = sum(rng.choice(templates).draw(rng) is not None for _ in range(tries))
    seconds = time.perf_counter() - began
    print(f"{drawn / tries:.1%} of drawings succeed, {drawn / seconds:.0f} a second")
    problems = stream(templates, rng)
    for _ in range(args.samples):
        problem = next(problems)
        print(f"\n[level {problem.level}] {problem.question}\n{problem.solution}")


if __name__ == "__main__":
    main()
