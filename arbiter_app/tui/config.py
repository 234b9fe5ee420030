"""What the user has set in the config file, and what the app remembers by itself in a file of its own.

The config file belongs to the user: it is read, never written. A value that cannot be used is told of in a
line and left out; the others count. Importing this module imports no Textual.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..engine.worker import Models
from ..errors import ArbiterError
from ..files import write_atomically

_MODIFIERS = {"ctrl", "shift", "alt", "meta", "super", "hyper"}
_MAX_PAIRS = 50
_ROLES = ("draft", "target", "router")


def config_path() -> Path:
    """Where the user's settings are looked for: in the system's config folder."""
    from platformdirs import user_config_path

    return user_config_path("arbiter", appauthor=False) / "config.toml"


def state_path() -> Path:
    """Where the app keeps what it remembers: in the system's state folder."""
    from platformdirs import user_state_path

    return user_state_path("arbiter", appauthor=False) / "state.json"


@dataclass(frozen=True, slots=True)
class Config:
    """None is the default. `threshold` τ and `budget` (share of steps) are 0..1; `keys` has the key, or
    several with commas between them, of each action that is to have another."""

    theme: str | None = None
    threshold: float | None = None
    budget: float | None = None
    reduce_motion: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)


def load_config(path: Path, actions: Mapping[str, str]) -> tuple[Config, list[str]]:
    """The settings in the file at `path`, none if it is not there, and a line for each that cannot be used.
    `actions` names all that can have a key, with the keys they have by default."""
    try:
        with path.open("rb") as file:
            given = tomllib.load(file)
    except FileNotFoundError:
        return Config(), []
    except OSError as error:
        return Config(), [f"cannot read {path}: {error.strerror}; the defaults are used"]
    except (ValueError, RecursionError) as error:  # no TOML, or no UTF-8
        return Config(), [f"{path} is not TOML ({error}); the defaults are used until it is mended"]
    wrong: list[str] = []
    found: dict[str, Any] = {}
    for name, value in given.items():
        why = _why_not(name, value)
        if why:
            wrong.append(f"{path}: {name} = {value!r} {why}")
        else:
            found[name] = value
    keys, clashes = _keys(found.pop("keys", {}), actions)
    return Config(**found, keys=keys), wrong + [f"{path}: keys.{line}" for line in clashes]


def _why_not(name: str, value: object) -> str:
    """Why a setting cannot be used; '' where it can."""
    from textual.theme import BUILTIN_THEMES

    match name:
        case "theme":
            known = isinstance(value, str) and value in BUILTIN_THEMES
            return "" if known else f"is no theme; choose one of {', '.join(sorted(BUILTIN_THEMES))}"
        case "threshold" | "budget":
            share = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
            return "" if share else "is no share; write a number from 0 to 1"
        case "reduce_motion":
            return "" if isinstance(value, bool) else "is neither true nor false"
        case "keys":
            return "" if isinstance(value, dict) else 'is no table; write [keys] and below it action = "key"'
    return "is no setting; there are theme, threshold, budget, reduce_motion and [keys]"


def _keys(given: Mapping[str, object], actions: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The keys that can be used, and a line for each that cannot."""
    keys: dict[str, str] = {}
    wrong: list[str] = []
    for action, key in given.items():
        if action not in actions:
            wrong.append(f"{action} is no action; there are {', '.join(sorted(actions))}")
        elif not isinstance(key, str) or not all(map(_is_key, key.split(","))):
            wrong.append(f'{action} = {key!r} is no key; write one like "f5", "ctrl+r" or "f5,ctrl+r"')
        else:
            keys[action] = key
    while clash := _clash(keys, {**actions, **keys}):  # the default that comes back may clash in its turn
        action, other = clash
        wrong.append(f"{action} = {keys.pop(action)!r} is the key of {other} too; give one of them another")
    return keys, wrong


def _clash(keys: Mapping[str, str], all_keys: Mapping[str, str]) -> tuple[str, str] | None:
    """The first of `keys` that another action has too, and that action."""
    for action, key in keys.items():
        for other, taken in all_keys.items():
            if other != action and set(key.split(",")) & set(taken.split(",")):
                return action, other
    return None


def _is_key(key: str) -> bool:
    """Whether Textual can hear of such a key."""
    from textual.keys import Keys, key_to_character

    *modifiers, last = key.split("+")
    named = last in {one.value for one in Keys} or key_to_character(last) is not None
    return bool(last) and named and set(modifiers) <= _MODIFIERS


class Remembered:
    """What the app keeps from one start to the next; without a path, as long as it runs.

    `theme` is the one chosen in the app, `beside` what the config file said then: once that says something
    else, the file counts again. `pairs` are models of one's own that could be opened.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.theme: str | None = None
        self.beside: str | None = None
        self.pairs: list[Models] = []
        try:
            content = json.loads(path.read_text(encoding="utf-8")) if path else {}
            theme, self.beside = content.get("theme"), content.get("beside")
            self.theme = theme if isinstance(theme, str) else None
            self.pairs = [_pair(one) for one in content.get("pairs", ())][:_MAX_PAIRS]
        except (OSError, ValueError, TypeError, AttributeError, RecursionError):
            pass  # not there yet, or not as it was written: nothing is remembered

    def theme_for(self, config: Config) -> str | None:
        """The theme that was chosen last, in the app or in the file."""
        from textual.theme import BUILTIN_THEMES

        chosen = self.theme if self.theme in BUILTIN_THEMES and self.beside == config.theme else None
        return chosen or config.theme

    def choose(self, theme: str, config: Config) -> None:
        self.theme, self.beside = theme, config.theme
        self._save()

    def add(self, pair: Models) -> None:
        """Keep a pair, as the first of all; not how it is run."""
        pair = Models(pair.draft, pair.target, pair.router)
        self.pairs = [pair, *(one for one in self.pairs if one != pair)][:_MAX_PAIRS]
        self._save()

    def forget(self, pair: Models) -> None:
        self.pairs = [one for one in self.pairs if one != Models(pair.draft, pair.target, pair.router)]
        self._save()

    def _save(self) -> None:
        """Raises ArbiterError where the file cannot be written."""
        if self.path is None:
            return
        pairs = [{role: _text(getattr(pair, role)) for role in _ROLES} for pair in self.pairs]
        content = {"theme": self.theme, "beside": self.beside, "pairs": pairs}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self.path, json.dumps(content, indent=1) + "\n")
        except OSError as error:
            raise ArbiterError(
                f"cannot write {self.path}: {error.strerror}; it is forgotten at the end"
            ) from None


def _pair(content: Mapping[str, str | None]) -> Models:
    draft, target, router = (Path(name) if (name := content.get(role)) else None for role in _ROLES)
    return Models(draft, target, router)


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)
