"""What a roadmap says of a feature, in words that all its forms share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmctl.audience import Audience
from pmctl.insights.relations import family
from pmctl.insights.releases import say_without_plan, without_plan
from pmctl.insights.roadmap.entries import Entry
from pmctl.insights.roadmap.lanes import Lane, by_horizon
from pmctl.insights.states import status_of
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_share
from pmctl.views.page.agile import number
from pmctl.views.roadmap.view import Roadmap

Words = dict[str, str]
NOTHING = "No feature is open here."


def words_of(plan: Plan, found: Roadmap, one: Entry) -> Words:
    """Every column of a feature as text, "" where nothing is known (or shown)."""
    several = len(found.products) != 1
    return {
        "rank": str(one.rank) if one.rank is not None else "",
        "id": one.feature.id if several else one.feature.key,
        "name": one.feature.title,
        "why": why(one, found.by, found.audience),
        "promised": promised(plan, one),
        "commitment": one.commitment if one.promise is not None and one.commitment != "none" else "",
        "forecast": print_date(one.forecast.date, plan.today) if one.forecast.date else "",
        "slip": _slip(plan, one),
        "health": _health(one),
        "sure": print_share(one.confidence, 0) if one.confidence is not None else "",
        "odds": _odds(found, one),
        "by": ", ".join(item.id for item in one.by),
        "state": status_of(plan, one.feature),
        "ends": _sprint(one),
        "lacks": say_without_plan(len(without_plan(plan, one.feature))) if found.audience == "internal" else "",
        "points": number(one.outlook.points) if one.outlook is not None and one.outlook.points else "",
    }


def _health(one: Entry) -> str:
    """Its colour; of what will not be done that it is dropped."""
    if one.category == "dropped":
        return "dropped"
    return "" if one.health == "unknown" else one.health


def _slip(plan: Plan, one: Entry) -> str:
    """How far the forecast is from the promise; `overdue` where the promised day has passed and no plan says more."""
    if one.slip is not None:
        return f"{one.slip:+d}d" if one.slip else ""
    is_open = one.category not in ("done", "dropped")
    return "overdue" if is_open and one.promise is not None and one.promise.last < plan.today else ""


def _odds(found: Roadmap, one: Entry) -> str:
    """How likely the promise is kept; a share that is not quite nothing, or all, is not said to be."""
    share = found.odds.get(one.feature.id)
    if share is None:
        return ""
    percent = round(share * 100)
    return f"{min(max(percent, 1), 99) if 0 < share < 1 else percent}%"


def is_late(words: Words) -> bool:
    """Does what is said of its slip say that it is late?"""
    return words["slip"] == "overdue" or words["slip"].startswith("+")


def why(one: Entry, by: str, audience: Audience = "internal") -> str:
    """`Speed for faster-checkout`: its theme, unless that is its lane, and the objectives that it serves."""
    theme = one.theme.title if one.theme is not None and by != "theme" else ""
    return " for ".join(part for part in (theme, goals(one, audience)) if part)


def goals(one: Entry, audience: Audience) -> str:
    """The objectives that it serves: their keys, for readers outside, who do not know our keys, their names."""
    return ", ".join(goal.key if audience == "internal" else goal.title for goal in one.objectives)


def promised(plan: Plan, one: Entry) -> str:
    """A day, or the period as it was promised."""
    if one.promise is None:
        return ""
    return one.promise.text if one.promise.first != one.promise.last else print_date(one.promise.last, plan.today)


def _sprint(one: Entry) -> str:
    """`s14 ±1`, or why no sprint is told."""
    if one.outlook is None or one.outlook.slot is None:
        return one.outlook.reason if one.outlook is not None else ""
    return f"{one.outlook.slot.key} ±{one.outlook.spread}" if one.outlook.spread else one.outlook.slot.key


def blocks(found: Roadmap) -> Sequence[Lane]:
    """What stands under a heading each: the lanes, in a roadmap of now, next and later each horizon of a lane."""
    if found.shape != "now-next-later" or found.by == "horizon":
        return found.lanes
    return [
        Lane(part.key, f"{lane.title}: {part.title}", part.entries)
        for lane in found.lanes
        for part in by_horizon(lane.entries)
    ]


def counted(count: int) -> str:
    """`1 feature`, `8 features`."""
    return f"{count} feature{'' if count == 1 else 's'}"


def title_of(plan: Plan, found: Roadmap) -> str:
    """What the whole of it is called."""
    of = found.products[0].title if len(found.products) == 1 else plan.workspace.title
    return f"{of}: roadmap" if of else "Roadmap"


def heading(plan: Plan, lane: Lane) -> str:
    """`Speed  3 features`; of a sprint its days, and whether the plan has it at all."""
    if lane.first is None or lane.last is None:
        return f"{lane.title}  {counted(len(lane.entries))}"
    planned = "" if lane.is_planned else "  (not planned yet)"
    days = f"{print_date(lane.first, plan.today)} - {print_date(lane.last, plan.today)}"
    return f"{lane.title}  {days}{planned}"


def depths(plan: Plan, lane: Lane) -> Mapping[str, int]:
    """Full id -> how many of the features around one stand in the same lane."""
    there = {one.feature.id for one in lane.entries}
    return {one.feature.id: sum(above.id in there for above in family(plan, one.feature)) - 1 for one in lane.entries}


def told(found: Roadmap) -> str:
    """`9 features, 2 more shipped or dropped`."""
    over = f", {found.over} more shipped or dropped" if found.over else ""
    return counted(len(found.entries)) + over


def readers(found: Roadmap) -> str:
    """For those of us who may know: what other readers see of it; "" for the others."""
    if found.audience != "internal" or not found.total:
        return ""
    seen = found.seen_by
    return (
        f"a client sees {seen['client']} of {found.total}, the public {seen['public']} ({seen['public-dated']} dated)"
    )


def left_out(found: Roadmap) -> str:
    """For whoever makes it for somebody else: how many are left out of it, and how many have no dates in it."""
    if found.audience == "internal":
        return ""
    hidden = found.total - found.seen_by[found.audience]
    undated = found.seen_by["public"] - found.seen_by["public-dated"] if found.audience == "public" else 0
    parts = [f"{hidden} of {counted(found.total)} left out: {found.audience} readers may not see them"] * bool(hidden)
    parts += [f"{undated} shown without dates: not committed"] * bool(undated)
    return "; ".join(parts)


def between(found: Roadmap) -> str:
    """The heading above the links."""
    return f"Links between {'objective' if found.by == 'supports' else found.by}s"


def links(found: Roadmap) -> list[str]:
    """What one lane waits for that another does, a line for each two lanes."""
    names = {lane.key: lane.title for lane in found.lanes}
    by_lanes: dict[tuple[str, str], list[str]] = {}
    for one in found.links:
        pair = (names.get(one.lane_after, one.lane_after), names.get(one.lane_before, one.lane_before))
        by_lanes.setdefault(pair, []).append(f"{one.after.id} for {one.before.id}")
    return [
        f"{after} waits for {before}: {', '.join(dict.fromkeys(those))}" for (after, before), those in by_lanes.items()
    ]
