"""How findings are written for code hosts, build servers, editors: each form before its own judge, for every rule."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from defusedxml import ElementTree

from pmctl.diagnostic import Diagnostic, Replacement, Severity, Span
from pmctl.findings import FORMATS
from pmctl.findings.fingerprint import fingerprints
from pmctl.findings.report import Report, report, report_of
from pmctl.findings.sarif import MOST_RESULTS
from pmctl.load import load
from pmctl.plan import Plan, plan
from pmctl.rules import RULES
from pmctl.rules.judging.page import Example, page
from pmctl.rules.judging.rule import Rule
from tests import sarif
from tests.transcript import run

SHARED = Path(__file__).parents[2].parent / "shared"
SCHEMAS = SHARED / "corpora" / "schemas"
TODAY = date(2026, 2, 10)
WIDE = 'kind: project\ntasks:\n  design: {name: "日本😀", effort: 2d, after: buid}\n  build: {effort: 1d}\n'

CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^/]"},
                    "lines": {"type": "object", "properties": {"begin": {"type": "integer", "minimum": 1}}},
                },
            },
        },
    },
}
"""What GitLab's page on code quality reports asks for; it publishes no schema."""


# --- one report a rule


def _plan(example: Example, root: Path) -> Plan:
    return plan(load(root, {path: text.encode() for path, text in example.files.items()}), example.today)


@cache
def reports() -> dict[str, Report]:
    """For each rule a plan in which it is found; where a plan alone cannot show it, a finding made up."""
    found = {}
    for rule in RULES:
        example = (*page(rule.text).section("Bad").examples, *page(rule.text).section("Good").examples)[0]
        made = _plan(example, Path("/nowhere"))
        whole = report(made, folder="plans/")
        own = tuple(one for one in whole.findings if one.code == rule.code) or (_made_up(rule, example),)
        found[rule.code] = report_of(made, own, "plans/")
    return found


def _made_up(rule: Rule, example: Example) -> Diagnostic:
    return Diagnostic(
        rule.code, rule.severity, f"{rule.name} is found", Span(next(iter(example.files)), 0, 4), "mend it"
    )


@pytest.fixture(params=[rule.code for rule in RULES])
def one(request: pytest.FixtureRequest) -> Report:
    return reports()[request.param]


def test_every_rule_says_in_sarif_what_github_asks_for(one: Report) -> None:
    assert sarif.wrong(FORMATS["sarif"](one)) == []


@pytest.mark.skipif(sarif.VALIDATOR is None, reason=sarif.NO_VALIDATOR)
def test_the_validator_finds_nothing_in_sarif(tmp_path: Path) -> None:
    everything = [finding for found in reports().values() for finding in found.findings]
    texts = {path: text for found in reports().values() for path, text in found.texts.items()}
    (tmp_path / "all.sarif").write_text(FORMATS["sarif"](Report(tuple(everything), (), texts, 1, 1, "2026-02-10")))
    (tmp_path / "none.sarif").write_text(FORMATS["sarif"](Report((), (), {}, 0, 0, "2026-02-10")))
    (tmp_path / "many.sarif").write_text(FORMATS["sarif"](_many(MOST_RESULTS + 1)))
    (tmp_path / "hostile.sarif").write_text(FORMATS["sarif"](_hostile()))
    assert sarif.validate(tmp_path) == ""


def test_every_rule_is_in_gitlabs_report(one: Report) -> None:
    found = json.loads(FORMATS["gitlab"](one))
    jsonschema.validate(found, CODE_QUALITY)
    assert len({issue["fingerprint"] for issue in found}) == len(found) == len(one.findings)
    assert all(issue["location"]["path"].startswith("plans/") for issue in found)


@cache
def _junit() -> Callable[[str], None]:
    if not SCHEMAS.is_dir():
        pytest.skip("the schemas are not here (../shared/corpora/schemas)")
    xmlschema = pytest.importorskip("xmlschema", reason="xmlschema judges JUnit's XML and is not installed")
    judge: Callable[[str], None] = xmlschema.XMLSchema(str(SCHEMAS / "JUnit.xsd")).validate
    return judge


