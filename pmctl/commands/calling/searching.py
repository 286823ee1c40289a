"""What a command that looks for a better order of levelling is told (`--level`, `--budget` ...), and the clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import click

from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.regex import regex
from pmctl.scheduling.orders import MOST_SCHEDULES, Effort
from pmctl.views.whatif.levelling import WORDS

Command = Callable[..., Any]

LONGEST = 3600
"""Seconds of a budget."""
_BUDGET = regex(r"([0-9]{1,6}(?:\.[0-9]{1,3})?)(s|min|h)")
_SECONDS = {"s": 1, "min": 60, "h": 3600}


@dataclass(frozen=True, slots=True)
class Tries:
    """How the plan shall be levelled, as typed: by which methods, for how many seconds each, at most so many tries."""

    methods: tuple[str, ...]
    seconds: float
    schedules: int
    seed: int

    def effort(self) -> Effort:
        """What one method may spend; its seconds count from now on."""
        end = time.monotonic() + self.seconds
        return Effort(self.schedules, self.seed, lambda: end - time.monotonic())


def options(function: Command) -> Command:
    """Add `--level --budget --schedules --seed`; the command gets `tries`."""

    @click.option("--level", type=click.Choice(tuple(WORDS)), multiple=True, help="Level by this method; repeatable.")
    @click.option("--budget", default="10s", metavar="TIME", help="With --level: how long (10s).")
    @click.option(
        "--schedules",
        type=click.IntRange(1, MOST_SCHEDULES),
        default=1000,
        metavar="N",
        help="With --level: tries before a solver (1000).",
    )
    @click.option(
        "--seed",
        type=click.IntRange(0, 2**31 - 1),
        default=1,
        metavar="N",
        help="With --level: another seed, other tries (1).",
    )
    @wraps(function)
    def command(*args: Any, level: tuple[str, ...], budget: str, schedules: int, seed: int, **kwargs: Any) -> Any:
        tries = Tries(tuple(dict.fromkeys(level)), _seconds(budget), schedules, seed)
        return function(*args, tries=tries, **kwargs)

    return command


def _seconds(text: str) -> float:
    match = _BUDGET.fullmatch(text)
    seconds = float(match[1]) * _SECONDS[match[2]] if match else 0.0
    if not 0 < seconds <= LONGEST:
        raise UserError(f"--budget `{terminal(text[:40])}` is no time up to an hour", "such as `10s` or `2min`")
    return seconds
