"""What the rules found, one file a form in which it is written: an entry in `FORMATS`, and every command has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pmctl.findings.concise import as_concise
from pmctl.findings.github import as_github
from pmctl.findings.gitlab import as_gitlab
from pmctl.findings.junit import as_junit
from pmctl.findings.rdjson import as_rdjson, as_rdjsonl
from pmctl.findings.report import Report
from pmctl.findings.sarif import as_sarif

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "github": as_github,
    "sarif": as_sarif,
    "gitlab": as_gitlab,
    "junit": as_junit,
    "rdjson": as_rdjson,
    "rdjsonl": as_rdjsonl,
    "concise": as_concise,
}
"""Forms for code hosts, build servers and editors; all of them escape what a plan says."""