def test_every_rule_is_in_junits_xml(one: Report) -> None:
    text = FORMATS["junit"](one)
    _junit()(text)
    suites = ElementTree.fromstring(text)
    failed = sum(finding.severity == "error" for finding in one.findings)
    assert len(suites.findall("*/*/failure")) == failed
    assert len(suites.findall("*/*/skipped")) == len(one.findings) - failed


@cache
def _judge(name: str) -> Any:
    if not SCHEMAS.is_dir():
        pytest.skip("the schemas are not here (../shared/corpora/schemas)")
    schema = json.loads((SCHEMAS / name).read_text("utf-8"))
    return jsonschema.validators.validator_for(schema)(schema)


def test_every_rule_is_in_rdjson(one: Report) -> None:
    found = json.loads(FORMATS["rdjson"](one))
    _judge("rdjson-DiagnosticResult.schema.json").validate(found)
    lines = FORMATS["rdjsonl"](one).splitlines()
    for line in lines:
        _judge("rdjson-Diagnostic.schema.json").validate(json.loads(line))
    assert len(lines) == len(found["diagnostics"]) == len(one.findings)


_COMMAND = re.compile(
    r"::(error|warning|notice) title=[^:,]+ \(PM\d{3}\),file=plans/[^:,]+,line=\d+(,col=\d+)?,endLine=\d+"
    r"(,endColumn=\d+)?::[^\r\n]+"
)


def test_every_rule_is_an_annotation_and_a_concise_line(one: Report) -> None:
    shown = FORMATS["github"](one).splitlines()
    assert shown and all(_COMMAND.fullmatch(line) or "more in the summary" in line for line in shown)
    for line in FORMATS["concise"](one).splitlines():
        assert re.fullmatch(r"[^:]+:\d+:\d+: (error|warning|info): .+ \[PM\d{3}\]", line)


# --- places


@pytest.mark.parametrize(("mark", "ends"), [("", "\n"), ("\ufeff", "\n"), ("", "\r\n"), ("", "\r")])
def test_each_form_counts_columns_as_it_says(tmp_path: Path, mark: str, ends: str) -> None:
    """Code points, bytes or code points with the last one included; a byte order mark has no column."""
    data = (mark + WIDE.replace("\n", ends)).encode()
    found = report(plan(load(tmp_path, {"plan.yaml": data}), TODAY), ["PM101"])
    assert FORMATS["concise"](found).startswith("plan.yaml:3:44: error: ")
    assert "line=3,col=44,endLine=3,endColumn=47::" in FORMATS["github"](found)
    region = json.loads(FORMATS["sarif"](found))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": 44, "endLine": 3, "endColumn": 48}
    place = json.loads(FORMATS["rdjson"](found))["diagnostics"][0]["location"]["range"]
    assert place == {"start": {"line": 3, "column": 51}, "end": {"line": 3, "column": 55}}
    line = data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n").split("\n")[2].encode()
    assert line[50:54] == b"buid"


