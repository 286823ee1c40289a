"""What a run of `notify` has to tell: to whom, of which plan, since when; and the words that every form shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pmctl.git import SHORT
from pmctl.model.people import Person
from pmctl.model.workspace import Workspace
from pmctl.notices.notice import Cause, Digest, Notice
from pmctl.quantity import print_date
from pmctl.revision import Revision

ROLES: Mapping[str, str] = {
    "P": "it concerns you",
    "owner": "you answer for it",
    "assignees": "you work on it",
    "lead": "you lead",
    "sponsor": "you sponsor it",
    "dependents": "your work waits for it",
    "watchers": "you watch it",
    "stakeholders": "you are a stakeholder",
    "thread": "you took part",
    "D.owner": "it concerns your work",
    "F.owner": "you answer for the feature",
    "objective.owner": "you answer for the objective",
    "predecessor.owner": "your work is waited for",
    "affected owners": "your work is affected",
    "launch owners": "you work on the launch",
    "approver": "you approve it",
    "requested-by": "you asked for it",
    "author": "you edited it",
    "old": "you had it",
    "new": "you have it",
}
"""Why somebody is told, by the word of the trigger's `to`."""


@dataclass(frozen=True, slots=True)
class Run:
    """The messages of one run: of which workspace (`content` is the hash of its plans), since which revision."""

    workspace: Workspace
    content: str
    since: Revision
    since_day: date
    today: date
    digests: tuple[Digest, ...]

    @property
    def name(self) -> str:
        """What the workspace is called."""
        return self.workspace.title

    @property
    def count(self) -> int:
        """How many messages there are."""
        return sum(len(digest.notices) for digest in self.digests)


def revision_text(run: Run) -> str:
    """`main 3f2a91c`."""
    short = run.since.id[:SHORT]
    return short if run.since.id.startswith(run.since.name) else f"{run.since.name[:80]} {short}"


def days_text(run: Run) -> str:
    """`(Mon 9 Feb), today Tue 10 Feb 2026`."""
    return f"({print_date(run.since_day, run.today)}), today {print_date(run.today)}"


def span_text(run: Run) -> str:
    """`since main 3f2a91c (Mon 9 Feb), today Tue 10 Feb 2026`."""
    return f"since {revision_text(run)} {days_text(run)}"


def because(run: Run, notice: Notice) -> str:
    """What brought it about: the passing of time, or the edits with who made them."""
    if notice.by_time:
        return "the passing of time"
    if not notice.causes:
        return "an edit of the plan"
    parts = [_cause(run, one) for one in notice.causes]
    if notice.more_causes:
        parts.append(counted_text(notice.more_causes, "more edit"))
    return "; ".join(parts)


def _cause(run: Run, cause: Cause) -> str:
    """`Payment API effort 10d → 15d (Ana)`."""
    people = run.workspace.people
    names = ", ".join(people[who].title for who in cause.authors if who in people)
    return f"{cause.title} {cause.change}" + (f" ({names})" if names else "")


def rule_of(notice: Notice) -> str:
    """`N10 predecessor-moved-you`."""
    return f"{notice.trigger.id} {notice.trigger.name}"


def place_of(notice: Notice) -> str:
    """`checkout/api projects/checkout.yaml:78`: the item, and where it stands."""
    return f"{notice.item} {notice.place.path}:{notice.place.line}" if notice.place is not None else notice.item


def subject_of(run: Run, digest: Digest) -> str:
    """`Acme: 2 alerts, 3 more`."""
    alerts = sum(one.severity == "alert" for one in digest.notices)
    others = len(digest.notices) - alerts
    counted = [counted_text(alerts, "alert")] if alerts else []
    if others:
        counted.append(f"{others} more" if alerts else counted_text(others, "message"))
    return f"{run.name}: {', '.join(counted)}"


def counted_text(count: int, noun: str) -> str:
    """`1 message`, `3 messages`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def groups_of(notices: Sequence[Notice]) -> list[tuple[str, list[Notice]]]:
    """The messages under the heading of their urgency; what one only watches stands last."""
    found: dict[str, list[Notice]] = {}
    for notice in notices:
        heading = "You watch" if notice.watched else _HEADINGS[notice.severity]
        found.setdefault(heading, []).append(notice)
    return list(found.items())


_HEADINGS = {"alert": "Alerts", "warn": "Warnings", "info": "For information"}


def address_of(person: Person) -> str:
    """The one address of a person, empty where none is known or what is written is no address."""
    local, at, host = person.email.partition("@")
    ordinary = person.email.isascii() and person.email.isprintable() and not set(person.email) & set(' ,;:<>()[]"\\')
    return person.email if ordinary and local and at and host and "@" not in host else ""
