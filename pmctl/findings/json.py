"""Findings for programs: one JSON document."""

from __future__ import annotations

from pmctl.diagnostic import Diagnostic, Span
from pmctl.findings.report import Report, address, begin, end, name_of


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
        "url": address(finding.code),
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
