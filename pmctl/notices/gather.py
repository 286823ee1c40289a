"""Every message to everybody: the occasions of each trigger, and the people whom they concern by their roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pmctl.notices.causes import authors_of, edits_behind
from pmctl.notices.notice import Digest, Notice
from pmctl.notices.reading import notice_for, plan_of
from pmctl.notices.wanted import Wish, by_limits
from pmctl.triggers import TRIGGERS
from pmctl.triggers.telling.between import Between
from pmctl.triggers.telling.roles import STANDARD, WATCHERS, people_behind
from pmctl.triggers.telling.trigger import SEVERITIES, Occasion, Trigger


def digests(between: Between, triggers: Sequence[Trigger] = TRIGGERS) -> tuple[Digest, ...]:
    """What everybody is told of what lies between two plans, in the order of the people."""
    found: dict[str, dict[str, Notice]] = {}
    for trigger in triggers:
        for who, notice in notices_of(between, trigger):
            found.setdefault(who, {}).setdefault(notice.id, notice)
    people = between.head.workspace.people
    return tuple(Digest(people[who], _in_order(found[who].values())) for who in people if who in found)


def _in_order(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """What concerns one first, the urgent above; then what one watches."""
    return tuple(sorted(notices, key=lambda one: (one.watched, SEVERITIES.index(one.severity), one.trigger.id)))


def notices_of(between: Between, trigger: Trigger) -> Iterator[tuple[str, Notice]]:
    """The messages of one trigger, each with the person whom it is for."""
    workspace = between.head.workspace
    for limits, wishes in by_limits(workspace, workspace.people.values(), trigger).items():
        for occasion in trigger.occasions(replace(between, limits=dict(limits))):
            yield from _told(between, trigger, occasion, wishes)


def _told(
    between: Between, trigger: Trigger, occasion: Occasion, wishes: Mapping[str, Wish]
) -> Iterator[tuple[str, Notice]]:
    """The messages about one occasion: to everybody who has a role in it, wants it, and did not do it."""
    roles = {who: role for who, role in roles_of(between, trigger, occasion).items() if who in wishes}
    if not roles:
        return
    edits = edits_behind(between, trigger, occasion)
    did_it = frozenset() if trigger.tells_author else authors_of(between, edits).union(occasion.by)
    for who, role in roles.items():
        if who in did_it and not wishes[who].own_edits:
            continue
        notice = notice_for(between, trigger, occasion, edits, between.head.workspace.people[who])
        if notice is not None:
            yield who, replace(notice, role=role, watched=role == WATCHERS)


def roles_of(between: Between, trigger: Trigger, occasion: Occasion) -> Mapping[str, str]:
    """The people whom an occasion concerns, each with the first role for it; that of a watcher comes last."""
    plan = plan_of(between, occasion.item)
    found: dict[str, str] = {}
    for role in sorted(trigger.to, key=lambda one: one == WATCHERS):
        names = occasion.who.get(role)
        if names is None:
            names = tuple(STANDARD[role](plan, occasion.item)) if role in STANDARD else ()
        for person in people_behind(between.head, names):
            found.setdefault(person.id, role)
    return found
