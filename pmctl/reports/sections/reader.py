"""What a reader may see of a document, and how it is said in a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from pmctl.audience import dates_for, shown_names, visible
from pmctl.insights.promises import promise_of
from pmctl.insights.relations import members_of, resolved
from pmctl.model.control import Assumption, Risk
from pmctl.model.item import Item
from pmctl.model.workspace import Document
from pmctl.quantity import print_date, print_when
from pmctl.reports.paper import Column, Request, Row
from pmctl.reports.status_lists import Line, iso, line, name_of

T = TypeVar("T", bound=Item)
R = TypeVar("R", bound=Risk | Assumption)


def is_ours(request: Request) -> bool:
    """Is the reader one of us?"""
    return request.audience == "internal"


def seen(request: Request, items: Iterable[T]) -> tuple[T, ...]:
    """Those items that the reader may see."""
    return tuple(item for item in items if visible(request.plan.workspace, item, request.audience))


def members(request: Request, document: Document, kind: type[T]) -> tuple[T, ...]:
    """The items of one class in a document that the reader may see."""
    return seen(request, members_of(request.plan, document.id, kind))


def concerning(request: Request, document: Document, kind: type[R]) -> tuple[R, ...]:
    """The risks or assumptions of a document, and those of others that say that they affect it."""
    plan = request.plan
    others = (
        one
        for one in plan.workspace.items.values()
        if isinstance(one, kind) and one.document != document.id and document in resolved(plan, one, one.affects)
    )
    return (*members(request, document, kind), *seen(request, others))


def names(request: Request, ids: Iterable[str]) -> str:
    """People and teams by their names, those of whom the reader may know."""
    known = shown_names(request.plan.workspace, dict.fromkeys(one for one in ids if one), request.audience)
    return ", ".join(name_of(request.plan, one) for one in known)


def row(request: Request, item: Item, /, **more: object) -> Line:
    """An item as a row: id, kind, name, document, who, and what else is said of it."""
    return line(request.plan, item, request.audience, **more)


def dates(request: Request, item: Item) -> Line:
    """Promised (the last day; as typed), expected and the working days between, as fields of a row.

    None for what the reader may not know.
    """
    found = dates_for(request.plan, item, request.audience)
    return {
        "due": iso(found.promise.last if found.promise is not None else None),
        "due-text": found.promise.text if found.promise is not None else None,
        "forecast": iso(found.forecast.date),
        "slip-days": found.slip,
    }


def promised(request: Request, item: Item) -> str | None:
    """The promise as a fact of the form `day`: a period as typed, with the day on which it ends; None for none."""
    promise = promise_of(request.plan, item)
    if promise is None:
        return None
    return iso(promise.last) if promise.first == promise.last else print_when(promise)


def said(request: Request, day: date | None) -> str:
    """A day in running text: `Tue 31 Mar`; "" for none."""
    return print_date(day, request.plan.today) if day is not None else ""


def counted(count: int, noun: str) -> str:
    """`1 risk`, `3 risks`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def filled(columns: Iterable[Column], rows: Sequence[Row]) -> tuple[Column, ...]:
    """The columns in which some row says something."""
    return tuple(one for one in columns if any(row.get(one.key) not in (None, "", [], ()) for row in rows))
