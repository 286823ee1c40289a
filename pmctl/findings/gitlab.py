"""Findings as GitLab's code quality report: a JSON array."""

from __future__ import annotations

from pmctl.diagnostic import Diagnostic
from pmctl.escape import json_text, one_line
from pmctl.findings.fingerprint import fingerprints
from pmctl.findings.report import Report, begin, name_of, path_of

SEVERITIES = {"error": "critical", "warning": "minor", "info": "info"}


def as_gitlab(report: Report) -> str:
    """The report; a fingerprint stays the same when lines move, so that only what is new is shown as new."""
    known = zip(report.findings, fingerprints(report), strict=True)
    return json_text([_issue(report, finding, fingerprint) for finding, fingerprint in known], 1) + "\n"


def _issue(report: Report, finding: Diagnostic, fingerprint: str) -> dict[str, object]:
    return {
        "description": one_line(finding.message),
        "check_name": f"{finding.code} {name_of(finding)}",
        "fingerprint": fingerprint,
        "severity": SEVERITIES[finding.severity],
        "location": {
            "path": path_of(report, finding.span),
            "lines": {"begin": begin(report, finding.span).line},
        },
    }
