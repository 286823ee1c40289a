"""Findings as the commands by which GitHub marks lines of a change."""

from __future__ import annotations

from pmctl.diagnostic import Diagnostic
from pmctl.escape import annotation_message, annotation_property
from pmctl.findings.report import Report, begin, end, name_of, path_of

LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
MOST_OF_A_LEVEL = 10
"""GitHub shows no more of each level in a step."""


def as_github(report: Report) -> str:
    """Workflow commands, ten of each level."""
    lines, left = [], 0
    for severity, level in LEVELS.items():
        found = [finding for finding in report.findings if finding.severity == severity]
        lines += [_command(report, finding, level) for finding in found[:MOST_OF_A_LEVEL]]
        left += len(found[MOST_OF_A_LEVEL:])
    if left:
        lines.append(f"::notice::{left} more in the summary")
    return "".join(f"{line}\n" for line in lines)


def _command(report: Report, finding: Diagnostic, level: str) -> str:
    first, last = begin(report, finding.span), end(report, finding.span)
    properties = {
        "title": f"{name_of(finding)} ({finding.code})",
        "file": path_of(report, finding.span),
        "line": str(first.line),
    }
    if first.line == last.line:  # columns count only within one line
        properties["col"] = str(first.column)
        properties["endLine"] = str(last.line)
        properties["endColumn"] = str(max(first.column, last.column - 1))
    else:
        properties["endLine"] = str(last.line)
    words = ",".join(f"{key}={annotation_property(value)}" for key, value in properties.items())
    message = finding.message + (f" ({finding.hint})" if finding.hint else "")
    return f"::{level} {words}::{annotation_message(message)}"
