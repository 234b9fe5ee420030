"""A pair at work: two GGUF models, the router and the reward model made for them, and the policies by name.

Knows nothing of flags, terminals or problem files. Files are opened when they are first needed, so
that the draft alone never loads the target.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import TracebackType

from . import bundled
from .core import Context, Finished, Limits, Round, Speaker, Step, Token
from .engine.extras import Adaptive, Explore, Extras, Gate
from .engine.gguf import Model, Sampling, Speculative
from .engine.native import Abort, LoadOptions, check_file
from .engine.policies import RSD, Accept, Arbitrage, Budget, Confidence, Oracle, Policy, Random, Value
from .engine.solve import Writer, solve
from .errors import ModelError, UsageError
from .router.features import features
from .router.reward import NONE, RewardModel
from .router.scoring import Router, read_card

CONFIDENCE_THRESHOLD = 0.1
"""Escalate when the draft gave a token less than 0.9: the setting that cost no accuracy on small pairs."""

RANDOM_THRESHOLD = 0.5

RSD_THRESHOLD = 0.7
"""As in the paper (arXiv 2501.19324)."""

ORACLE_THRESHOLD = 0.0


@dataclass(frozen=True)
class Contender:
    """A policy with the models it needs in their seats, and what is put around them. `draft` is the target
    itself for target-only. The target writes with the guesses of `speculator`, where there is one."""

    name: str
    threshold: float | None
    draft: Model
    target: Model
    policy: Policy
    extras: Extras = Extras()
    speculator: Model | None = None

    def solve(self, problem: str, limits: Limits) -> Generator[Token | Round | Finished, None, None]:
        """One run: see `engine.solve.solve`. Close it to cancel."""
        seat, target = self.seats
        policy, extras = self.policy, self.extras
        if extras.gate:
            seat = Gate(seat, extras.gate)
        if extras.adaptive:
            seat = policy = Adaptive(seat, policy, limits)
        explore = Explore(self.draft, self.policy, extras.explore) if extras.explore else None
        yield from solve(Context(problem), seat, target, policy, limits, explore)

    @property
    def seats(self) -> tuple[Writer, Writer]:
        """Who writes in the draft's seat, and who in the target's."""
        target = Speculative(self.target, self.speculator) if self.speculator else self.target
        return (target if self.draft is self.target else self.draft), target

    @property
    def label(self) -> str:
        """The policy's name with the flags of its extras: what tells the rows of a benchmark apart."""
        return f"{self.name} {self.extras}".rstrip()

    @property
    def models(self) -> tuple[Model, ...]:
        """The models that may run, each once."""
        return tuple(dict.fromkeys(filter(None, (self.draft, self.target, self.speculator))))

    def check_room(self, problem: str) -> None:
        """Raise UsageError unless the problem fits the context of every model that writes."""
        for model in dict.fromkeys((self.draft, self.target)):
            model.check_room(problem)


