"""How far objectives are: scores against the time that has passed, key results, what serves each and by when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from pmctl.charts.objectives import drawing_of
from pmctl.insights.key_results import Standing, standing_data, standing_of, standing_text
from pmctl.insights.objectives import elapsed_share, grade_of, measured, objective_score, pace_of, supporters
from pmctl.insights.promises import forecast_of, gap_of
from pmctl.insights.relations import members_of, resolved
from pmctl.insights.served import features_for
from pmctl.insights.states import is_over, status_of
from pmctl.model.product import Feature, KeyResult, Objective
from pmctl.plan import Plan
from pmctl.reports.paper import Column, Paper, Request, Section
from pmctl.reports.sections.reader import counted, filled, is_ours, row, said, seen
from pmctl.reports.status_lists import Line, iso

COLUMNS = (
    Column("name", "Objective"),
    Column("period", "Period"),
    Column("elapsed", "Elapsed", "share"),
    Column("progress", "Reached", "share"),
    Column("pace", "Pace", "number"),
    Column("grade", "Grade", "level"),
    Column("note", "Note"),
)
SERVED = (
    Column("name", "Served by"),
    Column("status", "Status"),
    Column("forecast", "By", "day"),
    Column("note", "Note"),
)


def view(request: Request) -> Paper:
    """The objectives of a product, or those of the workspace and of all products."""
    plan = request.plan
    documents = (plan.workspace.id, *plan.workspace.documents) if request.document is None else (request.document.id,)
    found = [one for id in dict.fromkeys(documents) for one in seen(request, members_of(plan, id, Objective))]
    title = request.document.title if request.document is not None else plan.workspace.name or plan.workspace.id
    rows = tuple(_row(request, one) for one in found)
    missing = "what shall be reached: `objectives`"
    return Paper(
        f"{title}: objectives",
        _headline(rows),
        sections=(
            Section("objectives", "Objectives", filled(COLUMNS, rows), rows, missing=missing),
            _picture(request, title, found),
            *(_objective(request, one) for one in found),
        ),
        missing=tuple(_missing(plan, found)),
    )


def _picture(request: Request, title: str, found: Sequence[Objective]) -> Section:
    """Bars of what the reader may see."""
    drawing = drawing_of(request.plan, f"{title}: objectives", found, request.audience) if found else None
    return Section("picture", "Reached, and time passed", drawing=drawing)


def _headline(rows: Sequence[Line]) -> str:
    """How many there are, and which fall behind their time."""
    if not rows:
        return "There is no objective yet."
    slow = [(one["name"], pace) for one in rows if isinstance(pace := one["pace"], float) and pace < 1]
    text = counted(len(rows), "objective")
    if slow:
        names = ", ".join(f"{name} (pace {pace:.2f})" for name, pace in slow)
        return f"{text}: behind their time {'is' if len(slow) == 1 else 'are'} {names}."
    running = sum(1 for one in rows if one["pace"] is not None)
    return f"{text}: {f'none of the {running} that run is behind its time' if running else 'none has begun'}."


def _row(request: Request, one: Objective) -> Line:
    plan = request.plan
    score, pace = objective_score(plan, one), pace_of(plan, one)
    elapsed = elapsed_share(plan, one.period) if one.period is not None else None
    above = seen(request, [each for each in resolved(plan, one, one.supports) if isinstance(each, Objective)])
    return row(
        request,
        one,
        period=one.period.text if one.period is not None else None,
        elapsed=float(max(elapsed, Fraction(0))) if elapsed is not None else None,
        progress=float(score) if score is not None else "n/a",
        pace=round(float(pace), 3) if pace is not None else None,
        grade=grade_of(score) if score is not None else None,
        note="; ".join(_notes(plan, one, elapsed is not None and elapsed <= 0)),
        supports=[each.id for each in above],
        **{"key-results": [_result(request, each) for each in _standings(request, one)]},
    )


def _notes(plan: Plan, one: Objective, is_ahead: bool) -> Iterator[str]:
    """What a score leaves out, or where it comes from."""
    count, whole = measured(plan, one)
    if one.key_results and count < whole:
        yield f"{count} of {whole} measured"
    elif not one.key_results:
        yield f"mean of {counted(count, 'objective')} below" if count else "no key results"
    if is_ahead:
        yield "not begun"


def _standings(request: Request, one: Objective) -> list[Standing]:
    items = request.plan.workspace.items
    results = seen(request, [found for id in one.key_results if isinstance(found := items.get(id), KeyResult)])
    return [standing_of(request.plan, result) for result in results]


def _objective(request: Request, one: Objective) -> Section:
    """A line for each key result, a row for each feature that serves it; left out where there is neither."""
    text = tuple(_said(request, standing) for standing in _standings(request, one))
    rows = tuple(_served(request, one, feature) for feature in seen(request, features_for(request.plan, one)))
    columns = filled(SERVED, rows) if rows else ()
    return Section(f"of-{one.id.replace('/', '-')}", one.title, columns, rows, text, listed=True)


def _said(request: Request, one: Standing) -> str:
    """`one-minute 56% (95 of 140 → 60, said 2026-02-01, confidence 60%): committed. Address form is gone`."""
    words = [one.result.title] if one.result.name else []
    words += [one.grade] if one.grade is not None else []
    words += [one.result.commitment] if one.result.commitment else []
    words += [f"weight {one.weight:g}"] if one.weight != 1 else []
    text = standing_text(one, is_ours(request)) + (f": {', '.join(words)}" if words else "")
    told = one.said.text if one.said is not None and is_ours(request) else ""
    return f"{text}. {told}" if told else text


def _result(request: Request, one: Standing) -> Line:
    """The same for programs."""
    return row(request, one.result, **standing_data(one, is_ours(request)))


def _served(request: Request, objective: Objective, feature: Feature) -> Line:
    """A feature that serves an objective, and by when it is there."""
    plan = request.plan
    forecast = forecast_of(plan, feature)
    return row(
        request,
        feature,
        serves=objective.id,
        status=status_of(plan, feature),
        forecast=iso(forecast.date),
        reason=forecast.reason if forecast.date is None else "",
        note="; ".join(_served_notes(request, objective, feature)),
    )


def _served_notes(request: Request, objective: Objective, feature: Feature) -> Iterator[str]:
    """Whether it comes within the period, and as promised."""
    plan = request.plan
    if is_over(plan, feature):
        return
    day, gap = forecast_of(plan, feature).date, gap_of(plan, feature)
    if day is None:
        yield "nothing delivers it"
    elif objective.period is not None and day > objective.period.last:
        yield f"after the period, which ends {said(request, objective.period.last)}"
    if gap is not None and gap.days > 0:
        yield f"{gap.days}d later than promised"


def _missing(plan: Plan, found: Sequence[Objective]) -> Iterator[str]:
    """Objectives without a measure, without a period, or that no feature serves."""
    for one in found:
        if not features_for(plan, one) and not supporters(plan).get(one.id):
            yield f"{one.title}: what serves it: `supports` or `success` of features"
        if not one.key_results and not supporters(plan).get(one.id):
            yield f"{one.title}: how it is measured: `key-results`"
        if one.period is None:
            yield f"{one.title}: until when: `period`"
