"""Hint-first tutoring: a worked solution as tasks for a learner, and practice from the curriculum.

*Guided*: the learner sees the goal of a step and tries; `check` says correct, not equal or can't tell, and
how the input was read; a hint is drawn from the step's goal and its numbers, never its result; a reveal is a
deliberate act. *Practice*: exact-graded problems by topic and level; missed ones come back, spaced.

Everything is a pure function of what was done and of the times passed in, so that a store can keep the
events and attempts and everything else follows from them. Knows nothing of terminals, files, clocks or
models. Nothing here raises for what a learner or a model wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Any

from . import polynomial
from .audit import audit
from .core import REFUSAL, Step, stated
from .derivation import changed_solutions
from .grading import Verdict, extract_answer, extract_unmarked, grade, plain, reading
from .text import sanitise

if TYPE_CHECKING:
    from .curriculum import Problem

_MAX_ATTEMPT = 2000  # characters; nobody types more, and whoever pastes more is not told "wrong"
_MAX_GOAL = 500  # characters
_MAX_WORK = 4000  # characters of a step that results are looked for in


# A worked solution as tasks.


@dataclass(frozen=True, slots=True)
class Task:
    """One step for a learner: what is looked for, and the work that finds it.

    `results` are the ways to write what the work finds, the fullest first. `step` is the index of the
    model's step that the work stands in, from 0.
    """

    goal: str
    work: str
    results: tuple[str, ...] = ()
    step: int = 0

    @property
    def sure(self) -> bool:
        """Whether what it finds is one thing, so that any other value is surely not it. It is not where the
        work has several equations, or ends in a sum or a product: 'two numbers', '90 = 3^2 * 10'."""
        chains = list(_chains(self.work))
        return len(chains) < 2 and all(
            set(chain[3::2]) <= {"="} and not _OPERATION.search(self.results[-1]) for chain in chains
        )


@dataclass(frozen=True, slots=True)
class Solution:
    """A solution as far as it is written. `answer` is None until it is; `plan` is the operations in order,
    where the model wrote them. `complete` says that nothing follows."""

    tasks: tuple[Task, ...] = ()
    answer: str | None = None
    plan: str = ""
    complete: bool = False

    @property
    def refused(self) -> bool:
        """Whether there is nothing to tutor: the models refused, or said nothing."""
        return self.complete and not self.tasks and self.answer is None


def solution(text: str, *, complete: bool, problem: str = "") -> Solution:
    """The tasks in a solution's text: paragraphs, each a goal and the work under it.

    A paragraph that finds nothing, or nothing that the problem does not say, is no task: prose goes before
    the equations that follow it, as their goal.
    """
    text = sanitise(text)
    answer = extract_answer(text) if complete else None
    tasks: list[Task] = []
    plan = before = ""
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
    for index, paragraph in enumerate(paragraphs):
        if paragraph == REFUSAL or _ANSWERS.match(paragraph):
            continue
        if found := _PLAN.match(paragraph):
            plan = found[1]
            continue
        task = _task(paragraph, before, index)
        if not task.results or ("=" in task.results[0] and _copied(task.results[0], problem)):
            before = paragraph
        else:
            tasks.append(task)
            before = ""
    if complete and answer is not None and not tasks:
        tasks = [Task("Find the answer.", "", (answer,))]
    return Solution(tuple(tasks), answer, plan, complete)


def solution_of(steps: Iterable[Step], *, complete: bool, problem: str = "") -> Solution:
    """The tasks in the steps that a model wrote to their end."""
    return solution(stated(steps), complete=complete, problem=problem)


_ANSWERS = re.compile(r"[>*#_ ]{0,10}(?:final )?answer[* ]{0,5}[:=]|####", re.I)
_PLAN = re.compile(r"Plan:\s*(.+)", re.S)


def _task(paragraph: str, before: str, index: int) -> Task:
    """The first line is the goal, the rest the work; of a line alone, the part with the equation is the work.
    What stands before is the goal of work that has none. A goal that tells the result is replaced."""
    goal, _, work = paragraph.partition("\n")
    if goal.strip() in ("\\[", "$$") or ("=" in goal and "=" in work):
        goal, work = "", paragraph
    elif not work.strip() and "=" in goal:
        head, colon, tail = goal.rpartition(": ")
        goal, work = (head + colon, tail) if "=" not in head else ("", goal)
    goal, work = goal.strip(), work.strip()
    results = _results(goal or before, work)
    goal = (goal or before).rstrip(":")
    if not goal or "=" in goal or len(goal) > _MAX_GOAL or _tells(goal, results):
        goal = "Work out the next step."
    return Task(goal, work, results, index)


# What a step finds.

_PIECE = re.compile(r"\n|[,;] (?![^()]*\))|\\\\|\\[\[\]()]|\$+")
_RELATION = re.compile(r"\s*(\\leq?\b|\\geq?\b|\\approx\b|<=|>=|[=<>≤≥≈])\s*")
_ROOT = re.compile(r"\broot\b|whose (?:square|cube)", re.I)
_TWO = re.compile(r"(-?\d{1,20}) ?[*×·] ?\(?(-?\d{1,20})\)? ?=")
_DIVISION = re.compile(r"(\d+) ?[*×·] ?(\d+)(?: ?\+ ?(\d+))?")


def _chains(work: str) -> Iterator[list[str]]:
    """The equations and inequalities of a step: sides and signs in turn."""
    for piece in _PIECE.split(work[:_MAX_WORK]):
        parts = [part.strip() for part in _RELATION.split(piece.replace("&", ""))]
        if len(parts) > 2 and all(parts[::2]):
            yield parts


def _results(goal: str, work: str) -> tuple[str, ...]:
    """What the last equation of a step finds; all of them, in order, where there are several."""
    chains = list(_chains(work))
    if not chains:
        alone = work.strip()
        return (alone,) if "\n" not in alone and re.search(r"\d", alone) and reading(alone) else ()
    found = list(_found(goal, chains[-1]))
    if pair := _TWO.match(work) if "two numbers" in goal else None:
        found.insert(0, f"{pair[1]} and {pair[2]}")
    if len(chains) > 1 and all(_NUMERIC.fullmatch(chain[0]) for chain in chains):
        found.append(", ".join(chain[-1] for chain in chains))
    return tuple(dict.fromkeys(result.rstrip(".") for result in found if result.rstrip(".")))


def _found(goal: str, chain: list[str]) -> Iterator[str]:
    first, last, sign = chain[0], chain[-1], chain[1]
    product = _DIVISION.fullmatch(last)
    if _ROOT.search(goal) and (factors := _DIVISION.fullmatch(first)) and factors[1] == factors[2]:
        yield factors[1]  # '13 * 13 = 169' finds the root
    elif product and first.isdecimal():
        # '51 = 41 * 1 + 10' finds the quotient and the remainder, '96 = 2 * 48' the factors.
        if product[3]:
            yield f"{product[2]} remainder {product[3]}"
            yield product[2]
        else:
            yield last
    else:
        if _in_letters(first):
            yield f"{first} {sign} {last}"  # '11x = y - 13' is found as a whole
            yield last
        else:
            yield last if sign == "=" else " ".join(chain)  # '-8 > -79'


def _in_letters(side: str) -> bool:
    """Whether a side is an expression with an unknown in it."""
    found = polynomial.read(plain(side))
    return found is not None and bool(set(found) - {()})


# Checking what a learner wrote.


class Matched(StrEnum):
    """What a correct attempt was found equal to."""

    STEP = "step"
    ANSWER = "answer"  # the final answer, perhaps early
    EQUATION = "equation"  # an equation with the solutions of the step's
    AHEAD = "ahead"  # the equation of a later step


@dataclass(frozen=True, slots=True)
class Check:
    """A verdict on an attempt. `read_as` is how the input was read, '' where it could not be; `note` says
    in a sentence why, where there is something to say."""

    verdict: Verdict
    read_as: str = ""
    matched: Matched | None = None
    note: str = ""


def check(attempt: str, task: Task | None, answer: str | None, *, known: str = "") -> Check:
    """Compare an attempt with what a step finds and with the final answer.

    `known` is the problem and the work so far: an equation copied from there is no progress. NOT_EQUAL is
    said only of what was read and differs, or of an equation that is false; all else is UNKNOWN.
    """
    attempt = sanitise(attempt).strip()
    if not attempt or len(attempt) > _MAX_ATTEMPT:
        return Check(Verdict.UNKNOWN, note="nothing was written" if not attempt else "too long to be read")
    wanted = task.results if task else ()
    forms = _forms(attempt)
    read_as = next((read for form in forms if (read := reading(form))), "")
    if false := audit(attempt).wrong:
        return Check(Verdict.NOT_EQUAL, read_as, note=f"{false[0]} does not hold")
    found = _equal(forms, wanted, answer)
    if task and _same_equation(attempt, task.work):
        return Check(Verdict.CORRECT, read_as or plain(attempt), Matched.STEP)
    if "=" in attempt and _copied(attempt, known):
        return Check(Verdict.UNKNOWN, read_as, note="that is known already: what follows from it?")
    if found:
        form, result, matched = found
        if not _worked_out(form, result):
            return Check(Verdict.UNKNOWN, read_as, note="true, but not worked out yet")
        if _notation(form) != _notation(result) and _copied(form, known):
            return Check(Verdict.UNKNOWN, read_as, note="that is how the problem writes it")
        return Check(Verdict.CORRECT, reading(form) or read_as or plain(form), matched)
    return _otherwise(attempt, forms, task, answer, read_as)


def _forms(attempt: str) -> list[str]:
    """What of an attempt may be its result, the likeliest first: all of it, its last line, what it says
    the answer is, the last side of a chain, the first one."""
    lines = [line.strip() for line in attempt.splitlines() if line.strip()]
    whole = " ".join(lines) if len(lines) == 1 or "=" not in attempt else ""
    forms = [whole, lines[-1], extract_answer(attempt) or ""]
    chains = list(_chains(attempt))
    several = len(chains) > 1 and not all(_NUMERIC.fullmatch(chain[0]) for chain in chains)
    apart = several or bool(re.search(r" or | and ", attempt))
    if chains and not apart and set(chains[-1][1::2]) == {"="} and not _in_letters(chains[-1][0]):
        forms += [chains[-1][-1], chains[-1][0]]
    elif len(chains) == 1 and set(chains[0][3::2]) == {"="}:  # '4x >= 0 + 5 = 5'
        forms.append(f"{chains[0][0]} {chains[0][1]} {chains[0][-1]}")
    return list(dict.fromkeys(form for form in forms if form))


def _same_equation(attempt: str, work: str) -> bool:
    """Whether an attempt ends in the step's last equation, either way round, or the two ends of its chain."""
    mine, theirs = ([*_chains(text)][-1:] for text in (attempt, work))
    ends = [
        {"".join(side.translate(_LIKE).split()) for side in (chain[0], chain[-1])} for chain in mine + theirs
    ]
    return len(ends) == 2 and ends[0] == ends[1] and set(mine[0][1::2]) == set(theirs[0][1::2]) == {"="}


