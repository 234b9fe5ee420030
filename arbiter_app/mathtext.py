r"""Maths for a terminal: LaTeX and plain notation as Unicode, on one line or stacked over several.

    inline(r"\frac{1}{2}x^2 \le \sqrt{y}")     one line: '½x² ≤ √y'
    block(r"\frac{x+1}{2} = 3")                lines of equal display width, fractions and matrices stacked
    spans("So $x^2$ is 9, as 3*3 = 9.")        the maths in prose and what lies between, source kept

What is unknown or unfinished stays as written. Nothing here raises, time is linear in the text, and the
source of every span is kept, so that what is copied is what was written. Knows nothing of terminals,
colours or Markdown, and leaves escape sequences to `text.sanitise`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from rich.cells import cell_len

_MAX_DEPTH = 24  # of groups; what lies deeper stays as written
_MAX_BLOCK = 4000  # characters; padding lines to equal width costs width times height
_MAX_STACKED = 4  # fractions in fractions; what lies deeper is written on one line


class Kind(StrEnum):
    """What a span of prose is."""

    TEXT = "text"
    INLINE = "inline"  # $…$, \(…\) or maths without any delimiters
    BLOCK = "block"  # $$…$$, \[…\] or an environment: may be shown over several lines


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of prose. The sources of all spans, joined, are the prose as it was written.

    `maths` is the source without its delimiters, '' for text; `shown` is one line for the terminal, for
    text the text itself. A block's lines are `block(span.maths)`.
    """

    kind: Kind
    source: str
    maths: str
    shown: str


def inline(source: str) -> str:
    """Maths, without its delimiters, on one line."""
    return _flat(_parsed(source)).strip()


def block(source: str) -> list[str]:
    """Maths, without its delimiters, as lines of equal display width. At least one line."""
    if len(source) > _MAX_BLOCK:
        return [inline(source)]
    lines = _grid_box(_Grid("aligned", _rows(_parsed(source))), 0).lines
    # Joined emoji and their like may be narrower together than apart.
    return list(lines) if len(set(map(cell_len, lines))) == 1 else [inline(source)]


def readable(source: str) -> str:
    """Prose with the maths in it on one line each."""
    return "".join(span.shown for span in spans(source))


# What a node is. A row is a list of nodes.


@dataclass(frozen=True, slots=True)
class _Text:
    """Characters to show. `role` says how they get on with their neighbours; '' is a plain one."""

    text: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class _Frac:
    top: list[_Node]
    bottom: list[_Node]
    bar: bool = True  # a binomial coefficient has none


@dataclass(frozen=True, slots=True)
class _Root:
    index: list[_Node]
    body: list[_Node]


@dataclass(frozen=True, slots=True)
class _Script:
    """A superscript or a subscript of what stands before it."""

    up: bool
    body: list[_Node]


@dataclass(frozen=True, slots=True)
class _Fence:
    left: str
    body: list[_Node]
    right: str


@dataclass(frozen=True, slots=True)
class _Grid:
    """A matrix, cases or aligned lines: rows of cells of nodes."""

    name: str
    rows: list[list[list[_Node]]]


_Node = _Text | _Frac | _Root | _Script | _Fence | _Grid


# The signs. Names that are not here are unknown and stay as written.


def _table(text: str) -> dict[str, str]:
    """'alpha α beta β' as {'alpha': 'α', 'beta': 'β'}."""
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


_LETTERS = _table(
    "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ "
    "lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ "
    "chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω "
    "infty ∞ partial ∂ nabla ∇ emptyset ∅ varnothing ∅ ell ℓ hbar ℏ aleph ℵ Re ℜ Im ℑ angle ∠ triangle △ "
    "degree ° circ ∘ prime ′ ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ "
    "top ⊤ bot ⊥ square □ Box □ therefore ∴ because ∵ checkmark ✓ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ "
    "langle ⟨ rangle ⟩ vert | Vert ‖ lbrace { rbrace } lbrack [ rbrack ] backslash \\ dollar $ "
    "sum ∑ prod ∏ int ∫ iint ∬ oint ∮ bigcup ⋃ bigcap ⋂ surd √"
)
_OPERATORS = _table(
    "times × cdot · div ÷ ast ∗ star ⋆ bullet • oplus ⊕ ominus ⊖ otimes ⊗ cap ∩ cup ∪ setminus ∖ wedge ∧ "
    "land ∧ vee ∨ lor ∨ le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ lt < gt > ll ≪ gg ≫ approx ≈ "
    "equiv ≡ cong ≅ sim ∼ simeq ≃ propto ∝ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ "
    "nsubseteq ⊈ to → rightarrow → longrightarrow ⟶ leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ "
    "implies ⟹ Longrightarrow ⟹ Leftarrow ⇐ iff ⟺ Leftrightarrow ⇔ mapsto ↦ perp ⊥ parallel ∥ mid ∣ "
    "nmid ∤ colon : coloneqq ≔ doteq ≐ uparrow ↑ downarrow ↓ bmod mod"
)
_PLAIN = {"<=": "≤", ">=": "≥", "!=": "≠", "=>": "⇒", "->": "→"}
_FUNCTIONS = frozenset(
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp lim max min sup inf gcd lcm "
    "det dim ker deg arg mod".split()
)
_SPACES = {",": " ", ";": " ", ":": " ", " ": " ", "!": "", "quad": "  ", "qquad": "    ", "enspace": " "}
_DROPPED = frozenset(
    "displaystyle textstyle scriptstyle limits nolimits big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr "
    "Biggl Biggr thinspace negthinspace hfill".split()
)
_UPRIGHT = frozenset(
    "text textbf textit textrm textsf texttt mathrm mathbf mathit mathsf mathtt mbox operatorname emph "
    "boldsymbol bm boxed".split()
)
_RAW = frozenset("text textbf textit textrm textsf texttt mbox emph".split())  # spaces in them count
_DOUBLED = dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True))
_ACCENTS = {
    "bar": "\u0304",
    "overline": "\u0305",
    "underline": "\u0332",
    "hat": "\u0302",
    "tilde": "\u0303",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
}
_FRACTIONS = frozenset(("frac", "dfrac", "tfrac", "cfrac", "binom", "dbinom", "tbinom"))
_STACKING = frozenset(("∑", "∏", "∫", "∬", "∮", "⋃", "⋂", "lim", "max", "min"))  # have limits above and below

