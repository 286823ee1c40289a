"""The dependency graph as text: one step, a tree, all links, promises between people."""

from __future__ import annotations

from collections.abc import Sequence

from pmctl import network, output
from pmctl.escape import one_line, terminal, wrapped
from pmctl.insights.facts import value
from pmctl.insights.needs import Need
from pmctl.insights.promises import forecast_of
from pmctl.insights.relations import Wait, waited_by, waits_of
from pmctl.insights.states import is_over
from pmctl.model.item import Item
from pmctl.model.project import Project, Task
from pmctl.plan import Plan
from pmctl.quantity import print_date
from pmctl.views.graph.view import people_of


def item_text(plan: Plan, item: Item, up: bool, down: bool) -> str:
    """What an item waits for and what waits for it, one step; and how far it reaches."""
    lines = [f"{output.paint(one_line(item.title), 'bold')}  {item.id}  {_span(plan, item)}".rstrip()]
    if up:
        rows = [_row(plan, plan.workspace.items[wait.before], wait, item) for wait in waits_of(plan, item)]
        lines += ["", "Waits for" if rows else "Waits for nothing."]
        lines += [output.table(_COLUMNS, rows, 2, False)] if rows else []
        lines += _far(plan, item, False, "before it", rows)
    if down:
        rows = [_row(plan, plan.workspace.items[wait.after], wait, item) for wait in waited_by(plan, item)]
        lines += ["", "Wait for it" if rows else "Nothing waits for it."]
        lines += [output.table(_COLUMNS, rows, 2, False)] if rows else []
        lines += _far(plan, item, True, "behind it", rows)
    return "\n".join(lines)


DEEPEST = 30  # levels of a tree
_COLUMNS = tuple(output.Column(title) for title in ("Item", "Link", "Who", "When", "State"))


def _row(plan: Plan, other: Item, wait: Wait, item: Item) -> list[str | output.Cell]:
    held = value(plan, item, "held-by") == other.id or value(plan, other, "held-by") == item.id
    state = (
        "done"
        if is_over(plan, other)
        else "holds it"
        if held and wait.before == other.id
        else "held by it"
        if held
        else ""
    )
    link = _lag(wait) or "FS"
    style = "green" if state == "done" else "amber" if held else ""
    return [other.id, link, ", ".join(people_of(plan, other)), _span(plan, other), output.Cell(state, style)]


def _far(plan: Plan, item: Item, down: bool, where: str, rows: Sequence[object]) -> list[str]:
    reached = network.reach(plan.workspace, item, down) if rows else ()
    further = len(reached) - len(rows)
    return (
        [f"  {len(reached)} in all {where}: `pmctl deps {item.id} --tree{' --down' if down else ''}`"]
        if further > 0
        else []
    )


def _span(plan: Plan, item: Item) -> str:
    found = forecast_of(plan, item)
    if found.date is None:
        return found.reason
    end = print_date(found.date, plan.today)
    if found.start is None or found.start == found.date:
        return end
    return f"{print_date(found.start, plan.today)} - {end}"


def tree_text(plan: Plan, item: Item, down: bool) -> str:
    """The same all the way, indented; what was shown above is not shown again, nor what is deeper than a screen."""
    seen: set[str] = set()
    lines: list[str] = []
    stack: list[tuple[Item, str, str, str]] = [(item, "", "", "")]
    while stack:
        one, link, lead, branch = stack.pop()
        again = one.id in seen
        found = _next(plan, one, down)
        note = " (above)" if again and found else ""
        people = ", ".join(people_of(plan, one))
        facts = terminal("  ".join(part for part in (link, people, _span(plan, one)) if part))
        name = output.paint(terminal(one.id), "" if branch else "bold")
        deep = len(lead) >= 3 * DEEPEST and found
        lines.append(f"{lead}{branch}{name}  {facts}{note}{' …' if deep else ''}")
        if again or deep:
            continue
        seen.add(one.id)
        deeper = lead + ("" if not branch else "   " if branch.startswith("└") else "│  ")
        for index, (other, text) in reversed(list(enumerate(found))):
            stack.append((other, text, deeper, "└─ " if index == len(found) - 1 else "├─ "))
    return "\n".join(lines)


def _next(plan: Plan, item: Item, down: bool) -> list[tuple[Item, str]]:
    """What is one step away, with the link as far as it is not plain; who waits for a group waits for its parts."""
    items = plan.workspace.items
    if down:
        return [(items[wait.after], _lag(wait)) for wait in waited_by(plan, item)]
    parts = item.children if isinstance(item, Task) else item.top if isinstance(item, Project) else ()
    return [(items[wait.before], _lag(wait)) for wait in waits_of(plan, item)] + [(items[id], "part") for id in parts]


def _lag(wait: Wait) -> str:
    return wait.link.text.removeprefix(wait.link.target).strip()


def needs_text(plan: Plan, found: Sequence[Need]) -> str:
    """`bo needs checkout/api from ana by Mon 2 Mar, forecast Wed 4 Mar (+2d), for checkout/launch`, a line each."""
    lines: list[str] = []
    for need in found:
        late = need.gap is not None and need.gap > 0
        gap = "" if need.gap is None else " (on time)" if need.gap <= 0 else f" (+{need.gap}d)"
        by = f" by {print_date(need.by, plan.today)}" if need.by else ""
        forecast = f", forecast {print_date(need.forecast, plan.today)}" if need.forecast else ", no forecast"
        who, giver = (" and ".join(names) or "nobody" for names in (need.who, need.giver))
        verb = "need" if len(need.who) > 1 else "needs"
        text = f"{who} {verb} {need.item} from {giver}{by}{forecast}{gap}, for {need.for_item}"
        folded = wrapped(terminal(text), output.room(), rest="  ")
        lines += [output.paint(line, "red" if late else "") for line in folded]
    return "\n".join(lines)


def graph_text(plan: Plan, found: Sequence[Wait]) -> str:
    """Every item that waits, and for what."""
    by_after: dict[str, list[str]] = {}
    for wait in found:
        by_after.setdefault(wait.after, []).append(wait.before + wait.link.text.removeprefix(wait.link.target))
    rows = [[item, ", ".join(links)] for item, links in by_after.items()]
    text = output.table([output.Column("Item", least=20), output.Column("Waits for", least=24)], rows)
    circles = [" → ".join((*(step.item.id for step in circle), circle[0].item.id)) for circle in plan.schedule.cycles]
    return "\n".join([text, *(output.paint(f"Waits for itself: {circle}", "red") for circle in circles)])