def _equal(
    forms: Sequence[str], wanted: Sequence[str], answer: str | None
) -> tuple[str, str, Matched] | None:
    """The first form that is equal to a result or the answer, and which. One worked out goes before one
    that is not."""
    targets = [(result, Matched.STEP) for result in wanted]
    targets += [(answer, Matched.ANSWER)] if answer else []
    pairs = [
        (form, result, matched)
        for form in forms
        for result, matched in targets
        if not (_equation_wanted(wanted) and _RELATION.search(form) and not _RELATION.search(result))
        if grade(form, result) is Verdict.CORRECT or _same_value(form, result)
    ]
    return next((pair for pair in pairs if _worked_out(pair[0], pair[1])), next(iter(pairs), None))


def _equation_wanted(wanted: Sequence[str]) -> bool:
    """Whether a step finds an equation, '2x = 12': then '12' will do, but 'x = 12' will not."""
    return bool(wanted) and bool(_RELATION.search(wanted[0]))


def _same_value(form: str, result: str) -> bool:
    """Whether arithmetic makes both equal: '0.00007' and '7 * 10^(-5)'."""
    if not _NUMERIC.fullmatch(form) or not _NUMERIC.fullmatch(result):
        return False
    found = audit(f"{form} = {result}")
    return found.checked == 1 and not found.false and len(form) < 100


