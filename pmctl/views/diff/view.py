"""Two plans become a difference: the edits, everything that follows, and what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pmctl.beside import begun
from pmctl.changes import Consequences, OddsChange, consequences, former_ids, odds_changes
from pmctl.changes.attribution import Attribution
from pmctl.changes.edits import Edit, edits
from pmctl.changes.narrowing import narrowed
from pmctl.changes.whose import takes_long, whose_doing
from pmctl.diagnostic import Diagnostic
from pmctl.load import load
from pmctl.plan import Plan, plan
from pmctl.rules.judging.run import findings


@dataclass(frozen=True, slots=True)
class Side:
    """One of two plans: what it is called, its commit (a full id, empty for files that are not committed)."""

    name: str
    revision: str
    plan: Plan

    @property
    def is_empty(self) -> bool:
        """Is there no plan at all?"""
        return not self.plan.workspace.items and not self.plan.workspace.people


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that one side cannot be read from, with the finding that says why; nothing in it is compared."""

    side: str
    path: str
    finding: Diagnostic


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that sets two plans apart, both as of one day.

    `wanted` are the items to which it is narrowed down (empty: all). `odds` is None where nobody asked for them, and
    `whose` (the shares of the edits) where nothing is to be shared out or that would take long.
    """

    before: Side
    after: Side
    edits: tuple[Edit, ...]
    follows: Consequences
    unread: tuple[Unread, ...] = ()
    odds: tuple[OddsChange, ...] | None = None
    wanted: tuple[str, ...] = ()
    whose: Attribution | None = None

    @property
    def plan(self) -> Plan:
        """The later plan, of which everything is told."""
        return self.after.plan

    @property
    def is_nothing(self) -> bool:
        """Is there no difference in meaning?"""
        return not self.edits and self.follows.is_nothing and not self.odds

    @property
    def is_hard_to_share(self) -> bool:
        """Would it take long to say whose doing it is?"""
        return self.whose is None and takes_long(self.plan, self.edits)

    @property
    def is_same_text(self) -> bool:
        """Are the plan files equal, byte for byte?"""
        return self.before.plan.loaded.content == self.after.plan.loaded.content

    @property
    def rewritten(self) -> tuple[str, ...]:
        """The files of which the text differs."""
        was, now = self.before.plan.loaded.texts, self.after.plan.loaded.texts
        return tuple(path for path in sorted({*was, *now}) if was.get(path) != now.get(path))


MANY = 2_000
"""Items from which on it pays to judge both sides at the same time."""

Judged = tuple[Plan, Sequence[Diagnostic]]
Judge = Callable[[Plan, Plan, Sequence[Edit], Mapping[str, str], bool], Judged]
"""Takes two plans, the edits between them, id now -> id before, and whether to level; gives the later plan as it is to
be judged, and its findings.
"""


def as_it_is(_: Plan, after: Plan, __: Sequence[Edit], ___: Mapping[str, str], ____: bool) -> Judged:
    """The later plan by its own rules."""
    return after, findings(after)


def difference(
    before: Side,
    after: Side,
    level: bool,
    odds: bool = False,
    wanted: Sequence[str] = (),
    whose: bool = False,
    judge: Judge = as_it_is,
) -> Difference:
    """What was edited from one side to the other, and what follows. Both plans are as of one day.

    With `odds` both are simulated; with `whose` the edits get their shares even where that takes long. A document that
    only one side can be read from is left out of the comparison, and `unread` says so. `judge` says by which rules
    the later plan is judged.
    """
    unread = tuple(_unread(before, after))
    if unread:
        before, after = (_without(side, {one.path for one in unread}, level) for side in (before, after))
    was, now = before.plan, after.plan
    found_was = _findings_beside(was)
    edited = edits(was.workspace, now.workspace)
    former = former_ids(was.workspace, now.workspace, edited)
    now, found = judge(was, now, edited, former, level)
    after = replace(after, plan=now)
    found_before = _with_unread(found_was(), before, unread)
    found_after = _with_unread(found, after, unread)
    follows = consequences(was, now, found_before, found_after, former)
    chances = odds_changes(was, now, level, former) if odds else None
    if wanted:
        follows = narrowed(follows, lambda id: _is_wanted(id, wanted))
        chances = tuple(one for one in chances if _is_wanted(one.item, wanted)) if chances is not None else None
    shares = whose_doing(was, now, edited, follows, level, whose)
    if wanted:
        edited = _concerning(edited, wanted, shares)
    return Difference(before, after, edited, follows, unread, chances, tuple(wanted), shares)


def _findings_beside(plan: Plan) -> Callable[[], Sequence[Diagnostic]]:
    """The findings of a plan, of a large one looked for while this process does other things."""
    if len(plan.workspace.items) < MANY:
        return lambda: findings(plan)
    return begun(lambda: findings(plan))


def _concerning(edited: Iterable[Edit], wanted: Sequence[str], shares: Attribution | None) -> tuple[Edit, ...]:
    """The edits of what is wanted, and those elsewhere that have a share in what follows for it."""
    doers = {one.id for those in shares.contributions.values() for one in those} if shares is not None else set[str]()
    return tuple(
        one
        for one in edited
        if one.id in doers or _is_wanted(one.id, wanted) or _is_wanted(one.before_id or "", wanted)
    )


def _is_wanted(id: str, wanted: Iterable[str]) -> bool:
    """Is an id one of those that are wanted, or does it stand in one of them?"""
    return any(id == one or id.startswith(f"{one}/") for one in wanted)


def _unread(before: Side, after: Side) -> Iterable[Unread]:
    """The files that only one side can be read from."""
    for side, other in ((before, after), (after, before)):
        read = {item.source.path for item in side.plan.workspace.documents.values()}
        known = {item.source.path for item in other.plan.workspace.documents.values()}
        seen = set[str]()
        for finding in side.plan.diagnostics:
            path = finding.span.path
            if finding.severity == "error" and path in known and path not in read and path not in seen:
                seen.add(path)
                yield Unread(side.name, path, finding)


def _with_unread(found: Iterable[Diagnostic], side: Side, unread: Iterable[Unread]) -> tuple[Diagnostic, ...]:
    """The findings of a side, with what is said of the files that cannot be read from it."""
    return (*found, *(one.finding for one in unread if one.side == side.name))


def _without(side: Side, paths: Collection[str], level: bool) -> Side:
    """A side as if some files were not there; of all others everything is as it was read."""
    loaded = side.plan.loaded
    texts = {path: text.encode("utf-8", "surrogatepass") for path, text in loaded.texts.items() if path not in paths}
    rest = replace(load(loaded.root, texts), folder=loaded.folder, texts=loaded.texts, held=loaded.held)
    return replace(side, plan=plan(rest, side.plan.today, level))
