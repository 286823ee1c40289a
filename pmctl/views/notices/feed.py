"""Messages as an Atom feed, an entry each: its id stays the same from run to run."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from pmctl.escape import xml
from pmctl.notices.notice import Notice
from pmctl.views.notices.view import Run, because, place_of, rule_of, span_text


def run_atom(run: Run) -> str:
    """The feed. What several people are told stands once, in the words of who may see most."""
    moment = f"{run.today.isoformat()}T00:00:00Z"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"  <id>{_urn(run)}</id>",
        f"  <title>{xml(run.name)}</title>",
        f"  <subtitle>{xml(span_text(run))}</subtitle>",
        f"  <updated>{moment}</updated>",
        "  <author><name>pmctl</name></author>",
    ]
    for notice, people in _once(run):
        lines += _entry(run, notice, people, moment)
    return "\n".join([*lines, "</feed>"]) + "\n"


def _once(run: Run) -> Iterator[tuple[Notice, list[str]]]:
    """Each message once, with the ids of all who get it."""
    found: dict[str, tuple[Notice, list[str]]] = {}
    for digest in sorted(run.digests, key=lambda one: one.person.type == "client"):
        for notice in digest.notices:
            found.setdefault(notice.id, (notice, []))[1].append(digest.person.id)
    yield from found.values()


def _entry(run: Run, notice: Notice, people: list[str], moment: str) -> list[str]:
    body = [*notice.lines, f"because of {because(run, notice)}", f"{rule_of(notice)} · {place_of(notice)}"]
    return [
        "  <entry>",
        f"    <id>{_urn(run, notice.trigger.id, notice.item, *notice.key)}</id>",
        f"    <title>{xml(f'{notice.title} {notice.text}')}</title>",
        f"    <updated>{moment}</updated>",
        f'    <category term="{xml(notice.trigger.name)}"/>',
        f'    <category term="{notice.severity}"/>',
        *(f'    <category scheme="urn:pmctl:person" term="{xml(person)}"/>' for person in people),
        f'    <content type="text">{xml(chr(10).join(body))}</content>',
        "  </entry>",
    ]


def _urn(run: Run, *parts: str) -> str:
    return ":".join(["urn:pmctl", *(quote(part, safe="") for part in (run.workspace.id, *parts))])
