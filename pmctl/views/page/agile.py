"""What the page of a sprint says of how it stands, and that of a feature of the sprint in which it ends."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pmctl import output
from pmctl.insights.promises import forecast_of
from pmctl.insights.sprints.outlook import Outlook, outlook_of
from pmctl.insights.sprints.slots import Slot
from pmctl.insights.sprints.standing import Standing, days_left, size_of, standing
from pmctl.insights.sprints.velocity import Left, Velocity, left, remaining, series_of, velocity
from pmctl.model.item import Item
from pmctl.model.product import Feature
from pmctl.model.project import Project, Sprint, Task
from pmctl.plan import Plan
from pmctl.quantity import Duration, print_date, print_duration
from pmctl.views.page.lines import rows_of

Json = dict[str, object]


def agile_text(plan: Plan, item: Item, internal: bool) -> str:
    """The section of a sprint, or of a feature that ends in one; nothing for others, and for readers outside."""
    if isinstance(item, Sprint) and internal:
        shown = rows_of(_sprint_rows(plan, standing(plan, item.id)))
        return f"{output.paint('Sprint', 'heading')}\n{shown}" if shown else ""
    found = outlook_of(plan, item) if isinstance(item, Feature) and internal else None
    if found is None or found.slot is None:
        return ""
    return f"{output.paint('Sprints', 'heading')}\n{rows_of([('Ends in', outlook_text(plan, found))])}"


def _sprint_rows(plan: Plan, one: Standing) -> Iterator[tuple[str, str]]:
    if not one.committed:
        return
    yield one.measure.capitalize(), standing_text(plan, one)
    yield "Spill", "\n".join(_spilled(plan, one, task) for task in one.spill) or "none"
    if one.unsized:
        yield "No points", ", ".join(task.id for task in one.unsized)
    days = days_left(plan, one.sprint)
    if days:
        yield "Left", f"{days} working day{'' if days == 1 else 's'}"
    speed = velocity(plan, series_of(one.sprint))
    if speed is not None:
        yield "Velocity", velocity_text(speed)
        yield "Rest", rest_text(_left(plan, one.sprint, speed), speed)


def standing_text(plan: Plan, one: Standing) -> str:
    """`committed 34, done 21, forecast 30 by Fri 13 Feb; capacity 30: 4 too many`."""
    end = f" by {print_date(one.sprint.finish.last, plan.today)}" if one.sprint.finish is not None else ""
    text = f"committed {number(one.committed)}, done {number(one.done)}, forecast {number(one.forecast)}{end}"
    if one.capacity is None:
        return text
    if isinstance(one.sprint.capacity, Duration):
        units = plan.workspace.units
        effort = f", {print_duration(one.effort, units)} of effort in it" if one.effort else ""
        return f"{text}; capacity {one.sprint.capacity.text}{effort}"
    over = f": {number(one.over)} too many" if one.over else ""
    return f"{text}; capacity {number(one.capacity)}{over}"


def _spilled(plan: Plan, one: Standing, task: Task) -> str:
    """`checkout/api (13): Tue 7 Apr`."""
    day = forecast_of(plan, task).date
    points = f" ({number(size_of(task, one.measure))})" if one.measure == "points" and task.points is not None else ""
    return f"{task.id}{points}: {print_date(day, plan.today) if day is not None else 'no date'}"


def velocity_text(speed: Velocity) -> str:
    """`21.2 points (median 21, 18 to 25 in the last 5 sprints)`."""
    if len(speed.done) == 1:
        return f"{number(speed.mean)} {speed.measure} (of one sprint that is over)"
    span = f"{number(speed.least)} to {number(speed.most)} in the last {len(speed.done)} sprints"
    return f"{number(speed.mean)} {speed.measure} (median {number(speed.median)}, {span})"


def _left(plan: Plan, sprint: Sprint, speed: Velocity) -> Left:
    """What is left in the documents in which the sprints of a team are."""
    team = series_of(sprint)
    homes = {
        one.document for one in plan.workspace.items.values() if isinstance(one, Sprint) and series_of(one) == team
    }
    projects = [one for id, one in plan.workspace.documents.items() if id in homes and isinstance(one, Project)]
    return left(remaining(plan, projects, speed.measure), speed)


def rest_text(one: Left, speed: Velocity) -> str:
    """`120 points: 6 more sprints (5 at best, 7 at worst)`."""
    if not one.remaining:
        return f"no {speed.measure} are left"
    if one.sprints is None:
        return f"{number(one.remaining)} {speed.measure}; nothing was done in the last sprints"
    worst = f"{one.at_worst} at worst" if one.at_worst is not None else "never at the worst"
    span = f" ({one.at_best} at best, {worst})" if one.at_best != one.at_worst else ""
    return f"{number(one.remaining)} {speed.measure}: {one.sprints} more sprint{'' if one.sprints == 1 else 's'}{span}"


def outlook_text(plan: Plan, one: Outlook) -> str:
    """`s14 (±1 by the range of velocity), by Fri 3 Jul; 13 points are left`."""
    if one.slot is None:
        return one.reason
    spread = f" (±{one.spread} by the range of velocity)" if one.spread else ""
    planned = "" if one.slot.is_planned else ", which is not planned yet"
    end = print_date(one.slot.last, plan.today)
    return f"{one.slot.key}{spread}, by {end}{planned}; {number(one.points)} points are left"


def number(value: Fraction) -> str:
    """A number of points, at most one decimal."""
    return f"{round(float(value), 1):g}"


# --- JSON -------------------------------------------------------------------------------------------------------------


def agile_json(plan: Plan, item: Item, internal: bool) -> Json:
    """The same for programs: `sprint` or `outlook`, or nothing."""
    if isinstance(item, Sprint) and internal:
        return {"sprint": sprint_json(plan, standing(plan, item.id))}
    found = outlook_of(plan, item) if isinstance(item, Feature) and internal else None
    return {} if found is None else {"outlook": outlook_json(found)}


def sprint_json(plan: Plan, one: Standing) -> Json:
    """How a sprint stands, with the velocity of its team."""
    speed = velocity(plan, series_of(one.sprint))
    return {
        "measure": one.measure,
        "committed": float(one.committed),
        "done": float(one.done),
        "forecast": float(one.forecast),
        "spilled": float(one.spilled),
        "spill": [task.id for task in one.spill],
        "without-points": [task.id for task in one.unsized],
        "days-left": days_left(plan, one.sprint),
        "velocity": velocity_json(speed) if speed is not None else None,
        "rest": _left_json(_left(plan, one.sprint, speed)) if speed is not None else None,
    }


def velocity_json(speed: Velocity) -> Json:
    """A velocity and what it was taken from."""
    return {
        "measure": speed.measure,
        "done": [float(one) for one in speed.done],
        "mean": round(float(speed.mean), 6),
        "median": float(speed.median),
        "least": float(speed.least),
        "most": float(speed.most),
    }


def _left_json(one: Left) -> Json:
    return {
        "remaining": float(one.remaining),
        "sprints": one.sprints,
        "at-best": one.at_best,
        "at-worst": one.at_worst,
    }


def outlook_json(one: Outlook) -> Json:
    """In which sprint a feature ends."""
    return {
        "points": float(one.points),
        "sprint": _slot_json(one.slot),
        "earliest": _slot_json(one.earliest),
        "latest": _slot_json(one.latest),
        "spread": one.spread,
        "reason": one.reason or None,
    }


def _slot_json(one: Slot | None) -> Json | None:
    if one is None:
        return None
    return {"id": one.key, "first": one.first.isoformat(), "last": one.last.isoformat(), "planned": one.is_planned}
