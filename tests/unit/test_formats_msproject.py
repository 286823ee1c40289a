"""Microsoft Project's XML: every kind of fact by a small file, and all real files that there are."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from pmctl.diagnostic import UserError
from pmctl.formats import Imported, reader
from pmctl.load import Loaded, load

SHARED = Path(__file__).parents[2] / "../shared"
ORACLE = SHARED / "oracle"
FILES = sorted((ORACLE / "msproject").glob("*.xml*")) if ORACLE.is_dir() else []

WEEK = "".join(
    f"<WeekDay><DayType>{day}</DayType><DayWorking>{int(2 <= day <= 6)}</DayWorking>"
    + (
        "<WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime>"
        "<WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime></WorkingTime></WorkingTimes>"
        if 2 <= day <= 6
        else ""
    )
    + "</WeekDay>"
    for day in range(1, 8)
)


def calendar(uid: int, name: str, days: str = WEEK, exceptions: str = "", base: int = -1) -> str:
    return (
        f"<Calendar><UID>{uid}</UID><Name>{name}</Name><IsBaseCalendar>{int(base == -1)}</IsBaseCalendar>"
        f"<BaseCalendarUID>{base}</BaseCalendarUID><WeekDays>{days}</WeekDays><Exceptions>{exceptions}</Exceptions></Calendar>"
    )


def off(first: str, last: str, more: str = "<Type>1</Type>") -> str:
    return (
        f"<Exception><TimePeriod><FromDate>{first}T00:00:00</FromDate><ToDate>{last}T23:59:00</ToDate></TimePeriod>"
        f"{more}<DayWorking>0</DayWorking></Exception>"
    )


def task(uid: int, name: str, length: str = "PT16H0M0S", more: str = "", level: int = 1) -> str:
    return (
        f"<Task><UID>{uid}</UID><ID>{uid}</ID><Name>{name}</Name><OutlineLevel>{level}</OutlineLevel>"
        f"<Duration>{length}</Duration><DurationFormat>7</DurationFormat><Type>0</Type>{more}</Task>"
    )


def resource(uid: int, name: str, more: str = "") -> str:
    return f"<Resource><UID>{uid}</UID><Name>{name}</Name><Type>1</Type><MaxUnits>1</MaxUnits>{more}</Resource>"


def assignment(task_uid: int, resource_uid: int, units: str, work: str, more: str = "") -> str:
    return (
        f"<Assignment><UID>{100 * task_uid + resource_uid}</UID><TaskUID>{task_uid}</TaskUID>"
        f"<ResourceUID>{resource_uid}</ResourceUID><Units>{units}</Units><Work>{work}</Work>{more}</Assignment>"
    )


def project(
    tasks: str = "", resources: str = "", assignments: str = "", head: str = "", calendars: str = "", fields: str = ""
) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Project xmlns="http://schemas.microsoft.com/project">'
        "<Title>Bridge</Title><ScheduleFromStart>1</ScheduleFromStart><StartDate>2026-03-02T08:00:00</StartDate>"
        f"<FinishDate>2026-04-10T17:00:00</FinishDate><CalendarUID>1</CalendarUID>{head}"
        f"<ExtendedAttributes>{fields}</ExtendedAttributes><Calendars>{calendar(1, 'Standard')}{calendars}</Calendars>"
        f"<Tasks>{tasks}</Tasks><Resources>{resources}</Resources><Assignments>{assignments}</Assignments></Project>"
    ).encode()


def read(data: bytes) -> Imported:
    return reader("msproject")(data)


def tasks_of(data: bytes) -> Any:
    """The tasks of an import as plain values, checked by loading all of it."""
    imported = read(data)
    assert problems(loaded(imported)) == []
    return plain(imported)["projects/bridge.yaml"]["tasks"]


def loaded(imported: Imported) -> Loaded:
    return load(Path("imported"), {path: text.encode() for path, text in imported.files.items()})


def problems(found: Loaded) -> list[str]:
    return [f"{one.span.path}: {one.code} {one.message}" for one in found.diagnostics]


def plain(imported: Imported) -> dict[str, Any]:
    return {path: yaml.load(text, yaml.BaseLoader) for path, text in imported.files.items()}


# --- facts ------------------------------------------------------------------------------------------------------------


def test_a_whole_file() -> None:
    imported = read(project(task(1, "Piles"), head="<CurrencyCode>CHF</CurrencyCode><Company>Bau AG</Company>"))
    assert list(imported.files) == ["pmctl.yaml", "projects/bridge.yaml"]
    assert imported.files["projects/bridge.yaml"] == (
        "kind: project\nname: Bridge\nstart: 2026-03-02\nlevelling: false\nrescheduling: false\n"
        "tasks:\n  piles: {name: Piles, duration: 2d, x-uid: 1}\n"
    )
    assert plain(imported)["pmctl.yaml"] == {
        "kind": "workspace",
        "id": "bridge-workspace",
        "name": "Bau AG",
        "currency": "CHF",
        "levelling": "false",
        "calendars": {"default": {"hours": {"mon-fri": "08:00-12:00 13:00-17:00"}}},
    }
    assert any("levels only when it is told to" in note for note in imported.notes)


def test_the_outline_becomes_groups_and_names_become_ids() -> None:
    found = tasks_of(
        project(
            task(0, "Bridge", level=0)
            + task(1, "Piles")
            + task(2, "Drive", level=2)
            + task(3, "Drive", level=2)
            + task(4, "桥")
            + task(5, "Bridge")
        )
    )
    assert list(found) == ["piles", "task-4", "bridge-2"]
    assert list(found["piles"]["tasks"]) == ["drive", "drive-2"]
    assert found["piles"] == {"name": "Piles", "x-uid": "1", "tasks": found["piles"]["tasks"]}


@pytest.mark.parametrize(
    ("kind", "lag", "form", "written"),
    [
        (1, 0, 7, "piles"),
        (0, 0, 7, "piles FF"),
        (2, 0, 7, "piles SF"),
        (3, 9600, 7, "piles SS + 2d"),
        (1, -4800, 7, "piles - 1d"),
        (1, 600, 5, "piles + 1h"),
        (1, 10, 3, "piles + 1min"),
        (1, 43200, 8, "piles + 3ed"),
        (1, -50, 19, "piles - 50%"),
        (1, 25, 20, "piles + 25%"),
    ],
)
def test_links(kind: int, lag: int, form: int, written: str) -> None:
    link = (
        f"<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>{kind}</Type><CrossProject>0</CrossProject>"
        f"<LinkLag>{lag}</LinkLag><LagFormat>{form}</LagFormat></PredecessorLink>"
    )
    assert tasks_of(project(task(1, "Piles") + task(2, "Deck", more=link)))["deck"]["after"] == [written]


def test_a_link_to_another_file_waits_for_an_external_milestone() -> None:
    link = (
        "<Start>2026-03-11T08:00:00</Start><PredecessorLink><PredecessorUID>9</PredecessorUID><Type>1</Type>"
        r"<CrossProject>1</CrossProject><CrossProjectName>C:\plans\Road.mpp\7</CrossProjectName></PredecessorLink>"
    )
    found = tasks_of(project(task(1, "Piles", more=link)))
    assert found["road-mpp"]["not-before"] == "2026-03-11T08:00"
    assert found["road-mpp"]["external"] == {"party": "Road.mpp"}
    assert found["piles"]["after"] == ["road-mpp"]


@pytest.mark.parametrize(
    ("kind", "at", "key", "written"),
    [
        (1, "", "constraint", {"type": "ALAP"}),
        (2, "2026-03-04T08:00:00", "start", "2026-03-04"),
        (3, "2026-03-04T17:00:00", "finish", "2026-03-04"),
        (4, "2026-03-04T08:00:00", "not-before", "2026-03-04"),
        (4, "2026-03-04T13:30:00", "not-before", "2026-03-04T13:30"),
        (5, "2026-03-04T08:00:00", "constraint", {"type": "SNLT", "date": "2026-03-04"}),
        (6, "2026-03-04T17:00:00", "constraint", {"type": "FNET", "date": "2026-03-04"}),
        (7, "2026-03-04T08:00:00", "constraint", {"type": "FNLT", "date": "2026-03-04T08:00"}),
    ],
)
def test_constraints(kind: int, at: str, key: str, written: object) -> None:
    more = f"<ConstraintType>{kind}</ConstraintType><ConstraintDate>{at}</ConstraintDate>"
    assert tasks_of(project(task(1, "Piles", more=more)))["piles"][key] == written


@pytest.mark.parametrize(
    ("length", "form", "more", "expected"),
    [
        ("PT0H0M0S", 7, "", {"milestone": "true"}),
        ("PT36H0M0S", 7, "", {"duration": "4.5d"}),
        ("PT48H0M0S", 8, "", {"duration": "2ed"}),
        ("PT0H7M0S", 3, "", {"duration": "7min"}),
        ("PT16H0M0S", 7, "<Active>0</Active>", {"duration": "2d", "status": "dropped"}),
        ("PT16H0M0S", 7, "<Deadline>2026-03-06T17:00:00</Deadline>", {"duration": "2d", "due": "2026-03-06"}),
        ("PT16H0M0S", 7, "<Priority>700</Priority>", {"duration": "2d", "priority": "700"}),
        ("PT16H0M0S", 7, "<Priority>1000</Priority>", {"duration": "2d", "level": "false"}),
        ("PT16H0M0S", 7, "<Notes>Why&#xA;so</Notes>", {"description": "Why\nso", "duration": "2d"}),
        ("PT16H0M0S", 7, "<FixedCost>12050</FixedCost>", {"duration": "2d", "cost": "120.5"}),
        (
            "PT16H0M0S",
            7,
            "<FixedCost>200000</FixedCost><FixedCostAccrual>1</FixedCostAccrual>",
            {"duration": "2d", "cost": {"start": "2000"}},
        ),
        (
            "PT8H0M0S",
            7,
            "<Manual>1</Manual><Start>2026-03-03T08:00:00</Start><Finish>2026-03-03T17:00:00</Finish>",
            {"start": "2026-03-03", "finish": "2026-03-03", "manual": "true"},
        ),
    ],
)
def test_lengths_and_other_facts(length: str, form: int, more: str, expected: dict[str, object]) -> None:
    data = project(task(1, "Piles", length, f"<DurationFormat>{form}</DurationFormat>{more}"))
    data = data.replace(b"<DurationFormat>7</DurationFormat>", b"", 1) if form != 7 else data
    assert tasks_of(data)["piles"] == {"name": "Piles", **expected, "x-uid": "1"}


def test_progress() -> None:
    done = "<ActualStart>2026-03-02T08:00:00</ActualStart><ActualFinish>2026-03-03T12:00:00</ActualFinish>"
    begun = "<ActualStart>2026-03-03T13:00:00</ActualStart><PercentComplete>25</PercentComplete>"
    left = "<RemainingDuration>PT12H0M0S</RemainingDuration><ActualWork>PT4H0M0S</ActualWork>"
    found = tasks_of(project(task(1, "Piles", more=done) + task(2, "Deck", more=begun + left)))
    assert found["piles"] == {
        "name": "Piles",
        "duration": "2d",
        "status": "done",
        "started": "2026-03-02",
        "finished": "2026-03-03T12:00",
        "x-uid": "1",
    }
    assert found["deck"] == {
        "name": "Deck",
        "duration": "2d",
        "status": "doing",
        "started": "2026-03-03T13:00",
        "progress": "25%",
        "remaining": "1.5d",
        "spent": "4h",
        "x-uid": "2",
    }


@pytest.mark.parametrize(
    ("more", "units", "work", "expected"),
    [
        ("", "1", "PT16H0M0S", {"effort": "2d", "assign": ["kim"]}),
        ("", "0.5", "PT8H0M0S", {"effort": "1d", "assign": ["kim 50%"]}),
        ("<Type>1</Type>", "0.5", "PT8H0M0S", {"duration": "2d", "assign": ["kim 50%"]}),
        ("", "1", "PT10H0M0S", {"duration": "2d", "assign": ["kim"]}),  # its work is not spread evenly
    ],
)
def test_effort_or_duration(more: str, units: str, work: str, expected: dict[str, object]) -> None:
    text = task(1, "Piles", more=more)
    text = text.replace("<Type>0</Type>", "") if more else text
    found = tasks_of(project(text, resource(1, "Kim"), assignment(1, 1, units, work)))
    assert found["piles"] == {"name": "Piles", **expected, "x-uid": "1"}


def test_people_equipment_material() -> None:
    imported = read(
        project(
            task(1, "Piles"),
            resource(1, "Kim", "<StandardRate>40</StandardRate><EmailAddress>kim@bau.example</EmailAddress>")
            + resource(2, "Half Lo", "<StandardRate>0</StandardRate>").replace("<MaxUnits>1", "<MaxUnits>0.5")
            + resource(3, "Crane").replace("<MaxUnits>1", "<MaxUnits>3")
            + resource(4, "Concrete", "<MaterialLabel>ton</MaterialLabel>").replace("<Type>1", "<Type>0"),
            assignment(1, 2, "0.5", "PT8H0M0S")
            + assignment(1, 3, "2", "PT32H0M0S")
            + assignment(1, 4, "7", "PT7H0M0S", "<Cost>70000</Cost>"),
        )
    )
    assert problems(loaded(imported)) == []
    files = plain(imported)
    assert files["people.yaml"] == {
        "kind": "people",
        "people": {
            "kim": {"name": "Kim", "email": "kim@bau.example", "rate": "40/h", "x-uid": "1"},
            "half-lo": {"name": "Half Lo", "availability": "50%", "x-uid": "2"},
        },
        "resources": {
            "crane": {"name": "Crane", "capacity": "3", "x-uid": "3"},
            "concrete": {"name": "Concrete", "x-unit": "ton", "tags": ["material"], "x-uid": "4"},
        },
    }
    piles = files["projects/bridge.yaml"]["tasks"]["piles"]
    assert piles["assign"] == ["half-lo", "crane 2"]
    assert piles["x-material"] == ["7 ton of Concrete"]
    assert piles["cost"] == "700"


def test_calendars() -> None:
    night = (
        "<WeekDay><DayType>2</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>22:00:00</FromTime>"
        "<ToTime>00:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay>"
    )
    yearly = "<Type>2</Type><Month>11</Month><MonthDay>24</MonthDay>"
    last_friday = "<Type>5</Type><Period>1</Period><MonthItem>8</MonthItem><MonthPosition>4</MonthPosition>"
    odd = off("2026-01-01", "2027-12-31", yearly) + off("2026-01-01", "2026-02-28", last_friday)
    weekly = "<Type>6</Type><Period>2</Period><DaysOfWeek>2</DaysOfWeek>"
    imported = read(
        project(
            task(1, "Piles", more="<CalendarUID>2</CalendarUID>"),
            resource(1, "Kim", "<CalendarUID>4</CalendarUID>") + resource(2, "Lo", "<CalendarUID>5</CalendarUID>"),
            calendars=calendar(2, "Night", night)
            + calendar(3, "Odd", exceptions=odd)
            + calendar(4, "Kim", "", off("2026-03-09", "2026-03-11"), base=1)
            + calendar(5, "Lo", "", off("2026-03-02", "2026-04-05", weekly), base=2),
        )
    )
    assert problems(loaded(imported)) == []
    files = plain(imported)
    calendars = files["pmctl.yaml"]["calendars"]
    assert calendars["night"] == {"hours": {"mon": "22:00-24:00"}}
    assert calendars["odd"]["days-off"] == ["2026-01-30", "2026-02-27", "2026-12-24", "2027-12-24"]
    assert files["people.yaml"]["people"]["kim"]["time-off"] == ["2026-03-09..2026-03-11"]
    assert "calendar" not in files["people.yaml"]["people"]["kim"]
    assert files["people.yaml"]["people"]["lo"]["calendar"] == "night"
    assert files["people.yaml"]["people"]["lo"]["time-off"] == ["2026-03-02", "2026-03-16", "2026-03-30"]
    assert files["projects/bridge.yaml"]["tasks"]["piles"]["calendar"] == "night"


def test_baselines_and_custom_fields() -> None:
    baseline = (
        "<Baseline><Number>0</Number><Start>2026-03-02T08:00:00</Start><Finish>2026-03-03T17:00:00</Finish>"
        "<Work>PT16H0M0S</Work><Cost>64000</Cost></Baseline><Baseline><Number>3</Number>"
        "<Start>2026-03-03T09:00:00</Start><Finish>2026-03-04T17:00:00</Finish></Baseline>"
    )
    field = "<ExtendedAttribute><FieldID>188743731</FieldID><Value>North &amp; east</Value></ExtendedAttribute>"
    imported = read(
        project(
            task(1, "Piles", more=baseline + field),
            head="<LastSaved>2026-02-27T10:00:00</LastSaved>",
            fields="<ExtendedAttribute><FieldID>188743731</FieldID><FieldName>Text1</FieldName><Alias>Bank side</Alias>"
            "</ExtendedAttribute>",
        )
    )
    assert problems(loaded(imported)) == []
    files = plain(imported)
    assert files["projects/bridge.yaml"]["tasks"]["piles"]["x-bank-side"] == "North & east"
    assert files["baselines/bridge-baseline.yaml"] == {
        "kind": "baseline",
        "of": "bridge",
        "name": "Baseline",
        "date": "2026-02-27",
        "tasks": {"piles": {"start": "2026-03-02", "finish": "2026-03-03", "effort": "2d", "cost": "640"}},
    }
    assert files["baselines/bridge-baseline-3.yaml"]["tasks"]["piles"]["start"] == "2026-03-03T09:00"


def test_a_split_task_pauses_on_whole_days() -> None:
    def stretch(first: str, last: str, work: str) -> str:
        dates = f"<Start>{first}</Start><Finish>{last}</Finish>"
        return f"<TimephasedData><Type>1</Type>{dates}<Value>{work}</Value></TimephasedData>"

    data = (
        stretch("2026-03-02T08:00:00", "2026-03-03T08:00:00", "PT8H0M0S")
        + stretch("2026-03-03T08:00:00", "2026-03-05T08:00:00", "PT0H0M0S")
        + stretch("2026-03-05T08:00:00", "2026-03-05T17:00:00", "PT8H0M0S")
    )
    found = tasks_of(project(task(1, "Piles"), resource(1, "Kim"), assignment(1, 1, "1", "PT16H0M0S", data)))
    assert found["piles"]["splits"] == ["2026-03-03..2026-03-04"]


def test_manual_dates_are_those_that_were_typed() -> None:
    computed = "<Start>2026-03-03T08:00:00</Start><Finish>2026-03-04T17:00:00</Finish>"
    typed = "<ManualStart>2026-03-05T08:00:00</ManualStart><ManualFinish>2026-03-06T17:00:00</ManualFinish>"
    found = tasks_of(project(task(1, "Piles", more="<Manual>1</Manual>" + computed + typed)))
    assert (found["piles"]["start"], found["piles"]["finish"]) == ("2026-03-05", "2026-03-06")


@pytest.mark.parametrize(
    ("kind", "lag", "form", "written", "said"),
    [
        (1, 0, 7, "piles + 2ed", "held as lag"),
        (3, 14400, 8, "piles SS + 3ed", "held as lag"),
        (1, 9600, 7, "piles + 2d", "beside a lag"),
        (0, 0, 7, "piles FF", ""),
    ],
)
def test_a_delay_by_levelling_becomes_lag(kind: int, lag: int, form: int, written: str, said: str) -> None:
    link = (
        f"<LevelingDelay>28800</LevelingDelay><PredecessorLink><PredecessorUID>1</PredecessorUID><Type>{kind}</Type>"
        f"<LinkLag>{lag}</LinkLag><LagFormat>{form}</LagFormat></PredecessorLink>"
    )
    data = project(task(1, "Piles") + task(2, "Deck", more=link))
    assert tasks_of(data)["deck"]["after"] == [written]
    assert any("a delay by levelling" in note and said in note for note in read(data).notes) == bool(said)


def test_people_who_begin_later_make_a_task_longer() -> None:
    later = assignment(1, 2, "1", "PT8H0M0S", "<LevelingDelay>14400</LevelingDelay>")  # three days of eight hours
    people = resource(1, "Kim") + resource(2, "Lo")
    found = tasks_of(project(task(1, "Piles"), people, assignment(1, 1, "1", "PT8H0M0S") + later))
    assert found["piles"]["duration"] == "4d"


def test_overtime_is_no_time_of_the_task() -> None:
    over = "<OvertimeWork>PT4H0M0S</OvertimeWork>"
    found = tasks_of(project(task(1, "Piles"), resource(1, "Kim"), assignment(1, 1, "1", "PT20H0M0S", over)))
    assert found["piles"]["effort"] == "2d"


def test_work_of_uneven_load_pauses_while_everybody_is_away() -> None:
    kim = resource(1, "Kim", "<CalendarUID>4</CalendarUID>")
    away = calendar(4, "Kim", "", off("2026-03-03", "2026-03-03"), base=1)
    uneven = assignment(1, 1, "1", "PT10H0M0S", "<WorkContour>2</WorkContour>")
    fixed = task(2, "Deck", more="<Type>1</Type>").replace("<Type>0</Type>", "")
    found = tasks_of(project(task(1, "Piles") + fixed, kim, uneven + assignment(2, 1, "1", "PT9H"), calendars=away))
    assert found["piles"]["splits"] == ["2026-03-03"]
    assert "splits" not in found["deck"]


def test_backwards_from_the_finish() -> None:
    data = project(task(1, "Piles", more="<ConstraintType>1</ConstraintType>") + task(2, "Deck", more=""))
    data = data.replace(b"<ScheduleFromStart>1", b"<ScheduleFromStart>0")
    body = plain(read(data))["projects/bridge.yaml"]
    assert (body["schedule-from"], body["due"], "start" in body) == ("finish", "2026-04-10", False)
    assert "constraint" not in body["tasks"]["piles"]
    assert body["tasks"]["deck"]["constraint"] == {"type": "ASAP"}


def test_the_same_bytes_and_gzip() -> None:
    data = project(task(1, "Piles"))
    assert read(data) == read(gzip.compress(data)) == read(data)


# --- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not XML"),
        (b"<Project", "not XML: line 1"),
        (b"<Plan/>", "no project of Microsoft Project"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Project/>', "DTD not allowed"),
        ('<?xml version="1.0"?><!DOCTYPE a><Project/>'.encode("utf-16"), "DTD not allowed"),
        (b"<a>" * 200_000, "elements deep"),
        (b"\x1f\x8b damaged", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", ".mpp"),
        (gzip.compress(b" " * (65 << 20)), "larger than"),
        (b'<?xml version="1.0" encoding="nonsense"?><Project/>', "not XML"),
    ],
)
def test_refused(data: bytes, message: str) -> None:
    with pytest.raises(UserError) as caught:
        read(data)
    assert message in caught.value.message


def test_odd_values_raise_nothing() -> None:
    odd = (
        "<ConstraintType>99</ConstraintType><ConstraintDate>soon</ConstraintDate><Priority>-5</Priority>"
        "<Deadline>NA</Deadline>"
        "<ActualStart>0001-01-01T00:00:00</ActualStart><PercentComplete>1e99</PercentComplete><FixedCost>NaN</FixedCost>"
        "<PredecessorLink><PredecessorUID>77</PredecessorUID></PredecessorLink><Notes>\u202ex</Notes>"
    )
    assert tasks_of(project(task(1, "a\u202eb\u200b", "PTXH", odd)))["a-b"]["name"] == "a b"


def test_attack_files() -> None:
    folder = SHARED / "attacks/xml"
    if not folder.is_dir():
        pytest.skip("../shared/attacks is not here")
    for path in sorted(folder.glob("*.xml")):
        try:
            text = "".join(read(path.read_bytes()).files.values())
        except UserError as error:
            text = ""
            assert "DTD not allowed" in error.message
        assert "root:" not in text


# --- real files -------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not FILES, reason="../shared/oracle is not here")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_real_files_load_without_findings(path: Path) -> None:
    imported = read(path.read_bytes())
    found = loaded(imported)
    assert problems(found) == []
    expected = json.loads((ORACLE / "expected" / f"{path.name.partition('.')[0]}.json").read_text())
    uids = {item.x.get("x-uid") for item in found.workspace.items.values() if item.kind == "task"}
    missing = [task["name"] for task in expected["tasks"] if task["level"] and task["uid"] not in uids]
    assert missing == (["Cross Project Task1"] if path.stem == "cross_project_8" else [])
