"""`comment`: what somebody says about an item, in a file of its own, so that branches never clash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from pmctl.diagnostic import UserError
from pmctl.edit import refuse_broken
from pmctl.escape import terminal
from pmctl.formats.plan_text import Value
from pmctl.model.records import Comment
from pmctl.operations.new_file import new_file
from pmctl.plan import Plan

FOLDER = "comments"
_SHORT, _LONG = 4, 12
"""Characters of the hash in a name; more where the short one is taken."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said about an item (its full id), by whom, when (`2026-02-10T09:30`, or a day), and to whom.

    `reply_to` is the id of the comment that it answers.
    """

    about: str
    by: str
    at: str
    text: str
    reply_to: str = ""
    visibility: str = ""


def with_comment(present: Plan, said: Said) -> dict[str, bytes]:
    """The file of a comment, by its path. UserError where nothing is said, or it has been said."""
    if not said.text.strip():
        raise UserError("a comment says something", f'`pmctl comment {terminal(said.about)} "What I think"`')
    refuse_broken(said.text)
    value: dict[str, Value] = {"kind": "comment", "about": said.about, "by": said.by, "at": said.at}
    value |= {"reply-to": said.reply_to} if said.reply_to else {}
    value |= {"text": said.text}
    value |= {"visibility": said.visibility} if said.visibility else {}
    return new_file(present, f"{_folder(present)}/{_id(present, said)}.yaml", value)


def replied_to(present: Plan, name: str, about: str) -> Comment:
    """The comment of that id, or whose id ends so (`c41e`), about an item. UserError where there is not just one."""
    comments = present.workspace.comments
    same = [one for one in comments.values() if one.id == name] or [
        one for one in comments.values() if one.id.endswith(f"-{name}")
    ]
    if len(same) == 1 and same[0].about == about:
        return same[0]
    shown = terminal(name[:80])
    if len(same) == 1:
        raise UserError(f"`{shown}` is a comment about `{terminal(same[0].about)}`, not about `{terminal(about)}`")
    here = [one.id for one in comments.values() if one.about == about]
    hint = f"about `{terminal(about)}`: {', '.join(map(terminal, here[-5:]))}" if here else "there is none about it yet"
    raise UserError(f"`{shown}` {'names several comments' if same else 'is no comment'}", hint)


def _folder(present: Plan) -> str:
    """Where the latest comment is."""
    latest = max(present.workspace.comments.values(), key=lambda one: one.id, default=None)
    return latest.source.path.rpartition("/")[0] or FOLDER if latest is not None else FOLDER


def _id(present: Plan, said: Said) -> str:
    """The moment, the author and a hash of all that is said."""
    head = f"{said.at.lower().replace(':', '')}-{said.by}"
    whole = "\0".join((said.about, said.by, said.at, said.reply_to, said.visibility, said.text))
    digest = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
    held = present.workspace.comments.get(f"{head}-{digest[:_SHORT]}")
    if held is None:
        return f"{head}-{digest[:_SHORT]}"
    if (held.about, held.text.strip()) == (said.about, said.text.strip()):
        raise UserError("that was said already", f"see `{terminal(held.source.path)}`")
    return f"{head}-{digest[:_LONG]}"
