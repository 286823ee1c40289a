"""A project drafted from the feature that it delivers: its charter says what the product says; one write on both sides.

What stands in the product stays there alone: risks and assumptions that affect the feature affect the project, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from pmctl.diagnostic import UserError
from pmctl.edit import Edit, Request, edited
from pmctl.edit.values import as_list, as_yaml
from pmctl.escape import terminal
from pmctl.insights.relations import groups_above, members_of, projects_of, resolved
from pmctl.insights.states import is_open, is_over
from pmctl.insights.succession import Begin, begin_of
from pmctl.model.control import Assumption, Risk
from pmctl.model.item import Item
from pmctl.model.product import Feature, KeyResult, Objective, Product
from pmctl.model.workspace import resolve
from pmctl.operations.add import New, with_document
from pmctl.operations.set import Setting, with_settings
from pmctl.operations.starting import next_monday
from pmctl.plan import Plan

LONGEST = 400
"""Characters of a purpose; a description may be a page."""


def with_project_of(
    present: Plan, files: Mapping[str, bytes], new: New, feature: Item, today: date, file: str = ""
) -> dict[str, bytes]:
    """The file of a new project that delivers a feature, and the files of the product that then know of it.

    It starts when what the feature comes after is there.
    UserError where the item is no feature, is over already, or the project cannot be added.
    """
    if not isinstance(feature, Feature):
        raise UserError(f"`{terminal(feature.id)}` is a {feature.kind}, no feature", "`--from-feature PRODUCT/FEATURE`")
    if is_over(present, feature):
        raise UserError(f"`{terminal(feature.id)}` is {feature.status}: nothing is left to deliver")
    said = {one.keys[0] for one in new.said}
    lines = "".join(f"{line}\n" for line in _drafted(present, feature, said))
    defaults = (_name(new, feature), *_start(new, waits_until(present, new, feature, today)))
    ((path, data),) = with_document(present, replace(new, said=(*defaults, *new.said)), today, file, lines).items()
    # the promise stands at the project; the last task of a new plan has one of its own
    data = edited(data, Edit(path, ("tasks", "launch"), "task", Request("launch", ("due",), "=", "")))
    return {path: data, **with_settings(present, files, tuple(_known(present, new.key, feature)))}


def _name(new: New, feature: Feature) -> Request:
    return Request(new.key, ("name",), "=", _text(feature.title))


def _start(new: New, begin: Begin | None) -> Iterator[Request]:
    if begin is not None:
        yield Request(new.key, ("start",), "=", begin.start.isoformat())


def waits_until(present: Plan, new: New, feature: Item, today: date) -> Begin | None:
    """What keeps the project of a feature from starting as early as drafts do; None too where somebody said `start`."""
    if not isinstance(feature, Feature) or any(one.keys == ("start",) for one in new.said):
        return None
    begin = begin_of(present, feature)
    return begin if begin is not None and begin.start > next_monday(today) else None


def _known(present: Plan, project: str, feature: Feature) -> Iterator[Setting]:
    """What is said of the project in the product: that it delivers the feature, and what affects it."""
    yield feature, Request(feature.id, ("delivered-by",), "+=", project)
    home = feature.document
    if resolve(present.workspace, home, project) is not None:
        return  # there the name means something else, such as the feature
    concerning: list[Risk | Assumption] = [*members_of(present, home, Risk), *members_of(present, home, Assumption)]
    for one in concerning:
        if is_open(present, one) and feature in resolved(present, one, one.affects):
            yield one, Request(one.id, ("affects",), "+=", project)


# --- the project ------------------------------------------------------------------------------------------------------


def _drafted(present: Plan, feature: Feature, said: set[str]) -> Iterator[str]:
    """Lines of plan text, less the keys that somebody said."""
    for key, value in _head(present, feature):
        if value and key not in said:
            yield f"{key}: {value}"
    if "charter" not in said:
        charter = [f"  {line}" for line in _charter(present, feature)]
        yield from ["charter:", *charter] if charter else []


def _head(present: Plan, feature: Feature) -> Iterator[tuple[str, str]]:
    product = present.workspace.documents[feature.document]
    yield "product", product.id
    yield "lead", feature.owner or product.owner
    yield "sponsor", _sponsor(present, product)
    yield "due", feature.due.text if feature.due else ""
    yield "commitment", feature.commitment
    aims = [f"{product.id}/{one}" if "/" not in one else one for one in _of_family(present, feature, "supports")]
    yield "supports", as_list(aims) if aims else ""


def _sponsor(present: Plan, product: Item) -> str:
    """Who sponsors the other projects of the product, else who approved the product."""
    others = [one.sponsor for one in projects_of(present, product.id) if one.sponsor]
    approvals = product.approved if isinstance(product, Product) else ()
    return next(iter((*others, *(one.by for one in approvals))), "")


def _charter(present: Plan, feature: Feature) -> Iterator[str]:
    """Purpose, scope, what success is, when it ends, and what it is worth."""
    purpose = " ".join((_of_family(present, feature, "problem") or (feature.description,))[0].split())
    if purpose:
        yield f"purpose: {_text(purpose[:LONGEST])}"
    parts = [present.workspace.items[child].title for child in feature.children if child in present.workspace.items]
    yield from _list("in-scope", parts or [feature.title])
    results = [
        one for one in resolved(present, feature, _of_family(present, feature, "success")) if isinstance(one, KeyResult)
    ]
    yield from _list("success", [one.title for one in results])
    yield from _list("exit", feature.accept)
    if results:
        yield "benefits:"
        for one in results:
            yield f"  {one.key}: {{{', '.join(f'{key}: {value}' for key, value in _benefit(present, one))}}}"


def _benefit(present: Plan, result: KeyResult) -> Iterator[tuple[str, str]]:
    """A key result as what the project is worth: its metric, from where to where, by the end of its objective."""
    objective = present.workspace.items.get(result.group)
    yield "name", _text(result.title)
    for metric in resolved(present, result, (result.metric,)) if result.metric else ():
        yield "metric", metric.id
    for key, number in (("from", result.from_), ("target", result.target)):
        if number is not None:
            yield key, number.text
    if isinstance(objective, Objective) and objective.period is not None:
        yield "due", objective.period.text
    owner = result.owner or (objective.owner if objective is not None else "")
    if owner:
        yield "owner", owner


def _of_family(present: Plan, feature: Feature, key: str) -> tuple[str, ...]:
    """What a feature says under a key, else the nearest feature around it."""
    for one in (feature, *groups_above(present, feature)):
        value = getattr(one, key.replace("-", "_"), ())
        if value:
            return value if isinstance(value, tuple) else (value,)
    return ()


def _list(key: str, texts: Sequence[str]) -> Iterator[str]:
    """A key with a text a line; nothing for none."""
    if texts:
        yield f"{key}:"
        yield from (f"  - {_text(one)}" for one in texts)


def _text(text: str) -> str:
    """A text as YAML that stays a text, between braces too."""
    is_text = text and text[0] not in "[{\"'" and text.lower() not in ("null", "~")
    return as_yaml(text) if is_text else json.dumps(text, ensure_ascii=False)
