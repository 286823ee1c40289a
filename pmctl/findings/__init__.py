"""What the rules found, one file a form in which it is written: an entry in `FORMATS`, and every command has it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from pmctl.record import dataclass

if TYPE_CHECKING:
    from pmctl.findings.report import Report


@dataclass(frozen=True, slots=True)
class Form:
    """A function of a module here that writes a report; it is imported when it is called, for a call writes one."""

    module: str
    function: str

    def __call__(self, report: Report) -> str:
        """The report in this form."""
        written: str = getattr(import_module(f"pmctl.findings.{self.module}"), self.function)(report)
        return written


FORMATS: Mapping[str, Form] = {
    "github": Form("github", "as_github"),
    "sarif": Form("sarif", "as_sarif"),
    "gitlab": Form("gitlab", "as_gitlab"),
    "junit": Form("junit", "as_junit"),
    "rdjson": Form("rdjson", "as_rdjson"),
    "rdjsonl": Form("rdjson", "as_rdjsonl"),
    "concise": Form("concise", "as_concise"),
}
"""Forms for code hosts, build servers and editors; all of them escape what a plan says."""
