"""A link between two tasks came, went, or is of another kind or length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmctl.insights.answering import owners
from pmctl.insights.relations import written_links
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import Link
from pmctl.triggers.telling.between import Between, former, kept
from pmctl.triggers.telling.trigger import Line, Occasion, Severity

ID, NAME, KIND = "N09", "dependency-changed", "diff"
ENTITY = ("task", "milestone")
RULE = "a link of `after` was added, removed or changed in kind or lag"
TO = ("owner", "predecessor.owner")
SEVERITY: Severity = "info"
DEDUPE = "link"
FOR_CLIENTS = True


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each link of a task of both plans."""
    for before, task in kept(between, Task):
        then = _links(between.base, before)
        now = _links(between.head, task)
        gone = then.keys() - {former(between, id) for id in now}
        for id, link in now.items():
            words = _words(then.get(former(between, id)), link)
            if words:
                yield _occasion(between.head, task, id, words)
        for id in then:
            if id in gone:
                yield _occasion(between.base, task, id, "it does not wait for that any more")


def _links(plan: Plan, task: Task) -> Mapping[str, Link]:
    """The links that are written at a task, by the full id of what it waits for."""
    return {wait.before: wait.link for wait in written_links(plan, task)}


def _occasion(plan: Plan, task: Task, other: str, words: str) -> Occasion:
    """About a link to an item of one of the two plans."""
    before = plan.workspace.items[other]
    line = Line(f"{before.title}: {words}.", (other,), private=False)
    who = {"predecessor.owner": owners(plan, before)}
    return Occasion(task, "waits for other things", (other, words), who, (line,), keys=("after",))


def _words(then: Link | None, now: Link) -> str:
    """What became of a link, empty where it means what it did."""
    if then is None:
        return "it waits for that now"
    return f"the link is {_shown(now)}, was {_shown(then)}" if _meaning(then) != _meaning(now) else ""


def _meaning(link: Link) -> tuple[object, ...]:
    """What a link says, however it is written."""
    lag = link.lag
    return (link.kind,) if lag is None or not (lag.minutes or lag.share) else (link.kind, lag)


def _shown(link: Link) -> str:
    """`FS + 3d`."""
    rest = link.text.removeprefix(link.target).strip()
    return rest if rest.startswith(link.kind) else f"{link.kind} {rest}".strip()
