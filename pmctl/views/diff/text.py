"""A difference for a terminal: what was edited, what follows in a sentence and line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmctl import output
from pmctl.escape import cut, fit, terminal, terminal_width, wrapped
from pmctl.views.diff.causes import whose_note
from pmctl.views.diff.edited import Edited, edited, told
from pmctl.views.diff.gathered import gathered, headline
from pmctl.views.diff.line import STYLES, Line
from pmctl.views.diff.view import Difference
from pmctl.views.diff.words import nothing, title, warnings
from pmctl.views.folding import folded

MOST_EDITS = 12
"""Edited items that a first look shows."""
LEAST_MARGIN = 4
MOST_SUBJECT = 28
"""Columns of an edited item's id; a longer one has a line of its own."""


def diff_text(found: Difference, everything: bool = False) -> str:
    """The difference in full; one line where nothing differs in meaning. `everything` leaves nothing out."""
    warned = [output.paint(line, "amber") for words in warnings(found) for line in folded(words)]
    if found.is_nothing:
        return "\n".join([*warned, *folded(nothing(found))])
    parts = [output.paint(terminal(title(found)), "bold"), *("\n".join(part) for part in (warned,) if part)]
    parts.append("\n".join(folded(headline(found))))
    parts += _edited(found, everything)
    parts += _follows(found, everything)
    return "\n\n".join(parts)


# --- edits ------------------------------------------------------------------------------------------------------------


def _edited(found: Difference, everything: bool) -> Iterator[str]:
    items = edited(found, everything)
    if not items:
        return
    shown = items if everything or len(items) <= MOST_EDITS + 1 else items[:MOST_EDITS]
    longest = max(terminal_width(terminal(fact)) for item in shown for fact in told(item)[:1] or [""])
    subject = min(max(terminal_width(terminal(item.subject)) for item in shown), MOST_SUBJECT)
    lines = [output.paint(f"Edited ({len(items)})", "heading")]
    lines += [line for item in shown for line in _item(item, subject, longest)]
    yield "\n".join([*lines, *_more(len(items) - len(shown))])


def _item(item: Edited, width: int, longest: int) -> list[str]:
    """An item: its facts one below the other, nothing of them cut, and its place behind the first, or below.

    `longest` is the width of the longest first fact of all items: behind it the places stand in a column.
    """
    room = max(output.width(), 40) - width - 3
    subject, place = terminal(item.subject), terminal(item.place)
    facts = [line for fact in told(item) for line in _wrapped(fact, room)]
    first, *rest = facts or [""]
    if place and terminal_width(first) + 2 + terminal_width(place) <= room:
        column = min(longest, room - 2 - terminal_width(place))
        first = f"{_padded(first, column)}  {output.paint(place, 'dim')}"
    elif place:
        rest = [*rest, output.paint(place, "dim")]
    if terminal_width(subject) > width:
        return [f" {subject}  {output.paint(place, 'dim')}", *(f"    {line}" for line in facts)]
    return [f" {_padded(subject, width)}  {first}", *(" " * (width + 3) + line for line in rest)]


def _wrapped(text: str, room: int) -> list[str]:
    return wrapped(terminal(text), room, rest="  ")


def _more(rest: int) -> list[str]:
    return [f" … and {rest} more: `--all`"] if rest else []


# --- what follows -----------------------------------------------------------------------------------------------------


def _follows(found: Difference, everything: bool) -> Iterator[str]:
    topics = gathered(found, everything)
    widths = _widths([line for topic in topics for line in topic.lines if topic.topic != "findings"])
    shown = [output.paint("Follows", "heading")]
    for topic in topics:
        for line in topic.lines:
            shown += _finding(line) if topic.topic == "findings" else _line(line, widths)
        shown += _more(topic.rest)
    if len(shown) > 1:
        yield "\n".join([*shown, *folded(whose_note(found))])


def lines_text(lines: Sequence[Line]) -> str:
    """Lines that stand alone, their changes in one column."""
    widths = _widths(lines)
    widths[1] = max((terminal_width(terminal(line.change)) for line in lines), default=0)
    return "\n".join(text for line in lines for text in _line(line, widths))


def _widths(lines: Sequence[Line]) -> list[int]:
    """Columns of subject, change and size; the note takes what is left."""
    natural = [max((terminal_width(terminal(text)) for text in texts), default=0) for texts in _columns(lines)]
    space = max(output.width(), 40) - 7 - 16
    return fit(natural, [min(width, 14) for width in natural], space)


def _columns(lines: Sequence[Line]) -> tuple[list[str], list[str], list[str]]:
    # what is longer than a pair of dates does not make a column wide
    changes = [line.change for line in lines if line.topic in ("dates", "product") and len(line.change) < 40]
    return [line.subject for line in lines], changes, [line.size for line in lines]


def _line(line: Line, widths: Sequence[int]) -> list[str]:
    """Subject, change, size and note, whose doing it is behind them where that fits, else below."""
    room, indent = max(output.width(), 40), " " * (widths[0] + 3)
    shown = _begun(line, widths, room)
    used = terminal_width(shown[-1][0])
    lines = [painted for _, painted in shown]
    because = f"because {' · '.join(line.causes)}" if line.causes else ""
    for part in (terminal(text) for text in (line.note, because) if text):
        if used + 2 + terminal_width(part) <= room:
            lines[-1] += f"  {part}"
            used += 2 + terminal_width(part)
        else:
            lines += wrapped(part, room, indent, indent)
            used = room
    return lines


def _begun(line: Line, widths: Sequence[int], room: int) -> list[tuple[str, str]]:
    """Subject, change and size, plain and painted; on several lines where the change is long."""
    subject, change, size = (terminal(text) for text in (line.subject, line.change, line.size))
    head = f" {_padded(cut(subject, widths[0]), widths[0])}  "
    body = f"{_padded(change, widths[1])}  {_padded(size, widths[2])}".rstrip()
    style = STYLES[line.tone]
    if terminal_width(head) + terminal_width(body) > room:
        fits = terminal_width(head) + max(map(terminal_width, change.split())) <= room
        margin = " " * (len(head) if fits else LEAST_MARGIN)
        text = f"{margin}{change}  {size}".rstrip()
        folds = wrapped(text.strip(), room, margin, margin)
        plain = [(margin, part.strip()) for part in folds]
        plain = [(head, plain[0][1]), *plain[1:]] if fits else [(head.rstrip(), ""), *plain]
        return [(before + part, before + output.paint(part, style)) for before, part in plain]
    painted = body.replace(size, output.paint(size, style), 1) if size else output.paint(body, style)
    return [(head + body, head + painted)]


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - terminal_width(text))


def _finding(line: Line) -> list[str]:
    """A finding as a sentence: what it says is longer than a column."""
    first, *rest = folded(f"{line.subject}: {line.change} ({line.note})", " ", "   ")
    return [first.replace(line.subject, output.paint(line.subject, STYLES[line.tone]), 1), *rest]
