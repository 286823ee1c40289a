"""A review as a comment at a code host: escaped for it, and within its limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pmctl.escape import html, markdown, mermaid
from pmctl.views.diff.markdown import cell
from pmctl.views.review.comment import Bar, Comment, Row, Section

BUDGET = 60_000
"""Characters of a comment, escaped; code hosts refuse 65,536."""
ROOM = 400
"""Characters that are kept for what closes a comment."""
MOST_REASONS = 40


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of which as many are told as fit, between those that open and close them."""

    title: str
    opening: tuple[str, ...]
    lines: tuple[str, ...]
    closing: tuple[str, ...] = ()

    @property
    def frame(self) -> int:
        """Characters that it takes with none of its lines."""
        return sum(len(line) + 1 for line in (*self.opening, *self.closing)) + 2


def marker(key: str) -> str:
    """The first line, by which the comment is found again."""
    return f"<!-- pmctl:v1:{key} -->"


def comment_markdown(comment: Comment, budget: int = BUDGET) -> str:
    """The comment: marker, verdict and headline, reasons, tables, a timeline, folded details; never longer than
    `budget`, cut between rows with everything closed.
    """
    verdict = f"**Verdict: {comment.verdict}.**"
    first = " ".join([verdict, *(markdown(text) for text in comment.headline[:1])])
    parts = [marker(comment.key), first, *(markdown(text) for text in comment.headline[1:])]
    footer = markdown(comment.footer)
    if comment.is_nothing:
        return "\n\n".join(parts) + "\n"
    left = budget - ROOM - sum(len(part) + 2 for part in (*parts, footer))
    lost: list[str] = []
    for block in _blocks(comment):
        text = _fitted(block, left)
        if not text:
            lost.append(block.title)
        else:
            parts.append(text)
            left -= len(text) + 2
    if lost:
        parts.append(
            f"Left out, for a comment has its limits: {', '.join(lost)[: ROOM - 100]}. `pmctl review` tells all."
        )
    return "\n\n".join([*parts, footer]) + "\n"


def _fitted(block: _Block, room: int) -> str:
    """A block with as many lines as there is room for; nothing where not even one fits."""
    left = room - block.frame - len(_more(len(block.lines)))
    kept: list[str] = []
    for line in block.lines:
        left -= len(line) + 1
        if left < 0:
            break
        kept.append(line)
    if not kept:
        return ""
    rest = len(block.lines) - len(kept)
    return "\n".join([*block.opening, *kept, *([_more(rest)] if rest else []), *block.closing])


def _more(rest: int) -> str:
    return f"\n… and {rest} more"


def _blocks(comment: Comment) -> Iterator[_Block]:
    """Everything behind the headline, in order."""
    if comment.reasons:
        lines = [_reason(reason) for reason in comment.reasons[:MOST_REASONS]]
        rest = len(comment.reasons) - MOST_REASONS
        yield _Block("reasons", (), (*lines, *([f"- … and {rest} more"] if rest > 0 else [])))
    yield from (_table(section) for section in comment.sections if not section.is_folded)
    if comment.bars:
        yield _timeline(comment.bars)
    yield from (_table(section) for section in comment.sections if section.is_folded)


def _reason(reason: Row) -> str:
    verdict, words, place = reason
    where = f" · {markdown(place)}" if place else ""
    return f"- **{verdict}** {markdown(words)}{where}"


def _table(section: Section) -> _Block:
    head = (_row(section.columns), f"|{' --- |' * len(section.columns)}")
    lines = tuple(_row(row) for row in section.rows)
    if section.is_folded:
        summary = f"<details><summary>{html(section.title)}</summary>"
        return _Block(section.title, (summary, "", *head), lines, ("", "</details>"))
    return _Block(section.title, (f"### {markdown(section.title)}", "", *head), lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell(text) for text in cells)} |"


def _timeline(bars: Sequence[Bar]) -> _Block:
    """What moves, drawn by the code host: from the day that was to the day that is."""
    summary = "<details><summary>Timeline of what moves</summary>"
    head = (summary, "", "```mermaid", "gantt", "    dateFormat YYYY-MM-DD", "    axisFormat %d %b")
    lines = tuple(line for number, bar in enumerate(bars, 1) for line in _bar(bar, number))
    return _Block("timeline", head, lines, ("```", "", "</details>"))


def _bar(bar: Bar, number: int) -> Iterator[str]:
    tag, first, last = ("crit", bar.was, bar.now) if bar.now > bar.was else ("active", bar.now, bar.was)
    yield f"    section {mermaid(bar.name)}\n    was :milestone, done, w{number}, {bar.was}, 0d\n" + (
        f"    {'later' if tag == 'crit' else 'earlier'} :{tag}, d{number}, {first}, {last}\n"
        f"    now :milestone, {tag}, n{number}, {bar.now}, 0d"
    )
