"""What was written of an item, by the key of the plan, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from pmctl.diagnostic import Span, position
from pmctl.model.item import Item, plan_key
from pmctl.model.product import Feedback, Product
from pmctl.model.project import Project
from pmctl.plan import Plan

_HIDDEN = frozenset({"id", "kind", "source", "x", "is_group", "expects_source", "milestone_date"})
_OF_DOCUMENTS = frozenset({"document", "group", "top", "members"})
_NAMES: Mapping[type, Mapping[str, str]] = {Feedback: {"source_of": "source"}}


_KNOWN: dict[type, Mapping[str, str]] = {}


def _attributes(record: type[Item]) -> Mapping[str, str]:
    names = _NAMES.get(record, {})
    hidden = _HIDDEN | _OF_DOCUMENTS if issubclass(record, Project | Product) else _HIDDEN
    return {names.get(one.name) or plan_key(one.name): one.name for one in fields(record) if one.name not in hidden}


def attributes(record: type[Item]) -> Mapping[str, str]:
    """Key of the plan -> attribute of the record that holds it."""
    found = _KNOWN.get(record)
    if found is None:
        found = _KNOWN[record] = _attributes(record)
    return found


def typed(item: Item, name: str) -> object:
    """What was written under a key; None where nothing was. Own `x-` keys and declared fields too."""
    attribute = attributes(type(item)).get(name)
    if attribute is None:
        return item.x.get(name)
    value: object = getattr(item, attribute)
    if value == "" or value == () or (isinstance(value, Mapping) and not value):
        return None
    return value


def place_of(plan: Plan, span: Span) -> str:
    """`projects/checkout.yaml:41`; the file alone where its text is not at hand."""
    text = plan.loaded.texts.get(span.path)
    return f"{span.path}:{position(text, span.start).line}" if text is not None else span.path
