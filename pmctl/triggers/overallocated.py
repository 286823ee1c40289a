"""More is asked of somebody in a coming week than they can give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from pmctl.insights.answering import leads, named
from pmctl.insights.teams import team_weeks
from pmctl.insights.workload import LONGEST_LOOK, ZERO, AskedWeek, asked_weeks, moved_by_levelling, overloads
from pmctl.model.item import Item
from pmctl.model.people import Team
from pmctl.plan import Plan
from pmctl.quantity import print_days, print_duration
from pmctl.triggers.telling.between import Between, Key, reached
from pmctl.triggers.telling.trigger import Line, Occasion, Severity
from pmctl.triggers.telling.words import day, listed

ID, NAME, KIND = "N26", "overallocated", "derived"
ENTITY = ("person", "team", "resource")
RULE = (
    "`asked` load (before levelling) exceeds capacity in a coming week and did not before; "
    "the message names what levelling moved"
)
TO = ("P", "lead", "owner")
SEVERITY: Severity = "warn"
DEDUPE = "P, week"


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each week; the leads are those of the documents whose work asks for them."""
    plan = between.head
    for item, key, week, by_time in reached(between, asked_too_much):
        documents = dict.fromkeys(plan.workspace.items[id].document for id, _ in week.items)
        who = {
            "P": (item.id,),
            "owner": named(item.owner),
            "lead": _leads(plan, item, documents),
        }
        causes = (item.id, *(id for id, _ in week.items))
        text = f"is asked for too much in the week of {day(plan, week.monday)}"
        yield Occasion(item, text, key[1:], who, tuple(_lines(plan, item, week)), causes, by_time=by_time)


def asked_too_much(plan: Plan) -> Mapping[Key, AskedWeek]:
    """Person, resource or team, and Monday: the week."""
    workspace, found = plan.workspace, dict[Key, AskedWeek]()
    for who in (*workspace.people, *workspace.resources):
        found |= {(who, week.monday.isoformat()): week for week in overloads(plan, who)}
    for team in (id for id, one in workspace.teams.items() if _may_ask_too_much(plan, one)):
        found |= {(team, week.monday.isoformat()): week for week in team_weeks(plan, team) if week.is_overloaded}
    return found


def _may_ask_too_much(plan: Plan, team: Team) -> bool:
    """Is there a week in which those of a team who are asked at all are asked for too much together?

    Only then can the whole team be; that is found much faster.
    """
    spare: dict[int, Fraction] = {}
    for who in dict.fromkeys(team.members):
        if who in plan.workspace.people:
            for number, week in asked_weeks(plan, who, LONGEST_LOOK).items():
                spare[number] = spare.get(number, ZERO) + week.capacity - week.asked
    return any(left < 0 for left in spare.values())


def _leads(plan: Plan, item: Item, documents: Iterable[str]) -> tuple[str, ...]:
    """The leads of the documents that ask, and of a team its own."""
    own = leads(plan, item) if isinstance(item, Team) else ()
    return (*own, *(who for id in documents for who in leads(plan, plan.workspace.documents[id])))


def _lines(plan: Plan, item: Item, week: AskedWeek) -> Iterator[Line]:
    """How much is asked of how much, by what, and what levelling made of it."""
    items, units = plan.workspace.items, plan.workspace.units
    asked, capacity = (print_duration(round(minutes), units) for minutes in (week.asked, week.capacity))
    yield Line(f"Asked {asked}, can give {capacity}: {listed([items[id].title for id, _ in week.items])}.")
    if not isinstance(item, Team):
        found = moved_by_levelling(plan, week)
        moved = [f"{items[one.item].title} {print_days(one.minutes, units)}" for one in found]
        if moved:
            yield Line(f"Levelling moved {listed(moved)}.")
