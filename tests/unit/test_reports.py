"""The status report: one view, every format, and nothing in it that its reader may not see."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt

from pmctl.audience import AUDIENCES, Audience, shown_names, visibility, visible_id, without_private
from pmctl.commands.report import command
from pmctl.diagnostic import UserError
from pmctl.escape import terminal_width
from pmctl.history import Past
from pmctl.load import load
from pmctl.model.item import Item
from pmctl.plan import Plan, plan
from pmctl.reports import PRINTED, REPORTS, Report, in_columns, status
from pmctl.reports.paper import Column, Paper, Request, Section, as_data
from pmctl.reports.sections import standing
from pmctl.reports.writing import FORMATS, Made, make, picture_of, written

TODAY = date(2026, 2, 10)
ROOT = Path(__file__).parents[2]
ATTACKS = ROOT.parent / "shared" / "attacks"

PROJECT = """
kind: project
id: house
name: House
visibility: client
lead: ana
start: 2026-02-02
due: 2026-02-12
commitment: committed
budget: {labour: 77k, reserve: 3k}
updates: {2026-02-09: {by: ana, health: green, text: SECRET-said all is well}}
tasks:
  plans: {name: Plans, duration: 2d, owner: ana, status: done, started: 2026-02-02, finished: 2026-02-04}
  old: {name: Survey, duration: 1d, owner: bo, status: done, started: 2026-01-05, finished: 2026-01-05}
  walls: {name: Walls, effort: 8d, owner: ana, after: plans, started: 2026-02-05, progress: 20%}
  hidden: {name: SECRET-cellar, duration: 20d, after: plans, due: 2026-02-13, visibility: internal}
  keys: {name: Keys, milestone: true, after: [walls, hidden], due: 2026-02-12, commitment: committed}
risks:
  rain: {name: It rains, probability: 31%, impact: {time: 3d, cost: 8k}, owner: bo, response: mitigate, plan: SECRET-x}
  fire: {name: SECRET-fire, visibility: internal}
decisions:
  colour: {name: Which colour, status: proposed, by: mia, due: 2026-02-13, options: [red, blue]}
  other: {name: SECRET-decision, status: proposed, visibility: internal}
  past: {name: Which stone, status: accepted, date: 2026-01-10}
issues:
  crack: {name: A crack, severity: high, due: 2026-02-12}
"""
PEOPLE = """
kind: people
people:
  ana: {name: SECRET-Ana Ruiz, email: SECRET@acme.example, rate: 613/d}
  bo: {name: SECRET-Bo Li, rate: 577/d}
  mia: {name: Mia Holm, visibility: client}
