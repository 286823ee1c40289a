"""The verdict on a change: what speaks against it, and whether that blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from pmctl.changes import Consequences, PromiseChange
from pmctl.changes.edits import Edit
from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.promises import say_promise
from pmctl.model.item import span_of
from pmctl.parse import Allow
from pmctl.plan import Plan
from pmctl.record import dataclass
from pmctl.rules import BY_CODE
from pmctl.rules.judging.change import Change
from pmctl.rules.judging.run import compared

Verdict = Literal["allow", "warn", "block"]
_VERDICTS: Mapping[Severity, Verdict] = {"error": "block", "warning": "warn", "info": "allow"}
_RANK: Sequence[Verdict] = ("allow", "warn", "block")
HOSTS = ("github", "gitlab")
"""Where people have accounts with which they approve."""
Kind = Literal["rule", "check", "promise"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for a verdict: a rule of changes (policies among them), a new finding of `check`, or a
    committed promise that is missed.
    """

    verdict: Verdict
    kind: Kind
    finding: Diagnostic


@dataclass(frozen=True, slots=True)
class Review:
    """A change judged. `reasons` stand with the gravest first; `notes` are policies that were let pass, and who let
    them; `unknown` are approvers that the plan before does not know.
    """

    verdict: Verdict
    reasons: tuple[Reason, ...]
    notes: tuple[Diagnostic, ...]
    approvers: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """Every finding that is a reason or a note, in the order of the reasons."""
        return (*(one.finding for one in self.reasons), *self.notes)


def review(
    before: Plan,
    after: Plan,
    edits: Sequence[Edit],
    follows: Consequences,
    former: Mapping[str, str],
    allows: Mapping[str, tuple[Allow, ...]],
    approvers: Sequence[str] = (),
    authors: Sequence[str] | None = None,
) -> Review:
    """Judge a change. `after` is as `trust.judged` makes it, with the comments that let nothing pass yet.

    `approvers` are ids or mail addresses of people, or accounts (`github:mia-holm`, which is who has `x-github:
    mia-holm`): anybody may take the id of a person as the name of an account. Only people of the plan before count.
    `authors` are the mail addresses of those who wrote it, None where nobody knows.

    Errors block: new ones of `check`, and what rules of changes and policies say. Warnings warn, and so does a
    committed promise that is missed now.
    """
    known, unknown = _people(before, approvers)
    touched = tuple(_touched(edits, follows))
    wrote = _people(before, authors)[0] if authors is not None else None
    found = compared(Change(before, after, edits, former, touched, frozenset(known), allows, wrote))
    reasons: list[Reason] = [
        *(Reason(_VERDICTS[one.severity], "rule", one) for one in found if one.severity != "info"),
        *(Reason(_VERDICTS[one.severity], "check", one) for one in follows.findings.new if _speaks(one)),
    ]
    said = {one.finding.item for one in reasons}
    reasons += [Reason("warn", "promise", one) for one in _missed(after, follows.promises) if one.item not in said]
    reasons.sort(key=lambda one: -_RANK.index(one.verdict))
    verdict = reasons[0].verdict if reasons else "allow"
    notes = tuple(one for one in found if one.severity == "info")
    return Review(verdict, tuple(reasons), notes, known, unknown)


def _speaks(finding: Diagnostic) -> bool:
    """Whether a new finding of `check` is a reason: not where a rule of changes judges the same."""
    rule = BY_CODE.get(finding.code)
    return finding.severity != "info" and not (rule is not None and rule.in_changes)


def _people(before: Plan, approvers: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The people of the plan before whom approvers are, and the names that nobody has there."""
    known: dict[str, None] = {}
    unknown: dict[str, None] = {}
    by_name = {name: id for id, names in _names(before) for name in names}
    for approver in approvers:
        id = approver if approver in before.workspace.people else by_name.get(approver.casefold(), "")
        (known if id else unknown)[id or approver] = None
    return tuple(known), tuple(unknown)


def _names(before: Plan) -> Iterator[tuple[str, tuple[str, ...]]]:
    """By what else people are known: their address, and their accounts where they approve."""
    for id, person in before.workspace.people.items():
        own = {host: (person.x or {}).get(f"x-{host}") for host in HOSTS}
        accounts = (f"{host}:{name}" for host, name in own.items() if isinstance(name, str) and name)
        yield id, tuple(name.casefold() for name in (person.email, *accounts) if name)


def _touched(edits: Iterable[Edit], follows: Consequences) -> Iterable[str]:
    """All that was edited, or that something follows for, each once and in order."""
    ids = [edit.id for edit in edits]
    ids += [one.item for one in follows.moves] + [one.item for one in follows.shifts]
    ids += [one.item for one in follows.promises] + [one.item for one in follows.results]
    ids += [*follows.added, *follows.removed, *follows.undated, *follows.costs]
    ids += [one.document for one in follows.health] + [one.document for one in follows.budgets]
    ids += [one.item for one in follows.deferred]
    ids += [one.item for order in follows.orders for one in order.features]
    ids += [one.risk for one in follows.exposures] + [one.product for one in follows.worth]
    return dict.fromkeys(ids)


def _missed(after: Plan, promises: Iterable[PromiseChange]) -> Iterator[Diagnostic]:
    """The committed promises that are missed now, or by more than before."""
    for one in promises:
        item = after.workspace.items[one.item]
        if one.outcome in ("broken", "worse") and getattr(item, "commitment", "") == "committed" and one.promised:
            day = say_promise(after, item)
            late = f" by {one.late}d" if one.late else ""
            more = (
                f", {one.late - one.late_was}d more than before"
                if one.late and one.late_was and one.late_was > 0
                else ""
            )
            message = f"{item.title} is committed for {day}, and misses that{late}{more}"
            yield Diagnostic("", "warning", message, span_of(item), f"`pmctl why {one.item}`", one.item)
