"""Comments: who took part in a thread."""

from __future__ import annotations

from pmctl.model.records import Comment
from pmctl.plan import Plan

_LONGEST_THREAD = 1000


def thread(plan: Plan, comment: Comment) -> tuple[str, ...]:
    """The authors of the comments that hang together with one by `reply-to`."""
    root = _root(plan, comment)
    comments = plan.workspace.comments.values()
    return tuple(
        dict.fromkeys(one.by for one in comments if one is not comment and _root(plan, one) == root and one.by)
    )


def _root(plan: Plan, comment: Comment) -> str:
    """The id of the comment with which its thread begins."""
    comments, at = plan.workspace.comments, comment
    for _ in range(_LONGEST_THREAD):
        above = comments.get(at.reply_to) if at.reply_to else None
        if above is None:
            break
        at = above
    return at.id
