"""Where a document stands: the answer in a sentence, its three dates, its health with the reasons that may be shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmctl.audience import Audience, dates_for, shown_names, visible_dates, visible_id
from pmctl.insights.health.levels import dimension_json, worst
from pmctl.insights.health.verdict import Dimension, health_of
from pmctl.insights.progress import progress_of
from pmctl.insights.promises import baseline_dates, due_of, forecast_of, is_late, promise_of, slip_of
from pmctl.model.product import Product
from pmctl.model.project import Project
from pmctl.model.workspace import Document
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_when
from pmctl.reports.paper import Column, Fact, Request, Section
from pmctl.reports.sections.reader import is_ours, promised
from pmctl.reports.status_lists import Line, iso

MOST = 3
"""Late releases that a sentence names."""
UNSHOWN = "because of something that is not shown here"
"""What stands in place of a cause that the reader may not see: a level without any reason looks like a fault."""
OUTWARD = ("schedule", "quality", "outcome")
"""Sides of health that clients and the public are told of: neither money nor people."""


def sentence(plan: Plan, document: Document, audience: Audience) -> str:
    """The answer in one sentence: when a document ends beside its promise; of a product what it has promised."""
    promise, forecast, slip = promise_of(plan, document), forecast_of(plan, document).date, slip_of(plan, document)
    if isinstance(document, Product):
        return _product_sentence(plan, document, audience)
    if forecast is None:
        return f"{document.title} has no forecast yet."
    words = f"{document.title} is expected to end on {print_date(forecast)}"
    if promise is None or slip is None:
        return f"{words}; no end is promised."
    if slip == 0:
        return f"{words}, as promised."
    days = "working day" if abs(slip) == 1 else "working days"
    return f"{words}, {abs(slip)} {days} {'later' if slip > 0 else 'earlier'} than promised ({print_when(promise)})."


def _product_sentence(plan: Plan, product: Product, audience: Audience) -> str:
    """What a product has promised, and how much of that is late; what the reader may not see is not counted."""
    workspace, releases = plan.workspace, _late_releases(plan, product, audience)
    names = [name for name in product.members.get("features", ()) if visible_id(workspace, name, audience)]
    promised = [workspace.items[name] for name in names]
    dated = [slip for item in promised if (slip := dates_for(plan, item, audience).slip) is not None]
    late = sum(1 for slip in dated if slip > 0)
    if not dated:
        what = "no feature with a promised day" if audience == "public" else "no promise with a plan behind it"
        return f"{product.title} has {what}{f'; {releases}' if releases else ''}."
    which = "none is late" if not late else f"{late} {'is' if late == 1 else 'are'} late"
    features = "feature" if len(dated) == 1 else "features"
    parts = [f"of {len(dated)} promised {features} with a plan, {which}", *[releases] * bool(releases)]
    return f"{product.title}: {'; '.join(parts)}."


def _late_releases(plan: Plan, product: Product, audience: Audience) -> str:
    """`1 release is late: 2.1 (+43d)`; its features may be in time, each for a promise of its own; "" where none is."""
    names = [name for name in product.members.get("releases", ()) if visible_dates(plan.workspace, name, audience)]
    found = [one for one in map(plan.workspace.items.__getitem__, names) if is_late(plan, one)]
    if not found:
        return ""
    slips = [(one.title, dates_for(plan, one, audience).slip or 0) for one in found]
    said = ", ".join(f"{title} (+{slip}d)" if slip > 0 else f"{title} (overdue)" for title, slip in slips[:MOST])
    more = f" and {len(slips) - MOST} more" if len(slips) > MOST else ""
    what = "release is" if len(slips) == 1 else "releases are"
    return f"{len(slips)} {what} late: {said}{more}"


KINDS_OF_DATE = (("Promised", "due"), ("Planned", "baseline"), ("Forecast", "forecast"))
"""The three kinds of date, never mixed: what people call them, and the field that holds each."""


def document_line(plan: Plan, document: Document, audience: Audience) -> Line:
    """One document: health and why, promised, planned and forecast end."""
    forecast = forecast_of(plan, document)
    share = progress_of(plan, document)
    return {
        "id": document.id,
        "kind": document.kind,
        "name": document.title,
        "health": health_line(plan, document, audience),
        "due": iso(due_of(plan, document)),
        "baseline": iso(baseline_dates(plan, document)[1]),
        "forecast": iso(forecast.date),
        "slip-days": slip_of(plan, document),
        "progress": round(float(share), 4) if share is not None else None,
    }


def health_line(plan: Plan, document: Document, audience: Audience) -> Line:
    """The level with each side's rule, value, threshold and evidence; outwards no side of money or people."""
    health = health_of(plan, document.id)
    sides = [side for side in health.dimensions if audience == "internal" or side.name in OUTWARD]
    level = health.level if audience == "internal" or not sides else worst(side.level for side in sides)
    said = health.reported
    reported: Line | None = None
    if said is not None and audience == "internal":
        by = shown_names(plan.workspace, (said.by,) if said.by else (), audience)
        reported = {
            "date": iso(said.date.first),
            "who": list(by),
            "health": said.health,
            "text": said.text,
            "differs": bool(said.health) and said.health != level,
        }
    return {"level": level, "dimensions": [_side(plan, side, audience) for side in sides], "reported": reported}