_NUMERIC = re.compile(r"[-+*/^×·÷−().\d ]{1,100}")
_OPERATION = re.compile(
    r"[*×·÷+^]|(?<=[\d)])[²³]|sqrt|\\times|\\cdot"
    r"|(?<=[\d)]) ?[-−] ?(?=[\d(])|(?<=\)) ?/|(?<=[\d)]) ?/ ?(?=\()"
)
_FRACTION = re.compile(r"(\d{1,60}) ?/ ?(\d{1,60})")


def _worked_out(form: str, result: str) -> bool:
    """Whether a form is as far worked out as the result: '18/6' and '2 + 1' are not 3 yet."""
    mine, theirs = plain(form), plain(result)
    if _OPERATION.search(theirs) or mine.replace(" ", "") == theirs.replace(" ", ""):
        return True
    _, _, mine = mine.rpartition("=")
    if _OPERATION.search(mine):
        return False
    whole = _FRACTION.search(mine)
    return not whole or "/" in theirs or not int(whole[2]) or int(whole[1]) % int(whole[2]) != 0


def _notation(text: str) -> str:
    """How a number is written: as a percentage, a decimal or a fraction; '' for none of these."""
    return next((sign for sign in "%./" if sign in plain(text)), "")


def _copied(attempt: str, known: str) -> bool:
    """Whether an attempt stands, sign for sign and not as part of more, in what is known."""
    return len(attempt) <= _MAX_COPIED and _stands_in(attempt, known)


