"""Are risks, people, quality, what comes from others, and outcomes under control? Five dimensions of health."""

from __future__ import annotations

from fractions import Fraction

from pmctl.insights.cost import RESERVE, costs_of
from pmctl.insights.health.levels import Dimension, Level, in_share, level_above, rank, threshold_of, unknown
from pmctl.insights.objectives import objective_score, pace_of
from pmctl.insights.progress import progress_of
from pmctl.insights.promises import due_of, is_late, slip_of
from pmctl.insights.relations import groups_above, tasks_of
from pmctl.insights.risk import band, score
from pmctl.insights.states import is_over, task_categories
from pmctl.insights.teams import people_of
from pmctl.insights.working_time import working_days
from pmctl.insights.workload import asked_shares, asked_week, moved_by_levelling
from pmctl.model.control import Action, Deliverable, Gate, QualityCheck, Risk
from pmctl.model.item import Item
from pmctl.model.money import Transfer
from pmctl.model.product import Objective, Product
from pmctl.model.project import Project, Task
from pmctl.model.workspace import resolve
from pmctl.plan import Plan, remembered
from pmctl.quantity import print_days, print_duration, print_share
from pmctl.record import dataclass

COMING_WEEKS = 8
PHASES = ("initiation", "planning", "execution", "closing", "closed")


@remembered
def _controls(plan: Plan) -> dict[str, tuple[Item, ...]]:
    """Risks, actions, checks, gates, deliverables, transfers and objectives by document."""
    kinds = {Risk, Action, QualityCheck, Gate, Deliverable, Transfer, Objective}
    found: dict[str, list[Item]] = {}
    for item in plan.workspace.items.values():
        if item.__class__ in kinds:
            found.setdefault(item.document, []).append(item)
    return {document: tuple(items) for document, items in found.items()}


def _worst(found: list[tuple[Level, str, str]]) -> tuple[Level, tuple[str, ...], str]:
    """The worst level of (level, id, text), with the ids and texts of that level."""
    level = max((one[0] for one in found), key=rank)
    chosen = [one for one in found if one[0] == level]
    return level, tuple(dict.fromkeys(one[1] for one in chosen)), " · ".join(one[2] for one in chosen)


# --- risk -------------------------------------------------------------------------------------------------------------


def _has_action(plan: Plan, risk: Risk) -> bool:
    actions = (one for one in _controls(plan).get(risk.document, ()) if isinstance(one, Action))
    named = any(one.status == "open" and one.for_ in (risk.key, risk.id) for one in actions)
    return named or bool(risk.response and (risk.plan or risk.response in ("accept", "escalate", "transfer")))


def _reserve_trouble(plan: Plan, document: Project | Product) -> list[tuple[Level, str, str]]:
    """A reserve (of the workspace's currency) that is used up, or of which more is used than of the work is done."""
    currency = plan.workspace.currency
    reserve = Fraction(costs_of(plan, document.id).reserve.get(currency, 0))
    used = _reserve_used(plan, document.id, currency) if reserve else Fraction(0)
    if used >= reserve > 0:
        return [("red", document.id, "the reserve is used up")]
    ahead = used / reserve - (progress_of(plan, document) or 0) if used else Fraction(0)
    if ahead <= 0:
        return []
    words = f"reserve {print_share(used / reserve, 0)} used, {print_share(ahead, 0)} ahead of the work"
    return [("amber", document.id, words)]


def _reserve_used(plan: Plan, document: str, currency: str) -> Fraction:
    lines = costs_of(plan, document).lines
    used = sum((Fraction(line.actual.get(currency, 0)) for line in lines if line.name == RESERVE), Fraction(0))
    for one in _controls(plan).get(document, ()):
        if isinstance(one, Transfer) and one.amount is not None and (one.amount.currency or currency) == currency:
            used += Fraction(one.amount.amount) if one.from_line == RESERVE else 0
    return used


def risk_dimension(plan: Plan, document: Project | Product) -> Dimension:
    """High risks without a response, extreme ones without action, and a reserve that melts faster than the work."""
    risks = [one for one in _controls(plan).get(document.id, ()) if isinstance(one, Risk)]
    if not risks:
        return unknown("risk", "no risks are written")
    found: list[tuple[Level, str, str]] = []
    for risk in risks:
        points = score(plan, risk) if risk.status == "open" else None
        if points is None:
            continue
        level = band(points)
        if level == "extreme" and not _has_action(plan, risk):
            found.append(("red", risk.id, f"{risk.key} is extreme ({points}) and nothing is done"))
        elif level in ("high", "extreme") and not risk.response:
            found.append(("amber", risk.id, f"{risk.key} is high ({points}) without a response"))
    found += _reserve_trouble(plan, document)
    threshold = "amber: high without response; red: extreme without action, reserve used up"
    if not found:
        opened = sum(risk.status == "open" for risk in risks)
        return Dimension("risk", "green", "open risks", str(opened), threshold, (), f"{opened} open, all answered")
    level_found, evidence, text = _worst(found)
    return Dimension("risk", level_found, "open risks", str(len(evidence)), threshold, evidence, text)


