"""Whose doing a figure is: hand-solved plans, and the vectors of the formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest

from pmctl.changes.attribution import Attribution, Measure, Values, attributed
from pmctl.insights.cost import costs_of
from pmctl.insights.promises import forecast_of
from pmctl.insights.working_time import working_days
from pmctl.insights.workload import asked_weeks
from pmctl.plan import Plan
from tests.unit.insights_plan import TODAY, plan_of
from tests.unit.insights_plan import item as item_of

BASE = """
    kind: project
    start: 2026-02-10
    tasks:
      api: {effort: 5d, assign: ana}
      web: {effort: 5d, assign: bo}
      launch: {milestone: true, after: [api, web]}
"""
PEOPLE = """
    kind: people
    people:
      ana: {rate: 100/d}
      bo: {rate: 100/d}
"""


def finishes(after: Plan, ids: Sequence[str]) -> Measure:
    """("finish", id) -> working days from today to the end of an item, as its document counts them in `after`."""

    def measure(plan: Plan, former: Mapping[str, str]) -> Values:
        found = {id: plan.workspace.items.get(id) or plan.workspace.items.get(former.get(id, "")) for id in ids}
        ends = {id: forecast_of(plan, item).date for id, item in found.items() if item is not None}
        days = {id: working_days(after, item_of(after, id), TODAY, end) for id, end in ends.items() if end is not None}
        return {("finish", id): value for id, value in days.items()}

    return measure


def cost(plan: Plan, _: Mapping[str, str]) -> Values:
    """("cost",) -> the estimate of `p` at completion in cents."""
    return {("cost",): int(costs_of(plan, "p").estimate["EUR"] * 100)}


def asked(plan: Plan, _: Mapping[str, str]) -> Values:
    """("asked", who) -> minutes that are asked of somebody this week."""
    return {("asked", who): asked_weeks(plan, who, 1)[0].asked for who in plan.workspace.people}


def shares(found: Attribution, *key: object) -> dict[str, Fraction]:
    return {one.id: one.value for one in found.contributions.get(key, ())}


def both(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Plan, Plan]:
    return plan_of(**before), plan_of(**after)


def of_launch(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, Fraction]:
    """The shares of the edits in the working days by which `p/launch` moves; they add up to all of them."""
    one, other = both(before, after)
    measure = finishes(other, ["p/launch"])
    found = shares(attributed(one, other, measure), "finish", "p/launch")
    moved = measure(other, {})["finish", "p/launch"] - measure(one, {})["finish", "p/launch"]
    assert sum(found.values()) == moved
    return found


def edited(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


# --- the formula ------------------------------------------------------------------------------------------------------


def test_two_that_only_move_it_together_have_half_each() -> None:
    """FORMULAS.md 12: each alone 0, together +5d -> 2.5d each. Whoever is there does it; away are both."""
    before = {"p": edited(BASE, ("assign: ana", "assign: ana | bo"), ("assign: bo", "assign: []")), "people": PEOPLE}
    away = "{rate: 100/d, time-off: [2026-02-10..2026-02-16]}"
    after = {**before, "people": edited(PEOPLE, ("{rate: 100/d}", away))}
    assert of_launch(before, after) == {"ana": Fraction(5, 2), "bo": Fraction(5, 2)}


def test_what_is_there_without_it_is_shared_with_who_does_it_alone() -> None:
    """FORMULAS.md 12: alone +3d and +1d, together +3d -> 2.5d and 0.5d."""
    after = edited(BASE, ("api: {effort: 5d", "api: {effort: 8d"), ("web: {effort: 5d", "web: {effort: 6d"))
    found = of_launch({"p": BASE, "people": PEOPLE}, {"p": after, "people": PEOPLE})
    assert found == {"p/api": Fraction(5, 2), "p/web": Fraction(1, 2)}


def test_what_is_undone_again_is_nobodys_doing() -> None:
    assert of_launch({"p": BASE, "people": PEOPLE}, {"p": BASE, "people": PEOPLE}) == {}
    other = edited(BASE, ("effort: 5d, assign: ana", "assign: [ana], effort: 40h"))
    assert of_launch({"p": BASE, "people": PEOPLE}, {"p": other, "people": PEOPLE}) == {}


def test_what_takes_longer_and_what_takes_less_make_up_for_each_other() -> None:
    before = edited(BASE, ("web: {effort: 5d", "web: {effort: 1d, after: api"))
    after = edited(before, ("api: {effort: 5d", "api: {effort: 3d"), ("web: {effort: 1d", "web: {effort: 3d"))
    assert of_launch({"p": before, "people": PEOPLE}, {"p": after, "people": PEOPLE}) == {"p/api": -2, "p/web": 2}


# --- what may have done it --------------------------------------------------------------------------------------------


def test_leave_in_another_file() -> None:
    after = edited(PEOPLE, ("ana: {", "ana: {time-off: [2026-02-12..2026-02-13], "))
    assert of_launch({"p": BASE, "people": PEOPLE}, {"p": BASE, "people": after}) == {"ana": 2}


def test_a_holiday() -> None:
    settings = "{kind: workspace, calendars: {default: {days-off: [2026-02-11]}}}"
    before = {"p": BASE, "people": PEOPLE}
    one, other = both(before, {**before, "pmctl": settings})
    days = finishes(one, ["p/launch"])  # counted in days that were worked on before
    assert shares(attributed(one, other, days), "finish", "p/launch") == {"default": 1}


def test_a_rate_and_more_work_share_the_cost_of_both() -> None:
    """10 % dearer and twice as long: 50 EUR and 500 EUR alone, 600 together."""
    before = {"p": BASE, "people": PEOPLE}
    after = {
        "p": edited(BASE, ("api: {effort: 5d", "api: {effort: 10d")),
        "people": edited(PEOPLE, ("ana: {rate: 100/d}", "ana: {rate: 110/d}")),
    }
    one, other = both(before, after)
    found = shares(attributed(one, other, cost), "cost")
    assert found == {"p/api": 52500, "ana": 7500}


def test_added_and_removed_tasks() -> None:
    """Tests of 3 days came behind both, a review of 2 days went; the launch waited for it, and waits for them now.

    Nothing (review) 7d; review gone 5d; tests without a link to them 7d; link without review or tests 5d, with tests 8d
    whatever becomes of the review, which nothing waits for then.
    """
    review = ("launch: {", "review: {duration: 2d, after: [api, web]}\n      launch: {")
    tests = ("launch: {", "tests: {duration: 3d, after: [api, web]}\n      launch: {")
    before = edited(BASE, ("true, after: [api, web]", "true, after: [api, web, review]"), review)
    after = edited(BASE, ("true, after: [api, web]", "true, after: [api, web, tests]"), tests)
    found = of_launch({"p": before, "people": PEOPLE}, {"p": after, "people": PEOPLE})
    assert found == {"p/tests": Fraction(3, 2), "p/launch": Fraction(1, 2), "p/review": -1}


def test_what_came_with_its_group_is_one() -> None:
    tasks = "{docs: {duration: 1d, after: api}, talk: {duration: 1d, after: docs}}"
    after = edited(
        BASE,
        ("launch: {", f"more: {{tasks: {tasks}}}\n      launch: {{"),
        ("true, after: [api, web]", "true, after: [api, web, more]"),
    )
    one, other = both({"p": BASE, "people": PEOPLE}, {"p": after, "people": PEOPLE})
    found = attributed(one, other, finishes(other, ["p/launch"]))
    assert (found.counted, found.orders) == (2, None)
    assert shares(found, "finish", "p/launch") == {"p/more": 1, "p/launch": 1}  # without the other: nothing
    group = next(part for part in found.contributions["finish", "p/launch"] if part.id == "p/more")
    assert [edit.id for edit in group.edits] == ["p/more", "p/docs", "p/talk"]


def test_what_came_with_its_document_is_one_wherever_it_stands() -> None:
    part = "{part-of: q, tasks: {a: {duration: 3d, after: p/api}, b: {duration: 2d, after: a}}}"
    after = {"p": edited(BASE, ("after: [api, web]", "after: [api, web, q]")), "people": PEOPLE}
    new = {"aside": part, "q": "{kind: project, tasks: {c: {duration: 1d}}}"}
    one, other = both({"p": BASE, "people": PEOPLE}, {**after, **new})
    found = attributed(one, other, finishes(other, ["p/launch"]))
    assert found.counted == 2
    parts = found.contributions["finish", "p/launch"]
    assert {part.id: [edit.id for edit in part.edits] for part in parts} == {
        "p/launch": ["p/launch"],
        "q": ["q", "q/a", "q/b", "q/c"],
    }


def test_words_are_not_asked() -> None:
    after = edited(
        BASE, ("api: {effort: 5d", "api: {name: Interface, effort: 6d"), ("web: {", "web: {description: New, ")
    )
    one, other = both({"p": BASE, "people": PEOPLE}, {"p": after, "people": PEOPLE})
    found = attributed(one, other, finishes(other, ["p/launch"]))
    assert found.counted == 1
    assert shares(found, "finish", "p/launch") == {"p/api": 1}


def test_what_seemed_to_be_words_counts_where_it_matters_to_the_figure() -> None:
    after = edited(BASE, ("web: {", "web: {description: New, "))
    one, other = both({"p": BASE, "people": PEOPLE}, {"p": after, "people": PEOPLE})

    def described(plan: Plan, _: Mapping[str, str]) -> Values:
        return {("described",): sum(1 for item in plan.workspace.items.values() if item.description)}

    assert shares(attributed(one, other, described), "described") == {"p/web": 1}


def test_who_is_asked_for_more() -> None:
    before = {"p": edited(BASE, ("effort: 5d, assign: ana", "effort: 2d, assign: ana")), "people": PEOPLE}
    after = {**before, "p": edited(before["p"], ("effort: 2d", "effort: 3d"), ("assign: bo", "assign: [bo, ana 50%]"))}
    one, other = both(before, after)
    found = attributed(one, other, asked)
    assert shares(found, "asked", "ana") == {"p/api": 480, "p/web": 800}


def test_what_was_renamed_is_measured_under_either_id() -> None:
    before = edited(BASE, ("api: {", "api: {name: Interface, "))
    after = edited(before, ("api: {name: Interface, effort: 5d", "interface: {name: Interface, effort: 7d"))
    after = edited(after, ("[api, web]", "[interface, web]"), ("web: {effort: 5d", "web: {effort: 6d"))
    one, other = both({"p": before, "people": PEOPLE}, {"p": after, "people": PEOPLE})
    found = attributed(one, other, finishes(other, ["p/interface", "p/launch"]))
    assert shares(found, "finish", "p/interface") == {"p/interface": 2}
    assert shares(found, "finish", "p/launch") == {"p/interface": Fraction(3, 2), "p/web": Fraction(1, 2)}


# --- many -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [8, 9, 12])
def test_shares_of_many_add_up_exactly(count: int) -> None:
    """Up to 8 edits all orders count, beyond 200; tasks of one length follow each other in pairs."""
    before = "kind: project\nstart: 2026-02-10\ntasks:\n"
    after = before
    for number in range(count):
        link = f", after: t{number - 2}" if number > 1 else ""
        before += f"  t{number}: {{duration: 2d{link}}}\n"
        after += f"  t{number}: {{duration: {2 + number % 3 + 1}d{link}}}\n"
    end = f"  launch: {{milestone: true, after: [t{count - 1}, t{count - 2}]}}\n"
    one, other = both({"p": before + end}, {"p": after + end})
    measure = finishes(other, ["p/launch", f"p/t{count - 1}"])
    found = attributed(one, other, measure)
    assert found.counted == count
    assert found.orders == (None if count <= 8 else 200)
    was, now = measure(one, {}), measure(other, {})
    for key, parts in found.contributions.items():
        assert sum(part.value for part in parts) == now[key] - was[key]
    assert attributed(one, other, measure) == found


def test_dates_are_shared_out_alike_without_the_rest_of_the_schedule() -> None:
    longer = BASE.replace("api: {effort: 5d", "api: {effort: 9d").replace("web: {effort: 5d", "web: {effort: 7d")
    one, other = both({"people": PEOPLE, "p": BASE}, {"people": PEOPLE, "p": longer})
    measure = finishes(other, ["p/api", "p/launch"])
    found = attributed(one, other, measure, dates_only=True)
    assert found == attributed(one, other, measure)
    assert len(found.contributions["finish", "p/launch"]) == 2


def test_a_name_that_did_not_follow_is_the_doing_of_who_renamed() -> None:
    """`web` still waits for `api`, which nobody is any more: that it begins at once is no doing of an estimate."""
    waiting = edited(BASE, ("assign: bo", "assign: bo, after: api"), ("api: {", "api: {name: Payment API, "))
    renamed = edited(
        waiting, ("  api: {", "  sdk: {"), ("5d, assign: ana", "7d, assign: ana"), ("[api, web]", "[sdk, web]")
    )
    before, after = both({"p": waiting, "people": PEOPLE}, {"p": renamed, "people": PEOPLE})
    found = attributed(before, after, finishes(after, ["p/web", "p/sdk"]))
    assert shares(found, "finish", "p/sdk") == {"p/sdk": 2}
    assert shares(found, "finish", "p/web") == {"p/sdk": -5}