_MAX_COPIED = 200  # characters of an equation


def _stands_in(part: str, text: str) -> bool:
    """Whether a text holds a part as a whole, however both are spaced and whatever their signs look like."""
    wanted = r"\s*".join(map(re.escape, "".join(part.translate(_LIKE).split())))
    return bool(
        re.search(
            rf"(?<![\w.+*/^=(-])(?<![+*/^=-] ){wanted}(?![\w^(])(?!\s?[=+*/^-]|\.\d)", text.translate(_LIKE)
        )
    )


_LIKE = str.maketrans({"−": "-", "×": "*", "·": "*", "÷": "/"})


def _otherwise(
    attempt: str, forms: Sequence[str], task: Task | None, answer: str | None, read_as: str
) -> Check:
    """The verdict on an attempt that equals neither the step's result nor the answer as it stands."""
    wanted = task.results if task else ()
    for result in wanted:
        compared, changed = changed_solutions(f"{result}\n{forms[0]}") if "=" in result else (0, [])
        if compared:
            if changed:
                return Check(Verdict.NOT_EQUAL, read_as, note="that equation has other solutions")
            return Check(Verdict.CORRECT, read_as or plain(attempt), Matched.EQUATION)
    said = extract_unmarked(attempt) if len(_NUMBER.findall(attempt)) == 1 else None
    if not read_as and said and (found := _equal([said], wanted, answer)) and _worked_out(said, found[1]):
        return Check(Verdict.CORRECT, reading(said) or said, found[2])
    targets = [*wanted, *([answer] if answer else [])]
    verdicts = [_verdict(forms, target) for target in targets]
    # A number that differs from the step's is not equal, even if the answer is one that cannot be read.
    decided = verdicts[: len(wanted)] or verdicts
    if read_as and Verdict.NOT_EQUAL in decided:
        if task is None or task.sure or _foreign(read_as, task.work):
            return Check(Verdict.NOT_EQUAL, read_as)
        return Check(Verdict.UNKNOWN, read_as, note="this step finds more than one thing: write its equation")
    note = "" if read_as else "this could not be read: write a number, a list or an equation"
    return Check(Verdict.UNKNOWN, read_as, note=note)


def _foreign(read_as: str, work: str) -> bool:
    """Whether an attempt is one number, and none that the work has in it."""
    if not re.fullmatch(r"-?\d+(?:/\d+)?", read_as):
        return False
    numbers = set(re.findall(r"\d+(?:\.\d+)?(?:/\d+)?", work[:_MAX_WORK]))
    return not any(Verdict.CORRECT in (grade(read_as, n), grade(read_as, f"-{n}")) for n in numbers)


