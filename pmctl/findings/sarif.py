"""Findings as SARIF 2.1.0, which GitHub shows as alerts of code scanning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from pmctl import __version__
from pmctl.diagnostic import SEVERITIES, Diagnostic, Span
from pmctl.escape import json_text, sarif_message
from pmctl.findings.fingerprint import fingerprints
from pmctl.findings.report import RULES_PAGE, Report, address, begin, end, path_of
from pmctl.rules import BY_CODE
from pmctl.rules.judging.page import page
from pmctl.rules.judging.page_text import as_markdown
from pmctl.rules.judging.rule import Rule

LEVELS = {"error": "error", "warning": "warning", "info": "note"}
PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation"}
MOST_RESULTS = 5_000
"""GitHub keeps no more of a run; so many also stay far below its 10 MB."""
MOST_RELATED = 50
LONGEST_DESCRIPTION = 1_000
TAGS = {
    "PM0": "shape",
    "PM1": "references",
    "PM2": "dates",
    "PM3": "people",
    "PM4": "money",
    "PM5": "governance",
    "PM6": "product",
    "PM7": "promises",
    "PM8": "schedule-quality",
    "PM9": "change",
}
"""What the rules of a hundred are about."""


def as_sarif(report: Report) -> str:
    """The document, of one run; of too many findings the gravest are in it, and it says how many are not."""
    kept = _kept(report)
    codes = sorted({finding.code for finding, _ in kept if finding.code in BY_CODE})
    places = {code: number for number, code in enumerate(codes)}
    run: dict[str, object] = {
        "tool": {"driver": _driver([BY_CODE[code] for code in codes])},
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": f"pmctl/{report.folder}"},
        "invocations": [_invocation(len(report.findings) - len(kept))],
        "results": [_result(report, finding, mark, places) for finding, mark in kept],
    }
    document = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json_text(document, 1) + "\n"


def _kept(report: Report) -> Sequence[tuple[Diagnostic, str]]:
    """Findings with their fingerprints, in the order of their places; of too many the gravest."""
    found = list(enumerate(zip(report.findings, fingerprints(report), strict=True)))
    found.sort(key=lambda entry: (SEVERITIES.index(entry[1][0].severity), entry[0]))
    return [entry for _, entry in sorted(found[:MOST_RESULTS])]


# --- the rules


def _driver(rules: Sequence[Rule]) -> dict[str, object]:
    return {
        "name": "pmctl",
        "semanticVersion": __version__,
        "informationUri": RULES_PAGE,
        "rules": [_rule(rule) for rule in rules],
    }


def _rule(rule: Rule) -> dict[str, object]:
    made = page(rule.text)
    found, remedy = (made.section(name).text for name in ("What it finds", "How to fix or allow"))
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": made.summary},
        "fullDescription": {"text": _plain(found)},
        "help": {"text": _plain(remedy), "markdown": as_markdown(rule)},
        "helpUri": address(rule.code),
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": [TAGS[rule.code[:3]]],
            "precision": "very-high",
            "problem.severity": PROBLEMS[rule.severity],
        },
    }


def _plain(text: str) -> str:
    """A paragraph of a page on one line, no longer than a description may be."""
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_DESCRIPTION else f"{words[: LONGEST_DESCRIPTION - 1]}…"


# --- the findings


def _invocation(left: int) -> dict[str, object]:
    """How it went; it says what had no room."""
    if not left:
        return {"executionSuccessful": True}
    words = {"text": f"{left:,} more findings: `pmctl check --all` shows them."}
    return {"executionSuccessful": True, "toolExecutionNotifications": [{"level": "note", "message": words}]}


def _result(report: Report, finding: Diagnostic, mark: str, places: Mapping[str, int]) -> dict[str, object]:
    hint = f" ({finding.hint})" if finding.hint else ""
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": places.get(finding.code, -1),
        "level": LEVELS[finding.severity],
        "message": {"text": sarif_message(finding.message + hint)},
        "locations": [_location(report, finding.span)],
        "partialFingerprints": {"primaryLocationLineHash": f"{mark}:1"},
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **_location(report, one.span), "message": {"text": sarif_message(one.message)}}
            for number, one in enumerate(finding.related[:MOST_RELATED], 1)
        ]
    if finding.fix:
        result["fixes"] = [{"artifactChanges": _changes(report, finding)}]
    return result


def _changes(report: Report, finding: Diagnostic) -> list[dict[str, object]]:
    """What a fix writes instead of what, file by file."""
    paths = dict.fromkeys(part.span.path for part in finding.fix)
    return [
        {
            "artifactLocation": _file(report, Span(path)),
            "replacements": [
                {"deletedRegion": _region(report, part.span, 0), "insertedContent": {"text": part.text}}
                for part in finding.fix
                if part.span.path == path
            ],
        }
        for path in paths
    ]


def _location(report: Report, span: Span) -> dict[str, object]:
    return {"physicalLocation": {"artifactLocation": _file(report, span), "region": _region(report, span, 1)}}


def _file(report: Report, span: Span) -> dict[str, object]:
    return {"uri": quote(path_of(report, span), errors="replace"), "uriBaseId": "%SRCROOT%"}


def _region(report: Report, span: Span, least: int) -> dict[str, object]:
    """Where a span is; with `least` 1 it is never empty, since nothing cannot be marked."""
    first, last = begin(report, span), end(report, span)
    column = last.column if last.line > first.line else max(last.column, first.column + least)
    return {"startLine": first.line, "startColumn": first.column, "endLine": last.line, "endColumn": column}
