"""The dependency graph for other programs: JSON, Graphviz, Mermaid."""

from __future__ import annotations

from collections.abc import Sequence

from pmctl.diagnostic import UserError
from pmctl.escape import mermaid_quoted, one_line
from pmctl.insights.facts import value
from pmctl.insights.needs import Need
from pmctl.insights.promises import forecast_of
from pmctl.insights.relations import Wait
from pmctl.insights.waiting import is_reached
from pmctl.model.item import Item
from pmctl.plan import Plan
from pmctl.views.graph.view import ends, people_of

Json = dict[str, object]
MOST_EDGES = 500  # what a page with Mermaid draws at most


def wait_json(plan: Plan, wait: Wait) -> Json:
    """A link with its ends, its kind and lag."""
    lag = wait.link.lag
    return {
        "from": wait.before,
        "to": wait.after,
        "kind": wait.link.kind,
        "lag-minutes": lag.minutes if lag is not None and lag.share is None else None,
        "lag-share": float(lag.share) if lag is not None and lag.share is not None else None,
        "elapsed": lag.elapsed if lag is not None else False,
        "link": wait.link.text,
        "written-at": wait.after,
        "reached": is_reached(plan, wait.link.kind, plan.workspace.items[wait.before]),
    }


def node_json(plan: Plan, item: Item) -> Json:
    """An item of the graph with its dates."""
    found = forecast_of(plan, item)
    return {
        "id": item.id,
        "kind": item.kind,
        "name": item.title,
        "people": list(people_of(plan, item)),
        "forecast-start": found.start.isoformat() if found.start else None,
        "forecast": found.date.isoformat() if found.date else None,
        "critical": bool(value(plan, item, "critical")),
    }


def need_json(need: Need) -> Json:
    """A promise between people."""
    return {
        "who": list(need.who),
        "needs": need.item,
        "from": list(need.giver),
        "for": need.for_item,
        "by": need.by.isoformat() if need.by else None,
        "forecast": need.forecast.isoformat() if need.forecast else None,
        "gap-days": need.gap,
    }


def dot_text(plan: Plan, found: Sequence[Wait]) -> str:
    """The graph for Graphviz; ids are our own, so no name can break it."""
    nodes = {item.id: f"t{number}" for number, item in enumerate(ends(plan.workspace, found), 1)}
    lines = ["digraph plan {", "  rankdir=LR;", '  node [shape=box, fontname="sans-serif"];']
    for full_id, node in nodes.items():
        item = plan.workspace.items[full_id]
        bold = ", penwidth=2" if value(plan, item, "critical") else ""
        lines.append(f'  {node} [label="{_dot(item.title)}", tooltip="{_dot(full_id)}"{bold}];')
    for wait in found:
        label = wait.link.text.removeprefix(wait.link.target).strip()
        shown = f' [label="{_dot(label)}"]' if label else ""
        lines.append(f"  {nodes[wait.before]} -> {nodes[wait.after]}{shown};")
    return "\n".join([*lines, "}"]) + "\n"


def _dot(text: str) -> str:
    """Text between quotes; Graphviz reads entities there, and a build server `##[` anywhere."""
    plain = one_line(text).replace("&", "&amp;").replace("##[", "&#35;#[")
    return plain.replace("\\", "\\\\").replace('"', '\\"')


def mermaid_text(plan: Plan, found: Sequence[Wait]) -> str:
    """The graph as a Mermaid flow chart; UserError where a page would not draw it."""
    if len(found) > MOST_EDGES:
        raise UserError(
            f"{len(found)} links are more than Mermaid draws ({MOST_EDGES})",
            "name an item or a document, or use `--format dot`",
        )
    nodes = {item.id: f"t{number}" for number, item in enumerate(ends(plan.workspace, found), 1)}
    lines = ["flowchart LR"]
    for full_id, node in nodes.items():
        lines.append(f'  {node}["{mermaid_quoted(plan.workspace.items[full_id].title)}"]')
    for wait in found:
        label = wait.link.text.removeprefix(wait.link.target).strip()
        shown = f'|"{mermaid_quoted(label)}"|' if label else ""
        lines.append(f"  {nodes[wait.before]} -->{shown} {nodes[wait.after]}")
    return "\n".join(lines) + "\n"
