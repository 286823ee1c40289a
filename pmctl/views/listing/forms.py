"""A listing as a table on a screen, in Markdown, in CSV, and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pmctl import output
from pmctl.audience import Audience
from pmctl.escape import csv_cell, csv_row, markdown, terminal, terminal_width, wrapped
from pmctl.insights.facts import show, title_of, to_json, value
from pmctl.insights.states import category_of
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import Duration, Estimate, Money, MoneyRange, NumberRange, Rate, Share, When
from pmctl.views.listing.cells import cell
from pmctl.views.listing.columns import SPARE
from pmctl.views.listing.seen import is_open, known
from pmctl.views.listing.sums import summary, summary_text
from pmctl.views.listing.view import Listing, fields_of

IN_DAYS = ("slip", "variance", "float", "free-float")
"""Lengths with a sign: in CSV a bare number of days, for a spreadsheet takes `+3d` for a formula."""

LEAST = {"id": 30, "name": 16, "text": 16, "owner": 6, "lead": 6}
"""A column is not cut below this many characters; others not below 24."""

SQUEEZED = 10
"""Where columns that may not go have no room, they are cut down to this; a short day stays whole."""

MOST_LINES = 5
"""Lines of a cell; longer texts end in `…`, and `show` has the whole."""


def style_of(plan: Plan, item: Item, name: str, text: str) -> str:
    """The colour of a cell, which only repeats what its words say."""
    if name == "slip":
        return "red" if text.startswith("+") and text != "+0d" else "green" if text.startswith("-") else ""
    if name == "health":
        return text.lower() if text.lower() in ("red", "amber", "green") else ""
    if name == "status":
        return {"done": "green", "blocked": "red", "dropped": "dim"}.get(category_of(plan, item), "")
    return "bold" if name == "name" and isinstance(item, Task) and item.is_group else ""


def _is_number(found: object) -> bool:
    return isinstance(
        found, Duration | Estimate | Share | Money | MoneyRange | int | float | Decimal | Fraction
    ) and not isinstance(found, bool)


def text_table(listing: Listing) -> str:
    """Aligned columns that fit the screen, a header line for each group, a last line with the sums."""
    plan = listing.plan
    texts = {
        item.id: {name: cell(plan, item, name, listing.audience) for name in listing.columns} for item in listing.items
    }
    widths = {
        name: max([len(title_of(name)), *(terminal_width(terminal(row[name])) for row in texts.values())])
        for name in listing.columns
    }
    least = {name: min(width, LEAST.get(name, 24)) for name, width in widths.items()}
    names = _that_fit(listing, least)
    if _total(least, names) > output.room():
        least |= {name: min(least[name], SQUEEZED) for name in names if name != "id"}
    rows: list[output.Row | output.Heading] = []
    for group in listing.groups:
        if group.title:
            rows.append(output.Heading(f"{group.title}  {summary_text(plan, group.items, listing.audience)}"))
        for item in group.items:
            row = texts[item.id]
            rows.append([output.Cell(row[name], style_of(plan, item, name, row[name])) for name in names])
    columns = [_column(listing, name, least[name]) for name in names]
    text = output.table(columns, rows)
    last = [summary_text(plan, listing.items, listing.audience)] if len(listing.items) > 1 else []
    left = [name for name in listing.columns if name not in names]
    last += [f"no room for {', '.join(left)}"] if left else []
    return "\n".join([text, *(output.paint(line, "dim") for line in wrapped(" · ".join(last), output.room()))])


def _column(listing: Listing, name: str, least: int) -> output.Column:
    """Numbers stand in a line, of longer texts the first lines."""
    is_right = _is_right(listing, name)
    return output.Column(title_of(name), is_right, least, lines=1 if is_right else MOST_LINES)


def _total(least: Mapping[str, int], names: Sequence[str]) -> int:
    """The columns of the screen that a table takes when each of its columns is as narrow as it may be."""
    return sum(least[name] + 2 for name in names) - 2


def _is_right(listing: Listing, name: str) -> bool:
    found = [one for item in listing.items if (one := value(listing.plan, item, name)) is not None]
    return bool(found) and name not in ("id", "name") and all(_is_number(one) for one in found)


def _that_fit(listing: Listing, least: Mapping[str, int]) -> list[str]:
    """The columns for which there is room; those that somebody asked for always stay."""
    names = list(listing.columns)
    for spare in SPARE if listing.usual else ():
        if _total(least, names) <= output.room():
            break
        if spare in names:
            names.remove(spare)
    squeezed = {name: least[name] if name == "id" else min(least[name], SQUEEZED) for name in names}
    for spare in ("people", *reversed(names[2:])) if listing.usual else ():
        if _total(squeezed, names) <= output.room():
            break
        if spare in names:
            names.remove(spare)
    return names


def markdown_table(listing: Listing) -> str:
    """A GFM table; a bold row for each group."""
    plan = listing.plan
    lines = [
        "| " + " | ".join(markdown(title_of(name)) for name in listing.columns) + " |",
        "|" + " --- |" * len(listing.columns),
    ]
    for group in listing.groups:
        if group.title:
            heading = f"**{markdown(group.title)}** {markdown(summary_text(plan, group.items, listing.audience))}"
            lines.append(f"| {heading} |" + "  |" * (len(listing.columns) - 1))
        lines += [
            "| " + " | ".join(markdown(cell(plan, item, name, listing.audience)) for name in listing.columns) + " |"
            for item in group.items
        ]
    return "\n".join(lines) + "\n"


def csv_table(listing: Listing) -> str:
    """RFC 4180; days in ISO 8601, texts safe for a spreadsheet; a group is a column of its own."""
    is_grouped = any(group.title for group in listing.groups)
    lines = [csv_row([*(["group"] if is_grouped else []), *(csv_cell(name) for name in listing.columns)])]
    for group in listing.groups:
        for item in group.items:
            first = [csv_cell(group.title)] if is_grouped else []
            lines.append(csv_row([*first, *(_csv(listing, item, name) for name in listing.columns)]))
    return "".join(lines)


def _csv(listing: Listing, item: Item, name: str) -> str:
    plan = listing.plan
    found = known(plan, item, name, listing.audience)
    if isinstance(found, When | date):
        return str(to_json(plan, found, name)[name])
    if isinstance(found, Duration) and name in IN_DAYS:
        return _decimal(Fraction(found.minutes, plan.workspace.units.day))
    several = found if isinstance(found, tuple) else (found,)
    amounts = [one.text for one in several if isinstance(one, Money | MoneyRange | NumberRange | Rate)]
    text = ", ".join(amounts) if amounts else show(plan, found, name)
    return text if isinstance(found, int | float | Decimal) else csv_cell(text)


def _decimal(number: Fraction) -> str:
    """A number with at most two decimals, as short as it can be written."""
    text = f"{float(number):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def json_document(listing: Listing, fields: Sequence[str] | None) -> dict[str, object]:
    """The document of `--json`: every field of every item, or only those asked for."""
    plan = listing.plan
    document: dict[str, object] = {
        "schema": "pmctl/list/1",
        "today": plan.today.isoformat(),
        "content": plan.loaded.content,
        "items": [item_json(plan, item, fields, listing.audience) for item in listing.items],
    }
    if any(group.title for group in listing.groups):
        document["groups"] = [
            {
                "name": group.title,
                **_sums(listing, group.items),
                "items": [known(plan, item, "id", listing.audience) for item in group.items],
            }
            for group in listing.groups
        ]
    return document


def _sums(listing: Listing, items: Sequence[Item]) -> dict[str, object]:
    found = summary(listing.plan, items)
    return {name: one for name, one in found.items() if listing.audience == "internal" or name != "effort-minutes"}


def item_json(
    plan: Plan, item: Item, fields: Sequence[str] | None = None, audience: Audience = "internal"
) -> dict[str, object]:
    """One item with its fields, in the model's order; what has no value is left out unless it was asked for."""
    entry: dict[str, object] = {} if fields else {"id": known(plan, item, "id", audience), "kind": item.kind}
    for name in fields or fields_of(plan, item.kind):
        if name in entry or not is_open(name, audience, (item.kind,)):
            continue
        found = known(plan, item, name, audience)
        if fields or found not in (None, "", ()):
            entry.update(to_json(plan, found, name))
    return entry
