"""Every place of a plan that names something else: one table of keys and of what each may name, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from pmctl.diagnostic import Related, Span
from pmctl.model.control import (
    Action,
    Assumption,
    Change,
    Decision,
    Deliverable,
    Gate,
    Handover,
    Issue,
    Meeting,
    QualityCheck,
    Raci,
    Risk,
    Stakeholder,
)
from pmctl.model.item import Approval, Item, Source, span_of, spot
from pmctl.model.money import Transfer
from pmctl.model.people import Person, Resource, Team
from pmctl.model.product import (
    Competitor,
    Feature,
    Feedback,
    Finding,
    KeyResult,
    Metric,
    Objective,
    Product,
    Release,
    Theme,
)
from pmctl.model.project import Benefit, Project, Sprint, Task
from pmctl.model.records import Baseline, Comment, Timesheet
from pmctl.plan import Plan, remembered
from pmctl.quantity import Assignment, Link, is_id
from pmctl.record import dataclass
from pmctl.rules.index import items, nearest

DIMENSIONS = frozenset(
    ("schedule", "cost", "scope", "risk", "people", "quality", "dependencies", "outcome", "freshness")
)
"""Dimensions of health, which the `for` of an action may name."""
SUGGESTIONS = 50
"""So many wrong names get a suggestion; a plan that was torn apart would take long otherwise."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """What a key may name: classes of items (none: any), in the words of a message; `people` are named by id alone."""

    words: str
    classes: tuple[type[Item], ...] = ()
    people: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """One name that stands for something else: `item` holds it, `home` is the document in which it is read."""

    item: str
    home: str
    text: str
    kinds: Kinds
    source: Source
    key: str
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a reference: `sort` is unknown, person, kind or both (two readings)."""

    sort: str
    reference: Reference
    message: str
    hint: str
    related: tuple[Related, ...] = ()


ANYTHING = Kinds("item")
WHO = Kinds("person or team", (Person, Team), people=True)
PERSON = Kinds("person", (Person,), people=True)
DOER = Kinds("person, team or resource", (Person, Team, Resource), people=True)
TASK = Kinds("task", (Task,))
AIM = Kinds("objective or key result", (Objective, KeyResult, Benefit))
WORK = Kinds("project or task", (Project, Task))

KEYS: Mapping[type[Item], tuple[tuple[str, str, Kinds], ...]] = {
    Task: (
        ("after", "after", Kinds("task", (Task, Project))),
        ("assign", "assign", DOER),
        ("sprint", "sprint", Kinds("sprint", (Sprint,))),
        ("change", "change", Kinds("change", (Change,))),
    ),
    Project: (
        ("product", "product", Kinds("product", (Product,))),
        ("lead", "lead", WHO),
        ("sponsor", "sponsor", WHO),
        ("supports", "supports", Kinds("objective or key result", (Objective, KeyResult, Feature))),
    ),
    Product: (("supports", "supports", AIM), ("approved", "approved", WHO)),
    Risk: (("affects", "affects", ANYTHING),),
    Assumption: (("affects", "affects", ANYTHING), ("evidence", "evidence", ANYTHING)),
    Issue: (("risk", "risk", Kinds("risk", (Risk,))),),
    Decision: (("by", "by", WHO), ("supersedes", "supersedes", Kinds("decision", (Decision,)))),
    Change: (("approved", "approved", WHO),),
    Transfer: (("approved", "approved", WHO),),
    Action: (("for_", "for", ANYTHING),),
    Meeting: (("attendees", "attendees", WHO),),
    Deliverable: (("tasks", "tasks", TASK), ("accepted", "accepted", WHO)),
    Gate: (("passed", "passed", WHO),),
    Stakeholder: (("person", "person", PERSON),),
    Raci: (
        ("responsible", "responsible", WHO),
        ("accountable", "accountable", WHO),
        ("consulted", "consulted", WHO),
        ("informed", "informed", WHO),
    ),
    QualityCheck: (("of", "of", ANYTHING),),
    Handover: (("tasks", "tasks", TASK), ("accepted", "accepted", WHO)),
    Sprint: (("team", "team", Kinds("team", (Team,), people=True)),),
    Benefit: (("metric", "metric", Kinds("metric", (Metric,))),),
    Team: (("lead", "lead", PERSON), ("members", "members", PERSON)),
    Person: (("watch", "watch", ANYTHING),),
    Competitor: (("has", "has", Kinds("feature", (Feature,))),),
    KeyResult: (("metric", "metric", Kinds("metric", (Metric,))),),
    Objective: (("supports", "supports", AIM),),
    Finding: (("supports", "supports", Kinds("feature, objective or key result", (Feature, Objective, KeyResult))),),
    Feedback: (
        (
            "supports",
            "supports",
            Kinds("feature, finding, objective or key result", (Feature, Finding, Objective, KeyResult)),
        ),
    ),
    Feature: (
        ("theme", "theme", Kinds("theme", (Theme,))),
        ("supports", "supports", AIM),
        ("success", "success", Kinds("key result or metric", (KeyResult, Metric, Benefit))),
        ("delivered_by", "delivered-by", WORK),
        ("release", "release", Kinds("release", (Release,))),
        ("after", "after", Kinds("feature, release or task", (Feature, Release, Task))),
        ("replaces", "replaces", Kinds("feature", (Feature,))),
    ),
    Comment: (
        ("about", "about", ANYTHING),
        ("by", "by", WHO),
        ("reply_to", "reply-to", Kinds("comment", (Comment,))),
        ("resolved", "resolved", WHO),
    ),
    Timesheet: (("person", "person", PERSON),),
    Baseline: (("of", "of", Kinds("document", (Project, Product))),),
}
"""Class of item -> (field, key of the plan, what it may name). `owner` is in every item and stands in no row."""


