"""Findings as reviewdog reads them: one document (`rdjson`), or one diagnostic a line (`rdjsonl`)."""

from __future__ import annotations

from pmctl.diagnostic import Diagnostic, Span, line_around, position
from pmctl.escape import json_text, one_line
from pmctl.findings.report import Report, address, path_of

SOURCE = {"name": "pmctl", "url": "https://pmctl.example"}
SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def as_rdjson(report: Report) -> str:
    """The whole document. Columns are bytes of UTF-8 from 1, the end exclusive."""
    found = [_diagnostic(report, finding) for finding in report.findings]
    return json_text({"source": SOURCE, "diagnostics": found}, 1) + "\n"


def as_rdjsonl(report: Report) -> str:
    """A diagnostic a line, each with its source."""
    return "".join(f"{json_text({'source': SOURCE, **_diagnostic(report, one)})}\n" for one in report.findings)


def _diagnostic(report: Report, finding: Diagnostic) -> dict[str, object]:
    hint = f" ({one_line(finding.hint)})" if finding.hint else ""
    found: dict[str, object] = {
        "message": one_line(finding.message) + hint,
        "location": _location(report, finding.span),
        "severity": SEVERITIES[finding.severity],
        "code": {"value": finding.code, "url": address(finding.code)},
    }
    if finding.fix and all(one.span.path == finding.span.path for one in finding.fix):
        # a suggestion names no file, so what another file needs cannot be said
        found["suggestions"] = [{"range": _range(report, one.span), "text": one.text} for one in finding.fix]
    if finding.related:
        found["related_locations"] = [
            {"message": one_line(one.message), "location": _location(report, one.span)} for one in finding.related
        ]
    return found


def _location(report: Report, span: Span) -> dict[str, object]:
    return {"path": path_of(report, span), "range": _range(report, span)}


def _range(report: Report, span: Span) -> dict[str, object]:
    text = report.texts.get(span.path, "")
    return {"start": _in_bytes(text, span.start), "end": _in_bytes(text, max(span.end, span.start))}


def _in_bytes(text: str, offset: int) -> dict[str, int]:
    """A position whose column counts bytes of UTF-8."""
    at = position(text, offset)
    before = line_around(text, offset)[: at.column - 1]
    return {"line": at.line, "column": len(before.encode("utf-8", "backslashreplace")) + 1}
