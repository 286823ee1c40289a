"""What the filters and columns of a workspace may ask for, and which of them cannot be read."""

from __future__ import annotations

from pmctl.diagnostic import Span
from pmctl.model.item import Source, spot
from pmctl.plan import Plan, remembered
from pmctl.quantity import Unreadable


@remembered
def known_fields(plan: Plan) -> tuple[str, ...]:
    """Every name that a column or a filter may use: facts, keys of items, declared fields, `x-` keys; sorted."""
    from pmctl.insights.facts import FACTS, names_for  # most plans have no filters, and facts know much

    names = {fact.name for fact in FACTS} | set(plan.workspace.fields)
    for kind in {item.kind for item in plan.workspace.items.values()} | {
        "task",
        "feature",
        "risk",
        "release",
        "project",
    }:
        names.update(names_for(plan, kind))
    return tuple(sorted(names))


def filter_faults(plan: Plan) -> list[tuple[Span, str, str]]:
    """The place, message and hint of every `where` in views and policies that cannot be read."""
    written = [(view.where, view.source) for view in plan.workspace.views.values()]
    written += [(policy.where, policy.source) for policy in plan.workspace.policies.values()]
    return [fault for text, source in written if text and (fault := _fault(plan, text, source))]


def _fault(plan: Plan, text: str, source: Source) -> tuple[Span, str, str] | None:
    from pmctl.where import compile_where

    try:
        names = compile_where(text).names
    except Unreadable as error:
        return spot(source, "where"), error.message, error.hint
    unknown = [name for name in names if name not in known_fields(plan) and not name.startswith("x-")]
    if not unknown:
        return None
    try:
        compile_where(text, known_fields(plan))
    except Unreadable as error:
        return spot(source, "where"), error.message, error.hint
    return None