def _of_items(plan: Plan) -> Iterator[Reference]:
    """The references in items that do not plainly lead to one thing of the right kind: hardly any, in a sound plan."""
    everything, people = plan.workspace.items, _people(plan)
    who = WHO.classes
    for item in everything.values():
        home = item.document or item.id
        if item.owner and not isinstance(people.get(item.owner), who):
            yield Reference(item.id, home, item.owner, WHO, item.source, "owner")
        rows = KEYS.get(item.__class__)
        if rows is None:
            continue
        for field, key, kinds in rows:
            value = getattr(item, field)
            if not value:
                continue
            classes = kinds.classes
            for place, text, source in _names(value):
                if kinds.people:
                    if isinstance(people.get(text), classes):
                        continue
                elif classes and text not in everything and isinstance(everything.get(f"{home}/{text}"), classes):
                    continue
                named = "by" if source else key
                yield Reference(item.id, home, text, kinds, source or item.source, named, None if source else place)


def _names(value: object) -> Iterator[tuple[int | None, str, Source | None]]:
    """The names in one value: a text, or a list of texts, links, assignments, approvals (which have their place)."""
    if isinstance(value, str):
        yield None, value, None
        return
    for place, entry in enumerate(cast("tuple[object, ...]", value)):
        if isinstance(entry, str):
            yield place, entry, None
        elif isinstance(entry, Link):
            yield place, entry.target, None
        elif isinstance(entry, Assignment):
            for choice in entry.choices:
                if choice.kind == "name":
                    yield place, choice.name, None
        elif isinstance(entry, Approval) and entry.by:
            yield None, entry.by, entry.source


def _elsewhere(plan: Plan) -> Iterator[Reference]:
    """Names in parts of items: charters, updates, expectations, time sheets, business cases, labels of `raci`."""
    workspace = plan.workspace
    for document in workspace.documents.values():
        if isinstance(document, Project) and document.charter:
            for approval in document.charter.approved:
                if approval.by:
                    yield Reference(document.id, document.id, approval.by, WHO, approval.source, "by")
        if isinstance(document, Product) and document.business_case and document.business_case.starts_with:
            case = document.business_case
            begins = Kinds("release, feature or task", (Release, Feature, Task, Project))
            yield Reference(document.id, document.id, case.starts_with, begins, case.source, "starts-with")
        for update in document.updates:
            if update.by:
                yield Reference(document.id, document.id, update.by, WHO, update.source, "by")
    raci = Kinds("task or deliverable", (Task, Deliverable, Feature, Release, QualityCheck, Project))
    for row in items(plan, Raci):
        yield Reference(row.id, row.document, row.key, raci, row.source, "")
    for stakeholder in items(plan, Stakeholder):
        for name, _ in stakeholder.expects:
            yield Reference(stakeholder.id, stakeholder.document, name, ANYTHING, stakeholder.expects_source, name)
    for sheet in workspace.timesheets:
        for entry in sheet.entries:
            yield Reference(sheet.id, sheet.id, entry.item, ANYTHING, entry.source, "")
    for policy in workspace.policies.values():
        for waiver in policy.waivers:
            if waiver.item:
                yield Reference("", workspace.id, waiver.item, ANYTHING, waiver.source, "item")


