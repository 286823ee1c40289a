"""What a timeline shows, as values: its rows with their dates, the arrows between them, the days it spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal, TypedDict

from pmctl.audience import Audience, shown_names, visible
from pmctl.insights.progress import progress_of
from pmctl.insights.promises import baseline_dates, due_of, forecast_of, last_day, slip_of
from pmctl.insights.relations import release_of
from pmctl.insights.states import category_of
from pmctl.insights.working_time import calendars_of
from pmctl.model.item import Item
from pmctl.model.product import Feature, Product, Release
from pmctl.model.project import Project, Task
from pmctl.model.workspace import Document, resolve
from pmctl.plan import Plan
from pmctl.quantity import MINUTES_A_DAY, day_of, instant
from pmctl.scheduling.schedule import Instant, Scheduled

Zoom = Literal["day", "week", "month", "quarter"]
ZOOMS: tuple[Zoom, ...] = ("day", "week", "month", "quarter")
Kind = Literal["bar", "group", "milestone", "event", "release", "feature", "document", "heading", "continued"]

NOON = 12 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line. Days are counted from 1970-01-01, in halves; a bar runs from `start` to `finish`, a point stands there.

    `due` (promised) and `baseline` (planned) are days as well; `sketch` marks a bar that no plan stands behind (a
    horizon, a period); `late` is the slip in words (`+3d`), `forecast` the computed day, `progress` 0 to 1.
    """

    id: str
    name: str
    kind: Kind
    depth: int = 0
    start: Fraction | None = None
    finish: Fraction | None = None
    forecast: date | None = None
    progress: Fraction = Fraction(0)
    critical: bool = False
    owner: str = ""
    promised: date | None = None
    due: Fraction | None = None
    late: str = ""
    baseline: tuple[Fraction, Fraction] | None = None
    state: str = "planned"
    sketch: bool = False

    @property
    def point(self) -> bool:
        """Is it drawn as a diamond rather than a bar?"""
        return self.kind in ("milestone", "event", "release")


