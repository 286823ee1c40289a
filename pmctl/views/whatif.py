"""A question (what if it takes longer, somebody is away, a line is changed?) becomes a varied plan with its words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pmctl import git
from pmctl.changes import Consequences, Figures, compared, consequences, figures
from pmctl.diagnostic import Diagnostic, UserError
from pmctl.edit import Edit, Request, edited, place_of, request
from pmctl.escape import terminal
from pmctl.grammar import KINDS
from pmctl.load import Loaded, load
from pmctl.model.control import Assumption, Risk
from pmctl.model.item import Item
from pmctl.model.people import Person, Resource, Team
from pmctl.model.project import Project, Task
from pmctl.model.workspace import Workspace
from pmctl.parse import parse, read_file
from pmctl.plan import Plan, plan
from pmctl.quantity import (
    Days,
    Duration,
    Unreadable,
    days,
    duration,
    print_date,
    print_duration,
    print_money,
    print_share,
)
from pmctl.revision import load_at
from pmctl.rules.run import findings
from pmctl.scheduling.schedule import Schedule
from pmctl.variation import affected, away, occurred, slipped, slipping_leaf, untrue
from pmctl.views.find import find_item

MOST_OPTIONS = 9
"""Alternatives that fit beside each other."""


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

    `affected` are items that a false assumption concerns: no date of theirs moves by itself.
    """

    name: str
    words: tuple[str, ...]
    plan: Plan
    figures: Figures
    follows: Consequences
    affected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The present plan beside its alternatives."""

    plan: Plan
    figures: Figures
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Varied:
    """A plan that was changed in memory, how in words, and what a false assumption concerns."""

    plan: Plan
    words: tuple[str, ...]
    affected: tuple[str, ...] = ()


def whatif(present: Plan, asked: Sequence[Asked], level: bool) -> WhatIf:
    """The present plan beside each alternative that was asked for. UserError for what is no question."""
    if len(asked) > MOST_OPTIONS:
        raise UserError(f"{len(asked)} alternatives are more than stand beside each other", f"at most {MOST_OPTIONS}")
    options = [_option(present, chr(ord("A") + index), one, level) for index, one in enumerate(asked)]
    return WhatIf(present, figures(present), tuple(options))


def _option(present: Plan, name: str, asked: Asked, level: bool) -> Option:
    made = varied(present, asked, level)
    found = findings(made.plan)
    _refuse_references(asked, compared(findings(present), found).new)
    follows = consequences(present, made.plan, findings(present), found)
    return Option(name, made.words, made.plan, figures(made.plan), follows, made.affected)


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
    loaded = _with_lines(present, [request(text) for text in asked.sets]) if asked.sets else present.loaded
    now = plan(loaded, present.today, level) if asked.sets else present
    words = [_line_words(present, request(text)) for text in asked.sets]
    concerned: list[str] = []
    for part, item in _happenings(now, asked.parts):
        workspace, said = _happened(now, item, part)
        if isinstance(item, Assumption):
            concerned += [one.id for one in affected(now.workspace, item)]
        words.append(said)
        now = plan(_named(loaded, workspace, words), present.today, level)
    return Varied(now, tuple(words), tuple(dict.fromkeys(concerned)))


def _named(loaded: Loaded, workspace: Workspace, words: Sequence[str]) -> Loaded:
    """What was loaded with another workspace; its content is not that of the files any more."""
    content = hashlib.sha256("\n".join((loaded.content, *words)).encode("utf-8", "replace")).hexdigest()
    return replace(loaded, workspace=workspace, content=content)


def _of_revision(present: Plan, name: str, level: bool) -> Varied:
    """The plan of a branch or other revision, as of the present day."""
    top = git.find_root(present.loaded.root)
    if top is None:
        raise UserError(f"`--branch {terminal(name[:40])}`: the plan is in no git repository")
    revision = git.resolve_revision(top, name)
    loaded = load_at(present.loaded.root, revision) if revision is not None else None
    if revision is None or loaded is None:
        raise UserError(f"there is no branch or revision `{terminal(name[:40])}`", "`git branch --all` names them")
    return Varied(plan(loaded, present.today, level), (f"{terminal(name)} ({revision[: git.SHORT]})",))


# --- lines that are changed -------------------------------------------------------------------------------------------


def _with_lines(present: Plan, requests: Sequence[Request]) -> Loaded:
    """The plan files with some lines changed, in memory, read again. UserError where a new line makes no sense."""
    root = present.loaded.root
    files = {path: data for path in present.loaded.texts if isinstance(data := read_file(root / path), bytes)}
    before = load(root, files)
    for edit in [_edit(present, one, files) for one in requests]:
        files[edit.path] = edited(files[edit.path], edit, present.workspace.units)
    loaded = load(root, files)
    for finding in compared(before.diagnostics, loaded.diagnostics).new:
        if finding.severity == "error":
            raise UserError(finding.message, finding.hint)
    # what could not be read at all is as wrong as before
    unread = tuple(one for one in present.loaded.diagnostics if one.span.path not in files)
    return replace(loaded, diagnostics=tuple(sorted((*loaded.diagnostics, *unread), key=lambda one: one.span)))


def _edit(present: Plan, asked: Request, files: Mapping[str, bytes]) -> Edit:
    """Where the line stands that a request changes."""
    workspace = present.workspace
    if asked.item == workspace.id and workspace.source.path and workspace.id not in workspace.items:
        return Edit(workspace.source.path, (), "workspace", asked)
    item = find_item(present, asked.item)
    path = item.source.path
    tree = parse(path, files[path])[0] if path in files else None
    place = () if item.kind in KINDS else place_of(tree, item.source.start) if tree is not None else None
    if place is None:
        raise UserError(f"`{terminal(item.id)}` has no line of its own that could be changed")
    return Edit(path, place, item.kind, asked, _implied(workspace, item))


def _line_words(present: Plan, asked: Request) -> str:
    """A changed line in words; of work that has begun it is what is left that counts."""
    if asked.item == present.workspace.id:
        return asked.text
    item = find_item(present, asked.item)
    text = replace(asked, item=item.id).text
    row = present.schedule.tasks.get(item.id)
    begun = isinstance(item, Task) and item.remaining is not None and row is not None and row.state == "started"
    if begun and asked.keys[0] in ("effort", "duration", "progress"):
        return f"{text} (it has begun: its `remaining` says what is left)"
    return text


def _implied(workspace: Workspace, item: Item) -> tuple[str, ...]:
    """Who does a task that names nobody: its owner, where that is a person and the work is not somebody else's."""
    does_it = isinstance(item, Task) and item.external is None and not item.milestone
    return (item.owner,) if does_it and item.owner in workspace.people else ()


