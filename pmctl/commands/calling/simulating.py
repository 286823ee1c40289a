"""What every command that simulates is told (`--runs`, `--seed` ...), and the simulation that comes of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pmctl import output
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.insights.odds.calibration import calibration_of, ratios_of
from pmctl.insights.odds.dates import carriers
from pmctl.model.control import Risk
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import Unreadable, share
from pmctl.views.find import close
from pmctl.views.forecast.view import Terms, rough

if TYPE_CHECKING:
    from pmctl.scheduling.simulation.result import Sampling, Simulation

Command = Callable[..., Any]
Thing = TypeVar("Thing")

MOST_RUNS = 100_000
MOST_DATES = 150_000_000
"""Tasks and risks times runs: nine bytes each for what is found, four more for a length that is drawn: two gigabytes
where everything is uncertain.
"""
FEW_DATES = 200_000
"""Up to so many, other processes would not be worth their start."""
MOST_WORKERS = 8
LARGEST_SEED = 2**63 - 1
_PLAIN_TYPES = ("person", "team", "resource", "risk")


@dataclass(frozen=True, slots=True)
class Draws:
    """What was asked of the runs, as typed."""

    runs: int
    seed: int
    sampling: Sampling
    correlate: tuple[str, ...]
    calibrate: bool


USUAL = Draws(10_000, 1, "triangle", (), False)
"""What is drawn where nothing was said."""


def options(function: Command) -> Command:
    """Add `--runs --seed --sampling --correlate --calibrate`; the command gets `draws`."""

    @click.option("--runs", type=int, default=10_000, metavar="N", help="How many runs (10000).")
    @click.option("--seed", type=int, default=1, metavar="N", help="Another seed draws other runs (1).")
    @click.option(
        "--sampling",
        type=click.Choice(["triangle", "pert"]),
        default="triangle",
        help="`3d..5d..9d` as P10, likely, P90 (triangle), or as extremes (pert).",
    )
    @click.option(
        "--correlate",
        multiple=True,
        metavar="WHAT=SHARE",
        help="Draws go together: `person=0.5`, `person:ana=0.5`, `tag:NAME=0.7`.",
    )
    @click.option("--calibrate", is_flag=True, help="Stretch what is left by the team's own spent / estimate.")
    @wraps(function)
    def command(
        *args: Any, runs: int, seed: int, sampling: Sampling, correlate: tuple[str, ...], calibrate: bool, **kwargs: Any
    ) -> Any:
        return function(*args, draws=Draws(runs, seed, sampling, correlate, calibrate), **kwargs)

    return command


def simulated(plan: Plan, level: bool, draws: Draws, item: Item | None = None) -> tuple[Simulation, Terms]:
    """Run what was asked, with a bar where a person waits; UserError for what makes no sense.

    With an `item` tasks are critical where they hold up its finish.
    """
    dates = _dates(plan)
    check_draws(draws, dates)
    correlations = dict(correlation(plan, text) for text in draws.correlate)
    history = calibration_of(plan) if draws.calibrate else None
    from pmctl.scheduling.simulation import simulate
    from pmctl.scheduling.simulation.result import Settings

    settings = Settings(
        runs=draws.runs,
        seed=draws.seed,
        sampling=draws.sampling,
        level=level,
        correlations=correlations,
        ratio=ratios_of(history) if history else {},
        towards=frozenset(leaf.id for leaf in carriers(plan, item)) if item is not None else frozenset(),
        workers=workers(dates * draws.runs),
    )
    found = simulate(plan.workspace, plan.today, settings, _followed)
    shown = tuple((name, float(value)) for name, value in correlations.items())
    terms = Terms(draws.runs, draws.seed, draws.sampling, shown, level, history)
    if not found.is_certain and rough(terms):
        output.note(rough(terms))
    return found, terms


def _followed(steps: Sequence[Thing]) -> Iterable[Thing]:
    return output.progress(steps, "simulating", len(steps))


def _dates(plan: Plan) -> int:
    """How many tasks and risks every run draws or dates, at most."""
    return len(plan.schedule.tasks) + sum(isinstance(item, Risk) for item in plan.workspace.items.values())


def workers(dates: int) -> int:
    """How many processes help to find so many dates: the processors that this one may use."""
    if dates < FEW_DATES or not hasattr(os, "sched_getaffinity"):
        return 1
    return min(len(os.sched_getaffinity(0)), MOST_WORKERS)


def check_draws(draws: Draws, dates: int) -> None:
    """UserError for no runs, for more than anybody needs or than fit into memory, and for a seed that is none."""
    if draws.runs < 1:
        raise UserError(f"`--runs {draws.runs}` is no run at all", "10000 are the default; 1000 are quick")
    if draws.runs > MOST_RUNS:
        raise UserError(
            f"`--runs {draws.runs}` are more than pmctl makes ({MOST_RUNS:,})",
            f"odds of {MOST_RUNS:,} runs are exact to 0.2 points",
        )
    if draws.runs * dates > MOST_DATES:
        raise UserError(
            f"{draws.runs:,} runs of {dates:,} tasks and risks are more than fit into memory",
            f"`--runs {MOST_DATES // dates}` do",
        )
    if not 0 <= draws.seed <= LARGEST_SEED:
        raise UserError(f"`--seed {draws.seed}` is no seed", "any whole number from 0 on")


def correlation(plan: Plan, text: str) -> tuple[str, Fraction]:
    """`person=0.5`, `person:ana=50%` or `tag:backend=0.7` as what goes together and how strongly; UserError else."""
    shown = terminal(text[:60])
    what, equals, amount = text.rpartition("=")
    kind, colon, name = what.partition(":")
    if not equals or kind not in ("person", "tag") or (kind == "tag" and not name) or (colon and not name):
        raise UserError(f"`--correlate {shown}` says nothing that goes together", "`person=0.5`, `tag:backend=0.7`")
    known = _known(plan, kind)
    if name and name not in known:
        raise UserError(f"--correlate: there is no {kind} `{terminal(name[:40])}`.{close(name, known)}")
    value = _strength(amount)
    if value is None or not 0 <= value <= 1:
        raise UserError(f"`--correlate {shown}`: `{terminal(amount[:20])}` is no share", "a number from 0 to 1")
    return what, value


def _known(plan: Plan, kind: str) -> frozenset[str]:
    """The people of a plan, or the tags of its tasks."""
    if kind == "person":
        return frozenset(plan.workspace.people)
    return frozenset(tag for item in plan.workspace.items.values() if isinstance(item, Task) for tag in item.tags)


def _strength(text: str) -> Fraction | None:
    """`0.5` or `50%`."""
    try:
        if text.endswith("%"):
            return share(text).value
        return Fraction(text) if text.isascii() and text.replace(".", "", 1).isdigit() and len(text) < 20 else None
    except (Unreadable, ValueError):
        return None


def checked_item(item: Item | None) -> Item | None:
    """An item that may have odds; UserError for what is no work."""
    if item is not None and item.kind in _PLAIN_TYPES:
        advice = {
            "risk": "`pmctl forecast ITEM` of what it affects says what it does",
            "resource": "`pmctl show` says what it is booked for",
        }.get(item.kind, f"`pmctl list tasks --where \"people ~ '{item.id}'\"` lists their work")
        raise UserError(f"`{terminal(item.id)}` is a {item.kind}; odds are of work and promises", advice)
    return item
