"""What a release ships, or when, was edited."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.answering import owners
from pmctl.insights.relations import features_by_release
from pmctl.model.product import Release
from pmctl.plan import Plan
from pmctl.triggers.telling.between import Between, former, kept
from pmctl.triggers.telling.trigger import Line, Occasion, Severity
from pmctl.triggers.telling.words import listed

ID, NAME, KIND = "N41", "release-changed", "diff"
ENTITY = ("release",)
RULE = "its features or its `due` changed"
TO = ("owner", "launch owners", "stakeholders")
SEVERITY: Severity = "warn"
DEDUPE = "revision"
FOR_CLIENTS = True


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each release of both plans."""
    plan = between.head
    for before, release in kept(between, Release):
        now = {former(between, one.id): one.id for one in features_by_release(plan).get(release.id, ())}
        then = {one.id for one in features_by_release(between.base).get(before.id, ())}
        joined = [now[id] for id in now if id not in then]
        left = sorted(then - now.keys())
        lines = [*_lines(plan, joined, "Joined"), *_lines(between.base, left, "Left"), *_due(before, release)]
        if lines:
            tasks = [plan.workspace.items[id] for id in release.launch if id in plan.workspace.items]
            who = {"launch owners": tuple(name for task in tasks for name in owners(plan, task))}
            key = (plan.loaded.content[:8],)
            yield Occasion(
                release, "has changed", key, who, tuple(lines), (release.id, *joined, *left), ("release", "due")
            )


def _lines(plan: Plan, ids: list[str], word: str) -> Iterator[Line]:
    """`Joined: One click.`"""
    if ids:
        titles = [plan.workspace.items[id].title for id in ids]
        yield Line(f"{word}: {listed(titles)}.", tuple(ids), private=False)


def _due(before: Release, release: Release) -> Iterator[Line]:
    was, now = before.due, release.due
    if (was and (was.first, was.last)) != (now and (now.first, now.last)):
        yield Line(f"Due {now.text if now else 'on no day'}, was {was.text if was else 'none'}.", private=False)
