"""The edits in words, an item each: what happened to it, its facts from what to what, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pmctl.changes.edits import Edit, FieldEdit
from pmctl.insights.written import place_of
from pmctl.views.diff.view import Difference
from pmctl.views.diff.words import subject_of

NEW_FACTS = ("milestone", "effort", "duration", "assign", "after", "due", "not-before", "probability", "amount", "date")
"""What is told first of an item that is new."""
UNTOLD = ("name", "group", "description")
"""What is told last of it."""


@dataclass(frozen=True, slots=True)
class Edited:
    """An item with what happened to it (`new task`, `renamed from api`; empty where only facts differ), its facts
    (`effort 15d → 20d`), and its place (`projects/checkout.yaml:41`).
    """

    subject: str
    what: str
    facts: tuple[str, ...]
    place: str
    inside: int = 0
    """How many items of a document that is new or gone are not told one by one."""


def edited(found: Difference, everything: bool = False) -> tuple[Edited, ...]:
    """The edits, grouped by item; of a document that is new or gone only itself is told, unless `everything`."""
    whole = {} if everything else _whole_documents(found)
    told = []
    for one in found.edits:
        home = one.id.partition("/")[0]
        if home in whole and one.id != home and one.change == whole[home]:
            continue
        inside = sum(_is_inside(other, one) for other in found.edits) if one.id in whole else 0
        told.append(_told(found, one, inside))
    return tuple(told)


def told(item: Edited) -> list[str]:
    """What happened to an item, a fact each; of what is new all in one."""
    inside = f"with {item.inside} more item{'s'[: item.inside != 1]}" if item.inside else ""
    if item.what.startswith("new "):
        return [", ".join(part for part in (item.what, inside, *item.facts) if part)]
    what = ", ".join(part for part in (item.what, inside) if part)
    return [what, *item.facts] if what else list(item.facts)


def words_of(one: Edit) -> list[str]:
    """What happened to an entity, a fact each, without its place."""
    return told(Edited(subject_of(one), _what(one), _facts(one), ""))


def _whole_documents(found: Difference) -> dict[str, str]:
    """The documents that are new or gone, by id."""
    documents = {*found.before.plan.workspace.documents, *found.after.plan.workspace.documents}
    return {one.id: one.change for one in found.edits if one.id in documents and one.change in ("added", "removed")}


def _is_inside(other: Edit, document: Edit) -> bool:
    return other.id.startswith(f"{document.id}/") and other.change == document.change


def _told(found: Difference, one: Edit, inside: int) -> Edited:
    plan = found.before.plan if one.change == "removed" else found.after.plan
    first = one.fields[0] if one.change == "changed" and one.fields else None
    span = first.span if first is not None and first.after is not None and first.span is not None else one.span
    return Edited(subject_of(one), _what(one), _facts(one), place_of(plan, span), inside)


def _facts(one: Edit) -> tuple[str, ...]:
    return tuple(fact(field) for field in _ordered(one) if not _is_place(one, field))


def _what(one: Edit) -> str:
    entity = one.entity.replace("-", " ")
    if one.change == "added":
        return f"new {entity}"
    if one.change == "removed":
        return f"{entity} removed"
    if one.change == "renamed":
        return f"renamed from {one.before_id}"
    if one.change == "moved":
        group = next((field for field in one.fields if field.key == "group"), None)
        if one.before_id is not None and one.before_id != one.id:
            return f"moved from {one.before_id}"
        return f"moved from {group.before or 'the top'} to {group.after or 'the top'}" if group else "moved"
    return ""


def _ordered(one: Edit) -> Sequence[FieldEdit]:
    """What is new is told by its weight, what changed as it stands, what is gone not at all."""
    if one.change == "removed":
        return ()
    if one.change != "added":
        return one.fields
    rank = {key: place for place, key in enumerate(NEW_FACTS)}
    return sorted((field for field in one.fields if field.key not in UNTOLD), key=lambda field: rank.get(field.key, 99))


def _is_place(one: Edit, field: FieldEdit) -> bool:
    return field.key == "group" and one.change == "moved"


def fact(field: FieldEdit) -> str:
    """`effort 15d → 20d`, `after + design`, `due 2026-03-31` (new), `due 2026-03-31 taken out`."""
    if field.before is None:
        return f"{field.key} {field.after}"
    if field.after is None:
        return f"{field.key} {field.before} taken out"
    return f"{field.key} {_listed(field.before, field.after) or f'{field.before} → {field.after}'}"


def _listed(before: str, after: str) -> str:
    """What joined a list (`+ design`) and what left it (`- design`), where some of it stays; else nothing."""
    was, now = tuple(_elements(before)), tuple(_elements(after))
    if (len(was) < 2 and len(now) < 2) or not set(was) & set(now) or set(was) == set(now):
        return ""
    gone = [f"- {one}" for one in was if one not in now]
    return ", ".join([*gone, *(f"+ {one}" for one in now if one not in was)])


def _elements(text: str) -> Iterator[str]:
    """The elements of a list as plan text has them: between commas that stand in no bracket and no quotes."""
    depth, quote, begin = 0, "", 0
    for at, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'" and not text[begin:at].strip():
            quote = character
        elif character in "[{(":
            depth += 1
        elif character in "]})":
            depth -= 1
        elif character == "," and depth == 0:
            yield text[begin:at].strip()
            begin = at + 1
    yield text[begin:].strip()