"""


@pytest.fixture
def house(tmp_path: Path) -> Plan:
    (tmp_path / "pmctl.yaml").write_text("kind: workspace\nname: W\n")
    (tmp_path / "house.yaml").write_text(PROJECT)
    (tmp_path / "people.yaml").write_text(PEOPLE)
    return plan(load(tmp_path), TODAY)


def page(house: Plan, format: str, audience: Audience = "internal", document: str | None = "house") -> str:
    """The report in a format."""
    view = status.view(house, document, audience)
    picture = picture_of(house, [document] if document else [], audience)
    template = "" if format == "json" else REPORTS[0].built_in(format)
    text, found = written(Made(view, picture), format, template)
    assert found == ()
    return text


def names(lines: object) -> list[str]:
    assert isinstance(lines, list)
    return [line["name"] for line in lines]


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    """`pmctl report` in a folder: exit status and all that was printed."""
    result = CliRunner().invoke(
        command, [*arguments, "-C", str(folder), "--today", "2026-02-10"], standalone_mode=False
    )
    if result.exception is not None:
        raise result.exception
    return int(result.return_value or 0), result.output


# --- the view ---------------------------------------------------------------------------------------------------------


def test_headline_says_how_late(house: Plan) -> None:
    view = status.view(house, "house")
    assert re.fullmatch(
        r"House is expected to end on \w+ \d+ Mar 2026, \d+ working days later than promised \(Thu 12 Feb 2026\)\.",
        str(view["headline"]),
    )


def test_done_is_news_since_a_day(house: Plan) -> None:
    assert names(status.view(house, "house")["done"]) == ["Plans"]
    assert names(status.view(house, "house", since=date(2026, 1, 1))["done"]) == ["Plans", "Survey"]
    assert names(status.view(house, "house", since=date(2026, 2, 4))["done"]) == []


def test_slips_keep_promised_and_forecast_apart(house: Plan) -> None:
    slips = status.view(house, "house")["slips"]
    assert isinstance(slips, list)
    assert {line["name"] for line in slips} == {"House", "Keys", "SECRET-cellar"}
    keys = next(line for line in slips if line["name"] == "Keys")
    assert keys["due"] == "2026-02-12"
    assert keys["forecast"] > "2026-03-01"
    assert keys["slip-days"] > 0
    assert keys["committed"] is True


def test_lists_hold_what_is_open(house: Plan) -> None:
    view = status.view(house, "house")
    assert names(view["decisions"]) == ["Which colour", "SECRET-decision"]
    assert set(names(view["risks"])) == {"It rains", "SECRET-fire"}
    assert names(view["issues"]) == ["A crack"]
    assert "Walls" in names(view["next"])


def test_health_has_rule_value_threshold_and_evidence(house: Plan) -> None:
    documents = status.view(house, "house")["documents"]
    assert isinstance(documents, list)
    sides = {side["name"]: side for side in documents[0]["health"]["dimensions"]}
    assert set(sides["schedule"]) == {"name", "level", "rule", "value", "threshold", "evidence", "text"}
    assert sides["schedule"]["level"] == "red"
    assert sides["schedule"]["evidence"]
    assert documents[0]["health"]["reported"]["differs"] is True, "a reported green beside a computed red"


def test_money_is_by_line_and_its_sum_leaves_the_reserve_out(house: Plan) -> None:
    budget = status.view(house, "house")["budget"]
    assert isinstance(budget, list)
    planned = {line["line"]: line["planned"] for line in budget}
    assert planned == {"labour": 77_000, "reserve": 3_000, "": 77_000}


def test_json_is_the_view_itself(house: Plan) -> None:
    assert json.loads(page(house, "json")) == json.loads(json.dumps(status.view(house, "house")))
    assert json.loads(page(house, "json"))["schema"] == "pmctl/report-status/1"


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("folder", ["acme", "small", "portfolio"])
def test_json_keeps_to_its_schema(folder: str, audience: Audience) -> None:
    schema = json.loads((ROOT / "pmctl" / "reports" / "status.schema.json").read_text("utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    example = plan(load(ROOT / "examples" / folder), TODAY)
    for document in (None, *example.workspace.documents):
        jsonschema.Draft7Validator(schema).validate(json.loads(page(example, "json", audience, document)))


# --- who sees what ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("audience", ["client", "public"])
def test_nothing_hidden_reaches_others(house: Plan, format: str, audience: Audience) -> None:
    text = page(house, format, audience)
    for secret in ("SECRET", "613", "577", "77k", "77,000", "77000", "31%", "effort", "Money", "probability"):
        assert secret not in text, secret


def test_a_client_reads_what_is_theirs(house: Plan) -> None:
    text = page(house, "md", "client")
    assert "Keys" in text
    assert "It rains" in text
    assert "Mia Holm" in text, "whom the client may know is named"
    assert "SECRET-Ana" in page(house, "md")


def test_a_level_whose_cause_is_hidden_says_so(house: Plan) -> None:
    def sides(audience: Audience) -> dict[str, tuple[str, str]]:
        documents = status.view(house, "house", audience)["documents"]
        assert isinstance(documents, list)
        return {side["name"]: (side["level"], side["text"]) for side in documents[0]["health"]["dimensions"]}

    inside, outside = sides("internal"), sides("client")
    assert inside["schedule"][0] == outside["schedule"][0] == "red"
    assert "SECRET" not in outside["schedule"][1]
    for level, text in outside.values():
        assert bool(text) or level not in ("amber", "red")
        assert text != standing.UNSHOWN or level in ("amber", "red"), "green and unknown need no reason"


def test_dates_are_computed_over_everything(house: Plan) -> None:
    inside, outside = status.view(house, "house"), status.view(house, "house", "client")
    assert outside["headline"] == inside["headline"], "the hidden cellar moves the end all the same"


@pytest.mark.parametrize("format", FORMATS)
def test_a_report_in_which_nothing_is_visible_says_so(house: Plan, format: str) -> None:
    assert "Nothing in this plan may be shown to this reader." in page(house, format, "public")
    assert "House" not in page(house, format, "public")


def test_visibility_is_never_wider_than_the_parent(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(
        "kind: project\nid: p\ntasks:\n  a: {visibility: public, duration: 1d}\n"
        "  g: {visibility: client, tasks: {b: {visibility: public, duration: 1d}}}\n"
    )
    (tmp_path / "q.yaml").write_text(
        "kind: project\nid: q\nvisibility: public\ntasks:\n  a: {duration: 1d}\n"
        "  g: {visibility: client, tasks: {b: {visibility: public, duration: 1d}, c: {duration: 1d}}}\n"
    )
    workspace = load(tmp_path).workspace
    seen = {name: visibility(workspace, item) for name, item in workspace.items.items()}
    assert {name: seen[name] for name in ("p", "p/a", "p/g", "p/b")} == dict.fromkeys(
        ("p", "p/a", "p/g", "p/b"), "internal"
    )
    assert [seen[name] for name in ("q", "q/a", "q/g", "q/b", "q/c")] == [
        "public",
        "public",
        "client",
        "client",
        "client",
    ]


def test_names_and_private_keys(house: Plan) -> None:
    assert shown_names(house.workspace, ["ana", "mia"], "client") == ("mia",)
    assert shown_names(house.workspace, ["ana", "mia"], "internal") == ("ana", "mia")
    assert not visible_id(house.workspace, "nobody", "client")
    view = {"a": [{"rate": 1, "b": {"effort": 2, "c": 3}}], "budget": 4}
    assert without_private(view, "client") == {"a": [{"b": {"c": 3}}]}
    assert without_private(view, "internal") == view
    assert AUDIENCES == ("internal", "client", "public")


# --- formats ----------------------------------------------------------------------------------------------------------


def test_page_is_self_contained_and_holds_the_picture(house: Plan) -> None:
    text = page(house, "html")
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in text
    assert text.count('<svg xmlns="http://www.w3.org/2000/svg"') == 1
    assert 'id="t-house/keys"' in text
    outside = text.replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?:|src=|<script|<link|@import|url\(", outside)


def test_markdown_tables_hang_together(house: Plan) -> None:
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(page(house, "md"))
    for table in re.findall(r"<table>.*?</table>", rendered, re.DOTALL):
        columns = {len(re.findall(r"<t[hd]", row)) for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)}
        assert len(columns) == 1
    assert rendered.count("<table>") == 4
    assert "```mermaid" in page(house, "md")
    assert "\n\n\n" not in page(house, "md")


def test_text_has_the_timeline_and_no_markup(house: Plan) -> None:
    text = page(house, "text")
    assert "^ today" in text
    assert "Later than promised" in text
    assert not re.search(r"\{\{|\{%|None|\[\]", text)


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_works_without_git_people_or_tasks(tmp_path: Path, format: str) -> None:
    (tmp_path / "p.yaml").write_text("kind: project\nid: p\ntasks: {}\n")
    bare = plan(load(tmp_path), TODAY)
    assert "p has no forecast yet." in page(bare, format, document="p")
    assert page(bare, format, document=None)


@pytest.mark.parametrize("sample", ["html/names", "markdown/names"])
@pytest.mark.parametrize("format", FORMATS)
def test_hostile_names_change_no_structure(tmp_path: Path, sample: str, format: str) -> None:
    file = ATTACKS / f"{sample}.yaml"
    if not file.exists():
        pytest.skip(f"{file} is not here")
    (tmp_path / "attack.yaml").write_text(file.read_text("utf-8"), "utf-8")
    hostile = plan(load(tmp_path), date(2026, 1, 6))
    text = page(hostile, format, document="attack")
    if format == "html":
        assert "<script" not in text
        assert not re.search(r"<[^>]* on\w+=", text)
        assert "<img" not in text
    if format == "md":
        html = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text)
        assert not re.search(r"<img|<script|<details|<h2>Approved|<a ", html)
        assert html.count("<h1>") == 1


# --- the command ------------------------------------------------------------------------------------------------------


def test_file_is_stale_after_an_edit(house: Plan) -> None:
    folder = house.loaded.root
    file = str(folder / "STATUS.md")
    assert run(folder, "status", "house", "-o", file)[0] == 0
    assert "| House |" in Path(file).read_text()
    assert run(folder, "status", "house", "-o", file, "--check")[0] == 0
    (folder / "house.yaml").write_text(PROJECT.replace("20%", "30%"))
    status_code, said = run(folder, "status", "house", "-o", file, "--check")
    assert status_code == 1
    assert "STATUS.md is stale" in said


def test_folder_gets_page_markdown_and_picture(house: Plan) -> None:
    folder = house.loaded.root
    target = f"{folder}/out/"
    status_code, said = run(folder, "status", "-o", target)
    assert status_code == 0
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["status.html", "status.md", "timeline.svg"]
    assert all(name in said for name in ("status.html", "status.md", "timeline.svg"))
    assert "![Timeline](timeline.svg)" in (folder / "out" / "status.md").read_text()
    assert run(folder, "status", "-o", target, "--check")[0] == 0


def test_own_template_is_used_and_its_faults_are_placed(house: Plan) -> None:
    folder = house.loaded.root
    assert run(folder, "--copy-template", "status")[0] == 0
    built_in = run(folder, "status", "house", "--format", "md")[1]
    (folder / "templates" / "status.md.j2").write_text("Ours: {{ headline }}\n")
    assert run(folder, "status", "house", "--format", "md")[1].startswith("Ours: House is expected")
    assert built_in.startswith("# House")
    (folder / "templates" / "status.md.j2").write_text("one\n{{ nobody }}\n")
    status_code, said = run(folder, "status", "house", "--format", "md")
    assert status_code == 1
    assert "templates/status.md.j2:2:1: PM020 template-failed: " in said


def test_copied_templates_give_the_same_report(house: Plan) -> None:
    folder = house.loaded.root
    before = {format: run(folder, "status", "house", "--format", format)[1] for format in ("text", "md", "html")}
    run(folder, "--copy-template", "status")
    after = {format: run(folder, "status", "house", "--format", format)[1] for format in ("text", "md", "html")}
    assert after == before


def test_list_and_wrong_names(house: Plan) -> None:
    folder = house.loaded.root
    assert "status" in run(folder, "--list")[1]
    listed = json.loads(run(folder, "--list", "--json")[1])["reports"]
    assert [one["name"] for one in listed] == [report.name for report in REPORTS]
    for arguments in (
        ("statsu",),
        ("status", "huose"),
        ("status", "--since", "soon"),
        ("status", "--since", "2100-01-01"),
        ("status", "--template", "no.j2"),
    ):
        with pytest.raises(UserError):
            run(folder, *arguments)


def test_same_bytes_twice(house: Plan) -> None:
    again = plan(load(house.loaded.root), TODAY)
    for format in FORMATS:
        assert page(house, format) == page(again, format)


def test_markdown_names_plan_and_revision_so_that_they_can_be_copied(house: Plan) -> None:
    view = status.view(house, "house", revision="main `a7f3cd0123`")
    text, _ = written(Made(view), "md", REPORTS[0].built_in("md"))
    last = text.rstrip("\n").split("\n")[-1]
    assert last.startswith(f"`` main `a7f3cd0123` `` · as of 2026-02-10 · plan `{house.loaded.content[:12]}` · ")
    assert last.isprintable()
    plain, _ = written(Made(view), "text", REPORTS[0].built_in("text"))
    assert f"plan {house.loaded.content[:12]} ·" in plain


# --- pages of sections ------------------------------------------------------------------------------------------------

HOSTILE = "<b>x</b> | **y**\x1b[31m\u202e"
PAGE = Paper(
    "Money",
    "All is well.",
    (("Due", "2026-03-31", "day"), ("Health", "amber", "level"), ("Owner", None, "text")),
    (
        Section(
            "lines",
            "Budget lines",
            (Column("name", "Line"), Column("budget", "Budget", "amount"), Column("slip", "Slip", "slip")),
            (
                {"name": HOSTILE, "budget": 12500.4, "slip": 3},
                {"name": "cloud " * 30, "budget": None, "slip": -1.5, "x": 7},
                {"name": "all", "budget": 12500.4, "sum": True},
            ),
        ),
        Section("words", "Words", text=(HOSTILE, "second"), listed=True),
        Section("gone", "Gone", missing="nobody wrote `gone`"),
        Section("unsaid", "Unsaid"),
    ),
    ("and `that`",),
)


def sheet(house: Plan, format: str, audience: Audience = "internal", width: int = 80) -> str:
    request = Request(house, None, audience, TODAY, lambda: pytest.fail("nobody asked for the past"))
    made = Made(as_data(PAGE, "money", request))
    text, found = written(made, format, "" if format == "json" else f"paper.{format}.j2", width)
    assert found == ()
    return text


def test_a_page_in_a_terminal_cuts_nothing(house: Plan) -> None:
    text = sheet(house, "text")
    assert max(len(line) for line in text.splitlines()) <= 80
    assert text.count("cloud") == 30
    assert "\x1b" not in text
    assert "Tue 31 Mar" in text
    assert "12,500" in text
    assert "+3d" in text
    assert "-1.5d" in text
    assert "- nobody wrote `gone`\n  - and `that`" in text
    assert "Gone" not in text
    assert "Unsaid" not in text


def test_a_title_gives_way_before_a_word_is_broken() -> None:
    columns = [
        {"key": "name", "title": "Risk", "form": "text"},
        {"key": "delay-days", "title": "Exp. days", "form": "number"},
    ]
    text = in_columns.table(columns, [{"name": "The provider certifies late", "delay-days": 4.0}], 22)
    assert "Exp. days" not in text
    assert [line.split() for line in text.splitlines()[2:]] == [["The", "provider", "4"], ["certifies", "late"]]


def test_a_place_is_whole_and_has_its_room_first() -> None:
    columns = [{"key": key, "title": key.title(), "form": "text"} for key in ("what", "who", "place")]
    place = "projects/checkout/register.yaml:87"
    row = {"what": "Acme Legal starts on 16 March only", "who": "Lex Winter, Ana Ruiz", "place": place}
    text = in_columns.table(columns, [row], 58)
    assert place in text
    assert max(len(line) for line in text.splitlines()) <= 58


def test_a_title_of_any_script_fits_the_line(house: Plan) -> None:
    request = Request(house, None, "internal", TODAY, lambda: pytest.fail("nobody asked for the past"))
    made = Made(as_data(Paper("非常に長い計画の名前" * 6, "Fine."), "money", request))
    lines = written(made, "text", "paper.text.j2", 60)[0].splitlines()
    assert max(terminal_width(line) for line in lines[:-1]) <= 60
    assert "".join(lines).count("非常に長い計画の名前") >= 5


def test_a_page_escapes_what_a_plan_says(house: Plan) -> None:
    page = sheet(house, "html")
    assert "<b>x" not in page
    assert '<td class="number late">+3d</td>' in page
    assert '<span class="level amber">amber</span>' in page
    html = MarkdownIt("gfm-like", {"linkify": False}).render(sheet(house, "md"))
    assert "<strong>y" not in html
    assert html.count("<tr>") == 1 + 3 + 1 + 3, "a bar in a name makes no cell"


def test_others_see_no_private_column(house: Plan) -> None:
    for format in FORMATS:
        assert "12,500" not in sheet(house, format, "client")
        assert "12500" not in sheet(house, format, "client")
        assert "Budget\n" not in sheet(house, format, "client")
        assert "that" not in sheet(house, format, "client"), "what is missing is for ourselves"


@pytest.mark.parametrize("report", REPORTS[1:], ids=lambda report: report.name)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_page_keeps_to_its_schema(report: Report, audience: Audience) -> None:
    schema = json.loads((ROOT / "pmctl" / "reports" / "paper.schema.json").read_text("utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)

    def no_past() -> Past:
        raise UserError("no repository")

    for folder in ("acme", "small", "portfolio"):
        example = plan(load(ROOT / "examples" / folder), TODAY)
        for item in asked_of(report, example):
            document = example.workspace.documents.get(item.document) if item else None
            about = None if item is None or item is document else item
            request = Request(example, document, audience, TODAY, no_past, about)
            try:
                made = make(report, request)
            except UserError:
                continue
            jsonschema.Draft7Validator(schema).validate(json.loads(written(made, "json", "")[0]))
            for format in PRINTED:
                text, found = written(made, format, report.built_in(format))
                assert (found, bool(text)) == ((), True)


def asked_of(report: Report, example: Plan) -> list[Item | None]:
    """What a report could be about."""
    of = [one for one in example.workspace.items.values() if one.kind in report.of]
    return [*of, None] if report.whole else [*of]
