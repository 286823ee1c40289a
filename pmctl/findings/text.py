"""Findings for people: place, code and fact, then the line itself with a caret under the value, and the remedy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from pmctl.diagnostic import Diagnostic, Position, Related, line_around
from pmctl.escape import cut, one_line, terminal, terminal_width, wrapped
from pmctl.findings.report import Report, begin, name_of
from pmctl.regex import regex
from pmctl.rules import BY_CODE
from pmctl.rules.judging.mending import can_be_mended

Paint = Callable[[str, str], str]
"""Text in a style (`error`, `warning`, `info`, `bold`, `dim`)."""

MOST_OF_A_RULE = 20
MOST_RELATED = 8
LONGEST_LINE = 160
GUTTER = 6
MARGIN = 4
"""Columns before what goes on from the line above."""
LEAST = 28
"""Columns in which a hint can be read beside its caret."""
SKIPPED = {
    "history": "Not judged, for it needs the whole history in git",
    "change": "Judged by `pmctl review`, for it needs a change",
}
"""What is said of rules that had nothing to look at, by when they are judged."""
_WORD = regex(r"(?:`[^`]*`|[^ ])+")


def text(report: Report, paint: Paint, width: int = 0, everything: bool = False) -> str:
    """All findings, one below the other; of one rule at most twenty unless `everything` is wanted.

    Sentences are folded at words to `width` columns; with 0 each stands on one line, for programs that read lines.
    """
    seen: dict[str, int] = {}
    blocks = []
    for finding in report.findings:
        code = finding.code
        number = seen[code] = seen.get(code, 0) + 1
        if everything or number <= MOST_OF_A_RULE:
            blocks.append("\n".join(_block(report, finding, paint, width)))
    rest = [f"{n - MOST_OF_A_RULE} more of {_named(code)}" for code, n in sorted(seen.items()) if n > MOST_OF_A_RULE]
    if rest and not everything:
        blocks.append(f"And {', '.join(rest)}: `--all` shows them.")
    return "\n\n".join(blocks)


def _named(code: str) -> str:
    rule = BY_CODE.get(code)
    return f"{code} {rule.name}" if rule else code


def _block(report: Report, finding: Diagnostic, paint: Paint, width: int) -> Iterator[str]:
    at = begin(report, finding.span)
    style = finding.severity
    where = f"{terminal(finding.span.path)}:{at.line}:{at.column}:"
    what = f"{finding.code} {name_of(finding)}:"
    used = terminal_width(f"{where} {what} ")
    first, *rest = folded(f"{one_line(finding.message)} [{style}]", width, used, MARGIN)
    yield f"{paint(where, 'bold')} {paint(what, style)} {first}".rstrip()
    yield from (" " * MARGIN + words for words in rest)
    source = line_around(report.texts.get(finding.span.path, ""), finding.span.start)
    hint = one_line(finding.hint)
    if source.strip():
        yield from _excerpt(finding, at, source, hint, paint, width)
    elif hint:
        yield from (f"   | {words}" for words in folded(hint, width, 5, 5))
    for other in finding.related[:MOST_RELATED]:
        yield from _also(report, other, paint, width)
    if len(finding.related) > MOST_RELATED:
        yield f"   and {len(finding.related) - MOST_RELATED} more places"


def _excerpt(finding: Diagnostic, at: Position, source: str, hint: str, paint: Paint, width: int) -> Iterator[str]:
    """The line of the finding between gutters; a long one is shown around the value."""
    room, width = width, min(width or LONGEST_LINE, LONGEST_LINE) - GUTTER
    start = at.column - 1
    stop = start + max(finding.span.end - finding.span.start, 0)  # what goes on in the next line is not shown
    skipped = max(0, start - width // 2) if terminal_width(source) > width else 0
    before = ("…" if skipped else "") + _shown(source[skipped:start])
    marked = _shown(source[start:stop])
    number = str(at.line)
    gutter = " " * max(len(number), 2)
    caret = "^" * max(1, min(terminal_width(marked), width - terminal_width(before)))
    yield f"{gutter} {paint('|', 'dim')}"
    yield f"{number.rjust(len(gutter))} {paint('|', 'dim')} {cut(before + marked + _shown(source[stop:]), width)}"
    bar = f"{gutter} {paint('|', 'dim')} "
    pointer = bar + " " * terminal_width(before) + paint(caret, finding.severity)
    edge = len(gutter) + 3
    column = edge + terminal_width(before) + len(caret) + 1
    if not hint or _has_room(hint, room, column):
        words, *rest = folded(hint, room, column, column)
        yield f"{pointer} {words}".rstrip()
        yield from (bar + " " * (column - edge) + more for more in rest)
    else:  # beside the caret it would be a column of single words
        yield pointer
        yield from (bar + words for words in folded(hint, room, edge, edge))


def _has_room(text: str, width: int, used: int) -> bool:
    """Does a sentence stand well behind so many columns: as a whole, or in lines that are not too short?"""
    return not width or width - used >= min(terminal_width(text), LEAST)


def folded(text: str, width: int, used: int, indent: int) -> list[str]:
    """A text in lines that fit `width` columns, the first behind `used` of them, the others behind `indent`.

    It breaks at blanks, and as `wrapped` does within a word longer than a line; what stands between backticks (to be
    copied) stays whole where it fits. The first line is empty where no word fits there; with `width` 0 there is one
    line.
    """
    if not width or (terminal_width(text) <= width - used and "  " not in text and text == text.strip(" ")):
        return [text]
    lines: list[str] = []
    line, left = "", width - used
    for word in _words(text, width - indent):
        longer = f"{line} {word}" if line else word
        if terminal_width(longer) > left and (line or not lines):
            lines.append(line)
            longer, left = word, width - indent
        line = longer
    return [*lines, line]


def _words(text: str, room: int) -> Iterator[str]:
    """The words of a text; a command between backticks is one, where it fits into a line; a long one is broken."""
    for found in _WORD.findall(text):
        if terminal_width(found) <= room:
            yield found
        else:
            yield from (part for word in found.split(" ") for part in wrapped(word, room))


def _shown(part: str) -> str:
    """A part of a line as a terminal may see it; a tab is one column."""
    return terminal(part.replace("\t", " ")) if part else ""


def _also(report: Report, other: Related, paint: Paint, width: int) -> Iterator[str]:
    at = begin(report, other.span)
    where = f"{terminal(other.span.path)}:{at.line}:{at.column}:"
    first, *rest = folded(one_line(other.message), width, terminal_width(where) + 4, MARGIN + 3)
    yield f"   {paint(where, 'dim')} {first}".rstrip()
    yield from (" " * (MARGIN + 3) + words for words in rest)


def summary(report: Report) -> str:
    """The last line: how much was found in how much."""
    size = f"{_count(report.files, 'file')}, {_count(report.items, 'item')}"
    if not report.findings:
        return f"No findings in {size}."
    counts = {severity: number for severity, number in report.counts.items() if number}
    words = [_count(number, severity) for severity, number in counts.items()]
    gravest = next(iter(counts))
    worst = next(one for one in report.findings if one.severity == gravest)
    mendable = sum([can_be_mended(one) for one in report.findings])
    fix = f"; {mendable} can be mended with --fix" if mendable else ""
    return f"{', '.join(words)} in {size}.  `pmctl rule {worst.code}` explains{fix}."


def skipped(report: Report) -> str:
    """Which rules had nothing to look at, and why; empty where there are none."""
    return "\n".join(
        f"{why}: {', '.join(names)}."
        for when, why in SKIPPED.items()
        if (names := [rule.code for rule in report.skipped if rule.when == when])
    )


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def statistics(report: Report) -> str:
    """A line a rule: how often, how grave, which; the most frequent first."""
    counts = Counter((finding.code, finding.severity) for finding in report.findings)
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    digits = max((len(f"{number:,}") for _, number in rows), default=1)
    return "\n".join(f"{number:>{digits},}  {severity:<7}  {_named(code)}" for (code, severity), number in rows)
