"""Two plans compared: what is told of it, in each form, for hostile names and for what cannot be read."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import jsonschema
import pytest

from pmctl.changes import whose as whose_doing
from pmctl.escape import json_text
from pmctl.load import load
from pmctl.plan import plan
from pmctl.views.diff.agreed import agreed, agreed_html, agreed_json, agreed_text
from pmctl.views.diff.fields import diff_json
from pmctl.views.diff.gathered import gathered
from pmctl.views.diff.markdown import diff_markdown
from pmctl.views.diff.page import diff_html
from pmctl.views.diff.text import diff_text
from pmctl.views.diff.view import Difference, Side, difference
from tests.transcript import ROOT

TODAY = date(2026, 2, 10)
BUILD = """
    kind: project
    start: 2026-02-10
    tasks:
      api: {effort: 5d, assign: ana}
      docs: {duration: 2d, after: api}
      launch: {milestone: true, after: docs, due: 2026-02-20}
"""
PEOPLE = "{kind: people, people: {ana: {rate: 400/d}, bo: {rate: 500/d}}}"


def side(name: str, **files: str) -> Side:
    texts = {f"{stem}.yaml": dedent(text).encode() for stem, text in {"people": PEOPLE, **files}.items()}
    return Side(name, "", plan(load(Path("plan"), {"pmctl.yaml": b"kind: workspace\n", **texts}), TODAY))


def compared(before: str, after: str, **more: Any) -> Difference:
    return difference(side("main", build=before), side("work tree", build=after), True, **more)


def said(found: Difference) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json_text(diff_json(found)))
    schema = json.loads((ROOT / "pmctl" / "views" / "schemas" / "diff.schema.json").read_text("utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.validate(document, schema, jsonschema.Draft7Validator)
    return document


def test_what_follows_has_the_same_schema_wherever_it_is_said() -> None:
    folder = ROOT / "pmctl" / "views" / "schemas"
    diff, whatif = (json.loads((folder / f"{name}.schema.json").read_text("utf-8")) for name in ("diff", "whatif"))
    option = whatif["definitions"]["option"]["properties"]
    for name, shape in diff["definitions"]["follows"]["properties"].items():
        assert option[name] == shape, name
    assert diff["definitions"]["finding"] == whatif["definitions"]["finding"]


def test_an_edit_and_what_follows() -> None:
    found = compared(BUILD, BUILD.replace("effort: 5d", "effort: 8d"), odds=True)
    document = said(found)
    assert [(one["id"], one["change"], one["line"]) for one in document["edits"]] == [("build/api", "changed", 5)]
    assert document["edits"][0]["fields"] == [
        {"key": "effort", "before": "5d", "after": "8d", "file": "build.yaml", "line": 5}
    ]
    assert {one["item"]: one["days"] for one in document["follows"]["moves"]} == {
        "build/api": 3, "build/docs": 3, "build/launch": 3
    }  # fmt: skip
    assert document["follows"]["promises"][0]["outcome"] == "broken"
    assert document["follows"]["cost"] == {"build": {"EUR": 1200.0}}
    assert document["same-meaning"] is False
    text = diff_text(found)
    assert "build/api  effort 5d → 8d" in text and "promise of Fri 20 Feb missed by 1d" in text


def test_what_moves_inside_a_day_is_shown_with_its_end() -> None:
    text = diff_text(compared(BUILD, BUILD.replace("effort: 5d", "effort: 4.5d")))
    assert re.search(r"build/api +Mon 16 Feb +-4h", text) and re.search(r"build/launch +Wed 18 Feb +-4h", text)


def test_whose_doing_it_is() -> None:
    """Each alone moves the launch, together by what both take; a rate and a leave in another file have their shares."""
    before = side("main", build=BUILD)
    people = "{kind: people, people: {ana: {rate: 600/d, time-off: [2026-02-12]}, bo: {rate: 500/d}}}"
    after = side("work tree", build=BUILD.replace("effort: 5d", "effort: 7d"), people=people)
    found = difference(before, after, True)
    whose = said(found)["whose"]
    shares = {(one["figure"], one["id"]): one["shares"] for one in whose["figures"]}
    assert shares["finish", "build/launch"] == [{"item": "build/api", "value": 2.0}, {"item": "ana", "value": 1.0}]
    assert shares["cost", "EUR"] == [{"item": "ana", "value": 1200.0}, {"item": "build/api", "value": 1000.0}]
    assert (whose["orders"], whose["edited"]) == (None, 2)
    text = diff_text(found)
    assert "because api +2d · ana +1d" in text and "because ana +1,200 · build/api +1,000" in text


def test_a_large_plan_is_shared_out_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whose_doing, "ROOM", 0)
    after = BUILD.replace("effort: 5d", "effort: 8d")
    assert said(compared(BUILD, after))["whose"]["edited"] == 1, "one edit alone needs no scheduling"
    both = after.replace("duration: 2d", "duration: 3d")
    found = compared(BUILD, both)
    assert found.whose is None and "`--whose`" in diff_text(found)
    assert said(compared(BUILD, both, whose=True))["whose"]["edited"] == 2


def test_what_is_written_otherwise_is_one_line() -> None:
    found = compared(BUILD, BUILD.replace("effort: 5d", "effort: 40h") + "# written otherwise\n")
    assert found.is_nothing and not found.is_same_text
    sentence = "No change in meaning between main and work tree: build.yaml written otherwise."
    assert diff_text(found) == sentence
    assert diff_markdown(found) == sentence + "\n"
    assert said(found)["same-meaning"] is True
    assert sentence in diff_html(found)


def test_nothing_changed_is_one_line() -> None:
    found = compared(BUILD, BUILD)
    assert found.is_same_text and diff_text(found) == "Nothing changed between main and work tree."


def test_only_what_was_asked_for() -> None:
    after = BUILD.replace("effort: 5d", "effort: 8d")
    document = said(compared(BUILD, after.replace("docs: {", "docs: {name: Words, "), wanted=["build/launch"]))
    assert [one["id"] for one in document["edits"]] == ["build/api"], "what has a share in it, and nothing else"
    assert [one["item"] for one in document["follows"]["moves"]] == ["build/launch"]
    assert document["follows"]["cost"] == {}
    assert said(compared(BUILD, after, wanted=["build"]))["edits"] != []


def test_a_file_that_cannot_be_read_leads_and_is_left_out() -> None:
    before = side("main", build=BUILD, more=BUILD)
    after = side("work tree", build="kind: project\ntasks: [\n", more=BUILD.replace("effort: 5d", "effort: 8d"))
    found = difference(before, after, True)
    assert [(one.side, one.path) for one in found.unread] == [("work tree", "build.yaml")]
    assert {one.id for one in found.edits} == {"more/api"}
    assert {one.item for one in found.follows.moves} == {"more/api", "more/docs", "more/launch"}
    assert diff_text(found).split("\n")[2].startswith("build.yaml cannot be read in the work tree, so")
    said(found)


def test_a_side_without_a_plan_leads() -> None:
    found = difference(side("main", build=BUILD), Side("work tree", "", plan(load(Path("plan"), {}), TODAY)), True)
    assert "There is no plan in the work tree: all of it is gone." in diff_text(found)


@pytest.mark.parametrize("everything", [False, True])
@pytest.mark.parametrize(("effort", "shows"), [("2001min", False), ("2400min", True)])
def test_weeks_that_look_the_same_are_not_shown(everything: bool, effort: str, shows: bool) -> None:
    found = compared(BUILD.replace("effort: 5d", "effort: 2000min"), BUILD.replace("effort: 5d", f"effort: {effort}"))
    assert found.follows.loads
    assert ("asked" in diff_text(found, everything)) is shows


def test_a_new_document_is_one_line_and_all_of_it_when_asked() -> None:
    found = difference(side("main", build=BUILD), side("work tree", build=BUILD, more=BUILD), True)
    assert "more  new project, with 3 more items" in diff_text(found)
    assert "more/api" not in diff_text(found).partition("Follows")[0]
    assert "more/api" in diff_text(found, True)


HOSTILE = "<script>alert(1)</script> | `x` @ana #1 \\u202e ::error::x"


@pytest.mark.parametrize("form", [diff_text, diff_markdown, diff_html])
def test_names_from_a_plan_reach_no_sink_unescaped(form: Any) -> None:
    after = BUILD.replace("{effort: 5d,", f'{{name: "{HOSTILE}", effort: 8d,')
    text = form(compared(BUILD, after))
    assert "\u202e" not in text
    if form is diff_html:
        assert "<script>" not in text and "default-src 'none'" in text
    if form is diff_markdown:
        assert "<script>" not in text and " @ana" not in text


def test_long_lists_are_cut_and_say_so() -> None:
    tasks = "".join(f"      t{number}: {{duration: 1d, after: api}}\n" for number in range(30))
    before, after = BUILD + tasks, BUILD.replace("effort: 5d", "effort: 8d") + tasks
    found = compared(before, after)
    dates = next(topic for topic in gathered(found) if topic.topic == "dates")
    assert dates.rest and "… and" in diff_text(found) and "`--all`" in diff_text(found)
    assert "build/launch" in [line.subject for line in dates.lines]
    assert "`--all`" not in diff_text(found, True)
    assert "<details><summary>All of what follows: dates</summary>" in diff_markdown(found)


def test_the_readme_shows_what_a_case_shows() -> None:
    """Its block needs a history, so it stands in a case, word for word."""
    readme = (ROOT / "README.md").read_text("utf-8")
    block = readme[readme.index("$ pmctl diff main") :].partition("\n```")[0]
    case = ROOT / "tests" / "cases" / "B13-a-slip-reaches-the-roadmap" / "expected"
    assert block in case.read_text("utf-8")


def test_what_has_grown_since_it_was_agreed() -> None:
    baseline = "{kind: baseline, of: build, date: 2026-02-01, tasks: {api: {effort: 4d}, docs: {}}}"
    present = side("work tree", build=BUILD, agreed=baseline).plan
    found = agreed(present)
    assert [(one.document, one.scope.growth, dict(one.scope.loose)) for one in found] == [
        ("build", 480, {"build/api": 480})
    ]
    assert "+1d (25%) unapproved: api +1d" in agreed_text(present, found)
    schema = json.loads((ROOT / "pmctl" / "views" / "schemas" / "diff.schema.json").read_text("utf-8"))
    jsonschema.validate(agreed_json(present, found), schema, jsonschema.Draft7Validator)
    assert "default-src 'none'" in agreed_html(present, found)
    assert agreed_text(side("main", build=BUILD).plan, ()).startswith("No baseline holds")


def test_a_large_plan_is_judged_as_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both sides at the same time, or one after the other: the same findings."""
    here = compared(BUILD.replace("after: docs", "after: [docs, gone]"), BUILD)
    monkeypatch.setattr("pmctl.views.diff.view.MANY", 0)
    beside = compared(BUILD.replace("after: docs", "after: [docs, gone]"), BUILD)
    assert [one.code for one in beside.follows.findings.gone] == ["PM101"]
    assert beside.follows.findings == here.follows.findings
