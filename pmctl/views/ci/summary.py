"""The summary of a step on a build server: what the review says, then the findings, in Markdown within its limit."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import SEVERITIES, Diagnostic
from pmctl.escape import markdown
from pmctl.findings.report import Report, begin, name_of, path_of

BUDGET = 900_000
"""Bytes; GitHub refuses a summary of more than 1 MiB, all of it."""
ROOM = 200
"""Bytes that are kept for what closes the table."""


def summary_markdown(report: Report, told: str = "", first: str = "", budget: int = BUDGET) -> str:
    """The summary; `told` is the comment of the review, finished Markdown, and `first` a sentence before it.

    The gravest findings stand first. What has no room is left out between two rows, and it says how much that is.
    """
    parts = [
        *([f"**{markdown(first)}**", ""] if first else []),
        *([_without_marker(told)] if told else []),
        f"### {_title(report)}",
        "",
    ]
    left = budget - ROOM - sum(len(part.encode()) + 1 for part in parts)
    rows = list(_rows(report, left))
    rest = len(report.findings) - len(rows)
    if rows:
        parts += ["| | where | finding |", "| --- | --- | --- |", *rows]
    if rest:
        parts += ["", f"… and {rest:,} more: `pmctl check --all` shows them."]
    return "\n".join(parts).rstrip("\n") + "\n"


def _without_marker(told: str) -> str:
    """A comment without the line by which it would be found again."""
    first, _, rest = told.partition("\n")
    return rest.lstrip("\n") if first.startswith("<!--") else told


def _title(report: Report) -> str:
    counts = [f"{number:,} {word}{'' if number == 1 else 's'}" for word, number in report.counts.items() if number]
    size = f"{report.files:,} file{'' if report.files == 1 else 's'}, {report.items:,} items"
    return f"{', '.join(counts) or 'No findings'} in {size}"


def _rows(report: Report, room: int) -> Iterator[str]:
    """As many rows as fit."""
    for finding in sorted(report.findings, key=lambda one: SEVERITIES.index(one.severity)):
        row = _row(report, finding)
        room -= len(row.encode()) + 1
        if room < 0:
            return
        yield row


def _row(report: Report, finding: Diagnostic) -> str:
    where = f"{path_of(report, finding.span)}:{begin(report, finding.span).line}"
    hint = f" ({finding.hint})" if finding.hint else ""
    said = f"{finding.code} {name_of(finding)}: {finding.message}{hint}"
    return f"| {finding.severity} | {markdown(where)} | {markdown(said)} |"
