"""Findings as JUnit writes tests: a suite a file, in which an error has failed and a warning was skipped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmctl.diagnostic import Diagnostic
from pmctl.escape import one_line, xml
from pmctl.findings.report import Report, begin, name_of

SOUND = "no findings"
"""The name of the one test of a file in which nothing was found."""


def as_junit(report: Report) -> str:
    """The document; its time is the day that counts, its host nobody's: the same plan gives the same bytes."""
    paths = sorted({*report.texts, *(finding.span.path for finding in report.findings)})
    found: dict[str, list[Diagnostic]] = {path: [] for path in paths}
    for finding in report.findings:
        found[finding.span.path].append(finding)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>"]
    for number, path in enumerate(paths):
        lines += _suite(report, number, path, found[path])
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _suite(report: Report, number: int, path: str, found: Sequence[Diagnostic]) -> Iterator[str]:
    name = _word(report.folder + path)
    failures = sum(finding.severity == "error" for finding in found)
    yield (
        f'<testsuite name="{name}" package="pmctl" id="{number}" timestamp="{report.today}T00:00:00" '
        f'hostname="localhost" tests="{len(found) or 1}" failures="{failures}" errors="0" '
        f'skipped="{len(found) - failures}" time="0">'
    )
    yield "<properties/>"
    if not found:
        yield f'<testcase name="{SOUND}" classname="{name}" time="0"/>'
    for finding in found:
        yield from _case(report, finding, name)
    yield "<system-out/>"
    yield "<system-err/>"
    yield "</testsuite>"


def _case(report: Report, finding: Diagnostic, file: str) -> Iterator[str]:
    at = begin(report, finding.span)
    title = _word(f"{finding.code} {finding.item or name_of(finding)}")
    message = _word(finding.message)
    text = xml(
        f"{at.line}:{at.column} {one_line(finding.message)}" + (f" ({one_line(finding.hint)})" if finding.hint else "")
    )
    yield f'<testcase name="{title}" classname="{file}" time="0">'
    if finding.severity == "error":
        yield f'<failure type="{finding.code}" message="{message}">{text}</failure>'
    else:
        yield f'<skipped message="{finding.severity}: {message}">{text}</skipped>'
    yield "</testcase>"


def _word(text: str) -> str:
    """A value of an attribute, on one line."""
    return xml(one_line(text))