# --- what happens -----------------------------------------------------------------------------------------------------


def _happenings(present: Plan, parts: Sequence[Part]) -> Iterator[tuple[Part, Item]]:
    for part in parts:
        for name in part.names:
            yield part, find_item(present, name)


def _happened(now: Plan, item: Item, part: Part) -> tuple[Workspace, str]:
    """The workspace in which something happens to an item, and what happens in words."""
    if isinstance(item, Risk) and not part.away and not part.slip:
        return _occurred(now, item)
    if isinstance(item, Assumption) and not part.away and not part.slip:
        return untrue(now.workspace, item.id), f"{item.id} is false: {item.title}"
    if isinstance(item, Person | Team | Resource) and part.away:
        when = _days(part.away)
        return away(now.workspace, item.id, when), _away_words(now, item, when)
    if isinstance(item, Task | Project) and part.slip:
        return _slipped(now, item, part.slip)
    raise UserError(*_wrong_question(item, part))


def _wrong_question(item: Item, part: Part) -> tuple[str, str]:
    """What to ask of an item instead."""
    shown = terminal(item.id)
    if isinstance(item, Person | Team | Resource):
        what = f"`{shown}` is a {item.kind}, which does not slip" if part.slip else f"what happens to `{shown}`?"
        return what, f"`pmctl whatif {shown} --away 2026-03-02..2026-03-06`"
    if isinstance(item, Task | Project):
        what = f"`{shown}` is a {item.kind}, which cannot be away" if part.away else f"what happens to `{shown}`?"
        return what, f"`pmctl whatif {shown} --slip 5d`, or `--set {shown}.key=value`"
    if isinstance(item, Risk | Assumption):
        event = "occurs" if isinstance(item, Risk) else "is false"
        return f"`{shown}` is a {item.kind}: it {event} or not", f"`pmctl whatif {shown}`"
    return f"`{shown}` is a {item.kind}, to which nothing happens", f"change a line of it: `--set {shown}.key=value`"