def _side(plan: Plan, side: Dimension, audience: Audience) -> Line:
    """A side of health; its words are kept from a reader who may not see all of its evidence."""
    evidence = list(side.evidence)
    if audience != "internal":
        seen = [item for item in evidence if visible_dates(plan.workspace, item, audience)]
        if len(seen) < len(evidence) or not evidence:
            words = UNSHOWN if side.level in ("amber", "red") else ""
            return dimension_json(Dimension(side.name, side.level, text=words))
    return dimension_json(side)


COLUMNS = (
    Column("name", "Plan"),
    Column("health", "Health", "level"),
    Column("phase", "Phase"),
    Column("due", "Promised", "day"),
    Column("forecast", "Forecast", "day"),
    Column("slip-days", "Slip", "slip"),
    Column("progress", "Done", "share"),
)
"""Of documents in a list."""


def as_row(request: Request, document: Document) -> Line:
    """A document in a line of a list."""
    line = document_line(request.plan, document, request.audience)
    health = health_line(request.plan, document, request.audience)
    phase = document.phase if isinstance(document, Project) else document.stage
    return {
        **{key: line[key] for key in ("id", "kind", "name", "due", "baseline", "forecast", "slip-days", "progress")},
        "health": health["level"] if health["level"] != "unknown" else None,
        "phase": phase if is_ours(request) else None,
    }


def facts(request: Request, document: Document) -> Iterator[Fact]:
    """Health, phase or stage, the three dates, and how much is done."""
    line = document_line(request.plan, document, request.audience)
    health = line["health"]
    if isinstance(health, dict) and health["level"] != "unknown":
        yield "Health", health["level"], "level"
    phase = document.phase if isinstance(document, Project) else document.stage
    if phase and is_ours(request):
        yield "Phase" if isinstance(document, Project) else "Stage", phase, "text"
    for title, key in KINDS_OF_DATE:
        day = promised(request, document) if key == "due" else line[key]
        if day:
            yield title, day, "day"
    if line["progress"] is not None:
        yield "Done", line["progress"], "share"


def state(request: Request, document: Document) -> Section:
    """What is not green and why, and what was said of it last."""
    found = health_line(request.plan, document, request.audience)
    sides, reported = found["dimensions"], found["reported"]
    assert isinstance(sides, list)
    lines = [f"{side['name']} {side['level']}{_because(side)}" for side in sides if side["level"] in ("red", "amber")]
    if not lines and found["level"] == "green":
        lines = ["all sides that are judged are green"]
    if isinstance(reported, dict):
        day = print_date(date.fromisoformat(str(reported["date"])), request.plan.today)
        lines.append(f"said on {day}, {reported['health'] or 'no level'}: {reported['text']}")
    return Section("state", "State", text=tuple(lines), listed=True)


def _because(side: Line) -> str:
    return f": {side['text']}" if side["text"] else ""