def _verdict(forms: Sequence[str], target: str) -> Verdict:
    """NOT_EQUAL if the likeliest form that can be read beside the target differs from it."""
    verdicts = (_compared(form, target) for form in forms)
    return next((verdict for verdict in verdicts if verdict is not Verdict.UNKNOWN), Verdict.UNKNOWN)


def _compared(form: str, target: str) -> Verdict:
    """As `grade`, and of two equations with the same left side by their right ones: '2x = 13', '2x = 12'."""
    left, right = form.split("="), target.split("=")
    if len(left) == len(right) == 2 and _in_letters(left[0]):
        same = grade(left[0].strip(), right[0].strip())
        if same is Verdict.CORRECT:
            return grade(left[1].strip(), right[1].strip())
    return grade(form, target)


def check_answer(attempt: str, answer: str, *, question: str = "") -> Check:
    """Compare an attempt at a whole problem, as in practice, with its exact answer."""
    return check(attempt, None, answer, known=question)


# Hints.


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint and its grade: 1 is the goal, 2 the operation and its numbers."""

    level: int
    text: str


def hint(task: Task, level: int) -> Hint:
    """The hint of that grade, or the last one there is. It does not hold the step's result."""
    if level <= 1:
        return Hint(1, task.goal)
    telling = (text for text in _candidates(task) if not _tells(text, task.results))
    return Hint(2, next(telling, "Everything for this step stands in the problem or in the steps before."))


_VERBS = {"+": "Add", "-": "Subtract", "−": "Subtract", "*": "Multiply", "×": "Multiply", "·": "Multiply"} | {
    "/": "Divide",
    "÷": "Divide",
}
_SIGN = re.compile(r"(?<=[\w)] )[-+*/×·÷−](?= )|(?<=[\d)])[*/×·÷](?=[\d(])")


def _candidates(task: Task) -> Iterator[str]:
    """Hints of the second grade, the most telling first. Some may tell the result."""
    chains = list(_chains(task.work))
    for chain in chains[-1:] if len(chains) == 1 else chains:
        if _ROOT.search(task.goal) and _DIVISION.fullmatch(chain[0]):
            yield f"Find the number that gives {chain[-1]} when it is multiplied by itself."
        elif chain[0].isdecimal() and (product := _DIVISION.fullmatch(chain[-1])):
            yield f"Divide {chain[0]} by {product[1]}; mind what is left over."
        side = next((side for side in chain[::2] if _SIGN.search(side)), "")
        if side and side != chain[-1]:
            signs = set(_SIGN.findall(side))
            yield f"{_VERBS[signs.pop()] if len(signs) == 1 else 'Work out'}: {side}."
    found = {number for result in task.results for number in re.findall(r"\d+(?:\.\d+)?", result)}
    numbers = [
        n for n in dict.fromkeys(re.findall(r"\d+(?:\.\d+)?", task.work[:_MAX_WORK])) if n not in found
    ]
    if len(numbers) > 1:
        yield f"The numbers to look at: {', '.join(numbers[:4])}."
    verb = _VERB.match(task.goal)
    if verb:
        yield f"{verb[1].capitalize()}. The numbers stand in the problem or in the steps before."


_VERB = re.compile(r"(add|subtract|multiply|divide|halve|double|square|count|compare)\b", re.I)
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_RATIO = re.compile(r"\d+/\d+")


def _tells(text: str, results: Sequence[str]) -> bool:
    """Whether a text holds a result, as it is written or by its numbers."""
    numbers = {*_NUMBER.findall(text), *_RATIO.findall(text)}
    for result in results:
        if len(result) <= _MAX_COPIED and _stands_in(result, text):
            return True
        alone = _RATIO.findall(result) or _NUMBER.findall(result)
        if len(alone) == 1 and any(grade(number, alone[0]) is Verdict.CORRECT for number in numbers):
            return True
    return False


# Guided mode.


class Act(StrEnum):
    """What a learner did."""

    ATTEMPT = "attempt"
    HINT = "hint"
    REVEAL = "reveal"


