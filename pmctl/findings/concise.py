"""Findings for editors and for `grep`: a line each, `file:line:column: severity: message [code]`."""

from __future__ import annotations

from pmctl.escape import one_line, terminal
from pmctl.findings.report import Report, begin


def as_concise(report: Report) -> str:
    """A line a finding; columns are code points from 1."""
    lines = []
    for finding in report.findings:
        at = begin(report, finding.span)
        place = f"{terminal(finding.span.path)}:{at.line}:{at.column}"
        lines.append(f"{place}: {finding.severity}: {terminal(one_line(finding.message))} [{finding.code}]\n")
    return "".join(lines)
