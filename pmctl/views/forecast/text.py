"""The forecast for a terminal: a line an item, or all of one item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from pmctl import output
from pmctl.escape import terminal, wrapped
from pmctl.insights.odds.dates import Odds
from pmctl.model.product import Product
from pmctl.plan import Plan
from pmctl.quantity import print_date
from pmctl.views.forecast.item import item_lines
from pmctl.views.forecast.view import Group, Terms, View
from pmctl.views.forecast.words import NOTHING_UNCERTAIN, calibration_lines, kept, promised, told_runs, unknown

_WIDE = 100
"""Columns from which there is room for weekdays."""
_COLUMNS = (
    output.Column("", least=16),
    output.Column("10%", least=output.UNCUT, spare=2),
    output.Column("50%", least=output.UNCUT),
    output.Column("80%", least=output.UNCUT),
    output.Column("95%", least=output.UNCUT, spare=1),
    output.Column("promised", least=output.UNCUT),
    output.Column("on time", True, least=output.UNCUT),
)
"""Those of 10% and 95% may go: where they say nothing, or where not all have room."""


def forecast_text(plan: Plan, view: View) -> str:
    """The view as lines that fit the screen."""
    if view.item is not None:
        return "\n".join([*item_lines(plan, view.item, view.terms), *_history(view.terms)])
    lines = [_head(view.terms)]
    if not any(view.drawn):
        lines.append(NOTHING_UNCERTAIN)
    if view.groups:
        lines.append(_table(plan, view.groups))
        lines += _unknown(plan, view.groups)
    else:
        lines.append("No project, promised milestone or release is open.")
    return "\n".join([*lines, *_history(view.terms)])


# --- a line an item ---------------------------------------------------------------------------------------------------


def _head(terms: Terms) -> str:
    return output.paint(f"Finished by, in so many of the runs ({told_runs(terms)})", "dim")


def _table(plan: Plan, groups: Sequence[Group]) -> str:
    rows: list[list[str | output.Cell]] = []
    for group in groups:
        if isinstance(group.document, Product):
            rows.append([output.Cell(f"{group.document.id} (product)", "bold"), *[""] * (len(_COLUMNS) - 1)])
        rows += [_row(plan, odds) for odds in group.lines]
    return _uncertain(rows)


def _unknown(plan: Plan, groups: Sequence[Group]) -> Iterator[str]:
    """Below the table: of which items the runs know only a part."""
    for odds in (one for group in groups for one in group.lines):
        words = unknown(plan, odds)
        if words:
            yield from wrapped(f"{terminal(odds.item.id)}: {words}.", output.width(), " ", " ")


def _uncertain(rows: Sequence[Sequence[str | output.Cell]]) -> str:
    """The table, without the columns of odds where every run is the same."""
    shown = [place for place, column in enumerate(_COLUMNS) if not column.spare or any(row[place] for row in rows)]
    return output.table([_COLUMNS[place] for place in shown], [[row[place] for place in shown] for row in rows], 1)


def _row(plan: Plan, odds: Odds) -> list[str | output.Cell]:
    whole = odds.item.id in plan.workspace.documents
    name = output.Cell(odds.item.id if whole else f"  {odds.item.id}", "bold" if whole else "")
    due = promised(plan, odds, partial(_day, plan))
    if odds.certain:
        return [name, "", _day(plan, odds.by(50)), output.Cell("certain", "dim"), "", due, kept(odds)]
    return [name, *(_day(plan, odds.by(share)) for share in (10, 50, 80, 95)), due, kept(odds)]


def _day(plan: Plan, day: date) -> str:
    """A day, with its weekday where there is room."""
    text = print_date(day, plan.today)
    return text if output.room() >= _WIDE else text.partition(" ")[2]


def _history(terms: Terms) -> list[str]:
    """What `--calibrate` found, below an empty line."""
    return ["", *calibration_lines(terms.calibration)] if terms.calibration is not None else []
