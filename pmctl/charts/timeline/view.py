"""From a plan to the timeline of some of its documents, as a reader may see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from pmctl.audience import Audience, visible
from pmctl.charts.timeline.chart import ZOOMS, Arrow, Row, Timeline, Zoom
from pmctl.charts.timeline.days import day_band, day_number
from pmctl.charts.timeline.rows import document_row, row_of
from pmctl.insights.working_time import calendars_of
from pmctl.model.item import Item
from pmctl.model.product import Feature, Product, Release
from pmctl.model.project import Task
from pmctl.model.workspace import Document, resolve
from pmctl.plan import Plan
from pmctl.quantity import MINUTES_A_DAY, day_of


def view(
    plan: Plan,
    documents: tuple[str, ...] = (),
    zoom: str | None = None,
    audience: Audience = "internal",
    sections: Sequence[tuple[str, Sequence[str]]] | None = None,
    likely: Mapping[str, tuple[date, date]] | None = None,
) -> Timeline:
    """The timeline of some documents (of all, in file order, with none named) as a reader may see it.

    `sections` replaces the outline: headings, each with the full ids of the items below it (a named view, a filter).
    `likely` are the days between which items probably finish, by full id.
    `zoom` is one of `ZOOMS`; without it a product is shown by quarters, a project by weeks, both together by months.
    """
    shown = [plan.workspace.documents[name] for name in documents or tuple(plan.workspace.documents)]
    shown = [document for document in shown if visible(plan.workspace, document, audience)]
    if sections is None:
        found = list(_outline(plan, shown, audience))
    else:
        found = list(_sections(plan, sections, audience))
    if likely:
        found = [(item, replace(row, likely=likely.get(row.id) if row.finish else None)) for item, row in found]
    rows = tuple(row for _, row in found)
    start, end = _span(rows, plan.today)
    return Timeline(
        title=_title(plan, shown),
        stamp=f"Forecast as of {plan.today.isoformat()} · plan {plan.loaded.content[:12] or 'unsaved'}",
        zoom=_zoom(zoom, shown),
        fixed_zoom=zoom is not None,
        today=plan.today,
        start=start,
        end=end,
        rows=rows,
        arrows=_arrows(plan, found),
        off=_days_off(plan, shown, start, end),
    )


def _title(plan: Plan, shown: Sequence[Document]) -> str:
    if len(shown) == 1:
        return shown[0].title
    return plan.workspace.title


def _zoom(asked: str | None, shown: Sequence[Document]) -> Zoom:
    for zoom in ZOOMS:
        if asked == zoom:
            return zoom
    products = sum(isinstance(document, Product) for document in shown)
    if not products:
        return "week"
    return "quarter" if products == len(shown) else "month"


def _outline(plan: Plan, shown: Sequence[Document], audience: Audience) -> Iterator[tuple[Item, Row]]:
    """Every visible item of the documents in file order; a document has a row of its own where there are several."""
    headed = len(shown) > 1
    for document in shown:
        if headed:
            yield document, document_row(plan, document, audience)
        yield from _below(plan, document.top, int(headed), audience)
        for release in document.members.get("releases", ()) if isinstance(document, Product) else ():
            yield from _below(plan, (release,), int(headed), audience)


def _below(plan: Plan, ids: Sequence[str], depth: int, audience: Audience) -> Iterator[tuple[Item, Row]]:
    """Items and what is nested in them, in file order, without recursion."""
    waiting = [(name, depth) for name in reversed(ids)]
    while waiting:
        name, deep = waiting.pop()
        item = plan.workspace.items.get(name)
        if item is None or not visible(plan.workspace, item, audience):
            continue
        yield item, row_of(plan, item, deep, audience)
        below = item.launch if isinstance(item, Release) else getattr(item, "children", ())
        waiting += [(child, deep + 1) for child in reversed(below)]


def _sections(
    plan: Plan, sections: Sequence[tuple[str, Sequence[str]]], audience: Audience
) -> Iterator[tuple[Item, Row]]:
    """Headings and the items under them, each item once."""
    seen: set[str] = set()
    for heading, ids in sections:
        if heading:
            yield Item(id="", kind="heading"), Row(id="", name=heading, kind="heading")
        for name in ids:
            item = plan.workspace.items.get(name)
            if item is None or name in seen or not visible(plan.workspace, item, audience):
                continue
            seen.add(name)
            yield item, row_of(plan, item, int(bool(heading)), audience)


def _arrows(plan: Plan, found: Sequence[tuple[Item, Row]]) -> tuple[Arrow, ...]:
    """The links between rows that are shown and have dates."""
    index = {row.id: number for number, (_, row) in enumerate(found) if row.id and row.finish is not None}
    return tuple(arrow for item, row in found if row.id in index for arrow in _arrows_to(plan, item, row, index, found))


def _arrows_to(
    plan: Plan, item: Item, row: Row, index: dict[str, int], found: Sequence[tuple[Item, Row]]
) -> Iterator[Arrow]:
    driver = plan.schedule.drivers.get(item.id)
    for link in item.after if isinstance(item, Task | Feature) else ():
        target = resolve(plan.workspace, item.document, link.target)
        before = index.get(target.id) if target is not None else None
        if before is None or before == index[row.id]:
            continue
        held = driver is not None and driver.kind == "link" and target is not None and driver.item == target.id
        yield Arrow(before, index[row.id], link.kind, bool(row.critical and found[before][1].critical and held))


def _span(rows: Iterable[Row], today: date) -> tuple[date, date]:
    """First day, and the day after the last: all bars, and what else is not far from them."""
    bars = [day for row in rows for day in (row.start, row.finish) if day is not None]
    now = day_number(today)
    if not bars:
        bars = [now, now + 28]
    first, last = min(bars), max(bars)
    near = max(Fraction(60), last - first)
    others = [row.due for row in rows if row.due is not None]
    others += [day for row in rows if row.baseline is not None for day in row.baseline]
    others += [day for row in rows if row.likely is not None for day in day_band(*row.likely)]
    others += [now, now + 1]
    close = [day for day in others if first - near <= day <= last + near]
    start, end = int(min([first, *close])), -int(-max([last, *close]) // 1)
    return day_of((start - 1) * MINUTES_A_DAY), day_of((end + 1) * MINUTES_A_DAY)


def _days_off(plan: Plan, shown: Sequence[Document], start: date, end: date) -> tuple[tuple[date, date], ...]:
    """Runs of days off, by the calendar of the one document or of the workspace; none for more than three years."""
    if not 0 < (end - start).days <= 1100:
        return ()
    calendar = calendars_of(plan).of_document(shown[0].id if len(shown) == 1 else "")
    runs: list[tuple[date, date]] = []
    for offset in range((end - start).days):
        day = start + timedelta(days=offset)
        if calendar.is_working_day(day):
            continue
        if runs and runs[-1][1] == day:
            runs[-1] = (runs[-1][0], day + timedelta(days=1))
        else:
            runs.append((day, day + timedelta(days=1)))
    return tuple(runs)
