"""Findings for programs: one JSON document, or the commands by which GitHub marks lines of a change."""

from __future__ import annotations

from pmctl.diagnostic import Diagnostic, Span
from pmctl.escape import annotation_message, annotation_property
from pmctl.rules.report import Report, begin, end, name_of

ADDRESS = "https://pmctl.example/rules"
LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
MOST_OF_A_LEVEL = 10
"""GitHub shows no more of each level in a step."""


def as_json(report: Report) -> dict[str, object]:
    """The document `pmctl/check/1`: all findings with their places (code points, from 1, the end exclusive)."""
    return {
        "schema": "pmctl/check/1",
        "today": report.today,
        "files": report.files,
        "items": report.items,
        "errors": report.counts["error"],
        "warnings": report.counts["warning"],
        "notes": report.counts["info"],
        "skipped": [rule.code for rule in report.skipped],
        "diagnostics": [_diagnostic(report, finding) for finding in report.findings],
    }


def _diagnostic(report: Report, finding: Diagnostic) -> dict[str, object]:
    return {
        "code": finding.code,
        "name": name_of(finding),
        "severity": finding.severity,
        "message": finding.message,
        "hint": finding.hint,
        "item": finding.item or None,
        **_place(report, finding.span),
        "related": [{**_place(report, one.span), "message": one.message} for one in finding.related],
        "fix": _fix(report, finding),
        "url": f"{ADDRESS}/{finding.code}",
    }


def _fix(report: Report, finding: Diagnostic) -> dict[str, object] | None:
    if not finding.fix:
        return None
    return {"edits": [{**_place(report, one.span), "text": one.text} for one in finding.fix]}


def _place(report: Report, span: Span) -> dict[str, object]:
    first, last = begin(report, span), end(report, span)
    return {
        "path": span.path,
        "line": first.line,
        "column": first.column,
        "end-line": last.line,
        "end-column": last.column,
    }


def as_github(report: Report, prefix: str = "") -> str:
    """Workflow commands, ten of each level; `prefix` is the plan's folder in the repository, with `/` at its end."""
    lines, left = [], 0
    for severity, level in LEVELS.items():
        found = [finding for finding in report.findings if finding.severity == severity]
        lines += [_command(report, finding, level, prefix) for finding in found[:MOST_OF_A_LEVEL]]
        left += len(found[MOST_OF_A_LEVEL:])
    if left:
        lines.append(f"::notice::{left} more in the summary")
    return "".join(f"{line}\n" for line in lines)


def _command(report: Report, finding: Diagnostic, level: str, prefix: str) -> str:
    first, last = begin(report, finding.span), end(report, finding.span)
    properties = {
        "title": f"{name_of(finding)} ({finding.code})",
        "file": prefix + finding.span.path,
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