@dataclass(frozen=True, slots=True)
class Event:
    """One act. `at` is in seconds on the caller's clock, `task` and `moved_to` count tasks from 0.

    `text` is the attempt, the hint given or the work revealed; `check` is what an attempt got.
    """

    act: Act
    at: float
    task: int
    moved_to: int
    text: str = ""
    level: int = 0
    check: Check | None = None


@dataclass(frozen=True, slots=True)
class Guided:
    """A problem being worked through. Each act gives a new state; a store that keeps the events can make
    it again: `Guided(problem, solution, started, events=kept)`.

    `solution` may grow while the models write, and be replaced from the current task on.
    """

    problem: str
    solution: Solution
    started: float
    events: tuple[Event, ...] = ()
    goals_shown: bool = True  # whether each task begins with its goal, so that the first hint is the second

    @property
    def current(self) -> int:
        """The task that is to be done next, from 0; the number of tasks when none is left."""
        return self.events[-1].moved_to if self.events else 0

    @property
    def task(self) -> Task | None:
        """The current task; None when all are done, or the next one is not written yet."""
        tasks = self.solution.tasks
        return tasks[self.current] if not self.finished and self.current < len(tasks) else None

    @property
    def finished(self) -> bool:
        return self.answered or (self.solution.complete and self.current >= len(self.solution.tasks))

    @property
    def answered(self) -> bool:
        """Whether the learner gave the final answer."""
        return any(event.check and event.check.matched is Matched.ANSWER for event in self.events)

    @property
    def waiting(self) -> bool:
        """Whether the models have still to write the next task."""
        return not self.solution.complete and self.current >= len(self.solution.tasks) and not self.answered

    @property
    def goal(self) -> str:
        """The goal of the current task, if it has been shown."""
        shown = self.goals_shown or self._on(self.current, Act.HINT)
        return self.task.goal if self.task and shown else ""

    def with_solution(self, new: Solution) -> Guided:
        """The same work with more, or other, steps of the models."""
        return replace(self, solution=new)

    def attempt(self, text: str, at: float) -> tuple[Guided, Check]:
        """Check what was written; what is correct moves on."""
        tasks, current, moved = self.solution.tasks, self.current, self.current
        known = "\n".join([self.problem, *(task.work for task in tasks[:current])])
        result = check(text, self.task, self.solution.answer, known=known)
        ahead = [i for i in range(current + 1, len(tasks)) if _same_equation(text, tasks[i].work)]
        if result.verdict is Verdict.NOT_EQUAL and not result.note:
            result = self._reconsidered(result, ahead)
        if result.verdict is Verdict.CORRECT and not self.finished:
            at_answer = result.matched is Matched.ANSWER
            moved = (
                len(tasks) if at_answer else ahead[0] + 1 if result.matched is Matched.AHEAD else current + 1
            )
        return self._after(Event(Act.ATTEMPT, at, current, moved, text, check=result)), result

    def _reconsidered(self, result: Check, ahead: Sequence[int]) -> Check:
        """An attempt that differs from the current step may be right for all that: it may be a later step, or
        an answer that the models have not come to."""
        if ahead:
            return replace(result, verdict=Verdict.CORRECT, matched=Matched.AHEAD)
        later = [result for task in self.solution.tasks[self.current + 1 :] for result in task.results]
        if any(grade(result.read_as, one) is Verdict.CORRECT for one in later):
            note = "that is not this step; if you are ahead, write the equation that it comes from"
        elif not self.solution.complete:
            note = "that is not this step, and the rest is not worked out yet"
        else:
            return result
        return replace(result, verdict=Verdict.UNKNOWN, note=note)

    def hint(self, at: float) -> tuple[Guided, Hint | None]:
        """The next hint on the current task; None where there is no task."""
        if self.task is None:
            return self, None
        given = hint(self.task, len(self._on(self.current, Act.HINT)) + 1 + self.goals_shown)
        event = Event(Act.HINT, at, self.current, self.current, given.text, given.level)
        return self._after(event), given

    def reveal(self, at: float) -> tuple[Guided, Task | None]:
        """The current task with its work, which moves on; None where there is no task."""
        task = self.task
        if task is None:
            return self, None
        return self._after(Event(Act.REVEAL, at, self.current, self.current + 1, task.work)), task

    def _on(self, task: int, act: Act) -> list[Event]:
        return [event for event in self.events if event.task == task and event.act is act]

    def _after(self, event: Event) -> Guided:
        return replace(self, events=(*self.events, event))


