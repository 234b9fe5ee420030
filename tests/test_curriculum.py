"""The curriculum: true equations, answers that follow from the question alone, disjoint splits."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from importlib.resources import files
from itertools import combinations, islice, permutations, product
from random import Random
from zlib import crc32

import pytest

from arbiter_app.audit import audit
from arbiter_app.curriculum import FAMILIES, LEVELS, SCOPE, Problem, Split, bank, draw, split_of, stream
from arbiter_app.curriculum.problem import Line, plan
from arbiter_app.errors import UsageError
from arbiter_app.grading import Verdict, extract_answer, grade

NAMES = [family.name for family in FAMILIES]
DRAWS = 24_000
SYMBOLIC = ("algebra", "polynomials", "functions", "calculus", "sequences", "numbers", "coordinates")


@pytest.fixture(scope="module")
def problems() -> list[Problem]:
    """Evenly from all families and levels, outside any split."""
    rng = Random("test")
    cells = [(family, level) for family in FAMILIES for level in LEVELS]
    return [family.draw(rng, level) for i in range(DRAWS) for family, level in (cells[i % len(cells)],)]


@pytest.fixture(scope="module")
def retold() -> list[Problem]:
    """As training sees them: in other signs, currencies, spellings and manners."""
    return list(islice(stream(7, "train"), DRAWS // 6))


def test_every_equation_is_true(problems: list[Problem], retold: list[Problem]) -> None:
    checked = 0
    for problem in [*problems, *retold]:
        result = audit(problem.solution)
        assert not result.false, (problem.family, problem.question, result.wrong)
        checked += result.checked > 0
    assert checked >= 0.95 * (len(problems) + len(retold))


def test_the_solution_ends_in_the_answer(problems: list[Problem], retold: list[Problem]) -> None:
    in_numbers = 0
    for problem in [*problems, *retold]:
        answer = extract_answer(problem.solution)
        assert answer == (problem.answer_text or None), problem
        assert grade(answer, problem.answer_text) is Verdict.CORRECT, problem
        if is_in_numbers(problem):
            exact = ", ".join(str(value) for value in problem.answer)
            if " remainder " in problem.answer_text or problem.answer_text.startswith("("):
                exact = f"({exact})"
            assert grade(exact, problem.answer_text) is Verdict.CORRECT, problem
            in_numbers += 1
    assert in_numbers >= 0.7 * (len(problems) + len(retold))


OTHER_VALUES = (  # the values of the answer are no numbers that its text shows
    "roman_numerals",
    "base_conversion",
    "ratio_simplify",
    "exponent_laws",
    "tangent_and_turning_points",
)


def is_in_numbers(problem: Problem) -> bool:
    """Whether the answer is numbers with names and units at most: no formula, power, word or time."""
    text = re.sub(r"\b(?:[mck]?m|in|ft)\^[23]\b", "", problem.answer_text)
    if problem.topic == "polynomials" or problem.family in OTHER_VALUES:
        return False
    formula = r"[A-SU-Z₹]|\bT-|sqrt|pi\b|\^|\d ?\*|\d[a-z]\b|[<>:]|[a-z)] [-+] |\)/|\d\(|=.*[xy]|^[a-z]$"
    return bool(re.search(r"\d", text)) and not re.search(formula, text)


def test_another_answer_is_wrong(problems: list[Problem]) -> None:
    for problem in problems[::7]:
        if not problem.answer_text:
            assert grade("5", "") is Verdict.NOT_EQUAL
        elif is_in_numbers(problem):
            other = ", ".join(str(value + 1) for value in problem.answer)
            assert grade(other, problem.answer_text) is Verdict.NOT_EQUAL, problem
        elif digits := re.search(r"(?<!\^)\d+", problem.answer_text):  # a unit is not compared, cm^2 neither
            other = problem.answer_text.replace(digits[0], str(int(digits[0]) + 1), 1)
            assert grade(other, problem.answer_text) is not Verdict.CORRECT, problem
        elif problem.answer_text in ("yes", "no"):
            other = "no" if problem.answer_text == "yes" else "yes"
            assert grade(other, problem.answer_text) is Verdict.NOT_EQUAL


def test_a_plan_tells_the_operations_of_several_steps() -> None:
    def planned(*goals: str) -> str:
        return plan([Line(goal, "1 = 1") for goal in goals])

    add, share = "Add to find how many there are.", "Divide to find the answer: the share."
    assert planned(add, share) == "Plan: add, then divide.\n\n"
    assert planned("Multiply, then divide to find the price.", add, share).startswith(
        "Plan: multiply and divide, then add"
    )
    assert planned(add) == planned("Double it.", share) == planned(*[add] * 9) == ""
    paper = (
        "Divide to find the share: begin with the leading digits.",
        "Bring down the next digit and divide.",
    )
    assert planned(*paper) == "" and planned(add, *paper) == "Plan: add, then divide.\n\n"


FOUND = " to find the answer: "


def test_goals_and_texts_are_well_formed(problems: list[Problem]) -> None:
    for problem in problems:
        assert bool(problem.lines) == (problem.topic != SCOPE) and len(problem.solution.split()) < 300
        unbraced = re.sub(
            r"(?<=\\frac){.*}{.*}|(?<=\^){\d+}|(?<=\\text){ \w+}", "", problem.question
        )  # what LaTeX may have
        garbled = problem.topic == SCOPE  # some of what is refused is signs at random
        assert garbled or not re.search(r"[{}]| {2}", unbraced), problem.question
        assert problem.question == problem.question.strip()
        for line in problem.lines:
            assert line.goal[0].isupper() and line.goal.endswith(".") and "\n" not in line.goal, line
            assert not re.search(r"[{}|]| {2}", line.goal), line.goal
            assert line.work and not line.work.endswith(".") and "\n" not in line.work, line
            assert line.text == f"{line.goal}\n{line.work}\n\n"
            assert line.work.isascii()
        # The last goal, and no other, says that it finds the answer.
        *before, last = problem.lines or (None,)
        assert not any(line and FOUND in line.goal for line in before), problem.lines
        assert last is None or " to find " not in last.goal or FOUND in last.goal, last
    last_goals = [problem.lines[-1].goal for problem in problems if problem.family.startswith("told_")]
    assert sum(FOUND in goal for goal in last_goals) > 0.9 * len(last_goals)


A_FOR_AN = re.compile(
    r"\ba (?:[aeio](?!nd\b)[a-z]{2,}|un[^i\W]\w+|up\w+|um\w+|8\d*|11|18)\b"
    r"|\bA (?:[aeio](?!nd\b|re\b)[a-z]{2,})\b"
    r"|\b[Aa]n [bcdfgj-np-tv-z][a-z]+\b"
)
VOWEL_BUT_A = re.compile(r"\b[Aa] (?:one|once|eu\w+)\b")
ONE_OF_MANY = re.compile(
    r"(?<![\d.,/:$£€^*+=-])(?<![\d*+=-] )\b1 "
    r"(?!times|plus|minus|has|was|always|gives|makes|equals)[a-z]{2,}[^\Ws]s\b"
)
ORDINAL = re.compile(
    r"\b(?:\d*1[123](?:st|nd|rd)|\d*[04-9](?:st|nd|rd)"
    r"|(?:\d*[^\D1])?(?:1(?:nd|rd|th)|2(?:st|rd|th)|3(?:st|nd|th)))\b"
)


def test_articles_plurals_and_ordinals(problems: list[Problem]) -> None:
    """No 'a apple', '1 apples' or '2th'."""
    faults = {}
    for problem in problems:
        for text in (problem.question, *(line.goal for line in problem.lines)):
            article = problem.topic not in SYMBOLIC and A_FOR_AN.search(VOWEL_BUT_A.sub("", text))
            plural = problem.family != "units" and ONE_OF_MANY.search(text)
            found = article or plural or ORDINAL.search(text)
            if found:
                faults[problem.family, found[0]] = text
    assert not faults


def test_families_and_levels_differ(problems: list[Problem]) -> None:
    assert len(NAMES) == len(set(NAMES)) >= 200
    assert len({family.topic for family in FAMILIES}) >= 15
    steps = {level: [len(p.lines) for p in problems if p.level == level] for level in LEVELS}
    mean = {level: sum(counts) / len(counts) for level, counts in steps.items()}
    assert mean[1] < mean[2] < mean[3]
    for family in FAMILIES:
        rng = Random(family.name)
        questions = {family.draw(rng, i % 3 + 1).question for i in range(150)}
        assert len(questions) > 100, family.name


def test_the_example_of_the_readme_is_a_natural_draw() -> None:
    form = re.compile(r"Solve \d+x \+ \d+ = \d+ for x\.")
    assert any(form.fullmatch(draw(seed, family="linear", level=1).question) for seed in range(300))


def test_draws_are_deterministic() -> None:
    assert draw(5) == draw(5)
    assert draw(5) != draw(6)
    assert list(islice(stream(1, "test"), 5)) == list(islice(stream(1, "test"), 5))
    assert draw(5, family="gcd", level=2).family == "gcd"
    assert draw(5, family="gcd", level=2).level == 2
    # Pinned: training data and published figures rest on draws staying what they are.
    pinned = draw(1, split="test", family="linear", level=1)
    assert (pinned.question, pinned.answer_text) == PINNED


PINNED = ("Assume that x/5 - 24 = -20 is true; work out x.", "x = 20")


def held_out(question: str) -> bool:
    """Whether an integer part of three digits or more begins with 36 to 39."""
    found = re.findall(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d+)", question)
    whole = [number.replace(",", "") for number in found]
    return any(len(digits) >= 3 and digits[:2] in ("36", "37", "38", "39") for digits in whole)


def test_splits_are_disjoint() -> None:
    counts: dict[Split, int] = {"train": 2500, "valid": 200, "test": 200, "ranges": 100}
    drawn = {split: {p.question for p in islice(stream(3, split), count)} for split, count in counts.items()}
    for split, questions in drawn.items():
        assert {split_of(question) for question in questions} == {split}
        assert all(held_out(question) == (split == "ranges") for question in questions)


def test_held_out_shares(problems: list[Problem]) -> None:
    count = Counter(split_of(problem.question) for problem in problems)
    assert 0.005 < count["ranges"] / DRAWS < 0.05
    assert 0.012 < count["test"] / DRAWS < 0.028
    assert 0.012 < count["valid"] / DRAWS < 0.028


def test_every_family_reaches_the_test_split() -> None:
    for name in NAMES:
        for level in LEVELS:
            found = draw(0, split="test", family=name, level=level)
            assert split_of(found.question) == "test" and (found.family, found.level) == (name, level)


def test_half_of_the_families_reach_the_held_out_numbers(problems: list[Problem]) -> None:
    """Not all: many have no numbers of three digits, and 'ranges' is of the others alone."""
    reached = {problem.family for problem in problems if split_of(problem.question) == "ranges"}
    for family in FAMILIES:
        if family.name not in reached and len(reached) < len(FAMILIES) / 2:
            rng = Random(family.name)
            if any(split_of(family.draw(rng, 3).question) == "ranges" for _ in range(200)):
                reached.add(family.name)
    assert len(reached) >= len(FAMILIES) / 2
    assert len({family.topic for family in FAMILIES if family.name in reached}) >= 12


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"family": "algebra"}, "'algebra'.*linear"),
        ({"level": 4}, "4.*1, 2, 3"),
        ({"level": 0}, "0.*1, 2, 3"),
        ({"split": "dev"}, "'dev'.*train"),
        ({"split": "ranges", "family": "probability", "level": 1}, "probability.*ranges"),
    ],
)
def test_unknown_names_are_usage_errors(arguments: dict[str, object], named: str) -> None:
    with pytest.raises(UsageError, match=named):
        draw(1, **arguments)  # type: ignore[arg-type]


def test_a_stream_of_an_unknown_split_fails_at_once() -> None:
    with pytest.raises(UsageError, match="dev"):
        stream(1, "dev")  # type: ignore[arg-type]


# ── The story bank, read by a second reader ──────────────────────────────────────────────────


@dataclass(slots=True)
class Told:
    """An entry of the bank: its lines by kind, with their places, and what they name."""

    place: str
    lines: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    @property
    def parts(self) -> list[str]:
        """What the N lines say, one by one."""
        parts = [part.strip() for _, line in self.lines.get("N", []) for part in line.split(";")]
        return [part for part in parts if part]

    @property
    def computed(self) -> dict[str, set[str]]:
        """The names of N that an equation gives, and the names in it."""
        found = [re.fullmatch(r"([a-z][a-z0-9]?)\s*=(?!=)\s*(.+)", part) for part in self.parts]
        return {match[1]: names_in(match[2]) for match in found if match}

    @property
    def results(self) -> list[str]:
        """The names that the steps find."""
        return [line.rpartition("|")[2].partition("=")[0].strip() for _, line in self.lines["S"]]

    @property
    def used(self) -> set[str]:
        """The names that a step uses and no step before it finds."""
        used: set[str] = set()
        for i, (_, line) in enumerate(self.lines["S"]):
            used |= names_in(line.rpartition("|")[2].partition("=")[2]) - {*self.results[:i]}
        return used

    @property
    def fixed(self) -> set[str]:
        """The names of numbers that are always the same, which words tell: pairs, there and back."""
        numbers = " ".join(line for _, line in self.lines.get("N", ()))
        return {name for name, low, high in re.findall(r"(\w+) (\d+)\.\.(\d+)", numbers) if low == high}

    @property
    def answer(self) -> str:
        (_, line), *_ = self.lines["A"]
        return str(re.findall(r"(?<![A-Za-z])[a-z][a-z0-9]?(?![A-Za-z])", line)[0])


def names_in(expression: str) -> set[str]:
    return set(re.findall(r"[a-z]\w*", expression)) - {"min", "max"}


def slots(text: str, *, certain: bool = False) -> set[str]:
    """The slots of a phrasing, without their forms; only those that each of its alternatives has."""
    if certain:
        for choice in re.findall(r"\[[^\[\]]*\]", text):
            shared = set.intersection(*(slots(way) for way in choice[1:-1].split("|")))
            text = text.replace(choice, " ".join(f"{{{slot}}}" for slot in shared))
    found = re.findall(r"\{(?:an:)?(\w+)(?::\w+)?\}", text)
    return {re.sub("^[Hh](e|is|im)(?=[23]?$)", "name", slot) for slot in found}


def told() -> Iterator[Told]:
    for name in bank.FILES:
        entry: Told | None = None
        text = files(bank).joinpath(f"{name}.txt").read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            place = f"{name}.txt:{number}"
            if not line.strip():
                if entry:
                    yield entry
                entry = None
            elif not line.startswith("#"):
                entry = entry or Told(place)
                entry.lines.setdefault(line[0], []).append((place, line[1:].strip()))
        if entry:
            yield entry


def test_every_phrasing_of_the_bank_tells_the_numbers_that_its_steps_need() -> None:
    """Or those from which the entry computes them; and none tells what is asked for."""
    faults, checked = [], 0
    for entry in told():
        computed = entry.computed

        def given(name: str, shown: set[str], computed: dict[str, set[str]] = computed) -> bool:
            known = bool(computed.get(name)) and all(given(part, shown) for part in computed[name] - {name})
            return name in shown or known

        for place, phrasing in entry.lines["Q"]:
            shown = slots(phrasing, certain=True) | entry.fixed
            faults += [f"{place} lacks {name}" for name in entry.used if not given(name, shown)]
            faults += [f"{place} tells {name}" for name in {entry.answer} & slots(phrasing)]
            checked += 1
        if entry.answer not in entry.results:
            faults.append(f"{entry.place}: no step finds the answer {entry.answer}")
    assert checked > 3000
    assert not faults


def test_the_goals_of_the_bank_name_only_what_every_phrasing_names() -> None:
    faults = []
    for entry in told():
        numbers = {*entry.results, *(part.split()[0] for part in entry.parts)}
        named = {slot for _, line in entry.lines["S"] for slot in slots(line.rpartition("|")[0])}
        named |= {slot for _, line in entry.lines["A"] for slot in slots(line)}
        for place, phrasing in entry.lines["Q"]:
            faults += [f"{place} lacks {word}" for word in named - numbers - slots(phrasing)]
    assert not faults


def test_a_bank_family_has_unseen_wordings_where_its_file_holds_some_back() -> None:
    for name, family in zip(bank.FILES, bank.FAMILIES, strict=True):
        assert bool(family.make_unseen) == any(entry.unseen for entry in bank.entries(name)), name


def test_no_phrasing_of_an_unseen_entry_of_the_bank_is_also_trained_on() -> None:
    wordings: dict[bool, dict[str, str]] = {True: {}, False: {}}
    for entry in told():
        unseen = crc32(entry.lines["Q"][0][1].encode()) % 20 == 0
        for place, phrasing in entry.lines["Q"]:
            wordings[unseen][re.sub(r"\{[^{}]*\}", "{}", phrasing)] = place
    assert len(wordings[True]) > 100
    both = wordings[True].keys() & wordings[False].keys()
    assert not [(wordings[True][text], wordings[False][text]) for text in both]


# ── The answer, worked out again from the words of the question ──────────────────────────────

Answer = Fraction | int | bool | tuple[Fraction | int, ...]
"""What a re-solver finds: numbers, or yes or no. Where it finds None it cannot read that wording."""
Resolver = Callable[[Problem], Answer | None]

NUMBER = r"-?\d+(?:\.\d+)?(?:/\d+)?"
_PLAIN = str.maketrans({"×": "*", "·": "*", "÷": "/", "−": "-", "²": "^2", "³": "^3", "√": "sqrt", "π": "pi"})


def plain(text: str) -> str:
    """The same with the signs of a keyboard."""
    if "\\" in text:
        text = re.sub(r"\$\$?(?:\\displaystyle )?([^$]*)\$\$?", r";\1;", text)
    text = re.sub(r"\\frac{(\w+)}{(\w+)}", r"\1/\2", text)
    text = re.sub(r"\\frac{([^{}]*(?:{\d+}[^{}]*)*)}{([^{}]*(?:{\d+}[^{}]*)*)}", r"(\1)/(\2)", text)
    text = re.sub(
        r"\^{(\d+)}", r"^\1", text.replace("\\cdot", "*").replace("\\ge", ">=").replace("\\le", "<=")
    )
    return text.translate(_PLAIN).replace("**", "^")


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORTH = {word: n for n, word in enumerate(_ONES)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_UNDER_100 = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[1:10])}))?|{'|'.join(reversed(_ONES))})"
_UNDER_1000 = rf"(?:{_UNDER_100} hundred(?:(?: and)? {_UNDER_100})?|{_UNDER_100})"
_SPOKEN = re.compile(
    rf"\b(negative )?((?:{_UNDER_1000} thousand(?:(?: and)? {_UNDER_1000})?|{_UNDER_1000}))"
    rf"((?: point)(?: (?:{'|'.join(_ONES[:10])}))+)?\b",
    re.I,
)
_ORDINALS = (
    "half third quarter fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_PARTS = {word: n for n, word in enumerate(_ORDINALS, 2)} | {"halve": 2, "fourth": 4}
_SPOKEN_FRACTION = re.compile(rf"\b(an?|\d+)[- ]({'|'.join(_PARTS)})s?\b", re.I)


def _figure(found: re.Match[str]) -> str:
    total = part = 0
    for word in re.findall(r"[a-z]+", found[2].lower()):
        if word in ("hundred", "thousand"):
            unit = 100 if word == "hundred" else 1000
            total, part = (total + part * unit, 0) if unit == 1000 else (total, part * unit)
        elif word != "and":
            part += _WORTH[word]
    after = "".join(str(_WORTH[word]) for word in (found[3] or "").lower().split()[1:])
    return f"{'-' if found[1] else ''}{total + part}{'.' if after else ''}{after}"


def figures(text: str) -> str:
    """A question that tells all its numbers in words, with figures instead; any other as it is."""
    text = re.sub(r"(\d) over (\d)", r"\1/\2", text)
    return text if re.search(r"\d", text) else fractions_in_figures(_SPOKEN.sub(_figure, text))


def fractions_in_figures(text: str) -> str:
    text = _SPOKEN_FRACTION.sub(
        lambda found: f"{found[1] if found[1].isdigit() else 1}/{_PARTS[found[2].lower()]}", text
    )
    text = re.sub(r"(\d) over (\d)", r"\1/\2", text)
    text = re.sub(r"(?<![/\d])(\d+) and (?=\d+/\d)", r"\1 ", text)
    text = re.sub(r"(?<=\d) plus (?=\d)", " + ", text)
    return re.sub(r"(?<=\d) (?:minus|less|take away) (?=\d)", " - ", text)


def numbers(text: str) -> list[Fraction]:
    return [Fraction(number) for number in re.findall(r"\d+(?:\.\d+)?", text)]


def signed(text: str) -> list[Fraction]:
    """The numbers with their signs, and fractions as one number."""
    return [Fraction(number) for number in re.findall(rf"(?<![\w.)]){NUMBER}", plain(text))]


def evaluated(expression: str, **variables: Fraction) -> Fraction:
    """Arithmetic in exact fractions; letters are variables, as in '3x^2'."""
    text = plain(expression).replace(" ", "" if variables else " ")
    text = re.sub(r"(?<=[\da-z)])\s*(?=[a-z(])", "*", text).replace("^", "**")
    text = re.sub(r"\d+(?:\.\d+)?", lambda match: f"Fraction('{match[0]}')", text)
    assert set(re.findall(r"[A-Za-z]+", text)) <= {"Fraction", *variables}, expression
    return Fraction(eval(text, {"Fraction": Fraction, **variables}))


def floating(expression: str) -> float:
    """The same with roots and pi."""
    text = re.sub(r"sqrt\s?(\d+)", r"sqrt(\1)", plain(expression))
    text = re.sub(r"(?<=[\d)])(?=sqrt|pi)", "*", text).replace("^", "**")
    assert set(re.findall(r"[A-Za-z]+", text)) <= {"sqrt", "pi"}, expression
    return float(eval(text, {"sqrt": math.sqrt, "pi": math.pi}))


def expression(question: str) -> str:
    return max(runs(question), key=len).strip(" .")


def runs(question: str) -> list[str]:
    """Stretches of figures and signs, each with a figure in it."""
    text = re.sub(r"(?<=[\d)]) x (?=[-(\d])", "*", plain(question))
    return [run for run in re.findall(r"[-+*/^(). \d]+", text) if re.search(r"\d", run)]


POINTS = tuple(Fraction(n, d) for n, d in ((2, 1), (7, 2), (-5, 3), (11, 1), (-13, 2)))


def formulas(text: str) -> list[str]:
    """The expressions with one-letter variables in a question, the longest first."""
    text = re.sub(r"^[A-Z]", lambda match: match[0].lower(), unspoken(plain(text)))
    text = re.sub(r"\b(is|as|by|to|what) a (?=[a-z]{2})", r"\1 ; ", text)
    found = re.findall(r"(?:(?<![A-Za-z'])[a-z](?![A-Za-z'])|[-+*/^()\d. ])+", text)
    return sorted((run.strip(" .") for run in found if re.search(r"[\da-z]", run)), key=len, reverse=True)


def letters(text: str) -> list[str]:
    return sorted(set(re.findall(r"(?<![A-Za-z])[a-z](?![A-Za-z])", text)))


def same(left: str, right: str) -> bool:
    """Whether two expressions have the same values, wherever they have any."""
    names = letters(re.sub(r"(?<=\d)(?=[a-z])", " ", f"{left} {right}".replace("*", " ")))
    compared = 0
    for i in range(len(POINTS)):
        at = {name: POINTS[(i + k) % len(POINTS)] for k, name in enumerate(names)}
        try:
            if evaluated(left, **at) != evaluated(right, **at):
                return False
        except ZeroDivisionError:
            continue
        compared += 1
    return compared > 2


def arithmetic(p: Problem) -> Answer | None:
    text = expression(re.sub(r"([\d./]*\d) ?÷ ?([\d/]+(?:\.\d+)?)", r"(\1)÷(\2)", p.question))
    if (spoken := in_words(p)) is not None:
        return spoken
    if len(runs(p.question)) > 1:
        return None  # numbers apart from each other, with words between them
    return evaluated(text) if re.search(r"\d\)*\s*[-+*/^]\s*[-(]*\d", text) else None


IN_WORDS: tuple[tuple[str, Callable[[Fraction, Fraction], Fraction]], ...] = (
    (r"{} plus {}|(?:sum of|total of|add|sum|put together) {} (?:and|to) {}", lambda a, b: a + b),
    (r"increased? {} by {}|{} (?:added to|increased by) {}|{} and {} (?:make )?together", lambda a, b: a + b),
    (r"(?:sum|total) of the (?:fractions|numbers) {} and {}|add together {} and {}", lambda a, b: a + b),
    (r"put {} and {} together|if i add {} to {}", lambda a, b: a + b),
    (r"{} (?:minus|take away) {}|(?:decrease|reduce) {} by {}", lambda a, b: a - b),
    (r"difference (?:of|between) {} and {}", lambda a, b: a - b),
    (r"(?:subtract|subtracting|take) {} (?:away )?(?:from|off) {}|{} less than {}", lambda a, b: b - a),
    (r"{} (?:subtracted|taken away) from {}|added to {} to get {}", lambda a, b: b - a),
    (r"take from {} to get {}|from {}, take away {}", lambda a, b: a - b),
    (r"multiply {} by to get {}", lambda a, b: b / a),
    (r"{} of {}", lambda a, b: a * b),
    (r"{} (?:times|multiplied by|groups of|lots of) {}", lambda a, b: a * b),
    (r"(?:multiply|times) {} (?:by|and|with) {}|product of {} and {}", lambda a, b: a * b),
    (r"{} divided by {}|divide {} by {}|quotient of {} and {}", lambda a, b: a / b),
    (r"{} into {}|does {} go into {}", lambda a, b: b / a),
)


def in_words(p: Problem) -> Answer | None:
    for pattern, apply in IN_WORDS:
        found = re.search(pattern.replace("{}", rf"(?<![\d.])\(?({NUMBER})\)?"), plain(p.question), re.I)
        if found:
            a, b = (Fraction(group) for group in found.groups() if group)
            rest = plain(p.question).replace(found[0], "")
            return None if re.search(r"\d", rest) else apply(a, b)
    return None


def addition(p: Problem) -> Answer:
    return sum(numbers(p.question))


def subtraction(p: Problem) -> Answer:
    first, second = numbers(p.question)
    return abs(first - second)


def multiplication(p: Problem) -> Answer:
    return math.prod(numbers(p.question))


def division(p: Problem) -> Answer:
    a, b = max(numbers(p.question)), min(numbers(p.question))
    return (a // b, a % b) if a % b else a // b


def negative(p: Problem) -> Answer | None:
    if "dawn" not in p.question:
        return arithmetic(p)
    start = re.search(r"was (-?\d+) °C", p.question)
    assert start
    moves = re.findall(r"(rose|fell) by (\d+)", p.question)
    return int(start[1]) + sum(int(n) if way == "rose" else -int(n) for way, n in moves)


def powers_in_words(p: Problem) -> Answer | None:
    n = signed(p.question.replace("(", " ").replace(")", " "))
    if "itself" in p.question:
        return n[0] ** (int(n[1]) if len(n) > 1 else 2)
    if len(n) == 1 and re.search(r"cube", p.question, re.I):
        return n[0] ** 3
    if len(n) == 1:
        return n[0] ** 2 if re.search(r"square", p.question, re.I) else None
    if found := re.search(r"(\d+)(st|nd|rd|th) power of (-?\d+)", p.question):
        return Fraction(found[3]) ** int(found[1])
    return n[0] ** int(n[1]) if re.search("power", p.question) else arithmetic(p)


GAP = r"□|\[ ?\]|\( ?\)|_+|\?|\.\.\."


def missing_number(p: Problem) -> Answer | None:
    """The answer is put into the gap."""
    (value,) = p.answer
    text = plain(p.question)
    gap = rf"(?:{GAP}|[-+*/\d ])"
    found = re.search(rf"((?:{GAP}|[-+*/\d. ])+?)=((?:{GAP}|[-+*/\d ])+)", re.sub(r"[.?] [A-Z].*", "", text))
    if not found or not re.search(GAP, found[0]) or not re.fullmatch(rf"{gap}+=?{gap}*", found[0]):
        return None
    left, right = (re.sub(GAP, f"({value})", side, count=1).strip(" .?") for side in found.groups())
    if (
        re.search(r"[\d)] +[\d(]", f"{left}={right}")
        or not re.search(r"\d", left)
        or not re.search(r"\d", right)
        or len(re.findall(GAP, found[0])) > 1
    ):
        return None
    assert evaluated(left) == evaluated(right), p.question
    return p.answer


def roots(p: Problem) -> Answer | None:
    found = re.findall(r"\d+(?:\.\d+)?(?:/\d+)?", p.question)
    (value,) = p.answer
    power = 3 if re.search(r"cube|∛|cbrt", p.question) else 2
    return value if len(found) == 1 and value**power == Fraction(found[0]) and value > 0 else None


def simplified_root(p: Problem) -> Answer | None:
    found = re.findall(r"(?:\d+\*?)?sqrt\(?\d+\)?(?: ?[-+*/] ?(?:\d+\*?)?sqrt\(?\d+\)?)*", plain(p.question))
    if len(found) != 1:
        return None
    assert math.isclose(floating(found[0]), floating(p.answer_text)), p.question
    for inner in re.findall(r"sqrt\((\d+)\)", p.answer_text):
        assert all(int(inner) % (d * d) for d in range(2, 100)), p.answer_text
    return p.answer


def value_kept(p: Problem) -> Answer | None:
    """The expression asked about and the answer have the same value."""
    if re.search(r"(?<![A-Za-z])[a-z]\^|\)\^\d+.* [a-z]\b", p.question):
        return rewritten(p)
    text = expression(re.sub(r"as a (single )?power of \d+|from 1 to 10|a \* 10\^n", "", p.question))
    assert evaluated(text) == evaluated(p.answer_text), p.question
    return p.answer


def scientific(p: Problem) -> Answer | None:
    if " * 10^" in p.answer_text:
        mantissa = p.answer_text.partition(" * ")[0]
        assert 1 <= abs(Fraction(mantissa)) < 10
    return value_kept(p)


UNITS_OF_ROUNDING = {
    "whole": 1,
    "integer": 1,
    "one": 1,
    "unit": 1,
    "ten": 10,
    "hundred": 100,
    "thousand": 1000,
}


def rounding(p: Problem) -> Answer | None:
    n = numbers(p.question)
    if re.search("(ten|hundred) thousand", p.question):
        return None
    if found := re.search(r"nearest (\d+(?:\.\d+)?|[a-z]+)", p.question):
        if not found[1][0].isdigit() and found[1] not in UNITS_OF_ROUNDING:
            return None
        unit = Fraction(found[1]) if found[1][0].isdigit() else Fraction(UNITS_OF_ROUNDING[found[1]])
    elif found := re.search(r"(\d+) (?:decimal place|dp|d\.p)", p.question):
        unit = Fraction(1, 10 ** int(found[1]))
    elif found := re.search(r"(\d+) significant", p.question):
        unit = Fraction(10) ** (math.floor(math.log10(n[0])) + 1 - int(found[1]))
    else:
        return None
    return math.floor(n[0] / unit + Fraction(1, 2)) * unit


PLACES = ("units|ones", "tens", "hundreds", "thousands", "ten[- ]thousands", "hundred[- ]thousands")


def place_value(p: Problem) -> Answer | None:
    n = [int(number) for number in numbers(p.question)]
    digits = [int(digit) for digit in str(max(n))]
    if re.search(r"sum of|digit sum|add", p.question, re.I):
        return sum(digits)
    if re.search(r"product of|multiply", p.question, re.I):
        return int(math.prod(digits))
    if len(n) == 2:
        assert str(n[1] if n[0] < 10 else n[0]).count(str(min(n))) == 1 or min(n) == max(n), p.question
        return min(n) * int(10 ** str(max(n))[::-1].index(str(min(n))))
    for power in reversed(range(len(PLACES))):
        if re.search(rf"\b(?:{PLACES[power]})\b", p.question):
            return digits[-1 - power]
    return None


ROMAN = dict(zip("IVXLCDM", (1, 5, 10, 50, 100, 500, 1000), strict=True))


def roman(text: str) -> int:
    values = [ROMAN[letter] for letter in text]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def roman_numerals(p: Problem) -> Answer | None:
    if found := re.search(r"\d+", p.question):
        assert roman(p.answer_text) == int(found[0])
        assert not re.search(r"I{4}|X{4}|C{4}|M{4}|VV|LL|DD", p.answer_text)
        return p.answer
    runs = re.findall(r"\b[IVXLCDM]+\b", p.question)
    *others, text = sorted(runs, key=lambda run: (run != "I", len(run)))
    assert set(others) <= {"I"}, p.question  # who asks
    return roman(text)


def ordering(p: Problem) -> Answer | None:
    n = signed(re.sub(r"(?<=\d)[:.](?= |$)", "", p.question))
    if re.search(r"descending|decreasing|(largest|greatest|highest|biggest) to", p.question):
        return tuple(sorted(n, reverse=True))
    if re.search(r"ascending|increasing|(smallest|least|lowest) to", p.question):
        return tuple(sorted(n))
    ranks = ("second", "third", "fourth", "fifth")
    rank = next((i for i, word in enumerate(ranks, 1) if word in p.question.lower()), 0)
    if re.search(r"closest|nearest", p.question):
        found = re.search(rf"(?:closest|nearest) to ({NUMBER})", plain(p.question))
        if not found or not re.search(rf"(closest|nearest) to {NUMBER}|{NUMBER}\?", plain(p.question)):
            return None
        target = Fraction(found[1])
        n.remove(target)
        near = sorted(n, key=lambda number: abs(number - target))
        assert abs(near[0] - target) != abs(near[1] - target), p.question
        return near[0]
    if re.search(r"smallest|lowest|least|minimum", p.question):
        return sorted(n)[rank]
    return (
        sorted(n)[-1 - rank] if re.search(r"largest|greatest|highest|biggest|maximum", p.question) else None
    )


def comparing(p: Problem) -> Answer | None:
    n = signed(p.question)
    if len(n) != 2:
        return None
    more = re.search(r"greater|bigger|larger|more|>", p.question, re.I)
    if p.answer_text in ("yes", "no"):
        equal = "equal" in p.question
        return None if equal else n[0] > n[1] if more else n[0] < n[1]
    return max(n) if more else min(n)


def ratio_simplify(p: Problem) -> Answer | None:
    n = [int(number) for number in numbers(p.question)]
    if len(n) != 2:
        return None
    return tuple(number // math.gcd(*n) for number in n)


def ratio_share(p: Problem) -> Answer | None:
    found = re.search(r"ratio (\d+(?: ?: ?\d+)+)", p.question)
    whole = numbers(p.question.replace(found[0], "")) if found else []
    if not found or len(whole) != 1:
        return None
    parts = [int(part) for part in found[1].split(":")]
    shares = [whole[0] * part / sum(parts) for part in parts]
    if re.search("smallest|smaller", p.question, re.I):
        return min(shares)
    return max(shares) if re.search("largest|larger|bigger|greater", p.question, re.I) else tuple(shares)


COUNTED = {"two": 2, "three": 3, "four": 4, "five": 5}


def consecutive(p: Problem) -> Answer | None:
    found = re.search(r"(two|three|four|five) consecutive (even|odd)?", p.question, re.I)
    if not found or len(numbers(p.question)) != 1 or not re.search("sum|add|total", p.question):
        return None
    total, count, step = int(numbers(p.question)[0]), COUNTED[found[1].lower()], 2 if found[2] else 1
    fits = [a for a in range(-9, total) if sum(a + step * i for i in range(count)) == total]
    (first,) = [a for a in fits if not found[2] or a % 2 == (found[2] == "odd")]
    run = tuple(first + step * i for i in range(count))
    if re.search("smallest|smaller|least|first", p.question):
        return run[0]
    if re.search("largest|larger|greatest|greater", p.question):
        return run[-1]
    return run


def sum_and_difference(p: Problem) -> Answer | None:
    n = sorted(numbers(p.question))
    if len(n) != 2 or "times" in p.question:
        return None
    small, large = (n[1] - n[0]) / 2, (n[1] + n[0]) / 2
    if len(p.answer) == 2:
        return (small, large)
    asked = re.split(r"[.,] ", p.question)[-1]
    return (
        small
        if re.search("smaller|lesser", asked)
        else large
        if re.search("larg|great|bigg", asked)
        else None
    )


def fraction_compare(p: Problem) -> Answer | None:
    n = signed(p.question)
    if len(n) != 2:
        return None
    return max(n) if re.search("larger|bigger|greater|more", p.question, re.I) else min(n)


def the_number(p: Problem) -> Answer | None:
    """The answer is another form of the number in the question."""
    n = signed(p.question)
    return n[0] if len(n) == 1 else None


def mixed(p: Problem) -> Answer | None:
    text = re.sub(r"(\d+) (\d+/\d+)", r"(\1+\2)", expression(p.question))
    if len(runs(p.question)) > 1:
        single = lambda n: f"{int(n[1]) * int(n[3]) + int(n[2])}/{n[3]}"  # noqa: E731
        return in_words(replace(p, question=re.sub(r"(\d+) (\d+)/(\d+)", single, p.question)))
    return evaluated(text) if re.search(r"\d", text) and " and " not in p.question else None


def simplified(p: Problem) -> Answer:
    value = evaluated(expression(p.question))
    assert p.answer_text == str(value)
    return value


def part(p: Problem) -> Answer:
    text = p.question
    for word, number in _WORTH.items():
        text = re.sub(rf"\b{word}(?=[- ](?:{'|'.join(_PARTS)}|over)s?\b)", str(number), text, flags=re.I)
    text = re.sub(r"(over) (?=[a-z])", r"\1 ", text)
    text = re.sub(r"\b[Hh]alf\b", "1/2", fractions_in_figures(text))
    fractions = [Fraction(match) for match in re.findall(r"\d+/\d+", text)]
    (whole,) = (Fraction(match) for match in re.findall(r"(?<![/\d])\d+(?![/\d])", text))
    if len(fractions) == 2:
        return whole * (1 - fractions[0]) * (1 - fractions[1])
    return whole / fractions[0] if p.level == 3 else whole * fractions[0]


RATE = r"(\d+(?:\.\d+)?) ?(?:%|per ?cent)"


def rates_and_amounts(question: str) -> tuple[list[Fraction], list[Fraction]]:
    rates = [Fraction(rate) / 100 for rate in re.findall(RATE, question)]
    return rates, numbers(re.sub(RATE, "", question))


def percent_of(p: Problem) -> Answer:
    rates, (whole,) = rates_and_amounts(p.question)
    return whole * math.prod(rates)


def percent_change(p: Problem) -> Answer:
    if re.search("percentage|percent", p.question, re.I):
        old, new = numbers(p.question)
        return abs(new - old) / old
    price = numbers(p.question)[0]
    for way, rate in re.findall(r"(raised|reduced) by (\d+)%", p.question):
        price *= 1 + (1 if way == "raised" else -1) * Fraction(rate) / 100
    return price


def percent_reverse(p: Problem) -> Answer:
    (share,), (now,) = rates_and_amounts(p.question)
    if re.search("price rise|increased", p.question):
        share = 1 + share
    elif re.search("discount|reduced", p.question):
        share = 1 - share
    return now / share


def percent_what(p: Problem) -> Answer | None:
    n = numbers(p.question)
    return min(n) / max(n) if len(n) == 2 and max(n) != min(n) and p.answer[0] < 1 else None


def percent_adjust(p: Problem) -> Answer | None:
    (rate,), (amount,) = rates_and_amounts(p.question)
    more = r"increas|rais|\badd|\bmore\b|\bup\b|grow|grew|\bplus\b|on top|\brises\b|larger|\+"
    up = re.search(more, p.question, re.I)
    return amount * (1 + rate if up else 1 - rate)


def percent_convert(p: Problem) -> Answer | None:
    rates, rest = rates_and_amounts(p.question)
    return rates[0] if rates and not rest else the_number(p)


def simple_interest(p: Problem) -> Answer | None:
    (rate,), n = rates_and_amounts(p.question)
    if len(n) != 2 or "month" in p.question:
        return None
    amount, years = max(n), min(n)
    asked = "total|balance|amount|grow|worth|have after|altogether|owe|repay|in the account after|pay back"
    total = re.search(asked, p.question)
    return amount * rate * years + (amount if total else 0)


def compound_interest(p: Problem) -> Answer | None:
    (rate,), n = rates_and_amounts(p.question)
    if len(n) != 2:
        return None
    end = max(n) * (1 + rate) ** int(min(n))
    only = re.search(r"[Hh]ow much interest|What interest|[Cc]ompound interest on", p.question)
    return Fraction(end) - max(n) if only else Fraction(end)


def with_rate(p: Problem) -> Answer | None:
    (rate,), (amount,) = rates_and_amounts(p.question)
    asked = re.split(r"(?<=\D)\. ", p.question)[-1]
    alone = (
        r"[Hh]ow much ((is the )?(sales )?tax|is an? \S+ tip)|[Ff]ind (the|an?) .*(tax|tip) on|[Ww]hat tip"
    )
    if re.search(alone, asked):
        return amount * rate
    together = r"total|in all|altogether|final|to pay|does \w+ pay|including|price|is paid|cost"
    if re.search(together, asked, re.I):
        return amount * (1 + rate)
    return amount * rate if re.search(r"tip|tax|VAT", asked) else None


def markup(p: Problem) -> Answer | None:
    rates, n = rates_and_amounts(p.question)
    if len(rates) != 1 or len(n) != 1 or re.search(r"What did|cost price\?|original", p.question):
        return None
    return n[0] * (1 - rates[0] if "loss" in p.question else 1 + rates[0])


def profit_and_loss(p: Problem) -> Answer | None:
    n = numbers(p.question)
    if len(n) != 2 or not re.search("(bought|cost|Cost|pays|paid).*(sold|sell)", p.question):
        return None
    return abs(n[1] - n[0]) / (n[0] if re.search("per ?cent", p.question, re.I) else 1)


def primes_between(low: int, high: int) -> list[int]:
    return [q for q in range(max(low + 1, 2), high) if all(q % d for d in range(2, math.isqrt(q) + 1))]


def prime_factors(p: Problem) -> Answer:
    n = int(numbers(p.question)[0])
    primes = [q for q in primes_between(1, n + 1) if n % q == 0]
    if re.search("largest prime|greatest prime", p.question, re.I):
        return primes[-1]
    if re.search("list|List|repetition", p.question):
        return tuple(q for q in primes for k in range(1, 20) if n % q**k == 0)
    return sum(n % d == 0 for d in range(1, n + 1))


def gcd_lcm_of_three(p: Problem) -> Answer | None:
    n = [int(number) for number in numbers(p.question)]
    return (math.lcm if re.search(r"multiple|lcm|divisible by", p.question, re.I) else math.gcd)(*n)


def is_prime(p: Problem) -> Answer | None:
    n = int(numbers(p.question)[0])
    prime = n in primes_between(n - 1, n + 1)
    return not prime if re.search("composite|product of two", p.question) else prime


def next_prime(p: Problem) -> Answer | None:
    n = [int(number) for number in numbers(p.question)]
    if len(n) == 1:
        before = re.search("before(?! the test)|below|less than|smaller than", p.question)
        return primes_between(1, n[0])[-1] if before else primes_between(n[0], 2 * n[0] + 3)[0]
    between = primes_between(n[0], n[1])
    return len(between) if re.search(r"how many|count", p.question, re.I) else tuple(between)


def divisors(p: Problem) -> Answer | None:
    n = int(numbers(p.question)[0])
    found = tuple(d for d in range(1, n + 1) if n % d == 0)
    return sum(found) if re.search(r"\b[Ss]um|[Aa]dd", p.question) else found


def is_factor(p: Problem) -> Answer | None:
    n = [int(number) for number in numbers(p.question)]
    return max(n) % min(n) == 0 if len(n) == 2 else None


def base_conversion(p: Problem) -> Answer | None:
    if re.search("octal|hexadecimal|decimal (value|number)", p.question, re.I):
        return None
    text = re.sub(r"^[BD](?=inary|ecimal|ase)", lambda found: found[0].lower(), p.question)
    text = text.replace("binary", "base 2").replace("decimal", "base 10").replace("base-", "base ")
    bases = [int(base) for base in re.findall(r"base (\d+)", text)]
    digits = re.findall(r"\b[\dA-F]*\d[\dA-F]*\b", re.sub(r"base \d+", "", text))
    if re.search(r"\b[A-F]+\b", text):
        return None
    if "base 10 value of" in text:
        bases.reverse()
    if len(digits) != 1 or len(bases) not in (1, 2):
        return None
    if len(bases) == 1:
        if not re.search(r" (?:in|into|to) base \d+", text):
            return None
        bases = [10, *bases]
    assert int(digits[0], bases[0]) == int(p.answer_text.split(" ")[0], bases[1]), p.question
    return p.answer


def remainder(p: Problem) -> Answer:
    *_, modulus = numbers(p.question)
    start = numbers(p.question)[0]
    return (
        evaluated(expression(p.question.replace("mod", "?")))
        if p.level > 1 and re.search(r"[*+]", p.question)
        else start
    ) % modulus


SPOKEN = (
    (r" ?\bplus ", " + "), (r" ?\bminus |\bnegative ", " - "), (r" times ", " * "), (r" squared\b", "^2"),
    (r" cubed\b", "^3"), (r" divided by ", "/"), (r" (?:equals|is equal to) ", " = "),
    (r"(?<=\d) (?=[b-z]\b)", ""),
)  # fmt: skip


def unspoken(text: str) -> str:
    """'3 times x plus 5 equals 20' -> '3 * x + 5 = 20', where its numbers are in digits."""
    if re.search(r"\w (?:equals|is equal to|plus|minus|times|squared|cubed)\b", text):
        for said, sign in SPOKEN:
            text = re.sub(said, sign, text, flags=re.I)
    return text


def equations(question: str) -> list[tuple[str, str]]:
    """Left and right sides, of all equations with a letter in the question."""
    text = re.sub(r"\([12]\)", ";", unspoken(plain(question)))
    text = re.sub(r"^[A-Z]", lambda match: match[0].lower(), text)
    variable = r"(?<![A-Za-z'])[b-z](?![A-Za-z'])"
    letter_a = r"(?<![A-Za-z'])a(?= ?[-+*/^)=])|(?<=[-+*/^=\d(] )a(?![a-z])|(?<=[\d(=*/+-])a(?![a-z])"
    side = rf"((?:{variable}|{letter_a}|[-+*/^()\d. ])+)"
    found = re.findall(rf"{side}=(?={side})", text)
    pairs = [(left.strip(" ."), right.strip(" .")) for left, right in found]
    return [(a, b) for a, b in pairs if re.search(r"\w", a) and re.search(r"\w", b) and letters_of(a + b)]


def letters_of(text: str) -> list[str]:
    return sorted(set(re.findall(r"[a-z]", text)))


def solves(p: Problem) -> Answer | None:
    """Not a solution found again: the given one is put into the equation, which is not an identity."""
    if "number" in p.question and not equations(p.question):
        a, b, c = numbers(p.question)
        return (c - b if re.search(r"\badd|plus|added", p.question) else c + b) / a
    found = equations(p.question)
    if len(found) != 1 or not re.search(r"\d", p.answer_text):
        return None
    left, right = found[0]
    (letter,) = letters_of(left + right)
    for value in p.answer:
        assert evaluated(left, **{letter: value}) == evaluated(right, **{letter: value}), (p.question, value)
    other = max(p.answer) + 1
    assert evaluated(left, **{letter: other}) != evaluated(right, **{letter: other})
    assert list(p.answer) == sorted(p.answer)
    if p.family.startswith("quadratic"):
        three = [{letter: Fraction(x)} for x in (-1, 0, 1)]
        at = [evaluated(left, **values) - evaluated(right, **values) for values in three]
        a, b, c = (at[0] + at[2]) / 2 - at[1], (at[2] - at[0]) / 2, at[1]
        assert len(p.answer) == (1 if b * b == 4 * a * c else 2)
    return p.answer


def absolute_value(p: Problem) -> Answer | None:
    found = re.search(r"\|([^|]+)\| ?= ?(\d+)", plain(p.question))
    if not found:
        return None
    (letter,) = letters_of(found[1])
    assert len(set(p.answer)) == 2 and list(p.answer) == sorted(p.answer)
    assert all(abs(evaluated(found[1], **{letter: x})) == int(found[2]) for x in p.answer), p.question
    return p.answer


TESTS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    ">": Fraction.__gt__,
    "<": Fraction.__lt__,
    ">=": Fraction.__ge__,
    "<=": Fraction.__le__,
}


def relation(text: str) -> tuple[Callable[[Fraction], bool], str] | None:
    text = plain(text).replace("≤", "<=").replace("≥", ">=")
    side = r"((?:(?<![A-Za-z'])[a-z](?![A-Za-z'])|[-+*/()\d. ])+?)"
    found = re.search(rf"{side} ?(>=|<=|>|<) ?{side}(?=[.?,:]*(?: [A-Za-z]{{2}}|$| *[.?]))", text)
    if not found or len(letters_of(found[1] + found[3])) != 1:
        return None
    (letter,) = letters_of(found[1] + found[3])
    left, sign, right = found.groups()

    def holds(x: Fraction) -> bool:
        return TESTS[sign](evaluated(left, **{letter: x}), evaluated(right, **{letter: x}))

    return holds, letter


def inequality(p: Problem) -> Answer | None:
    found = relation(p.question)
    if not found:
        return None
    fits = [x for x in range(-9, 60) if found[0](Fraction(x))]
    return max(fits) if re.search("greatest|largest|biggest|how large", p.question) else min(fits)


def inequality_solution(p: Problem) -> Answer | None:
    asked, told = relation(p.question), relation(p.answer_text)
    if not asked or not told:
        return None
    near = [Fraction(n) + x for n in p.answer for x in (Fraction(k, 7) for k in range(-30, 30))]
    assert all(asked[0](x) == told[0](x) for x in near), p.question
    return p.answer


def system(p: Problem) -> Answer | None:
    if "greater" in p.question or "heavier" in p.question:
        total, difference = numbers(p.question)
        return (total + difference) / 2
    found = equations(p.question)
    named = {name: Fraction(value) for name, value in re.findall(rf"([a-z]) = ({NUMBER})", p.answer_text)}
    names = letters_of("".join(left + right for left, right in found))
    if len(found) != len(names) or not named or tuple(named.values()) != p.answer:
        return None
    if len(names) - len(named) == 1:  # the one not asked for follows from the first equation
        (other,) = set(names) - set(named)
        left, right = found[0]
        tried = [{**named, other: x} for x in POINTS[:2]]
        at = [evaluated(left, **values) - evaluated(right, **values) for values in tried]
        named[other] = POINTS[0] - at[0] * (POINTS[1] - POINTS[0]) / (at[1] - at[0])
    for left, right in found:
        assert evaluated(left, **named) == evaluated(right, **named), p.question
    return p.answer


def evaluate(p: Problem) -> Answer | None:
    text = plain(p.question)
    variables = {name: Fraction(value) for name, value in re.findall(rf"\b([a-z]) (?:=|is) ({NUMBER})", text)}
    terms = formulas(re.sub(rf"\b([a-z]) ?(?:=|is) ?({NUMBER})", ";", text).replace("xy", "x*y"))
    terms = [term for term in terms if re.search(r"[a-z]", term) and re.search(r"[-+*/^\d]", term)]
    if not variables or not terms or set(letters_of(terms[0])) != set(variables):
        return None
    return evaluated(terms[0], **variables)


def rewritten(p: Problem) -> Answer | None:
    """An expression and the simpler form of it that the answer is have the same values."""
    asked = re.sub(r"f\([a-z]\)( =)?|as a (single )?power of [a-z]", ";", p.question)
    terms = [term for term in formulas(asked) if re.search(r"\d|[a-z].*[a-z]", term)]
    if not terms or (len(terms) > 1 and len(terms[1]) > 2):
        return None
    assert same(terms[0], p.answer_text), p.question
    return p.answer


def polynomial_sum(p: Problem) -> Answer | None:
    text = plain(p.question)
    terms = [term for term in formulas(p.question) if "(" in term and ")" in term]
    if len(terms) == 1 and re.fullmatch(r"\(.*\) ?[-+] ?\(.*\)", terms[0]):
        assert same(terms[0], p.answer_text), p.question
        return p.answer
    body = r"([-+*^\d a-z]*?[\da-z])"
    for pattern, sign in (
        (rf"A = {body} and B = {body}\..* A \+ B", "+"),
        (rf"A = {body} and B = {body}\..* A - B", "-"),
        (rf"sum of {body} and {body}[?.]", "+"),
    ):
        if found := re.search(pattern, text):
            assert same(f"({found[1]}) {sign} ({found[2]})", p.answer_text), p.question
            return p.answer
    if found := re.search(rf"(?:Subtract|Take) {body} (?:away )?from {body}\.", text):
        assert same(f"({found[2]}) - ({found[1]})", p.answer_text), p.question
        return p.answer
    return None


def polynomial_division(p: Problem) -> Answer | None:
    found = [term for term in formulas(p.question) if re.search(r"[a-z]", term)]
    text = f"({found[0]})/({found[1]})" if len(found) > 1 and len(found[1]) > 1 else found[0]
    if len(found) > 1 and (found[1] != "i" or len(found) > 2) and not re.search("by|divided", p.question):
        return None
    assert same(text, p.answer_text), p.question
    return p.answer


def polynomial_remainder(p: Problem) -> Answer | None:
    text = re.sub(r"[Ll]et f\([a-z]\) = (.*?)\. (.*)f\([a-z]\)", r"\2\1", plain(p.question))
    variable = r"(?<![A-Za-z'])[a-z](?![A-Za-z'])"
    body, divisor = rf"((?:{variable}|[-\d(])(?:{variable}|[-+*^()\d ])*)", r"([a-z] ?[-+] ?\d+)"
    found = re.search(rf"(?<![-+*^(\d]) {body} (?:is divided |divided )?by {divisor}", f" {text}")
    if not found or ("(" in found[1] and "f(" in found[1]) or len(letters_of(found[2])) != 1:
        return None
    (letter,) = letters_of(found[2])
    root = -evaluated(found[2], **{letter: Fraction(0)})
    return evaluated(found[1], **{letter: root})


def functions(question: str) -> dict[str, Callable[[Fraction], Fraction]]:
    text = plain(question)
    side = r"((?:(?<![A-Za-z'])[b-z](?![A-Za-z'(])|[-+*/^()\d. ])+)"
    found = re.findall(rf"\b([fghk-s])\(([a-z])\) ?= ?{side}", text)

    def made(letter: str, body: str) -> Callable[[Fraction], Fraction]:
        return lambda x: evaluated(body.strip(" ."), **{letter: x})

    return {name: made(letter, body) for name, letter, body in found}


def function_value(p: Problem) -> Answer | None:
    known = functions(p.question)
    text = re.sub(r"\(([fgh]) ∘ ([fgh])\)\((-?\d+)\)", r"\1(\2(\3))", plain(p.question))
    nested = re.findall(r"([fgh])\(([fgh])\((-?\d+)\)\)", text)
    single = re.findall(r"\b([fghk-s])\((-?\d+)\)", text)
    if nested:
        outer, inner, x = nested[0]
        return known[outer](known[inner](Fraction(x))) if outer in known and inner in known else None
    values = [known[name](Fraction(x)) for name, x in single if name in known]
    if len(values) == 1 == len(single):
        return values[0]
    if not single and len(known) == 1 and (at := re.search(r"[a-z] = (-?\d+)(?=[?.]?$)", text)):
        return next(iter(known.values()))(Fraction(at[1]))
    between = re.search(r"[fgh]\(-?\d+\) ([-+*]) [fgh]\(-?\d+\)", text)
    if len(values) != 2 or not between:
        return None
    return {"+": values[0] + values[1], "-": values[0] - values[1], "*": values[0] * values[1]}[between[1]]


def exponential(p: Problem) -> Answer | None:
    """The exponent is found by putting the answer in."""
    found = equations(p.question)
    if len(found) != 1 or p.answer[0].denominator != 1:
        return None
    (letter,) = letters_of(found[0][0] + found[0][1])
    left, right = (evaluated(side, **{letter: p.answer[0]}) for side in found[0])
    assert left == right, p.question
    return p.answer


def logarithm(p: Problem) -> Answer | None:
    text = plain(p.question)
    text = re.sub(
        r"(?:(?:exponent|power) to which|power of) (\d+) (?:must be raised to give|is)",
        r"log base \1 of",
        text,
    )
    if unknown := re.search(r"log_(\d+)\((x [-+] \d+)\) = (-?\d+)", text):
        assert evaluated(unknown[2], x=p.answer[0]) == Fraction(unknown[1]) ** int(unknown[3]), p.question
        return p.answer
    found = re.findall(rf"log(?:_| base )(\d+)\(? ?(?:of )?({NUMBER})\)?", text)
    signs = re.findall(r"\) ([-+]) log", text)
    if not found or "x" in text or len(found) != len(signs) + 1:
        return None
    total = sum(
        (-1 if sign == "-" else 1) * math.log(Fraction(of)) / math.log(int(base))
        for (base, of), sign in zip(found, ["+", *signs], strict=True)
    )
    assert math.isclose(total, float(p.answer[0]), abs_tol=1e-9), p.question
    return p.answer


def slope_of(text: str, letter: str, x: Fraction) -> Fraction:
    """The derivative, by central differences: up to a millionth of a millionth."""
    h = Fraction(1, 10**9)
    return (evaluated(text, **{letter: x + h}) - evaluated(text, **{letter: x - h})) / (2 * h)


def body_of(question: str) -> tuple[str, str] | None:
    """The one formula of a calculus question, and its letter."""
    around = r"with respect to [a-z]|wrt [a-z]|\bd/d[a-z]\b|\bd[a-z]\b|\bf'*\([a-z]\) ?=?|\by =|∫|f\(-?\d+\)"
    text = re.sub(around, ";", question)
    found = [term for term in formulas(text) if re.search(r"\d", term)]
    names = letters_of(" ".join(found[:1]))
    if not found or len(names) != 1:
        return None
    return found[0], names[0]


def close(a: Fraction, b: Fraction) -> bool:
    return abs(a - b) <= Fraction(1, 10**6) * max(Fraction(1), abs(b))


def derivative(p: Problem) -> Answer | None:
    found = body_of(p.question)
    if not found or ("d/d" in p.question and "(" in found[0]):
        return None
    text, letter = found
    for x in POINTS:
        assert close(slope_of(text, letter, x), evaluated(p.answer_text, **{letter: x})), p.question
    return p.answer


def second_derivative(p: Problem) -> Answer | None:
    found = body_of(p.question)
    if not found:
        return None
    text, letter = found
    h = Fraction(1, 10**6)
    for x in POINTS:
        three = [evaluated(text, **{letter: x + k * h}) for k in (-1, 0, 1)]
        assert close((three[0] - 2 * three[1] + three[2]) / h**2, evaluated(p.answer_text, **{letter: x}))
    return p.answer


def slope_at_a_point(p: Problem) -> Answer | None:
    found = body_of(p.question)
    at = re.search(r"\b[b-z] = (-?\d+)(?=[.?]?$)|f'\((-?\d+)\)", plain(p.question))
    if not found or not at:
        return None
    text, letter = found
    assert close(slope_of(text, letter, Fraction(at[1] or at[2])), p.answer[0]), p.question
    return p.answer


def antiderivative(p: Problem) -> Answer | None:
    found = body_of(p.question)
    if not found or not p.answer_text.endswith(" + C"):
        return None
    for x in POINTS:
        slope = slope_of(p.answer_text.removesuffix(" + C"), found[1], x)
        assert close(slope, evaluated(found[0], **{found[1]: x})), p.question
    return p.answer


def definite_integral(p: Problem) -> Answer | None:
    span = r"(?:from|between|over) \[?(?:[a-z] = )?(-?\d+)(?:,| to| and) (?:[a-z] = )?(-?\d+)\]?"
    bounds = re.search(span, plain(p.question))
    found = body_of(re.sub(span, ";", plain(p.question)))
    if not found or not bounds:
        return None
    low, high = Fraction(bounds[1]), Fraction(bounds[2])
    at = [evaluated(found[0], **{found[1]: low + (high - low) * k / 4}) for k in range(5)]
    return (high - low) * (7 * at[0] + 32 * at[1] + 12 * at[2] + 32 * at[3] + 7 * at[4]) / 90  # Boole's rule


def limit(p: Problem) -> Answer | None:
    text = plain(p.question)
    at = re.search(r"[b-z] ?(?:->|→|approaches|tends to|goes to) ?(-?\d+)", text)
    terms = formulas(re.sub(r"lim_?\(? ?;\)?", ";", text.replace(at[0], ";"))) if at else []
    if not at or not terms or len(letters_of(terms[0])) != 1:
        return None
    (letter,) = letters_of(terms[0])
    near = evaluated(terms[0], **{letter: Fraction(at[1]) + Fraction(1, 10**9)})
    assert abs(near - p.answer[0]) <= Fraction(1, 10**5), p.question
    return p.answer


def nth_term_formula(p: Problem) -> Answer | None:
    listed = [int(n) for n in re.findall(r"-?\d+", p.question)]
    names = letters_of(p.answer_text)
    if len(names) != 1 or len(listed) < 4:
        return None
    for i, term in enumerate(listed, 1):
        assert evaluated(p.answer_text, **{names[0]: Fraction(i)}) == term, p.question
    return p.answer


def term_from_formula(p: Problem) -> Answer | None:
    text = re.sub(r"\. (?=\d)", "; ", plain(p.question))
    terms = formulas(re.sub(r"\b[a-z](_n|\(n\))|[n'-]+th\b", ";", text))
    term = [term for term in terms if "n" in term and re.search(r"\d", term)]
    index = re.search(r"(\d+)(?:st|nd|rd|th)|number (\d+)|[a-z]_(\d+)|a\((\d+)\)", text)
    if not term:
        return None
    if index:
        return evaluated(term[0], n=Fraction(next(group for group in index.groups() if group)))
    wanted = signed(text.replace(term[0], ""))
    return p.answer if len(wanted) == 1 and evaluated(term[0], n=p.answer[0]) == wanted[0] else None


def special_sums(p: Problem) -> Answer | None:
    n = [int(number) for number in numbers(p.question)]
    if "multiples" in p.question:
        return sum(range(n[1], n[-1] + 1, n[0]))
    if "odd numbers" in p.question:
        return sum(range(1, 2 * n[0], 2))
    found = re.search(r"(\d+) \+ (\d+) \+ (\d+) \+ \.\.\. \+ (\d+)", p.question)
    if not found:
        return None
    a, b, c, last = (int(group) for group in found.groups())
    return sum(range(a, last + 1, b - a)) if c - b == b - a else None


def pairs(question: str) -> list[tuple[Fraction, Fraction]]:
    found = re.findall(rf"\(({NUMBER}), ?({NUMBER})\)", plain(question))
    return [(Fraction(x), Fraction(y)) for x, y in found]


def distance(p: Problem) -> Answer | None:
    (a, b), (c, d) = pairs(p.question)
    assert math.isclose(math.hypot(c - a, d - b), floating(p.answer_text.removesuffix(" units"))), p.question
    return p.answer


def midpoint(p: Problem) -> Answer | None:
    if len(found := pairs(p.question)) != 2:
        return None
    (a, b), (c, d) = found
    if re.search("[Oo]ther end|Find B", p.question):
        middle = found[1] if "its midpoint is" in p.question else found[0]
        end = found[0] if "its midpoint is" in p.question else found[1]
        return (2 * middle[0] - end[0], 2 * middle[1] - end[1])
    return ((a + c) / 2, (b + d) / 2)


def slope(p: Problem) -> Answer | None:
    (a, b), (c, d) = pairs(p.question)
    return (d - b) / (c - a)


def on_the_line(p: Problem) -> Answer | None:
    found = re.fullmatch(r"y = (.*)", p.answer_text)
    if not found:
        return None
    for x, y in pairs(p.question):
        assert (evaluated(found[1], x=x) if "x" in found[1] else evaluated(found[1])) == y, p.question
    return p.answer if pairs(p.question) else None


def line_intersection(p: Problem) -> Answer | None:
    x, y = p.answer
    found = [pair for pair in equations(p.question) if "x" in pair[0] + pair[1]]
    if len(found) != 2:
        return None
    assert all(evaluated(left, x=x, y=y) == evaluated(right, x=x, y=y) for left, right in found), p.question
    return p.answer


def square_and_cube(p: Problem) -> Answer | None:
    (n,) = set(numbers(p.question))
    text = p.question.lower().replace("$", "")
    given = re.search(r"(perimeter|area)(?: of a square)?(?: of| is)? \d+", text)
    rest = text.replace(given[0], "") if given else text
    if not given and re.search(r"around|covers|square of \d", text):
        return None
    side = n if not given else n / 4 if given[1] == "perimeter" else Fraction(math.isqrt(int(n)))
    known = {"surface": 6 * side**2, "volume": side**3, "perimeter": 4 * side, "area": side**2}
    if given:
        known["side"] = side
    return next((value for sort, value in known.items() if sort in rest), None)


def circle(p: Problem) -> Answer | None:
    text = plain(p.question).lower()
    given = re.search(r"(radius|diameter)(?: of a circle is| of| is)? (\d+(?:\.\d+)?)", text)
    if not given or re.search("find its radius|ring|path|semi|quarter|half", text):
        return None
    r = Fraction(given[2]) / (2 if given[1] == "diameter" else 1)
    if not re.search("area|circumference|how long is its edge", text):
        return None
    times_pi = r * r if "area" in text else 2 * r
    if "3.14" in text:
        return times_pi * Fraction("3.14")
    assert re.match(rf"{times_pi}\*pi\b", p.answer_text) or times_pi == 1, (p.question, p.answer_text)
    return p.answer


def more_angles(p: Problem) -> Answer | None:
    n = numbers(p.question)
    text = p.question
    if "polygon" in text:
        return 360 / n[0]
    if "exterior" in text:
        return n[0] + n[1]
    if "complement" in text:
        return 90 - n[0]
    if "supplement" in text or "co-interior" in text:
        return 180 - n[0]
    if re.search("vertically|alternate|corresponding", text):
        return n[0]
    if len(n) == 2 and re.search("around|straight line", text):
        return (360 if "around" in text else 180) - sum(n)
    return None


def mean(p: Problem) -> Answer | None:
    n = signed(p.question)
    return sum(n, Fraction(0)) / len(n)


def median(p: Problem) -> Answer | None:
    n = sorted(signed(p.question))
    return (n[(len(n) - 1) // 2] + n[len(n) // 2]) / 2


def mode_and_range(p: Problem) -> Answer | None:
    n = signed(p.question)
    if re.search("range|largest", p.question, re.I):
        return max(n) - min(n)
    (mode, often), *others = Counter(n).most_common(2)
    assert all(count < often for _, count in others), p.question
    return mode


def missing_for_mean(p: Problem) -> Answer | None:
    listed = re.search(r"-?\d+(?:, -?\d+)+(?: and -?\d+)?", p.question)
    n = signed(listed[0]) if listed else []
    others = signed(p.question.replace(listed[0], "")) if listed else []
    counts = [other for other in others if other in (len(n), len(n) + 1)]
    means = [other for other in others if other not in counts]
    return means[0] * (len(n) + 1) - sum(n) if len(means) == 1 else None


def factorial(p: Problem) -> Answer | None:
    text = plain(p.question)
    if found := re.search(r"(\d+)! ?/ ?(\d+)!", text):
        return math.prod(range(int(found[2]) + 1, int(found[1]) + 1))
    n = numbers(text)
    if len(n) != 1:
        return None
    return sum(1 for _ in permutations(range(int(n[0])))) if n[0] < 8 else math.factorial(int(n[0]))


CHOSEN = {"a captain and a vice": 2, "a president and a secretary": 2, "first, second and third": 3}


def arrangements(p: Problem) -> Answer | None:
    """Counted one by one."""
    n = [int(number) for number in numbers(p.question)]
    n += [count for words, count in CHOSEN.items() if words in p.question and len(n) == 1]
    n = [k for i, k in enumerate(n) if i < 2 or k != min(n)]
    if len(n) != 2 or max(n) > 20 or min(n) > 4:
        return None
    return sum(1 for _ in permutations(range(max(n)), min(n)))


def choosing(p: Problem) -> Answer | None:
    n = [int(number) for number in numbers(p.question)]
    if len(n) == 1 and re.search("every other|straight lines join|shakes hands|handshake", p.question):
        n.append(2)
    if len(n) != 2 or max(n) > 20:
        return None
    return sum(1 for _ in combinations(range(max(n)), min(n)))


def letter_arrangements(p: Problem) -> Answer | None:
    spelt = re.search(r"\b[A-Z](?:, [A-Z])+\b|\b[A-Z]{2,}\b", p.question)
    word = re.sub("[^A-Z]", "", spelt[0]) if spelt else ""
    return len(set(permutations(word))) if 1 < len(word) < 8 else None


SUMS: tuple[tuple[str, Callable[[int, int, int], bool]], ...] = (
    (r"(?:sum|total) of at least (\d+)", lambda a, b, n: a + b >= n),
    (r"(?:sum|total) of (\d+)", lambda a, b, n: a + b == n),
    (r"at least one (\d)", lambda a, b, n: n in (a, b)),
    (r"a double|same (number)", lambda a, b, n: a == b),
)


def dice(p: Problem) -> Answer | None:
    faces = range(1, 7)
    if re.search("two|pair", p.question, re.I):
        for pattern, fits in SUMS:
            if found := re.search(pattern, p.question):
                n = int(found[1]) if found[1] and found[1].isdigit() else 0
                return Fraction(sum(fits(a, b, n) for a in faces for b in faces), 36)
        return None
    numbered = re.search(r"from 1 to (\d+)", p.question)
    faces = range(1, int(numbered[1]) + 1) if numbered else faces
    rest = p.question.replace(numbered[0], "") if numbered else p.question
    if re.search(r"\bnot\b", rest):
        return None
    if found := re.search(r"multiple of (\d+)", rest):
        return Fraction(sum(face % int(found[1]) == 0 for face in faces), len(faces))
    if found := re.search(r"an (even|odd) number", rest):
        return Fraction(sum(face % 2 == (found[1] == "odd") for face in faces), len(faces))
    if "prime" in rest:
        return Fraction(len(primes_between(1, len(faces) + 1)), len(faces))
    return Fraction(1, len(faces)) if re.search(r"(?:rolling|getting|of) an? \d", rest) else None


HOW_OFTEN = {"once": 1, "one": 1, "twice": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def coins(p: Problem) -> Answer | None:
    text = re.sub(r"\b[1-6]\b", lambda found: _ONES[int(found[0])], p.question)
    thrown, asked = re.split(r"\. |, (?=what is|find)", text, maxsplit=1)
    often = re.search(rf"\b({'|'.join(HOW_OFTEN)})\b", thrown, re.I)
    throws = list(product("ht", repeat=HOW_OFTEN[often[1].lower()] if often else 1))
    if found := re.search(r"only (head|tail)s", asked):
        return Fraction(sum({*throw} == {found[1][0]} for throw in throws), len(throws))
    found = re.search(r"(at least|exactly|at most) (one|two|three|four|five|six) (head|tail)s?\b", asked)
    if not found:
        return None
    n, sides = HOW_OFTEN[found[2]], [throw.count(found[3][0]) for throw in throws]
    fits = [k >= n if found[1] == "at least" else k <= n if found[1] == "at most" else k == n for k in sides]
    return Fraction(sum(fits), len(fits))


def draws(p: Problem) -> Answer | None:
    """Every way of drawing two, one by one."""
    bag = re.search(r"(\d+) ([a-z]+) and (\d+) ([a-z]+) ", p.question)
    if not bag:
        return None
    drawn = [bag[2]] * int(bag[1]) + [bag[4]] * int(bag[3])
    asked = p.question.partition(". ")[2]
    if not re.search(r"\btwo\b", asked, re.I):
        colour = re.search(rf"({bag[2]}|{bag[4]})", asked)
        return Fraction(drawn.count(colour[1]), len(drawn)) if colour and " not " not in asked else None
    back = "with replacement" in asked or ("put back" in asked and "not put back" not in asked)
    if not back and not re.search("without replacement|not put back", asked):
        return None
    ways = [(a, b) for i, a in enumerate(drawn) for j, b in enumerate(drawn) if back or i != j]
    if found := re.search(r"first is (\w+) and the second is (\w+)", asked):
        fits = [way == (found[1], found[2]) for way in ways]
    elif found := re.search(rf"both are ({bag[2]}|{bag[4]})", asked):
        fits = [way == (found[1], found[1]) for way in ways]
    elif found := re.search(r"at least one is (\w+)", asked):
        fits = [found[1] in way for way in ways]
    elif "same colour" in asked:
        fits = [way[0] == way[1] for way in ways]
    else:
        return None
    return Fraction(sum(fits), len(fits))


SIZES: dict[str, int] = {
    "mm": 1, "cm": 10, "m": 1000, "km": 10**6, "g": 1, "kg": 1000, "ml": 1, "litre": 1000, "second": 1,
    "minute": 60, "hour": 3600, "day": 86400, "week": 604800,
}  # fmt: skip


def units(p: Problem) -> Answer | None:
    unit = r"(mm|cm|km|m|kg|g|ml|(?:litre|second|minute|hour|day|week)s?)\b"
    found = re.findall(rf"(\d+(?:\.\d+)?) {unit}", p.question)
    asked = re.search(rf"(?:How many|to|in) {unit}", p.question)
    if not asked:
        return None
    if taken := re.search(r"(\d+) times (\d+) (\w+)|, (\d+) portions of (\d+) (\w+)", p.question):
        times, each, unit = (group for group in taken.groups() if group)
        found = [found[0], (f"-{int(times) * int(each)}", unit)]
    total = sum(Fraction(n) * SIZES[unit.removesuffix("s")] for n, unit in found)
    return Fraction(total) / SIZES[asked[1].removesuffix("s")]


def arithmetic_sequence(p: Problem) -> Answer:
    index = re.search(r"(\d+)(?:st|nd|rd|th)|number (\d+)", p.question)
    listed = p.question.replace(index[0], "") if index else p.question
    n = [int(number) for number in re.findall(r"-?\d+", listed)]
    if re.search(r"\.\.\., -?\d", p.question):
        return len(range(n[0], n[3] + (1 if n[1] > n[0] else -1), n[1] - n[0]))
    assert index
    difference = n[1] if re.search(r"first term\b", p.question) else n[1] - n[0]
    return n[0] + (int(index[1] or index[2]) - 1) * difference


def arithmetic_sum(p: Problem) -> Answer:
    n = [int(number) for number in numbers(p.question)]
    if p.level == 1:
        return sum(range(1, max(n) + 1))
    listed = re.search(r"(\d+)(?:,| \+) (\d+)(?:,| \+) \d+", p.question)
    counted = re.search(r"first (\d+) terms", p.question)
    if listed and counted:
        count, first, difference = int(counted[1]), int(listed[1]), int(listed[2]) - int(listed[1])
    elif "sequence has" in p.question or "saves" in p.question or "seats" in p.question:
        first, difference, count = n
    else:
        count, first, difference = n[0], n[1], n[2] - n[1]
    return sum(first + i * difference for i in range(count))


def geometric(p: Problem) -> Answer:
    n = [int(number) for number in numbers(p.question)]
    if "ratio" in p.question:
        index = re.search(r"(\d+)(?:st|nd|rd|th)", p.question)
        assert index
        n = [int(number) for number in numbers(p.question.replace(index[0], ""))]
        return Fraction(n[0] * n[1] ** (int(index[1]) - 1))
    if "bacteria" in p.question:
        return Fraction(n[0] * n[1] ** n[2])
    if "message" in p.question:
        return Fraction(n[0] * n[1] ** (n[2] - 1))
    listed = re.search(r"(\d+), (\d+), \d+", p.question)
    assert listed
    first, ratio = int(listed[1]), int(listed[2]) // int(listed[1])
    index = re.search(r"(\d+)(?:st|nd|rd|th)|first (\d+) terms", p.question)
    assert index
    if index[2]:
        return sum(Fraction(first * ratio**i) for i in range(int(index[2])))
    return Fraction(first * ratio ** (int(index[1]) - 1))


def box(p: Problem) -> Answer:
    a, b, c = numbers(p.question)
    if "surface" in p.question.lower() or "covers" in p.question:
        return 2 * (a * b + a * c + b * c)
    if "a base of" not in p.question:
        return a * b * c
    return c / (a * b) if "with a base" in p.question else a / (b * c)


def pythagoras(p: Problem) -> Answer:
    a, b = sorted(numbers(p.question))
    longest = re.search("hypotenuse\\?|longest|How long is its diagonal|starting point", p.question, re.I)
    return math.isqrt(int(a * a + b * b if longest else b * b - a * a))


def ages(p: Problem) -> Answer:
    n = [int(number) for number in numbers(p.question)]
    if p.level == 1:
        age, times, years = (n[1], n[0], n[2]) if ", who is" in p.question else n
        return age * times + years
    if p.level == 2:
        fits = [(x, y) for x in range(120) for y in range(x, 120) if x + y == max(n) and y - x == min(n)]
        if n[0] + n[1] == 2 * n[0]:
            return p.answer
        (pair,) = fits
        who = re.search(r"How old is (\w+)|Find (\w+)'s", p.question)
        older = re.search(r"(\w+) is \d+ years older", p.question) or re.search(
            r"younger than (\w+)", p.question
        )
        assert who and older
        return pair[1] if (who[1] or who[2]) == older[1] else pair[0]
    difference, years, times = n
    (age,) = [x for x in range(120) if x + difference + years == times * (x + years)]
    return age


def average(p: Problem) -> Answer:
    n = numbers(p.question)
    if "average of " in p.question and "numbers is" in p.question:
        return n[0] * n[1] - sum(n[2:])
    if "must" in p.question:
        count, mean = n[-1], n[-2]
        return count * mean - sum(n[: int(count) - 1])
    if "points in" in p.question:
        n = n[:-1]
    elif "visitors" in p.question:
        n = n[1:]
    return Fraction(sum(n)) / len(n)


def clock(p: Problem) -> Answer:
    (h, m), (hh, mm) = ((int(a), int(b)) for a, b in re.findall(r"(\d+):(\d\d)", p.question))
    minutes = hh * 60 + mm - h * 60 - m
    if p.level < 3:
        return minutes
    pause, days = numbers(re.sub(r"\d+:\d\d", "", p.question))
    return (minutes - pause) * days


def probability(p: Problem) -> Answer:
    bag = {
        colour: int(n) for n, colour in re.findall(r"(\d+) (red|blue|green|yellow|white|black)", p.question)
    }
    asked = re.findall("red|blue|green|yellow|white|black", p.question.partition(". ")[2])
    drawn = [colour for colour, n in bag.items() for _ in range(n)]
    if p.level == 3:
        pairs = [(i, j) for i in range(len(drawn)) for j in range(len(drawn)) if i != j]
        return Fraction(sum(drawn[i] == drawn[j] == asked[0] for i, j in pairs), len(pairs))
    fitting = sum(colour in asked for colour in drawn)
    return Fraction(len(drawn) - fitting if " not " in p.question.partition(". ")[2] else fitting, len(drawn))


def discount(p: Problem) -> Answer:
    (rate,) = re.findall(r"(\d+)%", p.question)
    price, *others = (Fraction(n) for n in re.findall(r"\$(\d+)", p.question))
    counted = re.search(r"(?:do|buys|orders) (\d+)", p.question)
    cost = price * (100 - int(rate)) / 100 * (int(counted[1]) if counted else 1)
    return others[1] - others[0] - cost if others else cost


def comparison(p: Problem) -> Answer:
    sentences = p.question.split(". ")
    has: list[int] = []
    for sentence in sentences[:-1]:
        if not has:
            has.append(int(numbers(sentence)[0]))
        elif "twice" in sentence:
            has.append(has[-1] * 2)
        else:
            n = int(numbers(sentence)[0])
            has.append(
                has[-1] + n if " more " in sentence else has[-1] - n if " fewer " in sentence else has[-1] * n
            )
    return has[-1] if " does " in sentences[-1] else sum(has)


def backwards(p: Problem) -> Answer:
    (now,) = p.answer
    middle = p.question.split(". ")[1].partition(", and ends up")[0]
    for clause in middle.split(", then "):
        n = numbers(clause)
        if "half" in clause:
            now /= 2
        elif "doubles" in clause:
            now *= 2
        else:
            now += n[0] if re.search("gets|finds|buys", clause) else -n[0]
        assert now >= 0 and now.denominator == 1
    assert now == int(re.findall(r"(?:has|with) (\d+)", p.question)[-1])
    return p.answer


def shopping(p: Problem) -> Answer:
    items = re.findall(r"(\d+) [A-Za-z -]+ at \$(\d+(?:\.\d+)?) each", p.question)
    cost = sum((int(n) * Fraction(price) for n, price in items), Fraction(0))
    paid = re.search(r"(?:has|with) \$(\d+)", p.question)
    return int(paid[1]) - cost if paid else cost


def wages(p: Problem) -> Answer:
    pay, hours, days, *rest = numbers(p.question)
    earned = pay * hours * days
    if not rest:
        return earned
    return earned - rest[0] if len(rest) == 1 else (earned - rest[0]) * rest[1] + rest[2]


def trip(p: Problem) -> Answer:
    n = numbers(p.question)
    if p.level < 3:
        per, price, distance = (n[1], n[0], n[2]) if p.question.startswith("Petrol") else n
        return distance * (1 if p.level == 1 else 2) / per * price
    per, distance = (n[1], n[0]) if p.question.startswith("A trip") else (n[0], n[1])
    return 2 * distance / per * n[2] / (n[3] if len(n) > 3 else 1)


def reading(p: Problem) -> Answer:
    n = numbers(p.question)
    if p.level == 1:
        return n[2] - n[0] * n[1]
    left = n[4] - n[0] * n[1] - n[2] * n[3]
    return left if p.level == 2 else left / n[5]


def production(p: Problem) -> Answer:
    n = numbers(p.question)
    good = n[0] * n[1] - n[2]
    return good if p.level == 1 else good / n[3] if p.level == 2 else good / n[3] * n[4] - n[5]


def groups(p: Problem) -> Answer:
    n = numbers(p.question)
    count = (n[0] + n[1]) / n[2]
    return count if p.level == 1 else count * n[3] if p.level == 2 else count * n[3] + n[0] * n[4]


EVENTS: tuple[tuple[str, Callable[[Fraction, list[Fraction]], Fraction]], ...] = (
    (r"How many (more|fewer) .*\bhave now\?|How many fewer is that", lambda now, n: now),
    (r"wants to have|need to have", lambda now, n: n[0] - now),
    (r"shares|equal piles|boxes of \d+\.|on each page", lambda now, n: now / n[0]),
    (r"for \$|is worth", lambda now, n: now * n[0]),
    (r"has (\d+) .*\.$", lambda now, n: now - n[0]),
    (r"half", lambda now, n: now / 2),
    (r"to each of|on each of", lambda now, n: now - n[0] * n[1]),
    (r"more \w+ of|buys \d+ \w+ with", lambda now, n: now + n[0] * n[1]),
    (r"gives (\d+)|get lost|sells|broken", lambda now, n: now - n[0] if "more" not in str(n) else now),
    (r"gives|another|finds|birthday", lambda now, n: now + n[0]),
)


def collection(p: Problem) -> Answer:
    """The story retold sentence by sentence."""
    first, *rest = re.split(r"(?<=[.?]) ", p.question)
    if "Each holds" in rest[0] if rest else False:
        first += rest.pop(0)
    n = numbers(first)
    packed = re.search(r"in each|each\.|Each holds", first)
    now = n[0] if len(n) == 1 else n[0] * n[1] if packed else n[0] + n[1]
    for sentence in rest:
        found = numbers(sentence)
        if re.search(r"gives \w+ \d+ more", sentence):
            now += found[0]
            continue
        for pattern, effect in EVENTS:
            if (found or "half" in sentence) and re.search(pattern, sentence):
                now = effect(now, found)
                break
    return now


def completing_square(p: Problem) -> Answer | None:
    text = re.sub(r"a?\([a-z] \+ [bd]\)\^2 \+ [cd]", ";", plain(p.question))
    terms = [term for term in formulas(text) if re.search(r"\d", term)]
    assert terms and same(terms[0], p.answer_text), p.question
    return p.answer


def subject_of_formula(p: Problem) -> Answer | None:
    """The formula found is put into the one given."""
    (left, right), *others = equations(p.question)
    name, _, found = p.answer_text.partition(" = ")
    (given,) = set(letters_of(left + right)) - {name}
    for value in POINTS:
        at = {given: value, name: evaluated(found, **{given: value})}
        assert evaluated(left, **at) == evaluated(right, **at), p.question
    return None if others else p.answer


def moved_point(p: Problem) -> Answer | None:
    ((x, y),) = pairs(p.question)
    for steps, way in re.findall(r"(\d+) (?:to the )?(right|left|up|down)", p.question):
        move = int(steps) * (1 if way in ("right", "up") else -1)
        x, y = (x + move, y) if way in ("right", "left") else (x, y + move)
    mirror = re.search(r"x-axis|y-axis|origin", p.question)
    if not mirror:
        return (x, y)
    return {"x-axis": (x, -y), "y-axis": (-x, y), "origin": (-x, -y)}[mirror[0]]


def sector_and_arc(p: Problem) -> Answer | None:
    text = plain(p.question)
    angle, radius = (
        re.search(r"(\d+)°", text),
        re.search(r"(?:radius(?: of a circle is| of)?|r =) (\d+)", text),
    )
    if not angle or not radius:
        return None
    r, share = Fraction(radius[1]), Fraction(angle[1]) / 360
    times_pi = share * (2 * r if re.search(r"\barc\b", text, re.I) else r * r)
    if "3.14" in text:
        return times_pi * Fraction("3.14")
    assert math.isclose(floating(re.split(" [a-z]", p.answer_text)[0]), times_pi * math.pi), p.question
    return p.answer


def polygon_diagonals(p: Problem) -> Answer | None:
    n = int(numbers(p.question)[0])
    if re.search(r"(one|each) corner|single vertex", p.question):
        return n - 3
    return sum(1 for a, b in combinations(range(n), 2) if b - a not in (1, n - 1))


CHECKS: dict[str, Resolver] = {
    "addition": addition,
    "subtraction": subtraction,
    "multiplication": multiplication,
    "division": division,
    "inexact_division": arithmetic,
    "order_of_operations": arithmetic,
    "signed_expressions": arithmetic,
    "negative_numbers": negative,
    "operations_in_words": in_words,
    "decimals": arithmetic,
    "powers": arithmetic,
    "powers_in_words": powers_in_words,
    "missing_number": missing_number,
    "roots": roots,
    "simplify_roots": simplified_root,
    "exponent_laws": value_kept,
    "scientific_notation": scientific,
    "rounding": rounding,
    "place_value": place_value,
    "roman_numerals": roman_numerals,
    "ordering": ordering,
    "comparing": comparing,
    "ratio_simplify": ratio_simplify,
    "ratio_share": ratio_share,
    "consecutive": consecutive,
    "sum_and_difference": sum_and_difference,
    "fraction_simplify": simplified,
    "fraction_add": arithmetic,
    "fraction_subtract": arithmetic,
    "fraction_multiply": arithmetic,
    "fraction_divide": arithmetic,
    "fraction_compare": fraction_compare,
    "fraction_to_decimal": the_number,
    "decimal_to_fraction": the_number,
    "mixed_numbers": mixed,
    "fraction_of": part,
    "percent_of": percent_of,
    "percent_change": percent_change,
    "percent_reverse": percent_reverse,
    "percent_what": percent_what,
    "percent_adjust": percent_adjust,
    "percent_convert": percent_convert,
    "simple_interest": simple_interest,
    "compound_interest": compound_interest,
    "sales_tax": with_rate,
    "tip": with_rate,
    "markup": markup,
    "profit_and_loss": profit_and_loss,
    "gcd": lambda p: math.gcd(*map(int, numbers(p.question))),
    "lcm": lambda p: math.lcm(*map(int, numbers(p.question))),
    "gcd_lcm_of_three": gcd_lcm_of_three,
    "prime_factors": prime_factors,
    "remainders": remainder,
    "is_prime": is_prime,
    "next_prime": next_prime,
    "divisors": divisors,
    "is_factor": is_factor,
    "base_conversion": base_conversion,
    "evaluate": evaluate,
    "substitution": evaluate,
    "linear": solves,
    "linear_both_sides": solves,
    "one_step_equation": solves,
    "two_step_equation": solves,
    "gathering_terms": solves,
    "bracket_equation": solves,
    "fraction_equation": solves,
    "inequality": inequality,
    "inequality_solution": inequality_solution,
    "absolute_value": absolute_value,
    "system": system,
    "system_by_substitution": system,
    "system_by_elimination": system,
    "three_unknowns": system,
    "quadratic": solves,
    "quadratic_forms": solves,
    "completing_square": completing_square,
    "subject_of_formula": subject_of_formula,
    "moved_point": moved_point,
    "sector_and_arc": sector_and_arc,
    "polygon_diagonals": polygon_diagonals,
    "collect_terms": rewritten,
    "collect_letters": rewritten,
    "polynomial_sum": polynomial_sum,
    "expand": rewritten,
    "factor": rewritten,
    "polynomial_division": polynomial_division,
    "polynomial_remainder": polynomial_remainder,
    "rational_expression": rewritten,
    "letter_powers": rewritten,
    "function_value": function_value,
    "function_composition": function_value,
    "exponential_equation": exponential,
    "logarithm": logarithm,
    "derivative": derivative,
    "second_derivative": second_derivative,
    "slope_at_a_point": slope_at_a_point,
    "antiderivative": antiderivative,
    "definite_integral": definite_integral,
    "limit": limit,
    "arithmetic_sequence": arithmetic_sequence,
    "arithmetic_sum": arithmetic_sum,
    "geometric_sequence": geometric,
    "nth_term_formula": nth_term_formula,
    "term_from_formula": term_from_formula,
    "special_sums": special_sums,
    "distance": distance,
    "midpoint": midpoint,
    "slope": slope,
    "line_equation": on_the_line,
    "line_intersection": line_intersection,
    "box": box,
    "pythagoras": pythagoras,
    "square_and_cube": square_and_cube,
    "circle": circle,
    "more_angles": more_angles,
    "mean": mean,
    "median": median,
    "mode_and_range": mode_and_range,
    "missing_for_mean": missing_for_mean,
    "factorial": factorial,
    "permutations": arrangements,
    "combinations": choosing,
    "letter_arrangements": letter_arrangements,
    "dice": dice,
    "coins": coins,
    "draws": draws,
    "units": units,
    "ages": ages,
    "average": average,
    "clock": clock,
    "probability": probability,
    "discount": discount,
    "collection": collection,
    "comparison": comparison,
    "backwards": backwards,
    "shopping": shopping,
    "wages": wages,
    "trip": trip,
    "reading": reading,
    "production": production,
    "groups": groups,
}

# Where a family has more wordings than its re-solver reads: the least share of draws that it must read.
LEAST = {
    "missing_number": 0.4,
    "sum_and_difference": 0.45,
    "percent_what": 0.75,
    "profit_and_loss": 0.75,
    "base_conversion": 0.5,
    "absolute_value": 0.7,
    "polynomial_sum": 0.7,
    "polynomial_remainder": 0.75,
    "logarithm": 0.8,
    "derivative": 0.7,
    "definite_integral": 0.55,
    "special_sums": 0.7,
    "square_and_cube": 0.45,
    "circle": 0.55,
    "permutations": 0.75,
    "dice": 0.5,
}
RESOLVED = 450  # draws of each family


def agrees(p: Problem, found: Answer) -> bool:
    if isinstance(found, bool):
        return p.answer_text == ("yes" if found else "no")
    return p.answer == (found if isinstance(found, tuple) else (found,))


@pytest.mark.parametrize("name", CHECKS)
def test_the_answer_follows_from_the_question(name: str) -> None:
    (family,) = (family for family in FAMILIES if family.name == name)
    rng, read = Random(f"resolved {name}"), 0
    for i in range(RESOLVED):
        problem = family.draw(rng, LEVELS[i % len(LEVELS)])
        found = CHECKS[name](replace(problem, question=figures(problem.question)))
        if found is not None:
            assert agrees(problem, found), (problem.question, problem.answer_text, found)
            read += 1
    assert read >= LEAST.get(name, 0.85) * RESOLVED, read