class Pair:
    """Draft, target, router and process reward model from files; the bundled ones where none is named.

    A context manager; `close` frees what was opened. Raises ModelError or DeviceError when a file is
    first needed and cannot be used, ModelError at once for a model that is named and no GGUF file.
    """

    def __init__(
        self,
        draft: Path | None = None,
        target: Path | None = None,
        router: Path | None = None,
        prm: Path | None = None,
        *,
        options: LoadOptions = LoadOptions(),
        sampling: Sampling = Sampling(),
    ) -> None:
        for named in filter(None, (draft, target)):  # also one that the policy will not need
            check_file(named)
        self._own = draft is not None or target is not None
        self._draft_file, self._target_file, self._router_file, self._prm_file = draft, target, router, prm
        self._options, self._sampling = options, sampling
        self.abort = Abort()

    def __enter__(self) -> Pair:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Free the models that were opened, router and reward model among them."""
        for name in ("draft", "target", "router", "prm"):
            if opened := self.__dict__.pop(name, None):
                opened.close()

    @property
    def opened(self) -> tuple[Model, ...]:
        """The models that have been needed so far."""
        return tuple(vars(self)[name] for name in ("draft", "target") if name in vars(self))

    @cached_property
    def draft(self) -> Model:
        return self._open(self._draft_file or bundled.path(bundled.DRAFT), Speaker.DRAFT, self._options)

    @cached_property
    def target(self) -> Model:
        options = replace(self._options, n_branches=0)  # only the draft's steps are drawn several at once
        return self._open(self._target_file or bundled.path(bundled.TARGET), Speaker.TARGET, options)

    def _open(self, path: Path, speaker: Speaker, options: LoadOptions) -> Model:
        return Model(path, speaker, options=options, sampling=self._sampling, abort=self.abort)

    @cached_property
    def router(self) -> Router:
        """The router named, or the bundled one, or for models of one's own that this was not made for the
        portable one. Raises ModelError if the one named was made for another pair."""
        made_for = {
            "draft_fingerprint": self.draft.fingerprint,
            "target_fingerprint": self.target.fingerprint,
        }
        path = self._router_file or bundled.path(bundled.ROUTER)
        if self._own and not self._router_file and not made_for.items() <= read_card(path).items():
            path = bundled.path(bundled.PORTABLE)
        return Router(path, self.target.n_threads, **made_for)

    def scores(self) -> Value:
        """ŷ of the draft's step in its context, 0..1, by the router, which is opened now."""
        router, draft = self.router, self.draft
        if router.tags:
            return lambda context, step: router.score(_ids(draft, context, step, router.tags))
        return lambda context, step: router.score(features(context, step))

    @cached_property
    def prm(self) -> RewardModel:
        """The reward model named, or the bundled one, on as many threads as the target. Raises ModelError
        if it was made for another target."""
        path = self._prm_file or self._bundled_prm()
        return RewardModel(path, target_fingerprint=self.target.fingerprint, threads=self.target.n_threads)

    def _bundled_prm(self) -> Path:
        try:
            return bundled.path(bundled.PRM)
        except ModelError:
            raise ModelError(NONE) from None

    def rewards(self) -> Value:
        """The reward of a step in its context, 0..1, by the reward model, which is opened now."""
        prm, target = self.prm, self.target
        return lambda context, step: prm.score(_ids(target, context, step, {}))

    def contender(
        self,
        name: str,
        *,
        threshold: float | None,
        budget: float | None,
        seed: int,
        extras: Extras = Extras(),
    ) -> Contender:
        """The policy of that name, held to `budget` (share of steps, 0..1) where one is given: by the τ
        that the router was calibrated to for it, else by a running quantile.

        `threshold` None is the policy's own default; `extras` are arbitrage's alone. Raises UsageError for
        an unknown name, for a budget of a policy that compares no score of the draft's step with τ from
        below, and for extras that this budget or this draft cannot have.
        """
        policy: Confidence | Random | Arbitrage | RSD | Oracle
        if name == "draft":
            return Contender(name, None, self.draft, self.draft, Accept())
        if name == "target":
            return Contender(name, None, self.target, self.target, Accept())
        if name == "speculative":
            return Contender(name, None, self.target, self.target, Accept(), speculator=self.draft)
        if name in ("rsd", "oracle"):
            if budget is not None:
                raise UsageError(f"--budget {budget:g} cannot be held by {name}: give it a τ (--threshold)")
            kind, default = (RSD, RSD_THRESHOLD) if name == "rsd" else (Oracle, ORACLE_THRESHOLD)
            threshold = default if threshold is None else threshold
            policy = kind(self.rewards(), threshold)
            return Contender(name, threshold, self.draft, self.target, policy, speculator=self.draft)
        if name == "confidence":
            threshold = CONFIDENCE_THRESHOLD if threshold is None else threshold
            policy = Confidence(threshold)
        elif name == "random":
            threshold = RANDOM_THRESHOLD if threshold is None else threshold
            policy = Random(threshold, seed)
        elif name == "arbitrage":
            if threshold is None and budget is not None:
                threshold = self.router.calibrated("steps", budget)
                budget = budget if threshold is None else None
            threshold = self.router.threshold if threshold is None else threshold
            policy = Arbitrage(self.scores(), threshold)
            self._check(extras, budget)
        else:
            raise UsageError(
                f"no policy {name!r}: choose draft, target, speculative, confidence, random, arbitrage, rsd "
                "or oracle"
            )
        held: Policy = policy if budget is None else Budget(policy, budget)
        around = extras if name == "arbitrage" else Extras()
        return Contender(name, threshold, self.draft, self.target, held, around, speculator=self.draft)

    def _check(self, extras: Extras, budget: float | None) -> None:
        if extras and budget is not None:
            raise UsageError(
                f"--budget {budget:g} is held by a running quantile, which {extras} would upset: "
                "give a τ (--threshold) or a budget that the router was calibrated to"
            )
        if extras.explore and not self.draft.can_roll_back:
            raise UsageError(
                f"--explore {extras.explore} needs a draft that can go on in several ways from one place, "
                f"and {self.draft.path.name} keeps a single state; leave it out"
            )

    def names(self, *, routed: bool) -> dict[str, str | None]:
        """`pair` of the JSON: file names; the router's only where one takes part."""
        draft = self._draft_file or Path(bundled.DRAFT)
        target = self._target_file or Path(bundled.TARGET)
        return {
            "name": f"{draft.stem} + {target.stem}" if self._own else "tutor",
            "draft": draft.name,
            "target": target.name,
            "router": self.router.path.name if routed else None,
        }


def _ids(model: Model, context: Context, step: Step, tags: Mapping[str, int]) -> list[int]:
    """Problem, steps and `step` as `model` reads them; before each step the tag of who wrote it, where
    there are tags."""
    tokens = model.prompt(context.problem)
    for one in (*context.steps, step):
        tokens += [*([tags[one.by]] if tags else ()), *model.ids(one)]
    return tokens
