"""What the rules found, gathered for its printers: findings with their places, counts, and what was not judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from pmctl.diagnostic import SEVERITIES, Diagnostic, Position, Span, line_around, position
from pmctl.plan import Plan
from pmctl.record import dataclass
from pmctl.rules import BY_CODE, matches
from pmctl.rules.judging.rule import Rule
from pmctl.rules.judging.run import judge

RULES_PAGE = "https://pmctl.example/rules"


@dataclass(frozen=True, slots=True)
class Report:
    """The findings that are asked for, in the order of their places; `texts` by path, for excerpts.

    `folder` is where the plan is in its repository, with `/` at its end: what a code host puts before paths.
    """

    findings: tuple[Diagnostic, ...]
    skipped: tuple[Rule, ...]
    texts: Mapping[str, str]
    files: int
    items: int
    today: str
    folder: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """How many findings of each severity."""
        found = Counter(map(attrgetter("severity"), self.findings))
        return {severity: found[severity] for severity in SEVERITIES}


def report(plan: Plan, select: Sequence[str] = (), ignore: Sequence[str] = (), folder: str = "") -> Report:
    """Judge a plan; `select` and `ignore` are codes, families or names.

    Errors of text and shape are always in it: where something cannot be read, nothing else can be trusted.
    """
    judgement = judge(plan)
    found, skipped = judgement.findings, judgement.skipped
    if select or ignore:
        found = tuple(one for one in found if _is_wanted(one, select, ignore))
        skipped = tuple(rule for rule in skipped if _is_chosen(rule, select, ignore))
    return replace(report_of(plan, found, folder), skipped=skipped)


def report_of(plan: Plan, findings: Sequence[Diagnostic], folder: str = "") -> Report:
    """Findings that somebody else made about a plan (those of a change among them), for the same printers."""
    texts = dict(plan.loaded.texts)
    for path in dict.fromkeys(finding.span.path for finding in findings):
        if path not in texts and path.endswith(".csv"):
            from pmctl.insights.readings import table_of  # few plans have tables

            texts[path] = table_of(plan, path).text
    return Report(
        tuple(findings),
        (),
        texts,
        len(plan.loaded.texts),
        len(plan.workspace.items),
        plan.today.isoformat(),
        folder,
    )


def _is_wanted(finding: Diagnostic, select: Sequence[str], ignore: Sequence[str]) -> bool:
    rule = BY_CODE.get(finding.code)
    if rule is None or (rule.fixed and finding.severity == "error"):
        return True
    return _is_chosen(rule, select, ignore)


def _is_chosen(rule: Rule, select: Sequence[str], ignore: Sequence[str]) -> bool:
    if any(matches(rule, selector) for selector in ignore):
        return False
    return not select or any(matches(rule, selector) for selector in select)


def address(code: str) -> str:
    """Where the page of a rule is."""
    return f"{RULES_PAGE}/{code}"


def path_of(report: Report, span: Span) -> str:
    """The file of a span, from the top of the repository."""
    return report.folder + span.path


def name_of(finding: Diagnostic) -> str:
    """The name of the rule of a finding."""
    rule = BY_CODE.get(finding.code)
    return rule.name if rule else ""


def begin(report: Report, span: Span) -> Position:
    """Line and column at which a span begins; the first of the file where its text is not known."""
    return position(report.texts.get(span.path, ""), span.start)


def end(report: Report, span: Span) -> Position:
    """Line and column behind the last character of a span."""
    return position(report.texts.get(span.path, ""), max(span.end, span.start))


def line(report: Report, span: Span) -> str:
    """The line on which a span begins."""
    return line_around(report.texts.get(span.path, ""), span.start)