@dataclass(frozen=True, slots=True)
class Arrow:
    """What waits for what: indexes of rows, FS SS FF or SF, and whether the critical path runs along it."""

    before: int
    after: int
    kind: str = "FS"
    critical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A whole picture before it is drawn. `start` is its first day, `end` the day after its last.

    `off` are runs of days off, their ends exclusive.
    """

    title: str
    stamp: str
    zoom: Zoom
    fixed_zoom: bool
    today: date
    start: date
    end: date
    rows: tuple[Row, ...]
    arrows: tuple[Arrow, ...] = ()
    off: tuple[tuple[date, date], ...] = ()
    page: int = 1
    pages: int = 1
    more: int = field(default=0)
    """Rows on other pages."""


class Promise(TypedDict):
    """The promised day, where it is drawn, the slip in words."""

    promised: date | None
    due: Fraction | None
    late: str


def view(
    plan: Plan,
    documents: tuple[str, ...] = (),
    zoom: str | None = None,
    audience: Audience = "internal",
    sections: Sequence[tuple[str, Sequence[str]]] | None = None,
) -> Timeline:
    """The timeline of some documents (of all, in file order, with none named) as a reader may see it.

    `sections` replaces the outline: headings, each with the full ids of the items below it (a named view, a filter).
    `zoom` is one of `ZOOMS`; without it a product is shown by quarters, a project by weeks, both together by months.
    """
    shown = [plan.workspace.documents[name] for name in documents or tuple(plan.workspace.documents)]
    shown = [document for document in shown if visible(plan.workspace, document, audience)]
    if sections is None:
        found = list(_outline(plan, shown, audience))
    else:
        found = list(_sections(plan, sections, audience))
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
    return plan.workspace.name or plan.workspace.id or "Timeline"


def _zoom(asked: str | None, shown: Sequence[Document]) -> Zoom:
    for zoom in ZOOMS:
        if asked == zoom:
            return zoom
    products = sum(isinstance(document, Product) for document in shown)
    if not products:
        return "week"
    return "quarter" if products == len(shown) else "month"


# --- rows -------------------------------------------------------------------------------------------------------------


def _outline(plan: Plan, shown: Sequence[Document], audience: Audience) -> Iterator[tuple[Item, Row]]:
    """Every visible item of the documents in file order; a document has a row of its own where there are several."""
    headed = len(shown) > 1
    for document in shown:
        if headed:
            yield document, _document_row(plan, document, audience)
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


def row_of(plan: Plan, item: Item, depth: int, audience: Audience) -> Row:
    """The line of any item that has dates; an item without any has an empty line."""
    if isinstance(item, Task):
        return _task_row(plan, item, depth, audience)
    if isinstance(item, Feature):
        return _feature_row(plan, item, depth, audience)
    if isinstance(item, Release):
        return _release_row(plan, item, depth)
    if isinstance(item, Project | Product):
        return replace(_document_row(plan, item, audience), depth=depth)
    return Row(id=item.id, name=item.title, kind="bar", depth=depth, owner=_owner(plan, item, audience))


def _document_row(plan: Plan, document: Document, audience: Audience) -> Row:
    extent = plan.schedule.documents.get(document.id)
    if extent is None:
        return Row(id=document.id, name=document.title, kind="document")
    start, finish = day_start(extent.start), day_end(extent.finish)
    return Row(
        id=document.id,
        name=document.title,
        kind="document",
        start=start,
        finish=max(finish, start + Fraction(1, 2)),
        forecast=last_day(extent),
        progress=_progress(plan, document),
        owner=_owner(plan, document, audience),
        **_promise(plan, document, finish),
    )


def _task_row(plan: Plan, task: Task, depth: int, audience: Audience) -> Row:
    state = _state(plan, task)
    scheduled = plan.schedule.tasks.get(task.id)
    if scheduled is None:
        kind: Kind = "group" if task.is_group else "milestone" if task.milestone else "bar"
        return Row(id=task.id, name=task.title, kind=kind, depth=depth, state=state, owner=_owner(plan, task, audience))
    start, finish = day_start(scheduled.start), day_end(scheduled.finish)
    if scheduled.milestone:
        finish = day_point(scheduled.finish)
        if task.milestone_date is not None:
            finish = day_number(last_day(scheduled))
        start = finish
    return Row(
        id=task.id,
        name=task.title,
        kind=_task_kind(task, scheduled),
        depth=depth,
        start=start,
        finish=finish if scheduled.milestone else max(finish, start + Fraction(1, 2)),
        forecast=last_day(scheduled),
        progress=_progress(plan, task),
        critical=scheduled.critical and state != "finished",
        owner=_owner(plan, task, audience),
        state=state,
        baseline=_baseline(plan, task),
        **_promise(plan, task, finish),
    )


def _task_kind(task: Task, scheduled: Scheduled) -> Kind:
    if task.is_group:
        return "group"
    if scheduled.milestone:
        return "event" if task.milestone_date is not None else "milestone"
    return "bar"


def _feature_row(plan: Plan, feature: Feature, depth: int, audience: Audience) -> Row:
    """A feature runs as its plan does; without a plan it stands where it was released, else its promise's period or
    its horizon is sketched.

    The public sees dates of committed features only.
    """
    row = Row(
        id=feature.id,
        name=feature.title,
        kind="feature",
        depth=depth,
        owner=_owner(plan, feature, audience),
        state={"shipped": "finished", "dropped": "dropped", "building": "started"}.get(feature.status, "planned"),
    )
    if audience == "public" and feature.commitment != "committed":
        return row
    forecast = forecast_of(plan, feature)
    if forecast.date is not None:
        finish = day_number(forecast.date) + 1
        start = day_number(forecast.start) if forecast.start is not None else finish - 1
        row = replace(
            row, start=min(start, finish - 1), finish=finish, forecast=forecast.date, progress=_progress(plan, feature)
        )
    elif row.state == "finished":
        out = release_of(plan, feature)
        if out is not None and out.status == "released" and out.date is not None:
            at = day_number(out.date.first) + 1
            return replace(row, kind="release", start=at, finish=at, forecast=out.date.first)
    elif row.state != "dropped":
        first, last = _sketch(plan, feature)
        row = replace(row, start=day_number(first), finish=day_number(last) + 1, sketch=True)
    return row if row.finish is None else replace(row, **_promise(plan, feature, row.finish))


def _sketch(plan: Plan, feature: Feature) -> tuple[date, date]:
    """First and last day of what is only intended: the promised period, else the quarter of the horizon."""
    if feature.due is not None:
        first, last = feature.due.first, feature.due.last
        return (first, last) if first < last else (min(plan.today, last), last)
    later = {"now": 0, "next": 1}.get(feature.horizon, 2)
    quarter = plan.today.year * 4 + (plan.today.month - 1) // 3 + later
    first = date(quarter // 4, quarter % 4 * 3 + 1, 1)
    after = quarter + 1
    last = date(after // 4, after % 4 * 3 + 1, 1) - timedelta(days=1)
    return (max(first, plan.today) if later == 0 else first), last


def _release_row(plan: Plan, release: Release, depth: int) -> Row:
    """A release stands where it came out, else where its forecast is, else where it is promised."""
    out = release.date.first if release.status == "released" and release.date else None
    forecast = out or forecast_of(plan, release).date
    promised = release.due.last if release.due else None
    day = forecast or promised
    row = Row(
        id=release.id,
        name=release.title,
        kind="release",
        depth=depth,
        forecast=forecast,
        state={"released": "finished", "cancelled": "dropped"}.get(release.status, "planned"),
        sketch=forecast is None,
    )
    if day is None or row.state == "dropped":
        return row
    at = day_number(day) + 1
    return replace(row, start=at, finish=at, **_promise(plan, release, at))


def _state(plan: Plan, task: Task) -> str:
    """`planned`, `started`, `finished`, `blocked` or `dropped`."""
    known = category_of(plan, task)
    if known in ("blocked", "dropped"):
        return known
    scheduled = plan.schedule.tasks.get(task.id)
    return scheduled.state if scheduled is not None else {"done": "finished", "doing": "started"}.get(known, "planned")


def _progress(plan: Plan, item: Item) -> Fraction:
    share = progress_of(plan, item)
    return min(max(share if share is not None else Fraction(0), Fraction(0)), Fraction(1))


def _owner(plan: Plan, item: Item, audience: Audience) -> str:
    """Who works on it, else who answers for it, by id; nobody whom the reader may not know."""
    if isinstance(item, Task) and item.external is not None:
        return item.external.party if audience == "internal" else ""
    names: tuple[str, ...] = ()
    if isinstance(item, Task) and item.assign:
        names = tuple(choice.name for assignment in item.assign for choice in assignment.choices[:1])
    names = names or ((item.owner,) if item.owner else ())
    return ", ".join(dict.fromkeys(shown_names(plan.workspace, names, audience)))


def _promise(plan: Plan, item: Item, finish: Fraction) -> Promise:
    """What was promised: its day, where it is drawn (on the forecast when it is the same day), the slip in words."""
    due = due_of(plan, item)
    # the day of an event is itself the promise
    if due is None or (isinstance(item, Task) and item.milestone_date is not None and item.due is None):
        return Promise(promised=None, due=None, late="")
    slip = slip_of(plan, item)
    at = day_number(due) + 1
    return Promise(
        promised=due, due=finish if abs(at - finish) <= 1 else at, late=f"+{slip}d" if slip and slip > 0 else ""
    )


def _baseline(plan: Plan, task: Task) -> tuple[Fraction, Fraction] | None:
    start, finish = baseline_dates(plan, task)
    if finish is None:
        return None
    return day_number(start or finish), day_number(finish) + 1


# --- arrows, days -----------------------------------------------------------------------------------------------------


def _arrows(plan: Plan, found: Sequence[tuple[Item, Row]]) -> tuple[Arrow, ...]:
    """The links between rows that are shown and have dates."""
    index = {row.id: number for number, (_, row) in enumerate(found) if row.id and row.finish is not None}
    return tuple(arrow for item, row in found if row.id in index for arrow in _arrows_to(plan, item, row, index, found))


def _arrows_to(
    plan: Plan, item: Item, row: Row, index: dict[str, int], found: Sequence[tuple[Item, Row]]
) -> Iterator[Arrow]:
    scheduled = plan.schedule.tasks.get(item.id)
    driver = scheduled.driver if scheduled is not None else None
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


def day_number(day: date) -> Fraction:
    """Days from 1970-01-01 to the beginning of a day."""
    return Fraction(instant(day) // MINUTES_A_DAY)


def day_start(moment: Instant) -> Fraction:
    """Where something that starts at an instant is drawn: the beginning of its day, or its middle from noon on."""
    day, minute = divmod(moment, MINUTES_A_DAY)
    return Fraction(day) + (Fraction(1, 2) if minute >= NOON else 0)


def day_point(moment: Instant) -> Fraction:
    """Where a milestone is drawn: the beginning of its day until noon, its end afterwards."""
    day, minute = divmod(moment, MINUTES_A_DAY)
    return Fraction(day) + (1 if minute > NOON + 60 else 0)


def day_end(moment: Instant) -> Fraction:
    """Where something that ends at an instant is drawn: its day's beginning, middle or end."""
    day, minute = divmod(moment, MINUTES_A_DAY)
    if minute == 0:
        return Fraction(day)
    return Fraction(day) + (Fraction(1, 2) if minute <= NOON + 60 else 1)
