"""Messages as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.escape import markdown, markdown_code
from pmctl.notices.notice import Digest, Notice
from pmctl.views.notices.text import NOTHING
from pmctl.views.notices.view import ROLES, Run, because, days_text, groups_of, place_of, revision_text, rule_of


def run_markdown(run: Run) -> str:
    """A heading for each person, and below it their messages by urgency."""
    head = f"# {markdown(run.name)}\n\nsince {markdown_code(revision_text(run))} {days_text(run)}\n"
    if not run.digests:
        return f"{head}\n{NOTHING}.\n"
    return "\n".join([head, *(digest_markdown(run, digest) for digest in run.digests)])


def digest_markdown(run: Run, digest: Digest) -> str:
    """The messages of one person."""
    lines = [f"## {markdown(digest.person.title)}", ""]
    for heading, notices in groups_of(digest.notices):
        lines += [f"### {heading}", "", *(line for notice in notices for line in _notice(run, notice)), ""]
    return "\n".join(lines)


def _notice(run: Run, notice: Notice) -> Iterator[str]:
    """An item of a list: what happened, more about it, why, and by which rule; a line each."""
    place = markdown_code(place_of(notice))
    rows = [
        f"**{markdown(notice.title)}** {markdown(notice.text)}",
        *(markdown(line) for line in notice.lines),
        f"because of {markdown(because(run, notice))}",
        f"{markdown(rule_of(notice))} · {place} · {ROLES.get(notice.role, markdown(notice.role))}",
    ]
    yield f"- {rows[0]}" + "".join(f"  \n  {row}" for row in rows[1:])
