"""Messages for a terminal and as plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pmctl import output
from pmctl.escape import cut, one_line, terminal_width, wrapped
from pmctl.notices.notice import Digest, Notice
from pmctl.views.notices.view import (
    ROLES,
    Run,
    because,
    counted_text,
    groups_of,
    place_of,
    rule_of,
    span_text,
)

NOTHING = "Nobody has to be told anything"
STYLES = {"Alerts": "red", "Warnings": "amber"}
LEAST_NAME = 12
Paint = Callable[[str, str], str]


def run_text(run: Run, width: int) -> str:
    """Everybody with their messages, for a terminal of so many columns."""
    people = counted_text(len(run.digests), "person").replace("persons", "people")
    if not run.digests:
        return "\n".join(wrapped(f"{NOTHING} {one_line(span_text(run))}", width))
    head = f"{one_line(run.name)} · {span_text(run)} · {counted_text(run.count, 'message')} to {people}"
    bodies = [f"{_who(digest, width)}\n{digest_text(run, digest, width, output.paint)}" for digest in run.digests]
    return "\n\n".join(["\n".join(wrapped(head, width)), *bodies])


def _who(digest: Digest, width: int) -> str:
    """Name and address; a long name is cut, so that the address is not."""
    email = f"  {one_line(digest.person.email)}" if digest.person.email else ""
    shown = cut(one_line(digest.person.title), max(LEAST_NAME, width - terminal_width(email)))
    return output.paint(shown, "bold") + email


def plain(text: str, _: str = "") -> str:
    """Text without any style."""
    return text


def digest_text(run: Run, digest: Digest, width: int, paint: Paint = plain) -> str:
    """The messages of one person, by urgency."""
    parts = []
    for heading, notices in groups_of(digest.notices):
        lines = [paint(heading, STYLES.get(heading, ""))]
        lines += [line for notice in notices for line in _notice(run, notice, width)]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _notice(run: Run, notice: Notice, width: int) -> Iterator[str]:
    """What happened, more about it, why, and by which rule."""
    yield from _wrapped(f"{one_line(notice.title)} {one_line(notice.text)}", "  ", width)
    for line in notice.lines:
        yield from _wrapped(one_line(line), "    ", width)
    yield from _wrapped(f"because of {one_line(because(run, notice))}", "    ", width)
    where = f"{rule_of(notice)} · {place_of(notice)} · {ROLES.get(notice.role, notice.role)}"
    yield from _wrapped(one_line(where), "    ", width)


def _wrapped(text: str, indent: str, width: int) -> list[str]:
    """Words in lines; ids and paths stay whole."""
    return wrapped(text, width, indent, f"{indent}  ")
