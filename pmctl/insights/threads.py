"""What was said about an item: comments as threads, and whom they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pmctl.model.item import Item
from pmctl.model.records import Comment
from pmctl.model.workspace import resolve
from pmctl.plan import Plan, remembered
from pmctl.record import dataclass
from pmctl.regex import regex

_MENTION = regex(r"(?<![\w@./-])@([a-z0-9][a-z0-9-]{0,255})")

_ADDRESS = regex(r"(?<![\w@./-])@(\w[\w-]{0,255})")
"""What was meant for a name, in whatever writing: `@Bo` reaches nobody, as ids are small letters."""


@dataclass(frozen=True, slots=True)
class Said:
    """A comment, how deep it answers, and how many comments hang below it."""

    comment: Comment
    depth: int
    answers: int = 0


def mentioned(text: str) -> tuple[str, ...]:
    """The names behind an `@` in a text, as they stand there: people, teams, or nobody that the plan knows."""
    return tuple(dict.fromkeys(_MENTION.findall(text)))


def unreached(plan: Plan, text: str) -> tuple[str, ...]:
    """The names behind an `@` in a text that reach no person and no team of the plan, as they stand there."""
    known = named_in(plan, text)
    return tuple(name for name in dict.fromkeys(_ADDRESS.findall(text)) if name not in known)


def named_in(plan: Plan, text: str) -> tuple[str, ...]:
    """The people and teams of the plan who are named with `@` in a text."""
    workspace = plan.workspace
    return tuple(name for name in mentioned(text) if name in workspace.people or name in workspace.teams)


def about(plan: Plan, comment: Comment) -> Item | None:
    """The item that a comment is about."""
    return resolve(plan.workspace, comment.document, comment.about)


def comments_on(plan: Plan, item: Item) -> tuple[Comment, ...]:
    """The comments on an item, the earliest first."""
    return _by_item(plan).get(item.id, ())


@remembered
def _by_item(plan: Plan) -> Mapping[str, tuple[Comment, ...]]:
    found: dict[str, list[Comment]] = {}
    for comment in plan.workspace.comments.values():
        item = about(plan, comment)
        if item is not None:
            found.setdefault(item.id, []).append(comment)
    return {id: tuple(sorted(comments, key=lambda one: moment(plan, one))) for id, comments in found.items()}


def moment(plan: Plan, comment: Comment) -> tuple[int, int, str]:
    """A key that sorts comments by when they were written."""
    at = comment.at
    return (at.first if at else plan.today).toordinal(), (at.minute or 0) if at else 0, comment.id


def threads(comments: Iterable[Comment]) -> tuple[Said, ...]:
    """Comments in the order in which they are read: answers below what they answer, each level as it was given.

    An answer to what is not among them (or in a circle) begins a thread of its own.
    """
    given = list(comments)
    known = {name: comment for comment in given for name in (comment.id, comment.key)}
    answers: dict[str, list[Comment]] = {}
    for comment in given:
        above = known.get(comment.reply_to)
        answers.setdefault(above.id if above is not None and above is not comment else "", []).append(comment)
    found = list(_read(answers))
    shown = {said.comment.id for said in found}
    return (*found, *(Said(comment, 0) for comment in given if comment.id not in shown))


def folded(said: Iterable[Said]) -> Iterator[tuple[Said, bool]]:
    """The comments of threads without what hangs below a resolved one, and whether a comment is resolved itself."""
    hidden = 0
    for one in said:
        if hidden:
            hidden -= 1
            continue
        is_folded = bool(one.comment.resolved)
        hidden = one.answers if is_folded else 0
        yield one, is_folded


def _read(answers: Mapping[str, list[Comment]]) -> Iterator[Said]:
    """Depth first, without recursion: a thread may be as deep as somebody likes."""
    order, stack = list[tuple[Comment, int]](), [(comment, 0) for comment in reversed(answers.get("", []))]
    while stack:
        comment, depth = stack.pop()
        order.append((comment, depth))
        stack += [(answer, depth + 1) for answer in reversed(answers.get(comment.id, []))]
    below: dict[str, int] = {}
    for comment, _ in reversed(order):
        below[comment.id] = sum(1 + below[answer.id] for answer in answers.get(comment.id, []))
    return (Said(comment, depth, below[comment.id]) for comment, depth in order)
