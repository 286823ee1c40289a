"""The timeline: its rows from a small plan, and each picture judged by a reader of its own format."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import pytest

from pmctl.charts import timeline
from pmctl.charts.measure import fitting, text_width
from pmctl.charts.timeline.as_svg import anchor
from pmctl.charts.timeline.chart import Arrow, Row, Timeline
from pmctl.charts.timeline.days import day_end, day_number, day_start
from pmctl.charts.timeline.layout import picture
from pmctl.charts.timeline.picture import HEAD, ROW
from pmctl.charts.timeline.scale import axis
from pmctl.escape import terminal_width
from pmctl.load import load
from pmctl.plan import Plan, plan
from pmctl.quantity import instant

TODAY = date(2026, 2, 10)
ATTACKS = Path(__file__).parents[3] / "shared" / "attacks"
SVG = "{http://www.w3.org/2000/svg}"

PROJECT = """
kind: project
id: house
name: House
start: 2026-02-02
tasks:
  permit: {name: Permit, milestone: 2026-02-02, owner: ana}
  walls:
    name: Walls
    tasks:
      bricks: {name: Bricks, duration: 5d, owner: ana, after: permit, progress: 60%, started: 2026-02-02}
      mortar: {name: Mortar, duration: 2d, owner: bo, after: bricks SS}
  roof: {name: Roof, duration: 3d, owner: bo, after: walls, due: 2026-02-12, visibility: internal}
  keys: {name: Keys, milestone: true, after: roof, due: 2026-02-11}
  off: {name: Garden, duration: 2d, status: dropped}