# --- people -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two weeks in a row in which somebody is asked for work: the lower share of their time, and who asks in both.

    `week` is the number of the first one; 0 is the current week.
    """

    share: Fraction
    week: int
    documents: frozenset[str]


@remembered
def _pairs(plan: Plan, who: str) -> tuple[_Pair, ...]:
    """The pairs among the coming weeks of somebody, the worst first."""
    asked = asked_shares(plan, who, COMING_WEEKS)
    found = []
    for week, (share, documents) in asked.items():
        following, others = asked.get(week + 1, (None, documents))
        if share is not None and following is not None:
            found.append(_Pair(min(share, following), week, documents & others))
    return tuple(sorted(found, key=lambda pair: pair.share, reverse=True))


def _unowned(plan: Plan, document: str) -> list[Task]:
    """Critical unfinished work that nobody answers for or does."""
    found = []
    for task in tasks_of(plan, document):
        scheduled = plan.schedule.tasks.get(task.id)
        if task.is_group or task.milestone or task.owner or task.assign or task.external is not None:
            continue
        if scheduled is None or not scheduled.critical or scheduled.bookings or is_over(plan, task):
            continue
        if not any(group.owner for group in groups_above(plan, task)):
            found.append(task)
    return found


def people_dimension(plan: Plan, document: Project | Product) -> Dimension:
    """Who is asked for too much in coming weeks, and critical work that nobody owns."""
    people = people_of(plan, document.id)
    owned = any(task.owner or task.assign for task in tasks_of(plan, document.id))
    if not people and not owned:
        return unknown("people", "nobody is named")
    limits = threshold_of(plan, "people")
    amber, red = in_share(limits.amber, Fraction(11, 10)), in_share(limits.red, Fraction(13, 10))
    threshold = f"amber above {print_share(amber)} in 2 weeks running, red above {print_share(red)}"
    found: list[tuple[Level, str, str]] = []
    highest = Fraction(0)
    for who in people:
        pair = next((one for one in _pairs(plan, who) if document.id in one.documents), None)
        if pair is not None:
            highest = max(highest, pair.share)
            level = level_above(pair.share, amber, red)
            if level != "green":
                found.append((level, who, _load_text(plan, who, pair.week)))
    unowned = _unowned(plan, document.id)
    if unowned:
        more = f" and {len(unowned) - 1} more" if len(unowned) > 1 else ""
        found.append(("red", unowned[0].id, f"{unowned[0].key}{more}: critical and without an owner"))
    if not found:
        return Dimension(
            "people", "green", "asked of capacity", print_share(highest, 0), threshold, (), "nobody overloaded"
        )
    level, evidence, text = _worst(found)
    return Dimension("people", level, "asked of capacity", print_share(highest, 0), threshold, evidence, text)


def _load_text(plan: Plan, who: str, week: int) -> str:
    """`ana asked 118% in week 9, 112% in week 10; design +3d`, of a week and the one behind it."""
    weeks = asked_week(plan, who, week), asked_week(plan, who, week + 1)
    parts = ", ".join(f"{print_share(week.asked_share or Fraction(0), 0)} in week {week.number}" for week in weeks)
    moved = {one.item: one.minutes for week in weeks for one in moved_by_levelling(plan, who, week)}
    text = f"{who} asked {parts}"
    if moved:
        item = max(moved, key=lambda id: (moved[id], id))
        text += f"; {item.rpartition('/')[2]} {print_days(moved[item], plan.workspace.units)}"
    return text


# --- quality ----------------------------------------------------------------------------------------------------------


def _check_verdict(plan: Plan, check: QualityCheck) -> tuple[Level, str, str] | None:
    """A failed check: red where what it is about was accepted, amber where it is due."""
    about = resolve(plan.workspace, check.document, check.of) if check.of else None
    named = f"{check.key} failed"
    if isinstance(about, Deliverable) and about.accepted:
        return "red", check.id, f"{named}, yet {about.key} is accepted"
    due = check.due.last if check.due else due_of(plan, about) if about is not None else None
    if (due is not None and due <= plan.today) or (about is not None and is_over(plan, about)):
        return "amber", check.id, named
    return None


def quality_dimension(plan: Plan, document: Project | Product) -> Dimension:
    """Failed checks on what is due or accepted, and gates that were walked through without being passed."""
    controls = _controls(plan).get(document.id, ())
    checks = [one for one in controls if isinstance(one, QualityCheck)]
    gates = [one for one in controls if isinstance(one, Gate)]
    if not checks and not gates:
        return unknown("quality", "no checks are written")
    failed = [check for check in checks if check.result == "fail"]
    found = [verdict for check in failed if (verdict := _check_verdict(plan, check))]
    phase = document.phase if isinstance(document, Project) else ""
    names = {check.key for check in failed}
    for gate in gates:
        behind = gate.key in PHASES and phase in PHASES and PHASES.index(gate.key) < PHASES.index(phase)
        if (behind and not gate.passed) or (gate.passed and names & set(gate.criteria)):
            found.append(("red", gate.id, f"gate {gate.key} was not passed"))
    passed = sum(check.result == "pass" for check in checks)
    value = f"{passed} of {len(checks)}"
    threshold = "amber: a failed check that is due; red: accepted with one, or a failed gate"
    if not found:
        return Dimension("quality", "green", "checks passed", value, threshold, (), f"checks {value}")
    level, evidence, text = _worst(found)
    return Dimension("quality", level, "checks passed", value, threshold, evidence, text)


# --- dependencies -----------------------------------------------------------------------------------------------------


def _incoming(plan: Plan, document: str) -> dict[str, bool]:
    """Unfinished work of others that this document waits for -> is it on the critical path?"""
    found: dict[str, bool] = {}
    items, states = plan.workspace.items, task_categories(plan)
    for task in tasks_of(plan, document):
        if not (task.after or task.external is not None) or states[task.id] in ("done", "dropped"):
            continue
        scheduled = plan.schedule.tasks.get(task.id)
        critical = scheduled is not None and scheduled.critical
        if task.external is not None:
            found[task.id] = found.get(task.id, False) or critical
        for link in task.after:
            before = None if f"{document}/{link.target}" in items else items.get(link.target)
            if before is not None and not is_over(plan, before):
                found[before.id] = found.get(before.id, False) or critical
    return found


def days_late(plan: Plan, item: Item) -> int:
    """Working days behind the promise: by the forecast, else by today; 0 when on time."""
    due = due_of(plan, item)
    if due is None or is_over(plan, item):
        return 0
    today = working_days(plan, item, due, plan.today) if due < plan.today else 0
    return max(slip_of(plan, item) or 0, today, 0)


def dependencies_dimension(plan: Plan, document: Project | Product) -> Dimension:
    """What others owe to this document and is late."""
    incoming = _incoming(plan, document.id)
    if not incoming:
        return unknown("dependencies", "it waits for nobody outside")
    items, units = plan.workspace.items, plan.workspace.units
    found: list[tuple[Level, str, str]] = []
    for id, critical in incoming.items():
        if is_late(plan, items[id]):
            days = print_duration(days_late(plan, items[id]) * units.day, units)
            name = id if items[id].document != document.id else items[id].key
            where = ", on the critical path" if critical else ""
            found.append(("red" if critical else "amber", id, f"{name} {days} late{where}"))
    threshold = "amber: one late; red: one late on the critical path"
    if not found:
        text = f"{len(incoming)} incoming, none late"
        return Dimension("dependencies", "green", "incoming links off track", "0", threshold, (), text)
    level, evidence, text = _worst(found)
    return Dimension("dependencies", level, "incoming links off track", str(len(found)), threshold, evidence, text)


# --- outcome ----------------------------------------------------------------------------------------------------------


def outcome_dimension(plan: Plan, document: Project | Product) -> Dimension:
    """The slowest objective whose period runs: pace = score / elapsed share."""
    found: list[tuple[Fraction, Objective]] = []
    for one in _controls(plan).get(document.id, ()):
        if isinstance(one, Objective) and one.period is not None and one.period.last >= plan.today:
            pace = pace_of(plan, one)
            if pace is not None:
                found.append((pace, one))
    if not found:
        return unknown("outcome", "no objective is measured")
    limits = threshold_of(plan, "outcome")
    amber, red = in_share(limits.amber, Fraction(7, 10)), in_share(limits.red, Fraction(4, 10))
    pace, objective = min(found, key=lambda one: (one[0], one[1].id))
    level: Level = "red" if pace < red else "amber" if pace < amber else "green"
    reached = print_share(objective_score(plan, objective) or Fraction(0), 0)
    text = f"{objective.key} {reached} reached, pace {float(pace):.2f}"
    threshold = f"amber below {float(amber):g}, red below {float(red):g}"
    return Dimension("outcome", level, "pace", f"{float(pace):.2f}", threshold, (objective.id,), text)


__all__ = [
    "days_late",
    "dependencies_dimension",
    "outcome_dimension",
    "people_dimension",
    "quality_dimension",
    "risk_dimension",
]
