"""Why a date: one small plan for each cause, read back as the sentence that people see."""

from __future__ import annotations

from datetime import date

import pytest

from pmctl.insights.reasons.chain import Chain, Step
from pmctl.insights.reasons.stretches import print_days_of
from pmctl.insights.reasons.why import chain_of, ends_of
from pmctl.plan import Plan
from pmctl.views.why.view import headline, late_promises, place
from tests.unit.insights_plan import item, plan_of

MONDAY = date(2026, 1, 5)
PEOPLE = """
    kind: people
    people: {ana: {}, bo: {availability: 50%}, cy: {time-off: [2026-01-07..2026-01-09]}}
    resources: {rig: {}}
"""


def chain(plan: Plan, id: str) -> list[str]:
    """The chain in words, a step a line: day, item, what holds it, what makes it longer."""
    return [_line(plan, step) for step in chain_of(plan, id).steps]


def _line(plan: Plan, step: Step) -> str:
    facts = [fact.text + (f" {fact.effect}" if fact.effect else "") for fact in step.facts]
    return f"{step.day.day} {step.item.removeprefix('p/')} {step.side}: {'; '.join([step.held.text, *facts])}"


def of(tasks: str, today: date = MONDAY, people: str = PEOPLE, head: str = "", **files: str) -> Plan:
    text = f"kind: project\n{head}\ntasks:\n" + "\n".join(f"  {line.strip()}" for line in tasks.strip().split("\n"))
    return plan_of(today, people=people, p=text, **files)


def test_a_predecessor_with_its_lag() -> None:
    plan = of("""
        a: {duration: 2d}
        b: {duration: 1d, after: a + 2d}
    """)
    assert chain(plan, "p/b") == ["9 b finish: follows a + 2d; 1d", "6 a finish: not begun: today at the earliest; 2d"]
    first = chain_of(plan, "p/b").steps[0]
    assert place(plan, first.held.span) == "projects/p.yaml:5" and first.before == "p/a" and first.total_float == 0


@pytest.mark.parametrize(
    ("link", "wanted"),
    [
        ("a SS + 1d", ["6 b finish: follows a SS + 1d; 1d", "5 a start: not begun: today at the earliest"]),
        ("a FF", ["8 b finish: follows a FF; 1d", "8 a finish: not begun: today at the earliest; 4d"]),
        ("a SF + 2d", ["6 b finish: follows a SF + 2d; 1d", "5 a start: not begun: today at the earliest"]),
        ("a + 50%", ["13 b finish: follows a + 50%; 1d", "8 a finish: not begun: today at the earliest; 4d"]),
    ],
)  # fmt: skip
def test_every_kind_of_link(link: str, wanted: list[str]) -> None:
    plan = of(f"""
        a: {{duration: 4d}}
        b: {{duration: 1d, after: {link}}}
    """)
    assert chain(plan, "p/b") == wanted


def test_a_link_that_asks_for_less_than_it_takes_holds_nothing() -> None:
    plan = of("""
        a: {duration: 1d}
        b: {duration: 1d}
        c: {duration: 3d, after: [a, b FF]}
    """)
    assert chain(plan, "p/c")[0] == "8 c finish: follows a (FS); 3d"


def test_of_a_group_the_part_that_ends_last_and_a_link_of_a_group() -> None:
    plan = of("""
        g: {tasks: {a: {duration: 1d}, b: {duration: 3d}}}
        h: {after: g, tasks: {c: {duration: 1d}}}
    """)
    assert chain(plan, "p/h") == [
        "8 h finish: ends with c",
        "8 c finish: follows g (FS), as all of h; 1d",
        "7 b finish: not begun: today at the earliest; 3d",
    ]
    assert chain(plan, "p")[0] == "8 p finish: ends with c"
    assert [(end.item, end.day.day, end.total_float) for end in ends_of(plan, "p")] == [("p/c", 8, 0)]


def test_holidays_are_named_where_they_push() -> None:
    workspace = """
        kind: workspace
        calendars: {default: {holidays: DE-BE, days-off: [2026-04-07]}}
    """
    plan = of("a: {duration: 4d}", date(2026, 4, 1), head="due: 2026-04-02", pmctl=workspace)
    assert chain(plan, "p/a") == [
        "9 a finish: not begun: today at the earliest; 4d; 3 and 6 Apr are holidays; 7 Apr is a day off"
    ]
    late = headline(plan, item(plan, "p"), chain_of(plan, "p"))
    assert "2 working days late (3 and 6 Apr are holidays; 7 Apr is a day off)" in late


def test_three_days_off_on_the_critical_path_move_the_finish_by_three_working_days_and_why_says_so() -> None:
    there = of("a: {effort: 5d, assign: ana}")
    away = of("a: {effort: 5d, assign: cy}")
    assert chain(there, "p/a") == ["9 a finish: not begun: today at the earliest; 5d of work, ana"]
    assert chain(away, "p/a") == [
        "14 a finish: not begun: today at the earliest; 5d of work, cy; cy is away 7 - 9 Jan 1440"
    ]
    fact = chain_of(away, "p/a").steps[0].facts[1]
    assert place(away, fact.span) == "people.yaml:3" and fact.effect == 3 * 480


