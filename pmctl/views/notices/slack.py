"""Messages as blocks of a chat: what an incoming web hook of Slack or Mattermost takes."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.escape import one_line, slack
from pmctl.notices.notice import Digest, Notice
from pmctl.views.notices.view import Run, because, counted_text, place_of, rule_of, span_text

MOST_BLOCKS = 50
LONGEST = 2900
"""Blocks of a message, and characters of one: Slack takes 50 and 3,000."""
SIGNS = {"alert": "🔴", "warn": "🟡", "info": "⚪"}

Json = dict[str, object]


def run_slack(run: Run) -> Json:
    """One message for everybody: a section for each of their messages, and how many do not fit."""
    blocks = [_section(f"*{_said(run.name)}* · {_said(span_text(run))}"), *_blocks(run)]
    kept = blocks if len(blocks) <= MOST_BLOCKS else blocks[: MOST_BLOCKS - 1]
    if len(kept) < len(blocks):
        kept.append(_section(f"… and {len(blocks) - len(kept)} more"))
    return {"text": _said(f"{run.name}: {counted_text(run.count, 'message')}"), "blocks": kept}


def _blocks(run: Run) -> Iterator[Json]:
    for digest in run.digests:
        yield _section(_head(digest))
        for notice in digest.notices:
            yield _section(_notice(run, notice))


def _head(digest: Digest) -> str:
    return f"*{_said(digest.person.title)}*"


def _notice(run: Run, notice: Notice) -> str:
    lines = [
        f"{SIGNS[notice.severity]} *{_said(notice.title)}* {_said(notice.text)}",
        *(_said(line) for line in notice.lines),
        f"because of {_said(because(run, notice))}",
        f"{_said(rule_of(notice))} · {_said(place_of(notice))}",
    ]
    return "\n".join(lines)


def _section(text: str) -> Json:
    """`verbatim`: what looks like a channel, a person or an address is no link."""
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return {"type": "section", "text": {"type": "mrkdwn", "text": shown, "verbatim": True}}


def _said(text: str) -> str:
    return slack(one_line(text))