def report(guided: Guided, now: float) -> dict[str, Any]:
    """What was done at a problem, as data for a review or a teacher: attempts, hints, reveals and seconds, in
    all and for each task. It holds the work of a task only once that is done."""
    ends = [event.at for event in guided.events]
    until = ends[-1] if guided.finished and ends else max([now, *ends])
    acts = {act: sum(event.act is act for event in guided.events) for act in Act}
    return {
        "problem": guided.problem,
        "answer": guided.solution.answer if guided.finished else None,
        "finished": guided.finished,
        "answered": guided.answered,
        "seconds": max(0.0, until - guided.started),
        "n_attempts": acts[Act.ATTEMPT],
        "n_correct": sum(bool(e.check and e.check.verdict is Verdict.CORRECT) for e in guided.events),
        "n_hints": acts[Act.HINT],
        "n_reveals": acts[Act.REVEAL],
        "steps": [_step_report(guided, i, until) for i in range(len(guided.solution.tasks))],
    }


def _step_report(guided: Guided, index: int, until: float) -> dict[str, Any]:
    task, events = guided.solution.tasks[index], [event for event in guided.events if event.task == index]
    done = guided.current > index or guided.finished
    entered = [guided.started, *(e.at for e in guided.events if e.task < index <= e.moved_to)][-1]
    left = next((event.at for event in events if event.moved_to > index), until)
    reached = index == 0 or any(event.moved_to >= index for event in guided.events)
    return {
        "index": index,
        "goal": task.goal,
        "work": task.work if done else None,
        "attempts": [
            {"text": e.text, "verdict": str(e.check.verdict), "read_as": e.check.read_as, "at": e.at}
            for e in events
            if e.check
        ],
        "hints": [{"level": event.level, "text": event.text} for event in events if event.act is Act.HINT],
        "revealed": any(event.act is Act.REVEAL for event in events),
        "seconds": max(0.0, left - entered) if reached and (events or not done) else 0.0,
    }


