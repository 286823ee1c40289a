"""The 14 points of schedule quality on plans that are counted by hand, and the vectors of their formulas."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from pmctl.diagnostic import UserError
from pmctl.insights.quality.plan import path_index
from pmctl.insights.quality.points import Point
from pmctl.insights.quality.score import CHECKS, score_of, scores, together
from pmctl.plan import Plan
from pmctl.rules import broken_critical_path
from pmctl.views.score.view import score_view, sentence
from tests.unit.insights_plan import plan_of

ALL = frozenset(check.code for check in CHECKS)


def point(plan: Plan, name: str, document: str = "checkout") -> Point:
    check = next(check for check in CHECKS if check.name == name)
    return check.judge(plan, document)


def items(found: Point) -> list[str]:
    return [one.item.rpartition("/")[2] for one in found.found]


def chain(count: int, first: str = "{duration: 1d}", **others: str) -> str:
    """A project of tasks t0, t1 ... of a day, one after the other; `others` say a task in another way."""
    lines = [f"  t{n}: {others.get(f't{n}', f'{{duration: 1d, after: t{n - 1}}}')}" for n in range(1, count)]
    return "\n".join(["kind: project", "tasks:", f"  t0: {first}", *lines])


# --- what is counted --------------------------------------------------------------------------------------------------


def test_the_base_leaves_out_groups_milestones_level_of_effort_and_what_is_over() -> None:
    plan = plan_of(
        checkout="""
        kind: project
        tasks:
          start: {milestone: true}
          build:
            tasks:
              a: {duration: 1d, after: start}
              b: {duration: 1d, after: a}
          lead: {duration: 20d, earned-value: effort}
          old: {duration: 1d, status: done, started: 2026-02-02, finished: 2026-02-02}
          gone: {duration: 1d, status: dropped}
          end: {milestone: true, after: build}
        """
    )
    found = point(plan, "missing-links")
    assert (found.part, found.whole, found.verdict) == (0, 2, "pass")
    links = point(plan, "link-kinds")
    assert (links.part, links.whole) == (2, 2), "links to milestones lead to no task of the base"


def test_a_link_of_a_group_counts_once_and_holds_all_its_tasks() -> None:
    plan = plan_of(
        checkout="""
        kind: project
        tasks:
          a: {duration: 1d}
          build: {after: a + 1d, tasks: {b: {duration: 1d}, c: {duration: 1d}}}
          d: {duration: 1d, after: build}
        """
    )
    assert point(plan, "missing-links").part == 0
    lags = point(plan, "lags")
    assert (lags.part, lags.whole, lags.verdict) == (1, 2, "fail")
    assert [(one.item, one.link) for one in lags.found] == [("checkout/build", 0)]


def test_1_the_first_and_the_last_are_no_loose_ends() -> None:
    plan = plan_of(checkout=chain(20, t7="{duration: 1d}"))
    found = point(plan, "missing-links")
    assert found.found[0].text == "no successor" and found.found[1].text == "no predecessor"
    assert items(found) == ["t6", "t7"]
    assert (found.value, found.verdict) == (Fraction(2, 20), "fail")


def test_1_a_start_milestone_is_the_first_so_a_task_without_predecessor_is_loose() -> None:
    plan = plan_of(
        checkout="""
        kind: project
        tasks:
          start: {milestone: 2026-02-10}
          a: {duration: 1d, after: start}
          b: {duration: 1d}
          end: {milestone: true, after: [a, b]}
        """
    )
    assert items(point(plan, "missing-links")) == ["b"]


def test_1_what_was_dropped_binds_nothing() -> None:
    plan = plan_of(
        checkout="""
        kind: project
        tasks:
          a: {duration: 1d}
          gone: {duration: 1d, after: a, status: dropped}
          b: {duration: 1d, after: gone}
          c: {duration: 2d, after: [a, b]}
        """
    )
    assert [(one.item, one.text) for one in point(plan, "missing-links").found] == [("checkout/b", "no predecessor")]


def test_2_3_4_leads_lags_and_kinds_by_their_links() -> None:
    others = {
        "t1": "{duration: 1d, after: t0 - 25%}",
        "t2": "{duration: 1d, after: t1 + 1d}",
        "t3": "{duration: 1d, after: t2 SS}",
    }
    plan = plan_of(checkout=chain(21, "{duration: 4d}", **others))
    assert [(p.part, p.whole, p.verdict) for p in (point(plan, "leads"), point(plan, "lags"))] == [
        (1, 20, "fail"),
        (1, 20, "pass"),  # 5 % is allowed
    ]
    kinds = point(plan, "link-kinds")
    assert (kinds.part, kinds.whole, kinds.verdict, items(kinds)) == (19, 20, "pass", ["t3"])


def test_4_nine_of_ten_links_from_finish_to_start_pass() -> None:
    nine = plan_of(checkout=chain(11, t3="{duration: 1d, after: t2 SS}"))
    eight = plan_of(checkout=chain(11, t3="{duration: 1d, after: t2 SS}", t5="{duration: 1d, after: t4 FF}"))
    assert (point(nine, "link-kinds").value, point(nine, "link-kinds").verdict) == (Fraction(9, 10), "pass")
    assert (point(eight, "link-kinds").value, point(eight, "link-kinds").verdict) == (Fraction(8, 10), "fail")


@pytest.mark.parametrize(
    ("typed", "is_hard"),
    [
        ("start: 2026-03-02", True),
        ("finish: 2026-03-02", True),
        *((f"constraint: {{type: {kind}, date: 2026-03-02}}", True) for kind in ("MSO", "MFO", "SNLT", "FNLT")),
        *((f"constraint: {{type: {kind}, date: 2026-03-02}}", False) for kind in ("SNET", "FNET")),
        ("not-before: 2026-03-02", False),
        ("due: 2026-03-02", False),
    ],
)
def test_5_what_never_moves(typed: str, is_hard: bool) -> None:
    plan = plan_of(checkout=chain(2, t1=f"{{duration: 1d, {typed}}}"))
    assert items(point(plan, "hard-constraints")) == (["t1"] if is_hard else [])


def test_6_and_8_more_than_44_working_days() -> None:
    plan = plan_of(checkout="kind: project\ntasks: {long: {duration: 45d}, a: {duration: 44d}, b: {duration: 4h}}")
    assert items(point(plan, "long-tasks")) == ["long"]
    assert items(point(plan, "high-float")) == ["b"], "44.5 days; that of a is one day"


def test_7_no_float_below_nothing() -> None:
    plan = plan_of(checkout="kind: project\ndue: 2026-02-11\ntasks: {a: {duration: 2d}, b: {duration: 1d, after: a}}")
    found = point(plan, "tasks-without-time")
    assert (items(found), found.found[0].text, found.verdict) == (["a", "b"], "-1d of float", "fail")


def test_9_a_plan_behind_today_and_a_fact_ahead_of_it() -> None:
    plan = plan_of(
        checkout="""
        kind: project
        tasks:
          late: {start: 2026-02-02, finish: 2026-02-06}
          early: {duration: 2d, status: done, started: 2026-02-09, finished: 2026-02-12}
          fine: {duration: 1d}
        """
    )
    found = point(plan, "dates-in-the-past")
    assert (items(found), found.part, found.whole) == (["late", "early"], 2, 3)


def test_10_is_reported_and_not_judged() -> None:
    plan = plan_of(
        people="kind: people\npeople: {ana: {}}",
        checkout="""
        kind: project
        tasks:
          bare: {effort: 1d}
          short: {effort: 4h}
          owned: {effort: 1d, owner: ana}
          paid: {duration: 1d, cost: 100}
          outside: {duration: 1d, external: {party: Acme}}
        """,
    )
    found = point(plan, "work-without-people")
    assert (items(found), found.verdict, found.whole) == (["bare"], "report", 5)


# --- against a baseline -----------------------------------------------------------------------------------------------


def baselined(done: int, planned: int, without: int = 0) -> Plan:
    """A project of which so many tasks are done, with a baseline in which so many should be; some are not in it."""
    rows, kept = [], []
    for n in range(planned + without):
        state = ", status: done, started: 2026-02-02, finished: 2026-02-03" if n < done else ""
        rows.append(f"  t{n}: {{duration: 1d{state}}}")
        if n < planned:
            kept.append(f"  t{n}: {{start: 2026-02-02, finish: 2026-02-03}}")
    baseline = "\n".join(["kind: baseline", "of: checkout", "date: 2026-01-05", "tasks:", *kept])
    return plan_of(checkout="\n".join(["kind: project", "tasks:", *rows]), first=baseline)


def test_14_the_vector_19_of_20_passes() -> None:
    found = point(baselined(19, 20), "behind-plan")
    assert (found.value, found.part, found.whole, found.verdict) == (Fraction(95, 100), 19, 20, "pass")
    assert items(found) == ["t19"]
    assert point(baselined(18, 20), "behind-plan").verdict == "fail"


def test_14_what_is_in_no_baseline_counts_as_due() -> None:
    found = point(baselined(20, 20, without=2), "behind-plan")
    assert (found.part, found.whole, found.verdict) == (20, 22, "fail")
    assert [one.text for one in found.found] == ["in no baseline", "in no baseline"]


def test_11_of_what_should_be_over_the_share_that_is_later() -> None:
    found = point(baselined(19, 20), "behind-baseline")
    assert (found.value, found.verdict, items(found)) == (Fraction(1, 20), "pass", ["t19"])
    assert point(baselined(18, 20), "behind-baseline").verdict == "fail"


def test_without_a_baseline_11_and_14_are_not_available() -> None:
    plan = plan_of(checkout=chain(3))
    for name in ("behind-baseline", "behind-plan"):
        found = point(plan, name)
        assert (found.verdict, found.value, found.text) == ("n/a", None, "no baseline")


# --- the path ---------------------------------------------------------------------------------------------------------


def test_13_the_vector_120_days_and_6_too_few_passes() -> None:
    limit = Fraction(95, 100)
    assert path_index(Fraction(120), -6, limit) == Point("pass", limit, limit, text="120d path, -6d float")
    assert path_index(Fraction(120), -7, limit).verdict == "fail"


def test_13_of_a_plan() -> None:
    plan = plan_of(checkout=f"{chain(10)}\ndue: 2026-02-19")
    found = point(plan, "path-too-long")  # ten days from Tue 10 Feb: Mon 23 Feb, two working days late
    assert (found.value, found.verdict) == (Fraction(8, 10), "fail")
    assert point(plan_of(checkout=chain(10)), "path-too-long").text == "the project has no `due`"


@pytest.mark.parametrize(
    ("others", "moved"),
    [
        ({}, 600),
        ({"t3": "{duration: 1d, after: t2 + 3d}"}, 600),
        ({"t3": "{duration: 1d, after: t2 FF}"}, 600),
        ({"t2": "{duration: 1d, after: t1, start: 2026-06-01}"}, 0),
        ({"t1": "{duration: 5d, after: t0 SS}"}, 0),
    ],
    ids=["a chain", "a lag", "finish to finish", "a typed start", "only its start is waited for"],
)
def test_12_is_tried_by_rescheduling(others: dict[str, str], moved: int) -> None:
    """The last task follows or it does not; that other work becomes the last one is no answer."""
    found = point(plan_of(checkout=chain(4, **others)), "broken-critical-path")
    assert found.value == moved
    assert found.verdict == ("pass" if moved >= 570 else "fail")


def test_12_is_the_same_as_a_schedule_of_the_longer_plan() -> None:
    from pmctl.scheduling.delay import Delays

    text = """
        kind: project
        tasks:
          a: {duration: 2d}
          b: {tasks: {c: {duration: 3d, after: a}, d: {duration: 1d, after: a + 1d}}}
          e: {duration: 1d, after: b}
          f: {milestone: true, after: e}
        """
    before, after = plan_of(checkout=text), plan_of(checkout=text.replace("a: {duration: 2d}", "a: {duration: 42d}"))
    delays = Delays(before.schedule.prepared)
    last = delays.last("checkout")
    assert (last, delays.head(last)) == ("checkout/f", "checkout/a")
    assert delays.finish_after(last, "checkout/a", 40 * 480) == after.schedule.documents["checkout"].finish
    assert delays.finish(last) == before.schedule.documents["checkout"].finish, "nothing is left behind"


@pytest.mark.parametrize("assign", ["ana", "ana | ben"])
def test_12_is_the_same_whoever_may_do_the_first_task(assign: str) -> None:
    found = point(
        plan_of(
            people="kind: people\npeople: {ana: {}, ben: {}}",
            checkout=chain(3, f"{{effort: 2d, assign: {assign}}}"),
        ),
        "broken-critical-path",
    )
    assert (found.value, found.verdict) == (600, "pass")


@pytest.mark.parametrize(
    ("others", "along", "moved"),
    [
        ({}, 40, 40),
        ({"t2": "{duration: 1d, after: t1, start: 2026-06-01}"}, 0, 0),
        ({"t4": "{duration: 30d, after: t0 SS}", "t5": "{duration: 1d, after: [t3, t4]}"}, 0, 14),
    ],
    ids=["a chain", "a typed start", "another way is shorter, and waits for a finish"],
)
def test_12_the_path_alone_says_by_how_much_the_end_moves_at_least(
    others: dict[str, str], along: int, moved: int
) -> None:
    from pmctl.scheduling.delay import Delays

    plan = plan_of(checkout=chain(6, **others))
    delays = Delays(plan.schedule.prepared)
    last = delays.last("checkout")
    calendar = plan.schedule.workers.calendars.of_document("checkout")
    ends = delays.finish_at_least(last, 40 * 480), delays.finish_after(last, delays.head(last), 40 * 480)
    assert [calendar.work_between(delays.finish(last), end) for end in ends] == [along * 480, moved * 480]


def test_12_a_probe_that_fails_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    from pmctl.scheduling.delay import Delays
    from pmctl.scheduling.passes import Passes

    delays = Delays(plan_of(checkout=chain(3)).schedule.prepared)
    usual = delays.finish_after("checkout/t2", "checkout/t0", 480)
    with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
        patch.setattr(Passes, "forward", lambda *_: 1 / 0)
        delays.finish_after("checkout/t2", "checkout/t0", 4800)
    assert delays.finish_after("checkout/t2", "checkout/t0", 480) == usual


@pytest.mark.parametrize(
    ("last", "fails"),
    [
        ("end: {milestone: 2027-03-01, after: t9}", True),
        ("end: {milestone: true, after: t9}", False),
        ("end: {milestone: true, after: t9 SS}", False),
    ],
)
def test_12_the_finding_and_the_score_agree_on_a_project_that_ends_in_a_milestone(last: str, fails: bool) -> None:
    plan = plan_of(checkout=f"{chain(10)}\n  {last}")
    assert (point(plan, "broken-critical-path").verdict == "fail") == fails
    assert [found.code for found in broken_critical_path.check(plan)] == ["PM812"] * fails


def test_12_is_tried_in_the_project_that_waits_for_others_too() -> None:
    plan = plan_of(
        checkout="kind: project\ntasks: {a: {duration: 2d, after: legal/contract}}",
        legal="kind: project\ntasks: {contract: {duration: 5d}}",
    )
    found = point(plan, "broken-critical-path")
    assert found.value == 600 and items(found) == ["contract"]


# --- thresholds -------------------------------------------------------------------------------------------------------


def test_thresholds_are_those_of_the_workspace() -> None:
    own = """
        kind: workspace
        schedule-quality: {lags: 10%, high-float: 50%, most-float: 3d, probe: 20d, path-too-long: 0.75}
        """
    text = f"{chain(11, t3='{duration: 1d, after: t2 + 1d}', t9='{duration: 1d}')}\ndue: 2026-02-19"
    plan = plan_of(pmctl=own, checkout=text)
    assert (point(plan, "lags").limit, point(plan, "lags").verdict) == (Fraction(1, 10), "fail")  # 1 of 9
    assert (point(plan, "high-float").limit, items(point(plan, "high-float"))) == (Fraction(1, 2), ["t9", "t10"])
    assert point(plan, "broken-critical-path").value == 20
    assert point(plan, "path-too-long").limit == Fraction(3, 4)


# --- the score --------------------------------------------------------------------------------------------------------


def test_all_projects_together_are_summed_and_the_worst_path_counts() -> None:
    plan = plan_of(
        checkout=f"{chain(10)}\ndue: 2026-02-19",
        shop=f"{chain(10, t4='{duration: 1d, after: t3 + 1d}')}\ndue: 2026-06-30",
        old="kind: project\nphase: closed\ntasks: {a: {duration: 1d}}",
    )
    found = scores(plan)
    assert [score.id for score in found] == ["checkout", "shop"]
    whole = dict(zip((check.name for check in CHECKS), together(found).points, strict=True))
    assert (whole["lags"].part, whole["lags"].whole) == (1, 18)
    assert whole["path-too-long"].value == score_of(plan, "checkout").points[12].value == Fraction(8, 10)
    assert whole["behind-plan"].verdict == "n/a"


def test_the_sentence_names_what_fails() -> None:
    view = score_view(plan_of(checkout=chain(4, t3="{duration: 1d, after: t2 - 1d}")), ALL)
    assert sentence(view.whole) == "9 of 14 pass, 1 fail (2), 1 to look at (10), 3 n/a (11, 13, 14)"
    closed = score_view(plan_of(checkout="kind: project\ntasks: {a: {duration: 1d, status: dropped}}"), ALL)
    assert sentence(closed.whole) == "0 of 14 pass: no work is open"


def test_wrong_calls_of_the_score() -> None:
    with pytest.raises(UserError, match="none of these rules"):
        score_view(plan_of(checkout=chain(2)), frozenset({"PM201"}))
    with pytest.raises(UserError, match="no project is open"):
        score_view(plan_of(checkout="kind: project\nphase: closed\ntasks: {a: {duration: 1d}}"), ALL)
    with pytest.raises(UserError, match="`shop` is a product"):
        score_view(plan_of(shop="kind: product\nname: Shop"), ALL, ("shop",))


def test_a_plan_in_a_circle_has_a_score() -> None:
    plan = plan_of(date(2026, 2, 10), checkout=chain(3))
    assert len(score_of(plan, "checkout").points) == 14
