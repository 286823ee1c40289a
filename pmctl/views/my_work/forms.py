"""What somebody owes, as JSON."""

from __future__ import annotations

from datetime import date

from pmctl.insights.computed import COMPUTED
from pmctl.insights.facts import to_json, value
from pmctl.insights.my_work import Duty, MyWork
from pmctl.insights.my_work.reviews import Review
from pmctl.insights.needs import Need
from pmctl.insights.relations import home_of
from pmctl.insights.working_time import working_days
from pmctl.plan import Plan
from pmctl.views.my_work.view import documents_in, sections

Json = dict[str, object]

FACTS = ("status", "due", "forecast-start", "forecast", "slip", "remaining", "float", "critical", "health", "blocked")
"""What is said of an item in every section, as `list` says it."""


def my_work_json(plan: Plan, mine: MyWork) -> Json:
    """The document of `pmctl my-work --json`."""
    person = plan.workspace.people[mine.person]
    return {
        "schema": "pmctl/my-work/1",
        "today": plan.today.isoformat(),
        "content": plan.loaded.content,
        "person": {"id": person.id, "name": person.title},
        "until": mine.until.isoformat(),
        "documents": list(documents_in(sections(plan, mine))),
        "now": [_duty(plan, one) for one in mine.now],
        "you-wait-for": [_need(plan, one, one.item) for one in mine.waited_for],
        "they-wait": [_need(plan, one, one.for_item) for one in mine.waiting],
        "overdue": [_duty(plan, one) for one in mine.overdue],
        "to-review": [_review(plan, one) for one in mine.review],
        "next": [_duty(plan, one) for one in mine.next],
    }


def _item(plan: Plan, full_id: str) -> Json:
    """The item that is meant, with the facts that `list` has of it."""
    item = plan.workspace.items[full_id]
    found: Json = {"id": item.id, "kind": item.kind, "name": item.title, "document": home_of(item)}
    for name in FACTS:
        fact = value(plan, item, name) if COMPUTED[name].has(type(item)) else None
        if fact is not None:
            found.update(to_json(plan, fact, name))
    return found


def _duty(plan: Plan, duty: Duty) -> Json:
    late = duty.day is not None and duty.day < plan.today
    item = plan.workspace.items[duty.item]
    days = working_days(plan, item, duty.day, plan.today) if duty.day is not None and late else 0
    what: Json = {"what": duty.what, "date": _day(duty.day), "days-late": days, "text": duty.text or None}
    return {**what, "item": _item(plan, duty.item)}


def _need(plan: Plan, need: Need, shown: str) -> Json:
    return {
        "who": list(need.who),
        "needs": need.item,
        "from": list(need.giver),
        "for": need.for_item,
        "by": _day(need.by),
        "forecast": _day(need.forecast),
        "gap-days": need.gap,
        "item": _item(plan, shown),
    }


def _review(plan: Plan, one: Review) -> Json:
    return {"who": list(one.who), "date": _day(one.day), "text": one.text, "item": _item(plan, one.item)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
