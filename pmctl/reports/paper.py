"""A report as a page: a headline, facts, sections of tables, lines and pictures, and what the plan lacks for it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pmctl.audience import PRIVATE, Audience, without_private
from pmctl.charts.drawing import Drawing
from pmctl.model.item import Item
from pmctl.model.workspace import Document
from pmctl.plan import Plan
from pmctl.render import Form

if TYPE_CHECKING:
    from pmctl.history import Past

Row = Mapping[str, object]
NOTHING = "Nothing in this report may be shown to this reader."


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody wants to be told: of which document (None: all), for whom, with the news after which day.

    `item` is what a report of one item is about (a change order); `past` opens the history of the plan, for reports
    that read it, and raises UserError where there is none. `by` and `group_by` are how it is asked for, "" for as
    usual; `before` is the plan that it is compared with, as of the same day.
    """

    plan: Plan
    document: Document | None
    audience: Audience
    since: date
    past: Callable[[], Past]
    item: Item | None = None
    by: str = ""
    group_by: str = ""
    before: Plan | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a section's table: the key of its rows, its title, what its values are."""

    key: str
    title: str
    form: Form = "text"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under a heading of its own; without rows, text and drawing it is left out.

    Rows hold plain values by the names of the plan file, more of them than columns show where a program wants more; a
    row with a true `sum` is a total. `text` are paragraphs, or the lines of a list where it is `listed`. `missing` is
    what the plan lacks where the section is empty, in one line with the key to write.
    """

    id: str
    title: str
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    text: tuple[str, ...] = ()
    listed: bool = False
    drawing: Drawing | None = None
    missing: str = ""
    room: int | None = None

    @property
    def is_empty(self) -> bool:
        """Is there nothing to show under the heading?"""
        return not (self.rows or self.text or self.drawing)


Fact = tuple[str, object, Form]
"""A line at the top of a page: what it is called, its value, what the value is."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A page: its title, the answer in a sentence, facts, sections, and what is missing beyond empty sections."""

    title: str
    headline: str
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    missing: tuple[str, ...] = ()


def as_data(paper: Paper, name: str, request: Request, revision: str = "") -> dict[str, object]:
    """The page as plain data (`pmctl/report-<name>/1`), less every private key for a reader who is not one of us."""
    audience = request.audience
    filled = [section for section in paper.sections if not section.is_empty]
    lacking = [section.missing for section in paper.sections if section.is_empty and section.missing]
    made = without_private(
        {
            "schema": f"pmctl/report-{name}/1",
            "title": paper.title,
            "audience": audience,
            "today": request.plan.today.isoformat(),
            "revision": revision,
            "content": request.plan.loaded.content,
            "headline": paper.headline,
            "facts": [{"name": title, "value": value, "form": form} for title, value, form in paper.facts],
            "sections": [_section(section, audience) for section in filled],
            "missing": [*lacking, *paper.missing] if audience == "internal" else [],
        },
        audience,
    )
    assert isinstance(made, dict)
    return made


def _section(section: Section, audience: Audience) -> dict[str, object]:
    shown = [one for one in section.columns if audience == "internal" or one.key not in PRIVATE]
    return {
        "id": section.id,
        "title": section.title,
        "columns": [{"key": one.key, "title": one.title, "form": one.form} for one in shown],
        "rows": [{**{column.key: None for column in shown}, **row} for row in section.rows],
        "text": list(section.text),
        "listed": section.listed,
        **({"room": section.room} if len(section.rows) > (section.room or math.inf) else {}),
    }


def as_page(view: Mapping[str, object]) -> dict[str, object]:
    """The page as data with as many rows of each section as it has room for."""
    sections = view.get("sections")
    if not isinstance(sections, list):
        return dict(view)
    return {**view, "sections": [{**one, "rows": one["rows"][: one.get("room")]} for one in sections]}


def blank(title: str) -> Paper:
    """The page of a reader who may see nothing of it."""
    return Paper(title, NOTHING)


def drawings_of(paper: Paper) -> Mapping[str, Drawing]:
    """The pictures on a page by the id of their section."""
    return {section.id: section.drawing for section in paper.sections if section.drawing is not None}