"""
PEOPLE = "kind: people\npeople: {ana: {name: Ana}, bo: {name: Bo}}\n"
BASELINE = """
kind: baseline
of: house
name: First
date: 2026-01-20
tasks: {roof: {start: 2026-02-05, finish: 2026-02-09}}
"""


def made(folder: Path, *texts: str) -> Plan:
    """A plan of files with these texts."""
    (folder / "pmctl.yaml").write_text("kind: workspace\nname: W\n")
    for number, text in enumerate(texts):
        (folder / f"file-{number}.yaml").write_text(text, "utf-8")
    return plan(load(folder), TODAY)


@pytest.fixture
def house(tmp_path: Path) -> Plan:
    return made(tmp_path, PROJECT, PEOPLE, BASELINE)


def by_id(chart: Timeline) -> dict[str, Row]:
    return {row.id: row for row in chart.rows}


def hand(rows: int) -> Timeline:
    """A timeline without a plan: groups of ten rows, each row after the one above."""
    first = day_number(date(2026, 1, 5))
    made_rows = tuple(
        Row(
            id=f"p/t{number}",
            name=f"Row {number} of a plan with names of a usual length",
            kind="bar" if number % 10 else "group",
            depth=int(bool(number % 10)),
            start=first + number // 4,
            finish=first + number // 4 + 5,
            forecast=date(2026, 3, 2),
            progress=Fraction(number % 7, 7),
            owner="ana, bo",
            critical=number % 5 == 0,
        )
        for number in range(rows)
    )
    return Timeline(
        title="Many",
        stamp="",
        zoom="week",
        fixed_zoom=False,
        today=TODAY,
        start=date(2026, 1, 1),
        end=date(2026, 1, 20) + timedelta(days=rows // 4),
        rows=made_rows,
        arrows=tuple(Arrow(number - 1, number) for number in range(1, rows) if number % 10 > 1),
    )


# --- rows -------------------------------------------------------------------------------------------------------------


def test_rows_follow_the_file_and_know_their_kind(house: Plan) -> None:
    rows = timeline.view(house, ("house",)).rows
    assert [(row.id, row.kind, row.depth) for row in rows] == [
        ("house/permit", "event", 0),
        ("house/walls", "group", 0),
        ("house/bricks", "bar", 1),
        ("house/mortar", "bar", 1),
        ("house/roof", "bar", 0),
        ("house/keys", "milestone", 0),
        ("house/off", "bar", 0),
    ]


def test_dates_are_those_of_the_schedule(house: Plan) -> None:
    for row in timeline.view(house, ("house",)).rows:
        scheduled = house.schedule.tasks.get(row.id)
        if scheduled is not None and row.kind == "bar":
            assert (row.start, row.finish) == (day_start(scheduled.start), day_end(scheduled.finish))


def test_promise_baseline_progress_and_owner(house: Plan) -> None:
    rows = by_id(timeline.view(house, ("house",)))
    assert rows["house/bricks"].progress == Fraction(3, 5)
    assert rows["house/bricks"].owner == "ana"
    assert rows["house/roof"].baseline == (day_number(date(2026, 2, 5)), day_number(date(2026, 2, 10)))
    keys = rows["house/keys"]
    assert keys.promised == date(2026, 2, 11)
    assert keys.forecast is not None
    assert keys.forecast > date(2026, 2, 11)
    assert re.fullmatch(r"\+\d+d", keys.late)
    assert rows["house/permit"].promised is None, "an event is its own promise"
    assert rows["house/off"].state == "dropped"


def test_arrows_join_rows_and_carry_the_kind_of_link(house: Plan) -> None:
    chart = timeline.view(house, ("house",))
    names = [row.id for row in chart.rows]
    links = {(names[arrow.before], names[arrow.after], arrow.kind) for arrow in chart.arrows}
    assert links == {
        ("house/permit", "house/bricks", "FS"),
        ("house/bricks", "house/mortar", "SS"),
        ("house/walls", "house/roof", "FS"),
        ("house/roof", "house/keys", "FS"),
    }
    assert ("house/roof", "house/keys") in {
        (names[arrow.before], names[arrow.after]) for arrow in chart.arrows if arrow.critical
    }


def test_days_off_are_weekends(house: Plan) -> None:
    chart = timeline.view(house, ("house",))
    assert chart.off
    for first, last in chart.off:
        day = first
        while day < last:
            assert day.weekday() >= 5
            day += timedelta(days=1)


def test_zoom_is_by_what_is_shown(tmp_path: Path) -> None:
    product = "kind: product\nid: shop\nfeatures: {fast: {name: Fast, due: 2026-Q2, horizon: next}}\n"
    both = made(tmp_path, PROJECT, product, PEOPLE)
    assert timeline.view(both, ("house",)).zoom == "week"
    assert timeline.view(both, ("shop",)).zoom == "quarter"
    assert timeline.view(both).zoom == "month"
    assert timeline.view(both, ("shop",), "day").zoom == "day"


def test_a_feature_without_a_plan_is_sketched_over_its_promised_period(tmp_path: Path) -> None:
    product = "kind: product\nid: shop\nfeatures: {fast: {name: Fast, due: 2026-Q2}}\n"
    row = timeline.view(made(tmp_path, product), ("shop",)).rows[0]
    assert (row.start, row.finish, row.sketch) == (
        day_number(date(2026, 4, 1)),
        day_number(date(2026, 7, 1)),
        True,
    )


@pytest.mark.parametrize(
    ("said", "start", "finish", "late"),
    [
        ("due: 2026-04-07", date(2026, 4, 8), date(2026, 4, 8), ""),
        ("due: 2026-01-30", None, None, "overdue"),
        ("due: 2025-Q4, horizon: now", None, None, "overdue"),
        ("horizon: now", date(2026, 1, 1), date(2026, 4, 1), ""),
        ("horizon: next", date(2026, 4, 1), date(2026, 7, 1), ""),
        ("horizon: later", date(2026, 7, 1), date(2026, 10, 1), ""),
        ("name: Some day", None, None, ""),
    ],
)
def test_what_is_intended_stands_where_somebody_said(
    tmp_path: Path, said: str, start: date | None, finish: date | None, late: str
) -> None:
    """Nobody knows when work without a plan begins: a day is a mark, and what is overdue stands nowhere."""
    product = f"kind: product\nid: shop\nfeatures: {{fast: {{{said}}}}}\n"
    row = timeline.view(made(tmp_path, product), ("shop",)).rows[0]
    days = tuple(day_number(day) if day is not None else None for day in (start, finish))
    assert (row.start, row.finish, row.late) == (*days, late)
    assert row.point == (start is not None and start == finish)


def test_a_line_without_a_bar_says_why(tmp_path: Path) -> None:
    features = "old: {due: 2020-03-24}, some: {}, mark: {due: 2026-04-07}"
    lines = timeline.text(
        timeline.view(made(tmp_path, f"kind: product\nid: shop\nfeatures: {{{features}}}\n"), ("shop",))
    )
    assert all(words in lines for words in ("overdue, promised 24 Mar 2020", "no date", "◇ 7 Apr"))


def test_a_picture_says_since_when_something_is_overdue(tmp_path: Path) -> None:
    features = "old: {due: 2020-03-24}, new: {due: 2026-01-30}, some: {}"
    plan = made(tmp_path, f"kind: product\nid: shop\nfeatures: {{{features}}}\n")
    drawn = timeline.svg(timeline.view(plan, ("shop",)))
    assert re.findall(r'class="late"[^>]*>([^<]*)<', drawn) == ["24 Mar 2020 overdue", "30 Jan overdue"]


def test_a_client_sees_neither_hidden_rows_nor_names(tmp_path: Path) -> None:
    text = PROJECT.replace("name: House\n", "name: House\nvisibility: client\n").replace("Roof", "SECRET-roof")
    hidden = made(tmp_path, text, PEOPLE)
    chart = timeline.view(hidden, ("house",), None, "client")
    assert "house/roof" not in by_id(chart)
    assert {row.owner for row in chart.rows} == {""}
    for picture_text in (timeline.svg(chart), timeline.html(chart), timeline.mermaid(chart), timeline.text(chart)):
        assert "SECRET" not in picture_text
        assert not re.search(r"\b(ana|bo)\b", picture_text)
    assert timeline.view(hidden, ("house",), None, "public").rows == ()


def test_sections_replace_the_outline_each_item_once(house: Plan) -> None:
    sections = [("Bo", ["house/roof", "house/mortar"]), ("All", ["house/roof"])]
    chart = timeline.view(house, (), None, "internal", sections)
    assert [(row.kind, row.id or row.name) for row in chart.rows] == [
        ("heading", "Bo"),
        ("bar", "house/roof"),
        ("bar", "house/mortar"),
        ("heading", "All"),
    ]


def test_the_subtitle_begins_with_the_day_of_a_milestone_in_the_evening(tmp_path: Path) -> None:
    text = "kind: project\ntasks:\n  go: {milestone: true, status: done, finished: 2026-02-06}\n"
    chart = timeline.view(made(tmp_path, text))
    assert picture(chart).subtitle == "Fri 6 Feb 2026"


def test_a_far_promise_does_not_stretch_the_picture(tmp_path: Path) -> None:
    far = made(tmp_path, "kind: project\nid: p\nstart: 2026-02-02\ntasks: {a: {duration: 3d, due: 2199-12-31}}\n")
    chart = timeline.view(far, ("p",))
    assert chart.end < date(2026, 6, 1)
    assert timeline.svg(chart).count("2199") == 1, "only in the row's words"


@pytest.mark.parametrize(
    ("hour", "start", "finish"),
    [(0, 0, 0), (9, 0, Fraction(1, 2)), (12, Fraction(1, 2), Fraction(1, 2)), (18, Fraction(1, 2), 1)],
)
def test_instants_become_halves_of_days(hour: int, start: Fraction, finish: Fraction) -> None:
    moment = instant(date(1970, 1, 3), hour * 60)
    assert (day_start(moment), day_end(moment)) == (2 + start, 2 + finish)


# --- scale and measure ------------------------------------------------------------------------------------------------


def test_ticks_begin_weeks_months_and_quarters(house: Plan) -> None:
    chart = timeline.view(house, ("house",))
    weeks = axis(chart, Fraction(7), Fraction(6), Fraction(20)).minor
    assert all((chart.start + timedelta(days=tick.at)).weekday() == 0 for tick in weeks)
    years = replace(chart, start=date(2025, 11, 15), end=date(2027, 2, 1), zoom="quarter")
    ruler = axis(years, Fraction(1), Fraction(6), Fraction(20))
    assert [tick.label for tick in ruler.minor] == ["Q1", "Q2", "Q3", "Q4", "Q1"]
    assert [tick.label for tick in ruler.major] == ["2025", "2026", "2027"]


def test_ticks_thin_out_with_the_span() -> None:
    long = replace(hand(10), start=date(1, 1, 1), end=date(9999, 12, 31))
    ruler = axis(long, Fraction(1, 3000), Fraction(6), Fraction(20))
    assert 0 < len(ruler.minor) < 70
    assert all(
        (second.at - first.at) * ruler.unit >= 20 for first, second in zip(ruler.minor, ruler.minor[1:], strict=False)
    )


def test_wide_letters_need_more_room() -> None:
    assert text_width("日本", 12) > text_width("ab", 12)
    cut = fitting("支付接口设计与实现的非常长的标题", 100, 12)
    assert cut.endswith("…")
    assert text_width(cut, 12) <= 100.2
    assert fitting("short", 100, 12) == "short"


# --- SVG and HTML -----------------------------------------------------------------------------------------------------


def test_svg_is_xml_with_title_description_and_each_task_once(house: Plan) -> None:
    chart = timeline.view(house, ("house",))
    root = ElementTree.fromstring(timeline.svg(chart))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "House"
    assert "late: Roof +2d, Keys +3d" in (root.findtext(f"{SVG}desc") or "")
    ids = [group.get("id") for group in root.iter(f"{SVG}g") if (group.get("id") or "").startswith("t-")]
    assert sorted(ids) == sorted(f"t-{row.id}" for row in chart.rows)


def test_svg_has_the_same_bytes_whatever_the_hash_seed(house: Plan) -> None:
    assert timeline.svg(timeline.view(house)) == timeline.svg(timeline.view(house))
    code = (
        "from datetime import date; from pathlib import Path\n"
        "from pmctl.load import load; from pmctl.plan import plan\n"
        "from pmctl.charts import timeline as t; import hashlib, sys\n"
        f"v = t.view(plan(load(Path({str(house.loaded.root)!r})), date(2026, 2, 10)))\n"
        "print(hashlib.sha256(t.svg(v).encode() + t.pdf(v) + t.png(v)).hexdigest())"
    )
    root = str(Path(__file__).parents[2])
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": root, "TZ": zone, "HOME": str(Path.home())},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(hashes) == 1


def test_an_arrow_ends_at_its_successor(house: Plan) -> None:
    chart = timeline.view(house, ("house",))
    paper = picture(chart)
    for arrow, line in zip(sorted(chart.arrows, key=lambda arrow: arrow.critical), paper.lines, strict=True):
        row = HEAD + arrow.after * ROW
        assert row < line.points[-1][1] < row + ROW
        for (x1, y1), (x2, y2) in zip(line.points, line.points[1:], strict=False):
            assert x1 == x2 or y1 == y2, "only right angles"


def test_two_thousand_rows_stay_small_and_can_be_paged() -> None:
    chart = hand(2000)
    text = timeline.svg(chart)
    assert len(text.encode()) < 1_000_000
    assert len(ElementTree.fromstring(text).findall(f"{SVG}g[@id]")) == 2000
    pages = timeline.paged(chart)
    assert [page.page for page in pages] == [1, 2, 3, 4]
    shown = [row.id for page in pages for row in page.rows if row.kind != "continued"]
    assert shown == [row.id for row in chart.rows]
    for page in pages:
        for arrow in page.arrows:
            before, after = page.rows[arrow.before].id, page.rows[arrow.after].id
            assert int(after.removeprefix("p/t")) == int(before.removeprefix("p/t")) + 1


def test_a_page_that_begins_inside_a_group_names_it() -> None:
    rows = tuple(
        replace(row, kind="bar" if number else "group", depth=int(number > 0))
        for number, row in enumerate(hand(30).rows)
    )
    second = timeline.paged(replace(hand(30), rows=rows), 20)[1]
    assert second.rows[0].kind == "continued"
    assert second.rows[0].name.endswith("(continued)")
    assert 'id="t-p/t0"' not in timeline.svg(second)


def test_outlined_keeps_groups_first() -> None:
    short = timeline.outlined(hand(200), 60)
    assert len(short.rows) <= 60
    assert {row.kind for row in short.rows} == {"group"}


def test_a_page_gives_way_to_a_narrow_screen_while_it_can_be_read(house: Plan) -> None:
    chart = timeline.view(house, ("house",))
    page, wide = timeline.html(chart), re.search(r'<svg[^>]* width="([0-9]+)', timeline.svg(chart))
    assert wide is not None
    assert f"min-width:{int(int(wide[1]) * 0.8)}px;max-width:{wide[1]}px" in page
    assert "svg{display:block;width:100%;height:auto}" in page


def test_html_asks_for_nothing_outside(house: Plan) -> None:
    page = timeline.html(timeline.view(house, ("house",)))
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page
    assert "prefers-color-scheme:dark" in page
    outside = re.sub(r'xmlns="http://www.w3.org/2000/svg"', "", page)
    assert not re.search(r"https?:|src=|<script|<link|@import|url\(", outside)


def test_an_empty_plan_says_so(tmp_path: Path) -> None:
    empty = timeline.view(made(tmp_path, "kind: project\nid: p\ntasks: {}\n"), ("p",))
    assert "Nothing to show" in timeline.svg(empty)
    assert timeline.text(empty) == "Nothing to show.\n"
    assert timeline.png(empty).startswith(b"\x89PNG")


@pytest.mark.parametrize("item", ["checkout/api", "a/b-c", 'x"><y', "日本"])
def test_anchor_is_a_safe_id(item: str) -> None:
    assert re.fullmatch(r"t-[A-Za-z0-9/_.-]+", anchor(item))


# --- terminal and Mermaid ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 80, 160])
def test_text_fits_the_width(house: Plan, width: int) -> None:
    text = timeline.text(timeline.view(house, ("house",)), width)
    assert all(terminal_width(line) <= width for line in text.splitlines())
    assert "^ today" in text


def test_text_marks_done_critical_promise_and_forecast(house: Plan) -> None:
    text = timeline.text(timeline.view(house, ("house",)), 100)
    keys = next(line for line in text.splitlines() if "Keys" in line)
    assert re.search(r"◇─*◆ \d+ Feb \+\d+d, promised 11 Feb", keys)
    assert "█" in next(line for line in text.splitlines() if "Bricks" in line)
    assert text.splitlines()[-1].startswith(" █ done")


def test_text_says_why_a_row_has_no_bar(tmp_path: Path) -> None:
    product = (
        "kind: product\nid: shop\nfeatures:\n  old: {status: dropped}\n  out: {status: shipped, owner: ana}\n"
        "releases: {r1: {status: cancelled, due: 2026-Q2}}\n"
    )
    chart = timeline.view(made(tmp_path, PROJECT, PEOPLE, product))
    lines = [re.split(r"  +", line.strip()) for line in timeline.text(chart, 80).splitlines()]
    assert ["Garden", "dropped"] in lines
    assert ["old", "dropped"] in lines or ["Old", "dropped"] in lines
    assert ["out", "no date, ana"] in lines or ["Out", "no date, ana"] in lines
    assert ["r1", "dropped"] in lines


def test_mermaid_has_a_bar_a_task(house: Plan) -> None:
    chart = timeline.view(house, ("house",))
    text = timeline.mermaid(chart)
    bars = re.findall(r"^    .* :(?:(?:milestone|crit|done|active), )*t\d+, \d{4}-\d\d-\d\d, \S+$", text, re.MULTILINE)
    assert len(bars) == sum(row.kind != "group" and row.finish is not None for row in chart.rows)
    assert text.startswith("gantt\n")
    assert "section Walls\n    Bricks" in text
    assert "section House\n    Roof" in text, "what stands outside a group leaves the section of the group"


def test_mermaid_is_cut_below_the_limit() -> None:
    parts = timeline.mermaid_parts(hand(2000))
    assert len(parts) > 1
    assert all(len(part) <= 45_000 and part.startswith("gantt\n") for part in parts)
    assert sum(part.count(" :") for part in parts) == sum(row.kind == "bar" for row in hand(2000).rows)


# --- hostile names ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["html/names", "charts/names", "markdown/names", "markdown/mermaid", "html/links"])
def test_hostile_names_stay_text(tmp_path: Path, name: str) -> None:
    file = ATTACKS / f"{name}.yaml"
    if not file.exists():
        pytest.skip(f"{file} is not here")
    hostile = made(tmp_path, file.read_text("utf-8"))
    chart = timeline.view(hostile)
    root = ElementTree.fromstring(timeline.svg(chart))
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "style", "rect", "text", "path", "g"}
    names = " ".join(hostile.workspace.items[row.id].name for row in chart.rows)
    drawn = " ".join(element.text or "" for element in root.iter(f"{SVG}title"))
    for word in ("alert(1)", "$5", "Save", "approve"):
        assert (word in drawn) == (word in names)
    assert not re.search(r"(?mi)^\s*(click|%%)", timeline.mermaid(chart))
    assert timeline.mermaid(chart).count("\n    ") >= len(chart.rows)


def test_prints_draw_formulas_as_they_are_written(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    names = ["Save $5 and $10", r"a $\frac{1}{$ b", r"$\notacommand$", "_x", "日本語 🚀 العربية"]
    tasks = "".join(f"  t{number}: {{name: '{name}', duration: 1d}}\n" for number, name in enumerate(names))
    chart = timeline.view(made(tmp_path, f"kind: project\nid: p\nstart: 2026-02-02\ntasks:\n{tasks}"))
    assert timeline.png(chart).startswith(b"\x89PNG")
    document = timeline.pdf(chart)
    assert document.startswith(b"%PDF")
    assert b"CreationDate" not in document
    assert capfd.readouterr().err == ""


def test_pdf_has_pages() -> None:
    assert timeline.pdf(hand(100)).count(b"/Type /Page\n") + timeline.pdf(hand(100)).count(b"/Type /Page ") == 3


def test_prints_read_no_strangers_settings_and_start_no_program(house: Plan, tmp_path: Path) -> None:
    """A `matplotlibrc` in the current folder could ask for LaTeX, and the font search would run `fc-list`."""
    here = tmp_path / "here"
    here.mkdir()
    (here / "matplotlibrc").write_text("text.usetex: True\nfont.size: 40\n")
    code = (
        "import os, sys; events = []\n"
        "def hook(event, arguments):\n"
        "    if event in ('subprocess.Popen', 'os.mkdir', 'socket.connect'): events.append((event, str(arguments)))\n"
        "    if event == 'open' and 'matplotlibrc' in str(arguments[0]) and 'mpl-data' not in str(arguments[0]):\n"
        "        events.append((event, str(arguments)))\n"
        "sys.addaudithook(hook)\n"
        "from datetime import date; from pathlib import Path\n"
        "from pmctl.load import load; from pmctl.plan import plan; from pmctl.charts import timeline as t\n"
        f"view = t.view(plan(load(Path({str(house.loaded.root)!r})), date(2026, 2, 10)), ('house',))\n"
        "found = len(events); picture = t.png(view) + t.pdf(view)\n"
        "print(events[found:], os.path.basename(os.getcwd()), len(picture))"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        env={"PYTHONPATH": str(Path(__file__).parents[2]), "HOME": str(here)},
        cwd=here,
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout.startswith("[] here ")
    assert sorted(path.name for path in here.iterdir()) == ["matplotlibrc"]
    assert done.stderr == ""


# --- odds -------------------------------------------------------------------------------------------------------------

LIKELY = {"house/roof": (date(2026, 2, 13), date(2026, 2, 18)), "house/keys": (date(2026, 2, 16), date(2026, 2, 16))}


def test_a_likely_finish_is_a_band_from_the_end_of_its_first_day(house: Plan) -> None:
    paper = picture(timeline.view(house, ("house",), likely=LIKELY))
    day = (paper.minor[1].x - paper.minor[0].x) / 7
    bands = {shape.id: shape.band for shape in paper.shapes if shape.band}
    assert {id: round(band[1] / day) for id, band in bands.items()} == {"house/roof": 5, "house/keys": 1}
    roof = next(shape for shape in paper.shapes if shape.id == "house/roof")
    assert roof.band and roof.x is not None
    assert "likely Fri 13 Feb 2026 to Wed 18 Feb 2026" in roof.title


def test_the_band_is_in_every_picture_and_in_its_legend(house: Plan) -> None:
    chart, plain = timeline.view(house, ("house",), likely=LIKELY), timeline.view(house, ("house",))
    words = "finish in 4 of 5 runs (P10 to P90)"
    assert timeline.svg(chart).count('<path class="band"') == 3 and words in timeline.svg(chart)
    assert words in timeline.html(chart) and words not in timeline.svg(plain)
    assert "≈ likely finish" in timeline.text(chart) and "≈" not in timeline.text(plain)
    assert timeline.png(chart) != timeline.png(plain)


def test_the_axis_reaches_to_the_end_of_the_bands(house: Plan) -> None:
    chart = timeline.view(house, ("house",), likely={"house/roof": (date(2026, 2, 13), date(2026, 3, 20))})
    assert chart.end > date(2026, 3, 20)