def test_a_fix_is_a_suggestion_unless_it_needs_another_file() -> None:
    def suggested(other: str) -> Any:
        fix = (Replacement(Span("a.yaml", 0, 2), "日"), Replacement(Span(other, 3, 4), "x"))
        finding = Diagnostic("PM005", "error", "wrong", Span("a.yaml", 0, 2), fix=fix)
        found = Report((finding,), (), {"a.yaml": "😀b: d"}, 1, 1, "2026-02-10")
        return json.loads(FORMATS["rdjson"](found))["diagnostics"][0].get("suggestions")

    assert suggested("a.yaml")[0] == {
        "range": {"start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 6}},
        "text": "日",
    }
    assert suggested("b.yaml") is None


# --- fingerprints


def test_a_fingerprint_stays_when_lines_move_and_differs_by_item_and_rule(tmp_path: Path) -> None:
    def marks(body: str) -> dict[str, str]:
        found = report(plan(load(tmp_path, {"plan.yaml": body.encode()}), TODAY))
        named = (f"{finding.code} {finding.item}" for finding in found.findings)
        return dict(zip(named, fingerprints(found), strict=True))

    tasks = "  a: {effort: 1d, after: nowhere}\n  b: {effort: 1d, after: nowhere}\n"
    before = marks(f"kind: project\ntasks:\n{tasks}")
    after = marks(f"# a comment\nkind: project\nname: New\n\ntasks:\n  c: {{effort: 1d}}\n{tasks}")
    assert len(before) == len(set(before.values())) >= 2
    assert before.items() <= after.items()


def test_findings_that_are_alike_have_fingerprints_of_their_own() -> None:
    found = _many(3)
    assert len(set(fingerprints(found))) == 3


# --- limits


def _many(number: int, severity: Severity = "warning") -> Report:
    findings = tuple(
        Diagnostic("PM203", severity, "late " * 80, Span("plan.yaml", 0, 4), "hurry " * 66, "checkout/api")
        for _ in range(number)
    )
    return Report(findings, (), {"plan.yaml": "kind: project\n"}, 1, 1, "2026-02-10")


def test_sarif_keeps_the_gravest_of_too_many_and_says_so() -> None:
    error = Diagnostic("PM201", "error", "a circle", Span("plan.yaml", 0, 4))
    many = _many(MOST_RESULTS)
    text = FORMATS["sarif"](Report((*many.findings, error), (), many.texts, 1, 1, "2026-02-10"))
    run = json.loads(text)["runs"][0]
    assert len(run["results"]) == MOST_RESULTS and run["results"][-1]["level"] == "error"
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].startswith("1 more")
    assert sarif.wrong(text) == []


# --- what a plan says


NAUGHTY = (
    "a](1) [b](2)",
    "::error::forged",
    "x\n::set-output name=a::b",
    "##vso[task.complete]",
    "]]>&<failure>\"'",
    "\x00\x07\x1b[31m\x9b\u202e\ufeff\ud800",
    "100% %0A, a:b",
    " ",
    "",
)


def _hostile() -> Report:
    names = [name for name in NAUGHTY if name.strip()]
    findings = tuple(
        Diagnostic("PM101", "error", text, Span(f"{name}.yaml", 0, 3), text, text) for name in names for text in NAUGHTY
    )
    texts = {f"{name}.yaml": "日本😀" for name in names}
    return Report(findings, (), texts, len(texts), 0, "2026-02-10")


def _lines(text: str) -> Iterator[str]:
    yield from text.split("\n")


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_in_a_plan_commands_forges_or_hides(format: str) -> None:
    text = FORMATS[format](_hostile())
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\ufeff\ud800]", text)
    assert text.encode("utf-8")
    if format == "github":
        assert all(
            line.startswith(("::error title=unknown-reference (PM101),file=", "::notice::"))
            for line in _lines(text)
            if line
        )
    else:
        assert not any(line.lstrip().startswith(("::", "##[")) for line in _lines(text))
        assert "##[" not in text and "##vso[" not in text


def test_hostile_names_pass_the_judges_of_each_form() -> None:
    hostile = _hostile()
    found = sarif.wrong(FORMATS["sarif"](hostile))
    assert [one for one in found if "not relative" not in one] == []
    jsonschema.validate(json.loads(FORMATS["gitlab"](hostile)), {**CODE_QUALITY, "items": {"type": "object"}})
    assert len(ElementTree.fromstring(FORMATS["junit"](hostile)).findall("*/*/failure")) == len(hostile.findings)
    assert len(json.loads(FORMATS["rdjson"](hostile))["diagnostics"]) == len(hostile.findings)
    assert len(FORMATS["concise"](hostile).splitlines()) == len(hostile.findings)


# --- the command


def test_a_form_goes_to_a_file_and_is_chosen_by_its_ending(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(WIDE, encoding="utf-8")
    for name, format in (("out.sarif", "sarif"), ("out.xml", "junit"), ("out.json", "json"), ("out.txt", "text")):
        ran = run(["check", "-o", name], tmp_path)
        assert (ran.output, ran.errors, ran.status) == ("", f"wrote {name}\n", 1)
        said = run(["check", "--format", format], tmp_path).output
        assert (tmp_path / name).read_text("utf-8") == said
    assert run(["check", "-o", "out.pdf"], tmp_path).status == 2
    assert run(["check", "--score", "--format", "sarif"], tmp_path).status == 2
