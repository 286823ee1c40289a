"""Which keys name something else, and what each may name."""

from __future__ import annotations

from collections.abc import Mapping

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
from pmctl.model.item import Item
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
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True)
class Kinds:
    """What a key may name: classes of items (none: any), in the words of a message; `people` are named by id alone."""

    words: str
    classes: tuple[type[Item], ...] = ()
    people: bool = False


ANYTHING = Kinds("item")
WHO = Kinds("person or team", (Person, Team), people=True)
PERSON = Kinds("person", (Person,), people=True)
DOER = Kinds("person, team or resource", (Person, Team, Resource), people=True)
TASK = Kinds("task", (Task,))
BEFORE = Kinds("task", (Task, Project))
"""What a task waits for: in a project all of it is meant."""
AIM = Kinds("objective or key result", (Objective, KeyResult, Benefit))
WORK = Kinds("project or task", (Project, Task))

KEYS: Mapping[type[Item], tuple[tuple[str, str, Kinds], ...]] = {
    Task: (
        ("after", "after", BEFORE),
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
    Decision: (
        ("by", "by", WHO),
        ("affects", "affects", ANYTHING),
        ("supersedes", "supersedes", Kinds("decision", (Decision,))),
    ),
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
