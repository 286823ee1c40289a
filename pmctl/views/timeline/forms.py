"""A timeline as JSON: its rows, each with the facts of its item."""

from __future__ import annotations

from collections.abc import Sequence

from pmctl.audience import Audience
from pmctl.charts.timeline import Row, Timeline
from pmctl.insights.facts import known_names
from pmctl.plan import Plan
from pmctl.views.listing.columns import words_of
from pmctl.views.listing.forms import item_json
from pmctl.views.listing.view import check_names

FIELDS = words_of(
    "id kind name document group status category milestone critical start finish forecast-start forecast due slip late "
    "baseline-start baseline progress health people after"
)
"""What a row says to programs."""


def timeline_json(plan: Plan, chart: Timeline, audience: Audience, fields: Sequence[str] | None) -> dict[str, object]:
    """The document of `--json`: the rows in order, a heading or an item; only those fields that were asked for."""
    items = [plan.workspace.items[row.id] for row in chart.rows if row.id in plan.workspace.items]
    if fields and items:
        check_names(plan, items, fields, "--json", audience)
    names = fields or tuple(name for name in FIELDS if name in {"id", "kind", *known_names(plan, items)})
    return {
        "schema": "pmctl/timeline/1",
        "today": plan.today.isoformat(),
        "content": plan.loaded.content,
        "title": chart.title,
        "zoom": chart.zoom,
        "first": chart.start.isoformat(),
        "until": chart.end.isoformat(),
        "rows": [_row(plan, row, audience, names) for row in chart.rows],
    }


def _row(plan: Plan, row: Row, audience: Audience, names: Sequence[str]) -> dict[str, object]:
    item = plan.workspace.items.get(row.id)
    if item is None:
        return {"heading": row.name}
    return {"depth": row.depth, **item_json(plan, item, names, audience)}
