"""What was said about an item: threads of comments, those that are resolved in one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmctl import output
from pmctl.audience import Audience, shown_id, shown_names
from pmctl.audience import visible as may_see
from pmctl.escape import one_line, terminal, visible
from pmctl.insights.facts import show, to_json
from pmctl.insights.threads import Said, folded, named_in
from pmctl.model.records import Comment
from pmctl.plan import Plan
from pmctl.views.page.lines import wrapped

_DEEPEST = 10
"""Deeper answers are not indented further."""


def said_text(plan: Plan, said: Sequence[Said], audience: Audience) -> str:
    """The comments for a terminal, each below what it answers; what hangs below a resolved one is counted."""
    lines = [line for one, is_folded in folded(said) for line in _comment(plan, one, is_folded, audience)]
    return "\n".join([output.paint("Comments", "heading"), *lines]) if lines else ""


def _comment(plan: Plan, said: Said, is_folded: bool, audience: Audience) -> list[str]:
    indent = "  " * (min(said.depth, _DEEPEST) + 1)
    head = f"{indent}{', '.join(_head(plan, said, audience))}"
    text = visible(said.comment.text).strip()
    if is_folded:
        return [head, f"{indent}  {output.paint(_one_line(text, len(indent) + 2), 'dim')}"]
    return [head, *(f"{indent}  {line}" for part in text.split("\n") for line in wrapped(part, len(indent) + 2))]


def _one_line(text: str, indent: int) -> str:
    lines = wrapped(one_line(text), indent + 2)
    return lines[0] + (" …" if len(lines) > 1 else "")


def _head(plan: Plan, said: Said, audience: Audience) -> Iterator[str]:
    """Who, when, to whom, for whom to read; by whom it was resolved."""
    comment = said.comment
    yield from (terminal(name) for name in author_of(plan, comment, audience))
    yield show(plan, comment.at, "at")
    names = shown_names(plan.workspace, named_in(plan, comment.text), audience)
    if names:
        yield f"to {' and '.join(names)}"
    if comment.visibility not in ("", "internal"):
        yield comment.visibility
    for one in comment.resolved[:1]:
        by = "".join(f" by {terminal(name)}" for name in shown_names(plan.workspace, (one.by,), audience))
        day = show(plan, one.date, "date")
        yield f"resolved{by}{f' on {day}' if day else ''}"
        if said.answers:
            yield f"{said.answers} answer{'s' if said.answers > 1 else ''}"


def author_of(plan: Plan, comment: Comment, audience: Audience) -> tuple[str, ...]:
    """Who wrote a comment, where the reader may know of them."""
    return shown_names(plan.workspace, (comment.by,), audience)


def said_json(plan: Plan, said: Said, audience: Audience) -> dict[str, object]:
    """A comment with its place in the thread; nothing of what the reader may not see."""
    comment = said.comment
    return {
        "id": shown_id(plan.workspace, comment, audience),
        "by": next(iter(author_of(plan, comment, audience)), None),
        **to_json(plan, comment.at, "at"),
        "text": comment.text,
        "reply-to": _answered(plan, comment, audience),
        "depth": said.depth,
        "mentions": list(shown_names(plan.workspace, named_in(plan, comment.text), audience)),
        "visibility": comment.visibility or "internal",
        "resolved": bool(comment.resolved),
        **_resolution(plan, comment, audience),
    }


def _answered(plan: Plan, comment: Comment, audience: Audience) -> str | None:
    """The comment that it answers, where the reader may see that one."""
    above = plan.workspace.comments.get(comment.reply_to)
    if above is None:
        return (comment.reply_to or None) if audience == "internal" else None
    return shown_id(plan.workspace, above, audience) if may_see(plan.workspace, above, audience) else None


def _resolution(plan: Plan, comment: Comment, audience: Audience) -> dict[str, object]:
    """By whom and when it was resolved, where that was written."""
    if not comment.resolved:
        return {}
    one = comment.resolved[0]
    by = next(iter(shown_names(plan.workspace, (one.by,), audience)), None)
    return {"resolved-by": by, **to_json(plan, one.date, "resolved-date")}
