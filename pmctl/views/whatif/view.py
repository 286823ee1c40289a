"""A question (what if it takes longer, somebody is away, a line is changed?) becomes a varied plan with its words."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from pmctl import git
from pmctl.changes import Consequences, Figures, compared, consequences, figures, former_ids, likely_finish
from pmctl.changes.edits import edits
from pmctl.changes.former import NOBODY, former_id
from pmctl.diagnostic import Diagnostic, UserError
from pmctl.edit import request
from pmctl.escape import terminal
from pmctl.insights.levelling_options import LevellingOption
from pmctl.load import Content, Loaded
from pmctl.model.control import Assumption
from pmctl.model.workspace import Workspace
from pmctl.plan import Plan, plan
from pmctl.quantity import LAST_YEAR, day_of
from pmctl.revision import load_at, named
from pmctl.rules.judging.run import findings
from pmctl.variation import affected
from pmctl.views.find import find_item
from pmctl.views.whatif.happening import happened
from pmctl.views.whatif.lines import line_words, with_lines

MOST_OPTIONS = 9
"""Alternatives that fit beside each other."""
FEW = 300
"""Tasks that are simulated unasked: it takes no second."""


Fact = TypeVar("Fact")


@dataclass(frozen=True, slots=True)
class Part:
    """Items as typed, with what happens to them: `slip` by a time or `away` on days; neither for a risk."""

    names: tuple[str, ...]
    slip: str = ""
    away: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One alternative as typed: what happens and which lines change, or the revision that stands for it."""

    parts: tuple[Part, ...] = ()
    sets: tuple[str, ...] = ()
    branch: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """An alternative: a letter, what is different in words, its plan and everything that follows.

    `affected` are items that a false assumption concerns: no date of theirs moves by itself. `likely` is by project
    the day by which it ends in 80 % of the runs, where that was asked for, `likely_was` that of the present plan;
    `levelling` says how a better order of levelling was found, where that is the difference. Figures go by the ids that
    projects have in the present plan; `former` maps ids of its own plan to them.
    """

    name: str
    words: tuple[str, ...]
    plan: Plan
    figures: Figures
    follows: Consequences
    affected: tuple[str, ...] = ()
    likely: Mapping[str, date] = field(default_factory=dict)
    levelling: LevellingOption | None = None
    likely_was: Mapping[str, date] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_nothing(self) -> bool:
        """Does nothing follow, and is nothing likelier or less likely?"""
        return self.follows.is_nothing and self.likely == self.likely_was


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The present plan beside its alternatives."""

    plan: Plan
    figures: Figures
    options: tuple[Option, ...]
    likely: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Varied:
    """A plan that was changed in memory, how in words, and what a false assumption concerns."""

    plan: Plan
    words: tuple[str, ...]
    affected: tuple[str, ...] = ()


def whatif(present: Plan, asked: Sequence[Asked], level: bool, odds: bool = False) -> WhatIf:
    """The present plan beside each alternative that was asked for. UserError for what is no question.

    The plans are simulated as well where they have few tasks, and with `odds` whatever they have.
    """
    if len(asked) > MOST_OPTIONS:
        raise UserError(f"{len(asked)} alternatives are more than stand beside each other", f"at most {MOST_OPTIONS}")
    options = [_option(present, chr(ord("A") + index), one, level) for index, one in enumerate(asked)]
    if not odds and len(present.schedule.tasks) > FEW:
        return WhatIf(present, figures(present), tuple(options))
    likely = [likely_finish(one, level) for one in (present, *(option.plan for option in options))]
    options = [
        replace(option, likely=_by_present_id(days, option.former), likely_was=likely[0])
        for option, days in zip(options, likely[1:], strict=True)
    ]
    return WhatIf(present, figures(present), tuple(options), likely[0])


def _option(present: Plan, name: str, asked: Asked, level: bool) -> Option:
    made = varied(present, asked, level)
    found = findings(made.plan)
    _refuse_references(asked, compared(findings(present), found).new)
    before, after = present.workspace, made.plan.workspace
    former = former_ids(before, after, edits(before, after)) if asked.branch else NOBODY
    follows = consequences(present, made.plan, findings(present), found, former)
    own = figures(made.plan)
    finish, late = _by_present_id(own.finish, former), _by_present_id(own.late, former)
    known = replace(own, finish=finish, late=late)
    return Option(name, made.words, made.plan, known, follows, made.affected, former=former)


def _by_present_id(found: Mapping[str, Fact], former: Mapping[str, str]) -> dict[str, Fact]:
    """Facts of projects by the ids that these have in the present plan."""
    return {former_id(id, former): fact for id, fact in found.items()}


def _refuse_references(asked: Asked, new: Sequence[Diagnostic]) -> None:
    """A changed line that names what is not there was mistyped: say so instead of computing on."""
    wrong = next((one for one in new if one.severity == "error" and one.code.startswith("PM1")), None)
    if asked.sets and wrong is not None:
        raise UserError(wrong.message, wrong.hint)


# --- the varied plan --------------------------------------------------------------------------------------------------


def varied(present: Plan, asked: Asked, level: bool) -> Varied:
    """The plan with everything that one alternative says, made in memory. UserError for what cannot be."""
    if asked.branch:
        return _of_revision(present, asked.branch, level)
    requests = [request(text) for text in asked.sets]
    loaded = with_lines(present, requests) if requests else present.loaded
    now = plan(loaded, present.today, level) if requests else present
    words = [line_words(present, one) for one in requests]
    concerned: list[str] = []
    for part, name in ((one, name) for one in asked.parts for name in one.names):
        item = find_item(now, name)
        workspace, said = happened(now, item, part.slip, part.away)
        if isinstance(item, Assumption):
            concerned += [one.id for one in affected(now.workspace, item)]
        words.append(said)
        now = plan(_named(loaded, workspace, words), present.today, level)
    if _leads_beyond(now) and not _leads_beyond(present):
        what = f"`{terminal('; '.join(words)[:80])}` leads beyond {LAST_YEAR - 1}"
        raise UserError(what, f"dates are computed up to {LAST_YEAR - 1}: give a shorter time")
    return Varied(now, tuple(words), tuple(dict.fromkeys(concerned)))


def _leads_beyond(now: Plan) -> bool:
    """Whether anything ends where all calendars do, so that its date is none."""
    return any(day_of(row.finish).year >= LAST_YEAR for row in now.schedule.tasks.values())


def _named(loaded: Loaded, workspace: Workspace, words: Sequence[str]) -> Loaded:
    """What was loaded with another workspace; its content is not that of the files any more."""
    content = hashlib.sha256("\n".join((loaded.content, *words)).encode("utf-8", "replace")).hexdigest()
    return replace(loaded, workspace=workspace, held=Content(known=content))


def _of_revision(present: Plan, name: str, level: bool) -> Varied:
    """The plan of a branch, of another revision or of a day, as of the present day."""
    revision = named(present.loaded.root, name)
    loaded = load_at(present.loaded.root, revision.id, name)
    if loaded is None or not loaded.texts:
        raise UserError(f"there is no plan at `{terminal(name[:40])}`", "`git log` names other revisions")
    return Varied(plan(loaded, present.today, level), (f"{terminal(name)} ({revision.id[: git.SHORT]})",))