@remembered
def problems(plan: Plan) -> tuple[Problem, ...]:
    """What is wrong with the references of a plan, in the order in which they stand in the model."""
    everything = plan.workspace.items
    people = _people(plan)
    found: list[Problem] = []
    for reference in (*_of_items(plan), *_elsewhere(plan)):
        kinds, text = reference.kinds, reference.text
        if kinds.people:
            named = people.get(text)
            if not isinstance(named, kinds.classes):
                found.append(_person_problem(plan, reference, named, len(found) < SUGGESTIONS))
            continue
        local, full = everything.get(f"{reference.home}/{text}"), everything.get(text)
        if local is None and full is None:
            if not _is_label(plan, reference):
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


@remembered
def _people(plan: Plan) -> Mapping[str, Item]:
    workspace = plan.workspace
    return {**workspace.resources, **workspace.teams, **workspace.people}


def _is_label(plan: Plan, reference: Reference) -> bool:
    """Names that are fine although no item in this document bears them."""
    if reference.key == "for":
        return reference.text in DIMENSIONS
    if reference.key == "sprint" or Objective in reference.kinds.classes:  # those of the workspace
        return f"{plan.workspace.id}/{reference.text}" in plan.workspace.items
    # people may be meant by anything that takes any item: a risk that affects somebody, a comment about a team
    return not reference.kinds.classes and reference.text in _people(plan)


def _person_problem(plan: Plan, reference: Reference, named: Item | None, suggest: bool) -> Problem:
    words, text = reference.kinds.words, reference.text
    if not is_id(text):
        return Problem("", reference, "", "")
    if named is not None:
        message = f"`{text}` is a {named.kind}, not a {words}"
        return Problem("person", reference, message, "")
    if not _people(plan):
        return Problem("person", reference, f"there is no {words} `{text}`", "people stand in a file of `kind: people`")
    close = nearest(text, (key for key, item in _people(plan).items() if isinstance(item, reference.kinds.classes)))
    hint = f"did you mean `{close}`?" if suggest and close else "add them to the file of `kind: people`"
    return Problem("person", reference, f"there is no {words} `{text}`", hint)


def _unknown(plan: Plan, reference: Reference, suggest: bool) -> Problem:
    message = f"there is no {reference.kinds.words} `{reference.text}`"
    return Problem("unknown", reference, message, _suggestion(plan, reference) if suggest else "")


def _suggestion(plan: Plan, reference: Reference) -> str:
    """What was probably meant: an item of this document, one of another with the same key, or the nearest full id."""
    text, kinds = reference.text, reference.kinds.classes or (Item,)
    own = f"{reference.home}/"
    fits = [item.id for item in plan.workspace.items.values() if isinstance(item, kinds) and item.id != reference.item]
    near = nearest(text, (id.removeprefix(own) for id in fits if id.startswith(own))) if "/" not in text else ""
    if near:
        return f"did you mean `{near}`?"
    elsewhere = [id for id in fits if id.endswith(f"/{text}")]
    if elsewhere:
        return f"from here it is written `{elsewhere[0]}`"
    document, slash, key = text.partition("/")
    if slash and document in plan.workspace.documents:
        near = nearest(key, (id.removeprefix(f"{document}/") for id in fits if id.startswith(f"{document}/")))
        return f"did you mean `{document}/{near}`?" if near else f"`{document}` has no such {reference.kinds.words}"
    near = nearest(text, fits)
    return f"did you mean `{near}`?" if near else ""


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


def of_sort(plan: Plan, sort: str) -> Iterator[Problem]:
    """The problems of one sort."""
    return (problem for problem in problems(plan) if problem.sort == sort)


def span_of_reference(reference: Reference) -> Span:
    """The place at which the name stands."""
    return spot(reference.source, reference.key, reference.index)