# Practice.


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """A problem of the curriculum, by what draws it again."""

    family: str
    level: int
    seed: int

    @property
    def topic(self) -> str:
        return _topics()[self.family]

    def problem(self) -> Problem:
        """The problem. Raises UsageError for a family or a level that does not exist."""
        return _draw(self)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at an item. `at` is in seconds since the epoch; `hinted` and `revealed` say whether the
    learner had help before."""

    item: Item
    at: float
    verdict: Verdict
    hinted: bool = False
    revealed: bool = False


@lru_cache(maxsize=1)
def _topics() -> Mapping[str, str]:
    """The topic of each family that can be practised."""
    from . import curriculum  # reads a third of a second long, and guided mode does without

    return {family.name: family.topic for family in curriculum.FAMILIES if family.topic != curriculum.SCOPE}


@lru_cache(maxsize=4096)
def _draw(item: Item) -> Problem:
    """Held-out questions, of which no training text of the models has one: split "valid"."""
    from . import curriculum

    return curriculum.draw(item.seed, split="valid", family=item.family, level=item.level)


def topics() -> tuple[str, ...]:
    """The topics that can be practised, in the order of the curriculum."""
    return tuple(dict.fromkeys(_topics().values()))


def grade_item(item: Item, attempt: str, at: float, *, hinted: bool = False) -> tuple[Check, Attempt]:
    """An attempt at an item, graded exactly, and what a store keeps of it."""
    problem = item.problem()
    result = check_answer(attempt, problem.answer_text, question=problem.question)
    return result, Attempt(item, at, result.verdict, hinted)


_HOUR, _DAY = 3600.0, 86400.0
INTERVALS = (_HOUR / 6, _DAY, 3 * _DAY, 7 * _DAY, 21 * _DAY)
"""Seconds until an item comes back, by its box; from the last box it is retired."""


@dataclass(frozen=True, slots=True)
class Card:
    """A missed item in its Leitner box, from 0, and when it is due, in seconds since the epoch."""

    item: Item
    box: int
    due: float


def cards(attempts: Iterable[Attempt]) -> dict[Item, Card]:
    """The items that are to come back. A missed or revealed one enters the first box; solved without help
    when it is due it moves up a box; solved with help it stays. What could not be read changes nothing."""
    found: dict[Item, Card] = {}
    for attempt in sorted(attempts, key=lambda attempt: attempt.at):
        item, card = attempt.item, found.get(attempt.item)
        if attempt.revealed or attempt.verdict is Verdict.NOT_EQUAL:
            found[item] = Card(item, 0, attempt.at + INTERVALS[0])
        elif attempt.verdict is Verdict.CORRECT and card and attempt.at >= card.due:
            box = card.box + (not attempt.hinted)
            if box == len(INTERVALS):
                del found[item]
            else:
                found[item] = Card(item, box, attempt.at + INTERVALS[box])
    return found


def due(attempts: Iterable[Attempt], now: float) -> list[Item]:
    """The items that should come back by now, the longest due first."""
    waiting = [card for card in cards(attempts).values() if card.due <= now]
    return [card.item for card in sorted(waiting, key=lambda card: (card.due, card.item))]


_TRIES = 50


def next_item(attempts: Sequence[Attempt], topic: str, level: int, now: float) -> Item:
    """What to practise next in a topic at a level: a missed item that is due, else a new one.

    The same attempts give the same item. Raises UsageError for an unknown topic or level.
    """
    families = _families(topic, level)
    for item in due(attempts, now):
        if item.level == level and item.family in families:
            return item
    seen = {attempt.item for attempt in attempts if attempt.item.family in families}
    rng = Random(f"practice:{topic}:{level}:{len(seen)}")
    for _ in range(_TRIES):  # few questions of some families are held out
        item = Item(rng.choice(families), level, rng.randrange(1_000_000))
        before = (known for known in seen if (known.family, known.level) == (item.family, level))
        if all(known.problem().question != item.problem().question for known in before):
            break
    return item


def _families(topic: str, level: int) -> list[str]:
    from . import curriculum
    from .errors import UsageError

    families = [name for name, of in _topics().items() if of == topic]
    if not families:
        raise UsageError(f"no topic {topic!r}: choose one of {', '.join(topics())}")
    if level not in curriculum.LEVELS:
        raise UsageError(f"no level {level!r}: choose one of {', '.join(map(str, curriculum.LEVELS))}")
    return families


@dataclass(frozen=True, slots=True)
class Progress:
    """What was practised of a topic: items seen, solved at the first attempt without help, missed, still to
    come back, and due now. An item that was only attempted in ways that could not be read is seen."""

    seen: int = 0
    solved: int = 0
    missed: int = 0
    in_boxes: int = 0
    due: int = 0

    @property
    def share(self) -> float | None:
        """Solved of decided items, 0..1; None where none is decided."""
        decided = self.solved + self.missed
        return self.solved / decided if decided else None


def progress(attempts: Iterable[Attempt], now: float) -> dict[str, Progress]:
    """Progress in each topic that was practised."""
    ordered = sorted(attempts, key=lambda attempt: attempt.at)
    first: dict[Item, Attempt | None] = {}
    for attempt in ordered:
        if first.get(attempt.item) is None:
            first[attempt.item] = (
                attempt if attempt.verdict is not Verdict.UNKNOWN or attempt.revealed else None
            )
    boxed, topic_of = cards(ordered), _topics()
    found: dict[str, Progress] = {}
    for item, earliest in first.items():
        if item.family not in topic_of:
            continue  # of a curriculum that had it once
        before = found.get(topic_of[item.family], Progress())
        helped = earliest is not None and (earliest.hinted or earliest.revealed)
        solved = earliest is not None and earliest.verdict is Verdict.CORRECT and not helped
        found[topic_of[item.family]] = Progress(
            before.seen + 1,
            before.solved + solved,
            before.missed + (earliest is not None and not solved),
            before.in_boxes + (item in boxed),
            before.due + (item in boxed and boxed[item].due <= now),
        )
    return found
