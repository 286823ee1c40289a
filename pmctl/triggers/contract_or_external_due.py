"""A contract ends soon, or the work of somebody outside is due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pmctl.insights.promises import due_of, forecast_of
from pmctl.insights.states import is_over
from pmctl.insights.working_time import working_days
from pmctl.model.item import Item
from pmctl.model.money import Contract
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import items
from pmctl.triggers.telling.between import Between, Key, reached
from pmctl.triggers.telling.trigger import Occasion, Severity
from pmctl.triggers.telling.words import day

ID, NAME, KIND = "N44", "contract-or-external-due", "time"
ENTITY = ("contract", "task")
RULE = (
    "`finish` of a contract is within 30 days, "
    "or `due` (else the forecast) of an unfinished `external` task is within 5 working days or past"
)
TO = ("owner", "lead")
SEVERITY: Severity = "warn"
DEDUPE = "date"

CONTRACT_DAYS, EXTERNAL_DAYS = 30, 5


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each contract and external task that has come so near."""
    for item, _, end, by_time in reached(between, near):
        yield Occasion(item, _words(between.head, item, end), (end.isoformat(),), by_time=by_time)


def near(plan: Plan) -> Mapping[Key, date]:
    """The contracts that run and end soon, and the unfinished work of others that is due soon or late."""
    found: dict[Key, date] = {}
    for contract in items(plan, Contract):
        if contract.finish is not None and 0 <= (contract.finish.last - plan.today).days <= CONTRACT_DAYS:
            found[(contract.id,)] = contract.finish.last
    for task in items(plan, Task):
        if task.external is None or is_over(plan, task):
            continue
        end = due_of(plan, task) or forecast_of(plan, task).date
        if end is not None and working_days(plan, task, plan.today, end) <= EXTERNAL_DAYS:
            found[(task.id,)] = end
    return found


def _words(plan: Plan, item: Item, end: date) -> str:
    if isinstance(item, Contract):
        return f"ends on {day(plan, end)}"
    party = item.external.party if isinstance(item, Task) and item.external else ""
    return f"{'was' if end < plan.today else 'is'} due{f' from {party}' if party else ''} on {day(plan, end)}"