def test_of_two_people_one_who_is_away_moves_the_finish_by_half_of_it() -> None:
    plan = of("a: {effort: 10d, assign: [ana, cy]}")
    # ten days of work by two are a week; three days without cy cost 1.5 days of both
    assert chain_of(plan, "p/a").steps[0].facts[1].effect == 3 * 240


def test_who_is_away_without_moving_anything_is_said_once() -> None:
    plan = of("""
        a: {duration: 5d, assign: cy}
        b: {effort: 1d, assign: cy, after: a}
    """)
    found = chain_of(plan, "p/b")
    assert [fact.text for fact in found.aside] == ["cy is away 7 - 9 Jan"]
    assert "away" not in " ".join(chain(plan, "p/b"))


def test_part_time_people_say_their_share() -> None:
    plan = of("a: {effort: 1d, assign: [bo, ana 50%]}")
    assert chain(plan, "p/a") == ["5 a finish: not begun: today at the earliest; 1d of work, bo 50% + ana 50%"]


def test_somebody_busy_is_named_with_what_and_until_when_and_why_that_goes_first() -> None:
    plan = of("""
        a: {effort: 2d, assign: ana, priority: 700}
        b: {effort: 1d, assign: ana}
    """)
    assert chain(plan, "p/b") == [
        "7 b finish: ana is busy with a until Tue 6 Jan, which has priority 700 against 500; 1d of work, ana",
        "6 a finish: not begun: today at the earliest; 2d of work, ana",
    ]


def test_documents_go_by_their_priority_and_work_that_has_begun_goes_first() -> None:
    other = "kind: project\npriority: 900\ntasks: {x: {effort: 2d, assign: ana}}"
    plan = of("b: {effort: 1d, assign: ana}", q=other)
    assert "ana is busy with q/x until Tue 6 Jan, q has priority 900 against 500" in chain(plan, "p/b")[0]
    begun = of("""
        a: {effort: 2d, assign: ana, started: 2026-01-05, priority: 1}
        b: {effort: 1d, assign: ana}
    """)
    assert "ana is busy with a until Tue 6 Jan, which has begun" in chain(begun, "p/b")[0]


def test_one_rig_and_two_tasks_name_the_rig() -> None:
    plan = of("""
        a: {duration: 2d, assign: rig}
        b: {duration: 1d, assign: rig}
    """)
    last = max(("p/a", "p/b"), key=lambda id: plan.schedule.tasks[id].finish)
    assert "rig is taken with" in chain(plan, last)[0] and len(chain(plan, last)) == 2


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("not-before: 2026-01-12", "not before Mon 12 Jan"),
        ("constraint: {type: SNET, date: 2026-01-12}", "not before Mon 12 Jan"),
        ("constraint: {type: FNET, date: 2026-01-12}", "must not finish before Mon 12 Jan"),
        ("constraint: {type: MSO, date: 2026-01-12T14:00}", "must start on Mon 12 Jan 14:00"),
        ("start: 2026-01-12", "must start on Mon 12 Jan"),
        ("finish: 2026-01-12", "must finish on Mon 12 Jan"),
    ],
)
def test_a_typed_date_that_holds(written: str, said: str) -> None:
    plan = of(f"a: {{duration: 2d, {written}}}")
    assert [line.split(": ", 1)[1] for line in chain(plan, "p/a")] == [f"{said}; 2d"]
    assert chain_of(plan, "p/a").steps[0].held.kind == "constraint"
    assert place(plan, chain_of(plan, "p/a").steps[0].held.span) == "projects/p.yaml:4"


def test_a_typed_date_of_a_group_holds_all_of_it() -> None:
    plan = of("g: {not-before: 2026-01-12, tasks: {a: {duration: 2d}}}")
    assert chain(plan, "p/a") == ["13 a finish: not before Mon 12 Jan, as all of g; 2d"]


def test_dates_that_pull_against_a_link() -> None:
    plan = of("""
        a: {duration: 5d}
        b: {duration: 1d, after: a, constraint: {type: SNLT, date: 2026-01-07}}
    """)
    assert chain(plan, "p/b") == ["7 b finish: must start by Wed 7 Jan; 1d"]


def test_today_the_start_of_a_document_an_event_a_span_and_what_is_done() -> None:
    plan = of("""
        today: {duration: 1d}
        event: {milestone: 2026-02-02}
        span: {start: 2026-01-12, finish: 2026-01-13}
        done: {duration: 1d, owner: ana, status: done, started: 2026-01-05, finished: 2026-01-05}
        begun: {effort: 4d, assign: ana, started: 2026-01-05, remaining: 2d}
    """, date(2026, 1, 7), q="kind: project\nstart: 2026-02-02\ntasks: {a: {duration: 1d}}")  # fmt: skip
    assert chain(plan, "p/today") == ["7 today finish: not begun: today at the earliest; 1d"]
    assert chain(plan, "p/event") == ["2 event finish: the calendar decrees Mon 2 Feb"]
    assert chain(plan, "p/span") == ["13 span finish: its start and finish are typed"]
    assert chain(plan, "p/done") == ["5 done finish: done on Mon 5 Jan by ana"]
    assert chain(plan, "p/begun") == ["8 begun finish: started Mon 5 Jan; 2d left, ana"]
    assert chain(plan, "q/a") == ["2 q/a finish: q starts on Mon 2 Feb; 1d"]
    assert headline(plan, item(plan, "p/done"), chain_of(plan, "p/done")) == "done was done on Mon 5 Jan by ana."