_ABOVE = dict(
    zip(
        "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφ′",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠ′",
        strict=True,
    )
)
_BELOW = dict(
    zip("0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True)
)
_VULGAR = {
    (part[0], part[1:-1]): part[-1]
    for part in "12½ 13⅓ 23⅔ 14¼ 34¾ 15⅕ 25⅖ 35⅗ 45⅘ 16⅙ 56⅚ 17⅐ 18⅛ 38⅜ 58⅝ 78⅞ 19⅑ 110⅒".split()
}
_FENCES = {
    "pmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"),
    "cases": ("{", ""),
}
_ENVIRONMENTS = frozenset(
    (*_FENCES, "matrix", "smallmatrix", "array", "aligned", "align", "align*", "gathered", "split")
) | {"equation", "equation*", "gather", "gather*", "eqnarray", "alignat"}
_DELIMITERS = {".": "", "\\{": "{", "\\}": "}", "\\|": "‖", "<": "⟨", ">": "⟩"}


# Reading. Groups are paired first, in one pass, so that the parser never looks ahead twice.

_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
  | \\(?P<side>left|right)\s?
      (?P<delimiter>\\[{}|]|\\[lr](?:angle|floor|ceil|vert|Vert|brace|brack)\b|[][()|./<>])
  | \\(?P<edge>begin|end)\{(?P<name>[A-Za-z]{1,20}\*?)\}
  | \\(?P<command>[A-Za-z]+)
  | (?P<line>\\\\(?:\[\s?-?[\d.]{1,8}\s?(?:pt|em|ex|mm|cm)\])?)
  | \\(?P<escape>[\s\S])
  | (?P<brace>[{}])
  | (?P<power>\^|\*\*(?=[\w({]))
      (?:\((?P<exponent>[-+\w./ ]{1,20})\)|(?P<short>-?\d[\d.]*(?<!\.)|-[A-Za-z](?![A-Za-z])))?
  | _(?P<index>\d+|(?=[A-Za-z{\\]))
  | (?P<cell>&)
  | (?<![A-Za-z])sqrt\((?P<radicand>[^()\\{}]{1,60})\)
  | (?P<compare>[<>!]=|=>|->)
  | (?P<sign>[-−])
  | (?P<times>\*)
  | (?P<prime>'+)
  | (?P<pi>(?<![A-Za-z])pi(?![A-Za-z]))
  | (?P<number>\d+(?:\.\d+)?)
  | (?P<word>[A-Za-z]+)
  | (?P<other>[\s\S])
    """,
    re.VERBOSE,
)


def _parsed(source: str) -> list[_Node]:
    parser = _Parser(source)
    return parser.row(0, len(parser.tokens), 0)


class _Parser:
    """The tokens of a source, and which of them open and close a group."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = list(_TOKEN.finditer(source))
        self.closing = self._pairs()
        self.at = 0

    def _pairs(self) -> dict[int, int]:
        """The token that closes each group, by the one that opens it. A stray closer belongs to none."""
        pairs: dict[int, int] = {}
        opened: list[tuple[str, int]] = []
        for i, token in enumerate(self.tokens):
            kind = token["brace"] or token["side"] or (token["edge"] and f"{token['edge']}{token['name']}")
            if not kind:
                continue
            if kind in ("{", "left") or kind.startswith("begin"):
                opened.append((kind, i))
            elif opened and opened[-1][0] == _OPENER.get(kind, kind.replace("end", "begin", 1)):
                pairs[opened.pop()[1]] = i
        return pairs

    def row(self, start: int, end: int, depth: int) -> list[_Node]:
        """The nodes of the tokens from `start` to `end`; afterwards `at` is `end`."""
        nodes: list[_Node] = []
        self.at = start
        while self.at < end:
            nodes.extend(self.node(end, depth))
        self.at = end
        return nodes

    def written(self, start: int, end: int) -> str:
        """The source of the tokens from `start` to `end`, which is after the first."""
        return _one_line(self.source[self.tokens[start].start() : self.tokens[end - 1].end()])

    def node(self, end: int, depth: int) -> list[_Node]:
        """What begins at `at`, which moves on. It is as written where it is unknown or unfinished."""
        start, token = self.at, self.tokens[self.at]
        self.at += 1
        kind = token.lastgroup or ""
        if token["brace"] or token["side"] or token["edge"]:
            close = self.closing.get(start)
            if close is None:
                return [_Text(_one_line(token[0]))]
            if depth >= _MAX_DEPTH:
                self.at = close + 1
                return [_Text(self.written(start, close + 1))]
            return self._group(start, close, depth)
        if token["command"]:
            return self._command(token["command"], end, depth)
        if token["power"]:
            return self._power(token, end, depth)
        if kind == "index":
            given: list[_Node] = [_Text(token["index"])] if token["index"] else []
            body = given or self.argument(end, depth)
            return [_Text(self.written(start, self.at))] if body is None else [_Script(False, body)]
        if token["radicand"]:
            body = _parsed(token["radicand"])  # no brackets or braces in it: it goes no deeper
            return [_Root([], body)]
        return [_simple(kind, token)]

    def argument(self, end: int, depth: int, *, digits: bool = False) -> list[_Node] | None:
        """The group or the single token that a command takes, None where there is none."""
        if self.at < end and self.tokens[self.at]["space"]:
            self.at += 1
        if self.at >= end or depth >= _MAX_DEPTH:
            return None
        token = self.tokens[self.at]
        if token["brace"] == "{":
            close = self.closing.get(self.at)
            if close is None:
                return None
            nodes = self.row(self.at + 1, close, depth + 1)
            self.at = close + 1
            return nodes
        if (
            token["brace"]
            or token["side"]
            or token["edge"]
            or token["power"]
            or token["cell"]
            or token["line"]
        ):
            return None
        return self.node(end, depth + 1)

    def _group(self, start: int, close: int, depth: int) -> list[_Node]:
        token = self.tokens[start]
        if token["edge"] and token["name"] not in _ENVIRONMENTS:
            self.at = close + 1
            return [_Text(self.written(start, close + 1))]
        first = start + 1
        if token["name"] == "array" and self.closing.get(first) and self.tokens[first]["brace"]:
            first = self.closing[first] + 1  # how its columns are aligned
        nodes = self.row(first, close, depth + 1)
        self.at = close + 1
        if token["edge"]:
            return [_Grid(token["name"], _rows(nodes))]
        if token["side"]:
            left, right = (_delimiter(self.tokens[i]["delimiter"]) for i in (start, close))
            return [_Fence(left, nodes, right)]
        return nodes

    def _power(self, token: re.Match[str], end: int, depth: int) -> list[_Node]:
        start = self.at - 1
        given = token["exponent"] or token["short"]
        if given:
            return [_Script(True, _parsed(given))]
        body = self.argument(end, depth)
        return [_Text(self.written(start, self.at))] if body is None else [_Script(True, body)]

    def _command(self, name: str, end: int, depth: int) -> list[_Node]:
        if name in _LETTERS:
            return [_Text(_LETTERS[name], "letter")]
        if name in _OPERATORS:
            return [_Text(_OPERATORS[name], "operator")]
        if name in ("pm", "mp"):
            return [_Text("±" if name == "pm" else "∓", "sign")]
        if name in _FUNCTIONS:
            return [_Text(name, "function")]
        if name in _SPACES:
            return [_Text(_SPACES[name], "space")]
        if name in _DROPPED:
            return []
        return self._with_arguments(name, end, depth)

    def _with_arguments(self, name: str, end: int, depth: int) -> list[_Node]:
        """A command that takes arguments; all of it as written where it is unknown or one is missing."""
        start = self.at - 1
        if name in _FRACTIONS:
            top = self._digit(end) or self.argument(end, depth)
            bottom = None if top is None else self._digit(end) or self.argument(end, depth)
            if top is not None and bottom is not None:
                return [_Frac(top, bottom, "binom" not in name)]
        elif name == "sqrt":
            index = self._bracketed(end, depth)
            body = None if index is None else self.argument(end, depth)
            if index is not None and body is not None:
                return [_Root(index, body)]
        elif name in _UPRIGHT or name in _ACCENTS or name == "mathbb":
            first = self.at
            body = self.argument(end, depth)
            shown = None if body is None else self._styled(name, body, self.written(first, self.at))
            if shown is not None:
                return shown
        else:
            while self.at < end and self.tokens[self.at]["brace"] == "{" and self.at in self.closing:
                self.at = self.closing[self.at] + 1
        return [_Text(self.written(start, self.at))]

    def _styled(self, name: str, body: list[_Node], written: str) -> list[_Node] | None:
        if name in _RAW:
            text = written[1:-1] if written.startswith("{") else written.strip()
            return [_Text(text, "prose")] if "\\" not in text else body
        if name in _UPRIGHT:
            return body
        text = _flat(body).strip()
        if name in ("overline", "underline") and text.isalpha() and len(text) < 10:  # the segment AB
            return [_Text("".join(c + _ACCENTS[name] for c in text), "letter")]
        if len(text) != 1:
            return None
        if name == "mathbb":
            return [_Text(_DOUBLED[text], "letter")] if text in _DOUBLED else None
        return [_Text(text + _ACCENTS[name], "letter")] if text.isalpha() else None

    def _digit(self, end: int) -> list[_Node] | None:
        r"""The next digit, as `\frac12` takes it: the rest of the number is left for the next argument."""
        if self.at >= end or self.tokens[self.at].lastgroup != "number":
            return None
        token = self.tokens[self.at]
        rest = _TOKEN.match(self.source, token.start() + 1) if len(token[0]) > 1 else None
        if rest is None:
            self.at += 1
        else:
            self.tokens[self.at] = rest
        return [_Text(token[0][0])]

    def _bracketed(self, end: int, depth: int) -> list[_Node] | None:
        """What stands in the square brackets that come next; [] without any, None if they never close."""
        if self.at >= end or self.tokens[self.at][0] != "[":
            return []
        for i in range(self.at + 1, min(end, self.at + 8)):
            if self.tokens[i][0] == "]":
                nodes = self.row(self.at + 1, i, depth + 1)
                self.at = i + 1
                return nodes
        return None


_OPENER = {"}": "{", "right": "left"}
_SPACE = re.compile(r"\s+")


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", text)


def _delimiter(written: str) -> str:
    return _DELIMITERS.get(written, _LETTERS.get(written[1:], written))


def _simple(kind: str, token: re.Match[str]) -> _Text:
    """A token that stands for itself, or for one sign."""
    match kind:
        case "space":
            return _Text(" ", "space")
        case "line" | "cell":
            return _Text(_one_line(token[0]), kind)
        case "escape":
            escaped = token["escape"]
            if escaped in _SPACES or escaped.isspace():
                return _Text(_SPACES.get(escaped, " "), "space")
            return _Text("‖" if escaped == "|" else escaped if escaped in "{}%$&#_" else token[0])
        case "compare":
            return _Text(_PLAIN[token[0]], "operator")
        case "times":
            return _Text("×", "times")
        case "sign":
            return _Text("−", "minus")
        case "prime":
            return _Text("′" * len(token[0]))
        case "pi":
            return _Text("π", "letter")
    return _Text(token[0])


def _rows(nodes: list[_Node]) -> list[list[list[_Node]]]:
    """Nodes split into rows of cells; the empty row after a last line break is none."""
    rows: list[list[list[_Node]]] = [[[]]]
    for node in nodes:
        if isinstance(node, _Text) and node.role == "line":
            rows.append([[]])
        elif isinstance(node, _Text) and node.role == "cell":
            rows[-1].append([])
        else:
            rows[-1][-1].append(node)
    if len(rows) > 1 and len(rows[-1]) == 1 and not _flat(rows[-1][0]).strip():
        rows.pop()
    return rows


# On one line.

_BEFORE_SIGN = re.compile(r"(?:^|[=<>≤≥≠≈(\[{,;:+−×·÷/→⇒|&])\s*$")
_ADDS = re.compile(r"[\s+\-−±/=<>≤≥,]")
_ONE = re.compile(r"(?:\d+(?:\.\d+)?|[^\W\d_]|[√∛∜]\w+)[⁰¹²³⁴-⁹ⁿ₀-₉′]*")
_TIGHT = re.compile(r"[\w(√∛∜]")


def _flat(nodes: Sequence[_Node]) -> str:
    """Nodes on one line, outer spaces kept."""
    out: list[str] = []
    tail = ""  # the last few characters so far
    unary = False  # whether they are a sign that belongs to what follows
    for i, node in enumerate(nodes):
        after = nodes[i + 1] if i + 1 < len(nodes) else None
        if unary and _role(node) == "space":
            continue
        shown = _piece(node, tail, after)
        unary = _role(node) == "sign" and not shown.startswith(" ")
        if shown.startswith(" ") and ((i and not tail) or (tail.endswith(" ") and _role(node) != "space")):
            shown = shown.lstrip(" ")
        if _role(node) == "space" and (_swallowed(nodes, i, after) or tail.endswith(" ")):
            continue
        if shown:
            out.append(shown)
            tail = (tail + shown[-8:])[-8:]
    return "".join(out)


def _role(node: _Node | None) -> str:
    return node.role if isinstance(node, _Text) else ""


def _swallowed(nodes: Sequence[_Node], i: int, after: _Node | None) -> bool:
    r"""Whether the space at `i` only ended a command: '\pi r' is 'πr'. A sign that is no sum's has none."""
    before = nodes[i - 1] if i else None
    ended = _role(before) == "letter" and isinstance(before, _Text) and before.text.isalpha()
    plain = isinstance(after, _Text) and after.role in ("", "letter") and after.text[:1].isalnum()
    return ended and plain and isinstance(nodes[i], _Text)


def _piece(node: _Node, tail: str, after: _Node | None) -> str:
    """One node on a line, as it stands after `tail` and before the node `after`."""
    match node:
        case _Text():
            return _word(node, tail, after)
        case _Frac():
            return _fraction(node, tail, after)
        case _Root(index=index, body=body):
            root, inner = _root_sign(_flat(index).strip()), _flat(body).strip()
            following = _opening(after)
            loose = not _ONE.fullmatch(inner) or (following.isalnum() and after is not None)
            return f"{root}({inner})" if loose else root + inner
        case _Script():
            return _script(node)
        case _Fence(left=left, body=body, right=right):
            return f"{left}{_flat(body).strip()}{right}"
        case _Grid(name=name, rows=rows):
            left, right = _FENCES.get(name, ("", ""))
            gap = "" if "align" in name or name == "split" else " "
            lines = (gap.join(_flat(cell).strip() if gap else _flat(cell) for cell in row) for row in rows)
            return f"{left}{'; '.join(line.strip() for line in lines)}{right}".strip()


def _word(node: _Text, tail: str, after: _Node | None) -> str:
    spaced = tail.endswith(" ") or _role(after) == "space"
    match node.role:
        case "operator":
            return f" {node.text} "
        case "sign":
            return node.text if _BEFORE_SIGN.search(tail) else f" {node.text} "
        case "times":
            if not tail.strip() or after is None:
                return "*"  # stands for something else
            return f" {node.text} " if spaced else node.text
        case "function":
            left = " " if tail[-1:].isalnum() or tail.endswith(")") else ""
            right = " " if _opening(after).isalnum() and not isinstance(after, _Script) else ""
            return f"{left}{node.text}{right}"
    return node.text


def _opening(node: _Node | None) -> str:
    """The first character that a node will show; '' for none, and 'x' for whatever is not text."""
    if node is None:
        return ""
    if isinstance(node, _Text):
        return node.text[:1]
    return "(" if isinstance(node, _Fence) else "" if isinstance(node, _Script) else "x"


def _fraction(node: _Frac, tail: str, after: _Node | None) -> str:
    top, bottom = _flat(node.top).strip(), _flat(node.bottom).strip()
    if not node.bar:
        return f"C({top}, {bottom})"
    following = _opening(after)
    raised = isinstance(after, _Script)
    vulgar = _VULGAR.get((top, bottom))
    if vulgar and not following.isdigit():
        return f"({vulgar})" if raised else vulgar
    shown = f"{top if not _ADDS.search(top) or _closed(top) else f'({top})'}/{_factor(bottom)}"
    if tail[-1:].isdigit() and (top + bottom).isdigit() and not (raised or _TIGHT.match(following)):
        return f" {shown}"  # a mixed number
    tight = raised or (tail and (tail[-1].isalnum() or tail[-1] in ")/^")) or _TIGHT.match(following)
    return f"({shown})" if tight else shown


def _closed(text: str) -> bool:
    """Whether one pair of brackets holds it all, or a sign stands before a single factor."""
    return bool(re.fullmatch(r"\([^()]*\)", text) or _ONE.fullmatch(text.lstrip("-−")))


def _factor(text: str) -> str:
    """An expression as it can stand after a slash or a root."""
    return text if _ONE.fullmatch(text) or re.fullmatch(r"\([^()]*\)", text) else f"({text})"


def _root_sign(index: str) -> str:
    known = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(index)
    return known or f"{_glyphs(index, _ABOVE) or f'({index})'}√"


def _glyphs(text: str, glyphs: dict[str, str]) -> str:
    """A text in raised or lowered glyphs; '' where one is missing."""
    text = text.replace(" ", "")  # '' has no glyphs either
    return "".join(glyphs[c] for c in text) if all(c in glyphs for c in text) else ""


def _script(node: _Script) -> str:
    text = _flat(node.body).strip()
    if node.up and text in ("∘", "°", "′", "″"):
        return "°" if text in "∘°" else text
    found = _glyphs(text, _ABOVE if node.up else _BELOW)
    mark = "^" if node.up else "_"
    return found or f"{mark}{text if len(text) == 1 or _ONE.fullmatch(text) else f'({text})'}"


# On several lines.


@dataclass(frozen=True, slots=True)
class _Box:
    """Lines of equal display width; the one at `base` stands level with the text around."""

    lines: tuple[str, ...]
    base: int = 0

    @property
    def width(self) -> int:
        return cell_len(self.lines[0])


def _padded(text: str, width: int, align: str = "c") -> str:
    room = max(0, width - cell_len(text))
    left = {"l": 0, "r": room, "c": room // 2}[align]
    return " " * left + text + " " * (room - left)


def _beside(boxes: Sequence[_Box]) -> _Box:
    above = max((box.base for box in boxes), default=0)
    below = max((len(box.lines) - box.base for box in boxes), default=1)
    full = [_grown(box, above - box.base, below - len(box.lines) + box.base) for box in boxes]
    return _Box(tuple("".join(box.lines[i] for box in full) for i in range(above + below)), above)


def _grown(box: _Box, above: int, below: int) -> _Box:
    blank = " " * box.width
    return _Box((*[blank] * above, *box.lines, *[blank] * below), box.base + above)


def _stacked(boxes: Sequence[_Box], base: int, align: str = "c") -> _Box:
    width = max(box.width for box in boxes)
    return _Box(tuple(_padded(line, width, align) for box in boxes for line in box.lines), base)


def _tall(node: _Node) -> bool:
    """Whether it needs more than a line."""
    match node:
        case _Text():
            return False
        case _Frac():
            return True
        case _Grid(rows=rows):
            return len(rows) > 1 or any(map(_tall, (node for cell in rows[0] for node in cell)))
        case _Script():
            return "^" in _script(node) or "_" in _script(node)
    return any(map(_tall, node.body))


def _row_box(nodes: Sequence[_Node], depth: int) -> _Box:
    """Nodes beside each other; `depth` counts the fractions around them."""
    boxes: list[_Box] = []
    flat: list[_Node] = []
    i = 0
    for i, node in enumerate(nodes):
        scripted = isinstance(nodes[i + 1], _Script) if i + 1 < len(nodes) else False
        limits = scripted and isinstance(node, _Text) and node.text in _STACKING
        tall = depth < _MAX_STACKED and (limits or _tall(node))
        if isinstance(node, _Script) and (tall or (not flat and boxes)):
            if flat and not isinstance(flat[-1], _Script) and len(flat) > 1:
                boxes.append(_line(_flat(flat[:-1])))
                flat = flat[-1:]
            boxes.extend([_line(_flat(flat))] if flat else [])
            flat = []
            boxes.append(_with_script(boxes.pop() if boxes else _line(""), node, depth))
        elif tall:
            boxes.extend([_line(_flat(flat))] if flat else [])
            flat = []
            boxes.append(_node_box(node, depth))
        else:
            flat.append(node)
    boxes.extend([_line(_flat(flat))] if flat or not boxes else [])
    return _beside(boxes)


def _line(text: str) -> _Box:
    return _Box((text,))


def _node_box(node: _Node, depth: int) -> _Box:
    match node:
        case _Frac(top=top, bottom=bottom, bar=bar):
            above, below = (_row_box(_trimmed(part), depth + 1) for part in (top, bottom))
            line = _line(("─" if bar else " ") * max(above.width, below.width))
            box = _stacked((above, line, below), len(above.lines))
            return _beside([_line(" "), box, _line(" ")] if bar else _fenced("(", box, ")"))
        case _Root(index=index, body=body):
            inner = _row_box(_trimmed(body), depth)
            roof = _line("┌" + "─" * inner.width)
            walls = _Box(tuple("│" + line for line in inner.lines))
            box = _stacked((roof, walls), inner.base + 1)
            sign = _root_sign(_flat(index).strip())
            hook = [" " * cell_len(sign)] * (len(box.lines) - 1)
            return _beside([_Box((*hook, sign), box.base), box])
        case _Fence(left=left, body=body, right=right):
            return _beside(_fenced(left, _row_box(_trimmed(body), depth), right))
        case _Grid():
            return _grid_box(node, depth)
    return _line(_flat([node]).strip())


def _trimmed(nodes: Sequence[_Node], *, left: bool = True, right: bool = True) -> Sequence[_Node]:
    """Nodes without the spaces around them."""
    start, end = 0, len(nodes)
    while left and start < end and _role(nodes[start]) == "space":
        start += 1
    while right and end > start and _role(nodes[end - 1]) == "space":
        end -= 1
    return nodes[start:end]


def _with_script(base: _Box, node: _Script, depth: int) -> _Box:
    """A box with a superscript above its right end or a subscript below it; above or below the middle
    of a sum."""
    glyphs = _script(node)
    text = base.lines[base.base].strip()
    if text in _STACKING:
        script = _row_box(_trimmed(node.body), depth + 1)
        return (
            _stacked((script, base), len(script.lines) + base.base)
            if node.up
            else _stacked((base, script), base.base)
        )
    if glyphs[0] not in "^_":
        rest = [" " * cell_len(glyphs)] * (len(base.lines) - 1)
        return _beside([base, _Box((glyphs, *rest) if node.up else (*rest, glyphs), base.base)])
    # The script lies wholly above or below its base.
    script = _row_box(_trimmed(node.body), depth + 1)
    blank = [" " * script.width] * len(base.lines)
    if node.up:
        return _beside([base, _Box((*script.lines, *blank), len(script.lines) + base.base)])
    return _beside([base, _Box((*blank, *script.lines), base.base)])


_TALL = {
    "(": "⎛⎜⎜⎝", ")": "⎞⎟⎟⎠", "[": "⎡⎢⎢⎣", "]": "⎤⎥⎥⎦", "{": "⎧⎪⎨⎩", "}": "⎫⎪⎬⎭",
    "⌊": "⎢⎢⎢⎣", "⌋": "⎥⎥⎥⎦", "⌈": "⎡⎢⎢⎢", "⌉": "⎤⎥⎥⎥", "|": "││││", "‖": "‖‖‖‖",
}  # fmt: skip
"""Top, side, middle and bottom of a delimiter of several lines."""


def _fenced(left: str, box: _Box, right: str) -> list[_Box]:
    """A box between delimiters as high as itself. Braces have a middle, so that their height is odd."""
    if ("{" in left + right or "}" in left + right) and len(box.lines) == 2:
        box = _Box((box.lines[0], " " * box.width, box.lines[1]), 1)
    return [_bar(left, box), box, _bar(right, box)]


def _bar(sign: str, box: _Box) -> _Box:
    height = len(box.lines)
    if height == 1 or sign not in _TALL:
        return _Box(tuple(sign if i == box.base else " " * cell_len(sign) for i in range(height)), box.base)
    top, side, middle, bottom = tuple(_TALL[sign])
    inner = [side] * (height - 2)
    if inner:
        inner[(height - 2) // 2] = middle
    return _Box((top, *inner, bottom), box.base)


def _grid_box(grid: _Grid, depth: int) -> _Box:
    """Rows of cells, columns aligned as their environment does it."""
    aligned = "align" in grid.name or grid.name in ("split", "eqnarray")
    cells = [[_row_box(_cell(row, c, aligned), depth) for c in range(len(row))] for row in grid.rows]
    columns = max(map(len, cells))
    widths = [max((row[c].width for row in cells if c < len(row)), default=0) for c in range(columns)]
    if grid.name == "cases" or (aligned and columns == 1):
        align = "l" * columns
    else:
        align = ("rl" if aligned else "cc") * columns
    gap = "" if aligned else "  "
    rows = []
    for row in cells:
        row += [_line("")] * (columns - len(row))
        whole = _beside(
            [_widened(box, widths[c], align[c], "" if not c else gap) for c, box in enumerate(row)]
        )
        rows.append(whole)
    if depth == 0 and aligned and len(rows) > 1:  # a line of fractions apart from the next
        rows = [_grown(box, 0, 1) if len(box.lines) > 1 and box is not rows[-1] else box for box in rows]
    height = sum(len(row.lines) for row in rows)
    box = _stacked(rows, rows[0].base if len(rows) == 1 else height // 2, "l")
    left, right = _FENCES.get(grid.name, ("", ""))
    return _beside(_fenced(left, box, right))


def _cell(row: Sequence[Sequence[_Node]], column: int, aligned: bool) -> Sequence[_Node]:
    """The nodes of a cell. In aligned lines the spaces between cells count, as in '2x &= 12'."""
    last = column == len(row) - 1
    return _trimmed(row[column], left=not aligned or not column, right=not aligned or last)


def _widened(box: _Box, width: int, align: str, gap: str) -> _Box:
    return _Box(tuple(gap + _padded(line, width, align) for line in box.lines), box.base)


# Finding maths in prose.

_DELIMITED = re.compile(
    r"""
    (?P<code>`[^`\n]{1,500}`)
  | \$\$(?P<dollars>(?:\\[\s\S]|[^$\\])+)\$\$
  | \$(?![\s$])(?P<dollar>(?:\\[\s\S]|[^$\\\n]|\n(?!\s*\n))+)(?<!\s)\$(?!\d)
  | \\\((?P<round>(?:\\[^()\[\]]|[^\\])*)\\\)
  | \\\[(?P<square>(?:\\[^()\[\]]|[^\\])*)\\\]
  | \\begin\{(?P<name>[A-Za-z]{1,20}\*?)\}
  | (?P<escape>\\(?![A-Za-z])[\s\S])
    """,
    re.VERBOSE,
)
_MONEY = re.compile(r"\d[^\\]*\s[A-Za-z]{2,}")


def spans(source: str) -> list[Span]:
    """The maths of a text and what lies between, in order. Their sources joined are the text."""
    found: list[Span] = []
    at = before = 0
    never: set[str] = set()  # environments that are not closed any more
    while match := _DELIMITED.search(source, at):
        at = match.end()
        if match["code"] or match["escape"] or (match["dollar"] and _MONEY.match(match["dollar"])):
            at = match.start() + 1 if match["dollar"] else at
            continue
        kind, maths = Kind.BLOCK, match["dollars"] or match["square"] or ""
        if match["name"]:
            name = match["name"]
            close = -1 if name in never else source.find(f"\\end{{{name}}}", at)
            if close < 0 or name not in _ENVIRONMENTS:
                never.add(name)
                continue
            at = close + len(name) + 6
            maths = source[match.start() : at]
        elif match["dollar"] or match["round"] is not None:
            kind, maths = Kind.INLINE, match["dollar"] or match["round"]
        found += _bare_spans(source[before : match.start()])
        found.append(
            Span(kind, source[match.start() : at], maths, inline(maths) or source[match.start() : at])
        )
        before = at
    return found + _bare_spans(source[before:])


_BARE = re.compile(
    r"""
    (?P<code>`[^`\n]{1,500}`)
  | (?P<command>\\(?:[dt]?frac|sqrt|text|boxed|mathrm)(?:\[\d\])?
      (?:\{(?:[^{}\n]|\{[^{}\n]{0,200}\}){0,400}\}){1,2}
      |\\[A-Za-z]{2,20}(?![A-Za-z{]))
  | (?P<number>(?<![\w.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:_\d{1,2})?%?(?![\w.]*[A-Za-z]{2}))
  | (?P<indexed>(?<![A-Za-z])[A-Za-z]_(?:\d{1,3}|[a-z]|\{[^{}\n]{1,20}\})(?!\w))
  | (?P<root>(?<![A-Za-z])(?:sqrt(?=\()|pi(?![A-Za-z])))
  | (?P<measure>(?<![\w])[A-Za-z]{2,5}(?=\^\d))
  | (?P<letter>(?<![A-Za-z'’])[A-Za-z](?![A-Za-z’]|'[A-Za-z]))
  | (?P<power>\^(?:\{[^{}\n]{1,40}\}|\([^()\n]{1,20}\)|-?\w{1,12})|[²³])
  | (?P<open>[(\[])
  | (?P<close>[)\]]'?|'(?=\())
  | (?P<operator>[<>!]=|[-+/=<>×·÷−≤≥≠±]|\*(?!\*)|\*\*(?=\d))
  | (?P<space>[ ])
  | (?P<word>\w+)
  | (?P<other>[\s\S])
    """,
    re.VERBOSE,
)
_OPERANDS = frozenset(("command", "number", "indexed", "root", "measure", "letter", "power", "close"))
_INNER = _OPERANDS | {"open", "operator", "space"}


def _bare_spans(text: str) -> list[Span]:
    """Text without delimiters: the expressions in it that have a power, a root or a sign between two
    operands are maths, the rest is text."""
    found: list[Span] = []
    before = 0
    for start, end in _runs(text):
        if start > before:
            found.append(_as_text(text[before:start]))
        found.append(Span(Kind.INLINE, text[start:end], text[start:end], inline(text[start:end])))
        before = end
    return [*found, _as_text(text[before:])] if before < len(text) else found


def _as_text(text: str) -> Span:
    return Span(Kind.TEXT, text, "", text)


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Where each expression without delimiters begins and ends."""
    run: list[re.Match[str]] = []
    for token in _BARE.finditer(text):
        kind = token.lastgroup or "other"
        if kind in _INNER and not (run and _apart(run, kind)):
            run.append(token)
            continue
        yield from _kept(run)
        run = [token] if kind in _INNER else []
    yield from _kept(run)


def _apart(run: list[re.Match[str]], kind: str) -> bool:
    """Whether a token does not go on with the run: two operands with only a space between."""
    spaced = run[-1].lastgroup == "space"
    before = run[-2].lastgroup if spaced and len(run) > 1 else ""
    return spaced and (
        not before or before == "space" or (before in _OPERANDS and kind in _OPERANDS | {"open"})
    )


def _kept(run: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """The run less what is no part of an expression at its ends; nothing if it is none."""
    depth, opened = 0, []
    for token in run:  # a bracket without its other half ends what is kept
        depth += (token.lastgroup == "open") - (token[0][0] in ")]")
        opened.append(depth)
    start, end = 0, len(run)
    if depth or min(opened, default=0) < 0:
        start, end = _balanced(run)
    while start < end and _loose_start(run, start, end):
        start += 1
    while end > start and (run[end - 1].lastgroup in ("space", "operator", "open")):
        end -= 1
    inner = run[start:end]
    signs = [
        i
        for i, token in enumerate(inner)
        if token.lastgroup == "operator" and 0 < i < len(inner) - 1 and not _is_range(*inner[i - 1 : i + 2])
    ]
    telling = any(token.lastgroup in ("command", "power", "root", "indexed") for token in inner)
    if inner and (telling or signs or any("_" in token[0] for token in inner)):
        yield inner[0].start(), inner[-1].end()


def _is_range(left: re.Match[str], sign: re.Match[str], right: re.Match[str]) -> bool:
    """Whether it is part of '2024-11-25' or of '2-3 days'."""
    return sign[0] == "-" and left.lastgroup == right.lastgroup == "number"


def _loose_start(run: list[re.Match[str]], start: int, end: int) -> bool:
    token = run[start]
    if token.lastgroup == "operator":
        tight = start + 1 < end and run[start + 1].lastgroup in _OPERANDS | {"open"}
        return not (tight and token[0] in "-−±")
    return token.lastgroup in ("space", "power", "close")


def _balanced(run: list[re.Match[str]]) -> tuple[int, int]:
    """The longest stretch of a run between its unmatched brackets."""
    opened: list[int] = []
    walls = [-1]
    for i, token in enumerate(run):
        if token.lastgroup == "open":
            opened.append(i)
        elif token[0][0] in ")]":
            walls.append(i) if not opened else opened.pop()
    walls = sorted({*walls, *opened, len(run)})
    left, right = max(pairwise(walls), key=lambda pair: pair[1] - pair[0])
    return left + 1, right
