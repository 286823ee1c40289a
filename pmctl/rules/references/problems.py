"""What is wrong with the names in a plan."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.advice import clear
from pmctl.diagnostic import Related
from pmctl.model.item import Item, span_of
from pmctl.model.product import Objective
from pmctl.model.project import Project
from pmctl.plan import Plan, remembered
from pmctl.quantity import is_id
from pmctl.record import dataclass
from pmctl.rules.judging.index import nearest
from pmctl.rules.references.found import Reference, elsewhere, in_items, people_of
from pmctl.rules.references.table import TASK
from pmctl.rules.references.unread import may_be_unread


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a reference: `sort` is unknown, person, kind or both (two readings).

    `better` is the name that was certainly meant, where there is one.
    """

    sort: str
    reference: Reference
    message: str
    hint: str
    related: tuple[Related, ...] = ()
    better: str = ""


DIMENSIONS = frozenset(
    ("schedule", "cost", "scope", "risk", "people", "quality", "dependencies", "outcome", "freshness")
)
"""Dimensions of health, which the `for` of an action may name."""

SUGGESTIONS = 50
"""So many wrong names get a suggestion; a plan that was torn apart would take long otherwise."""


@remembered
def problems(plan: Plan) -> tuple[Problem, ...]:
    """What is wrong with the references of a plan, in the order in which they stand in the model."""
    everything = plan.workspace.items
    people = people_of(plan)
    found: list[Problem] = []
    for reference in (*in_items(plan), *elsewhere(plan)):
        kinds, text = reference.kinds, reference.text
        if kinds.people:
            named = people.get(text)
            if not isinstance(named, kinds.classes) and not (named is None and may_be_unread(plan, reference)):
                found.append(_person_problem(plan, reference, named, len(found) < SUGGESTIONS))
            continue
        local, full = everything.get(f"{reference.home}/{text}"), everything.get(text)
        if local is None and full is None:
            if not _is_label(plan, reference) and not may_be_unread(plan, reference):
                found.append(_unknown(plan, reference, len(found) < SUGGESTIONS))
        elif not kinds.classes:
            if local is not None and full is not None and full is not local:
                found.append(_both(reference, local, full))
        elif local is not None and isinstance(local, kinds.classes):
            if isinstance(full, kinds.classes):
                found.append(_both(reference, local, full))
        elif not isinstance(full, kinds.classes):
            found.append(_wrong_kind(reference, local or full))
    return tuple(problem for problem in found if problem.message)


def of_sort(plan: Plan, sort: str) -> Iterator[Problem]:
    """The problems of one sort."""
    return (problem for problem in problems(plan) if problem.sort == sort)


def _is_label(plan: Plan, reference: Reference) -> bool:
    """Names that are fine although no item in this document bears them."""
    if reference.key == "for":
        return reference.text in DIMENSIONS
    if reference.key == "sprint" or Objective in reference.kinds.classes:  # those of the workspace
        return f"{plan.workspace.id}/{reference.text}" in plan.workspace.items
    # people may be meant by anything that takes any item: a risk that affects somebody, a comment about a team
    return not reference.kinds.classes and reference.text in people_of(plan)


def _person_problem(plan: Plan, reference: Reference, named: Item | None, suggest: bool) -> Problem:
    words, text = reference.kinds.words, reference.text
    if not is_id(text):
        return Problem("", reference, "", "")
    if named is not None:
        message = f"`{text}` is a {named.kind}, not a {words}"
        return Problem("person", reference, message, "")
    if not people_of(plan):
        return Problem("person", reference, f"there is no {words} `{text}`", "people stand in a file of `kind: people`")
    close = nearest(text, (key for key, item in people_of(plan).items() if isinstance(item, reference.kinds.classes)))
    hint = f"did you mean `{close}`?" if suggest and close else "add them to the file of `kind: people`"
    return Problem("person", reference, f"there is no {words} `{text}`", hint)


def _unknown(plan: Plan, reference: Reference, suggest: bool) -> Problem:
    message = f"there is no {reference.kinds.words} `{reference.text}`"
    hint, better = _suggestion(plan, reference) if suggest else ("", "")
    return Problem("unknown", reference, message, hint, better=better)


def _suggestion(plan: Plan, reference: Reference) -> tuple[str, str]:
    """What was probably meant: an item of this document, one of another with the same key, or the nearest full id; and
    the name that was certainly meant.
    """
    text, kinds = reference.text, reference.kinds.classes or (Item,)
    own = f"{reference.home}/"
    fits = [item.id for item in plan.workspace.items.values() if isinstance(item, kinds) and item.id != reference.item]
    keys = [id.removeprefix(own) for id in fits if id.startswith(own)] if "/" not in text else []
    near = nearest(text, keys)
    if near:
        return f"did you mean `{near}`?", clear(text, keys)
    others = [id for id in fits if id.endswith(f"/{text}")]
    if others:
        return f"from here it is written `{others[0]}`", others[0] if len(others) == 1 else ""
    document, slash, key = text.partition("/")
    if slash and document in plan.workspace.documents:
        keys = [id.removeprefix(f"{document}/") for id in fits if id.startswith(f"{document}/")]
        near, sure = nearest(key, keys), clear(key, keys)
        better = f"{document}/{sure}" if sure else ""
        return (
            f"did you mean `{document}/{near}`?" if near else f"`{document}` has no such {reference.kinds.words}",
            better,
        )
    near = nearest(text, fits)
    return f"did you mean `{near}`?" if near else "", clear(text, fits)


def _wrong_kind(reference: Reference, named: Item | None) -> Problem:
    kind = named.kind if named else "thing"
    message = f"`{reference.text}` is a {kind}; `{reference.key or 'this label'}` takes a {reference.kinds.words}"
    hint = "name a task in it" if reference.kinds is TASK and isinstance(named, Project) else ""
    related = (Related(span_of(named), f"the {kind} stands here"),) if named else ()
    return Problem("kind", reference, message, hint, related)


def _both(reference: Reference, local: Item, full: Item) -> Problem:
    message = f"`{reference.text}` is both the {local.kind} `{local.id}` and the {full.kind} `{full.id}`"
    hint = f"what is local wins; write `{local.id}` to say so, or rename one of them"
    related = (Related(span_of(local), f"the {local.kind}"), Related(span_of(full), f"the {full.kind}"))
    return Problem("both", reference, message, hint, related)