def test_as_late_as_possible_is_no_matter_of_today() -> None:
    plan = of("a: {duration: 1d}", head="due: 2026-01-16\nschedule-from: finish")
    backwards = "as late as possible: p is scheduled backwards from its end on Fri 16 Jan"
    assert chain(plan, "p/a") == [f"16 a finish: {backwards}; 1d"]


def test_days_on_which_a_task_pauses() -> None:
    plan = of("a: {duration: 2d, splits: [2026-01-06]}")
    assert chain(plan, "p/a") == ["7 a finish: not begun: today at the earliest; 2d; pauses 6 Jan"]


def test_what_waits_for_itself_has_no_date() -> None:
    from pathlib import Path

    from pmctl.load import load
    from pmctl.plan import plan as made

    text = b"kind: project\ntasks: {a: {after: b}, b: {after: a}}"
    plan = made(load(Path("plan"), {"p.yaml": text}), MONDAY)
    assert chain_of(plan, "p/a") == Chain("p/a", ())
    said = headline(plan, item(plan, "p/a"), chain_of(plan, "p/a"))
    assert said == "a has no date, for it waits for itself: p/a → p/b → p/a."


def test_late_promises_name_the_root_the_latest_first() -> None:
    plan = of("""
        a: {duration: 3d, not-before: 2026-01-12}
        b: {duration: 1d, after: a, due: 2026-01-12}
        c: {duration: 1d, after: b, due: 2026-01-15}
        d: {duration: 1d, due: 2026-01-30}
    """)
    found = [(late.item.id, late.days, late.root.held.text if late.root else "") for late in late_promises(plan)]
    assert found == [("p/b", 3, "not before Mon 12 Jan"), ("p/c", 1, "not before Mon 12 Jan")]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (["2026-04-03", "2026-04-06"], "3 and 6 Apr"),
        (["2026-12-24", "2026-12-25", "2026-12-26", "2027-01-01"], "24 - 26 Dec 2026 and 1 Jan 2027"),
        (["2026-02-27", "2026-02-28", "2026-03-01"], "27 Feb - 1 Mar"),
        (["2026-05-01", "2026-05-14", "2026-05-25"], "1, 14 and 25 May"),
    ],
)
def test_days_in_words(days: list[str], said: str) -> None:
    assert print_days_of([date.fromisoformat(day) for day in days], date(2026, 3, 1)) == said


def test_time_of_the_clock_is_no_matter_of_holidays() -> None:
    head = "calendar: default"
    calendar = "kind: workspace\ncalendars: {default: {days-off: [2026-01-06, 2026-01-08]}}"
    plan = of("""
        a: {duration: 3ed}
        b: {duration: 3d}
        c: {duration: 1ed, after: b + 1d}
    """, head=head, pmctl=calendar)  # fmt: skip
    assert chain(plan, "p/a") == ["7 a finish: not begun: today at the earliest; 3ed"]
    assert chain(plan, "p/b") == ["9 b finish: not begun: today at the earliest; 3d; 6 and 8 Jan are days off"]
    assert chain(plan, "p/c")[0] == "13 c finish: follows b + 1d; 1ed"


def test_many_days_off_are_counted() -> None:
    days = [date(2026, month, 5) for month in range(1, 13)]
    assert print_days_of(days, MONDAY) == "5 Jan, 5 Feb, 5 Mar, 5 Apr, 5 May, 5 Jun and 6 more days"


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("p/last", "Promised for Fri 30 Jan: 9 working days early. No float towards the end of p."),
        ("p", "Promised for Fri 30 Jan: 9 working days early."),
        ("p/late", "Promised for Tue 6 Jan: 2 working days late. 2d short of its promise."),
        ("p/kept", "Promised for Wed 7 Jan: on time. No float towards its promise."),
        ("p/needed", "ends on Tue 6 Jan. No float."),
        ("p/hurried", "ends on Tue 6 Jan. 1d short for what waits for it."),
    ],
)
def test_float_says_towards_what(id: str, said: str) -> None:
    plan = of("""
        last: {duration: 11d, due: 2026-01-30}
        late: {duration: 4d, due: 2026-01-06}
        kept: {duration: 3d, due: 2026-01-07}
        needed: {duration: 2d}
        goal: {duration: 1d, after: needed, due: 2026-01-07}
        hurried: {duration: 2d}
        event: {start: 2026-01-06, duration: 9d, after: hurried}
    """, head="due: 2026-01-30")  # fmt: skip
    assert headline(plan, item(plan, id), chain_of(plan, id)).endswith(said)