def _days(text: str) -> Days:
    try:
        return days(text)
    except Unreadable as wrong:
        raise UserError(f"--away: {wrong.message}", wrong.hint) from wrong


def _away_words(now: Plan, item: Item, when: Days) -> str:
    first, last = (print_date(day, now.today) for day in (when.first, when.last))
    who = f"{item.id} ({', '.join(item.members)})" if isinstance(item, Team) else item.id
    verb = "are" if isinstance(item, Team) else "is"
    return f"{who} {verb} away {first}" + (f" - {last}" if last != first else "")


def _occurred(now: Plan, risk: Risk) -> tuple[Workspace, str]:
    impact = risk.impact
    parts = []
    if impact is not None and impact.time is not None:
        items = ", ".join(one.id for one in affected(now.workspace, risk)) or "nothing"
        parts.append(f"{impact.time.text} {'less' if impact.negative_time else 'longer'} for {items}")
    if impact is not None and impact.cost is not None:
        cost = impact.cost.likely
        parts.append(print_money(cost.amount, cost.currency or now.workspace.currency))
    words = ", ".join(parts) or "it says no impact"
    return occurred(now.workspace, now.schedule, risk.id), f"{risk.id} occurs: {words}"


def _slipped(now: Plan, item: Task | Project, text: str) -> tuple[Workspace, str]:
    minutes = _minutes(now, text)
    workspace = slipped(now.workspace, now.schedule, item.id, minutes)
    leaf = slipping_leaf(now.workspace, now.schedule, item.id)
    size = print_duration(abs(minutes), now.workspace.units)
    how = f"falls {size} later" if leaf.milestone else f"takes {size} longer"
    if minutes < 0:
        how = f"falls {size} earlier" if leaf.milestone else f"takes {size} less"
    through = f" with {leaf.id}, which ends last" if leaf.id != item.id else ""
    crew = _crew(now.workspace, now.schedule, leaf)
    return workspace, f"{item.id} {how}{through}" + (f" ({crew} stay booked)" if crew and minutes > 0 else "")


def _crew(workspace: Workspace, schedule: Schedule, task: Task) -> str:
    """`ana 80% and bo`: who is booked on a task, with the part of their days that they give."""
    names = []
    for booking in schedule.tasks[task.id].bookings:
        person = workspace.people.get(booking.who)
        share = booking.share * (person.availability.value if person and person.availability else 1)
        names.append(booking.who if share == 1 else f"{booking.who} {print_share(share)}")
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1] if names else ""


def _minutes(now: Plan, text: str) -> int:
    """A time that something slips, in working minutes; `-2d` is less."""
    sign = -1 if text.startswith("-") else 1
    try:
        found: Duration = duration(text.lstrip("+-").strip(), now.workspace.units)
    except Unreadable as wrong:
        raise UserError(f"--slip: {wrong.message}", wrong.hint) from wrong
    if found.elapsed:
        raise UserError(f"--slip: `{terminal(text[:40])}` is elapsed time", "work slips by working time: `5d`, `4h`")
    if not found.minutes:
        raise UserError("--slip: no time at all changes nothing", "such as `--slip 5d` or `--slip -2d`")
    return sign * found.minutes
