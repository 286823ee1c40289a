"""A plan in which every text of every schema is a secret, and every amount a number that would be found again.

Two projects and a product are visible to everybody; in each of their collections stands an internal item with all its
fields, and a public one with what clients never see: money, scores, effort, people. A third project and a product are
internal as a whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pmctl.grammar import schema

TEXTS = frozenset(("text", "texts", "markdown", "label", "grade", "tags"))
"""Definitions of which a value may be any text."""
PEOPLE = frozenset(("person-id", "person-ids", "assignment", "assignments"))
REFERENCES = frozenset(("reference", "references"))
AMOUNTS: Mapping[str, str] = {
    "money": "{}",
    "money-range": "{}",
    "rate": "{}/d",
    "rates": "{}/d",
    "cost": "{}",
    "score-value": "{}",
}
"""Definitions of amounts, and how the number stands in them."""
ADDRESSES: Mapping[str, str] = {
    "email": "{}@acme.example",
    "address": "https://acme.example/{}",
    "addresses": "https://acme.example/{}",
    "path": "docs/{}.md",
}
MONEY = frozenset(("budget", "streams", "business-case", "cost", "score", "score-inputs", "rates", "residual"))
"""Definitions with amounts inside, of which clients never see any."""
STRUCTURE = frozenset(
    ("id", "kind", "part-of", "after", "milestone", "calendar", "repeat", "visibility", "watch", "notify", "splits")
    + ("levelling", "rescheduling", "schedule-from", "prioritise", "supersedes", "replaces", "manual", "level", "start")
    + ("finish", "constraint", "not-before", "started", "finished", "duration", "starts-with", "currency", "timezone")
    + ("units", "plans", "calendars", "statuses", "policies", "views", "fields", "health", "schedule-quality", "rules")
)
"""Keys that say how the plan hangs together: none of them holds a text, or the plan says it below."""

PERSON, TASK = "secret-ana", "secret-task"
REFERRED = f"open/{TASK}"
READINGS = "metrics/seen.csv"
_DEEPEST = 8


@dataclass
class Secrets:
    """Hands out secrets, each of its own, and knows where each stands."""

    words: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)

    def word(self, place: str) -> str:
        """A text that stands nowhere else."""
        found = f"SECRET-{len(self.words) + 1:04d}"
        self.words[found] = place
        return found

    def number(self, place: str) -> str:
        """A number that stands nowhere else: 777001, 777002 ..."""
        found = str(777_001 + len(self.numbers))
        self.numbers[found] = place
        return found


@dataclass(frozen=True)
class Filler:
    """Fills the schemas; with `texts` all that may be said, else only what no client sees of what is public."""

    secrets: Secrets
    texts: bool

    def value(self, rule: Mapping[str, Any], place: str, depth: int = 0) -> Any:
        """A value that a schema allows, with secrets wherever there is room; None where nothing is to be said."""
        name = rule.get("$ref", "").rpartition("/")[2]
        if name:
            return self._named(name, place, depth)
        if depth > _DEEPEST:
            return None
        if "properties" in rule:
            return self.mapping(rule, place, depth)
        inner = rule.get("additionalProperties")
        if isinstance(inner, dict):
            made = self.value(inner, f"{place}.*", depth + 1)
            return {self._key(rule, place): made} if made not in (None, {}) else None
        return self._plain(rule)

    def _named(self, name: str, place: str, depth: int) -> Any:
        if name in PEOPLE:
            return PERSON
        if name in AMOUNTS:
            return AMOUNTS[name].format(self.secrets.number(place))
        if name == "email" or (name in ADDRESSES and self.texts):
            return ADDRESSES[name].format(self.secrets.word(place))
        if name in TEXTS:
            return self.secrets.word(place) if self.texts else None
        if name in REFERENCES:
            return REFERRED
        definition = {key: one for key, one in schema("common")["definitions"][name].items() if key != "$ref"}
        return self.value(definition, place, depth)

    def _plain(self, rule: Mapping[str, Any]) -> Any:
        """The first of the words, or examples, of a rule that has no text in it."""
        if not self.texts:
            return None
        found = rule.get("enum") or rule.get("examples") or (None,)
        return None if isinstance(found[0], dict | list) else found[0]

    def mapping(self, rule: Mapping[str, Any], place: str, depth: int = 0) -> dict[str, Any]:
        """Every key of a record; those that begin with `x-`, too."""
        found = {}
        for key, inner in rule["properties"].items():
            if key in STRUCTURE or _holds_same(inner, place):
                continue
            made = self.value(inner, f"{place}.{key}", depth + 1)
            if made not in (None, {}):
                found[key] = made
        if self.texts and any(pattern.startswith("^x-") for pattern in rule.get("patternProperties", {})):
            found["x-own"] = self.secrets.word(f"{place}.x-own")
        return found

    def _key(self, rule: Mapping[str, Any], place: str) -> str:
        """The key of a map: a day, a period, else a word of the team's own."""
        title = rule.get("propertyNames", {}).get("title", "")
        if "date" in title or "day" in title:
            return "2026-02-03"
        if "period" in title:
            return "2026"
        inner = rule["additionalProperties"].get("$ref", "").rpartition("/")[2]
        if not self.texts and "visibility" in schema("common")["definitions"].get(inner, {}).get("properties", {}):
            return f"seen-{place.rpartition('.')[2]}-{len(self.secrets.words)}"
        return f"secret-{place.rpartition('.')[2]}-{len(self.secrets.words)}"


def _holds_same(rule: Mapping[str, Any], place: str) -> bool:
    """Tasks in tasks and features in features: one level says it all."""
    inner = rule.get("additionalProperties", {})
    name = inner.get("$ref", "").rpartition("/")[2] if isinstance(inner, dict) else ""
    return name in ("task", "feature") and place.rpartition(".")[2] in ("tasks", "features")


def collections(kind: str) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    """The collections of a kind of document: name, the rule of the map, the rule of an item."""
    for key, rule in schema(kind)["properties"].items():
        inner = rule.get("additionalProperties")
        if isinstance(inner, dict) and "$ref" in inner and key not in STRUCTURE:
            yield key, rule, inner


def items(secrets: Secrets, kind: str, is_hidden: bool) -> dict[str, dict[str, Any]]:
    """An item in each collection of a document: internal with a secret in each field, or public with what is private.

    A key that is no id of its own (a phase, a day, a task) is what the schema wants.
    """
    found: dict[str, dict[str, Any]] = {}
    for name, rule, inner in collections(kind):
        made = Filler(secrets, is_hidden).value(inner, f"{kind}.{name}")
        item = dict(made) if isinstance(made, dict) else {}
        names = rule.get("propertyNames", {})
        word = "secret" if is_hidden else "seen"
        key = f"{word}-{name}" if name != "tasks" else TASK if is_hidden else "seen-task"
        if "enum" in names:
            key = names["enum"][1 if is_hidden else 0]
        elif names.get("title") == "a date":
            key = "2026-02-03" if is_hidden else "2026-02-04"
        elif names.get("title") == "a reference":
            key = TASK if is_hidden else "seen-task"
        if "visibility" in schema("common")["definitions"][inner["$ref"].rpartition("/")[2]].get("properties", {}):
            item["visibility"] = "internal" if is_hidden else "public"
            item |= {} if is_hidden else {"name": f"Seen {name}"}
        elif not is_hidden:
            continue
        found[name] = {key: item}
    return found


def document(secrets: Secrets, kind: str, name: str, visibility: str) -> dict[str, Any]:
    """A project or product: internal with a secret in each field, else public, with public and internal items."""
    is_hidden = visibility == "internal"
    rule = schema(kind)
    own = {key: one for key, one in rule["properties"].items() if key not in {name for name, _, _ in collections(kind)}}
    made = Filler(secrets, is_hidden).mapping({**rule, "properties": own}, kind)
    found = {"kind": kind, "id": name, **made, "visibility": visibility}
    found |= {"start": "2026-01-05"} if kind == "project" else {}
    if not is_hidden:
        found["name"] = f"Seen {kind}"
    for collection, hidden in items(secrets, kind, True).items():
        found[collection] = hidden
    for collection, seen in ({} if is_hidden else items(secrets, kind, False)).items():
        found[collection] = {**found.get(collection, {}), **seen}
    return found | {name: {**found[name], **more} for name, more in _between(secrets, kind, is_hidden).items()}


def _between(secrets: Secrets, kind: str, is_hidden: bool) -> dict[str, dict[str, Any]]:
    """What hangs together with what is hidden: links, themes, releases; hidden work that is late, done, far away."""
    if is_hidden:
        far = {"duration": "1d", "not-before": "2033-05-09", "visibility": "internal"}
        return {"tasks": {"secret-far": far}} if kind == "project" else {}
    hidden = {"duration": "5d", "owner": PERSON, "visibility": "internal", "due": "2026-01-15"}
    if kind == "product":
        seen = {"name": "Seen feature", "visibility": "public", "owner": PERSON, "delivered-by": [REFERRED]}
        hidden_ones = {"theme": "secret-themes", "release": "secret-releases"}
        features = {"seen-one": {**seen, **hidden_ones}, **_intended(), "seen-out": _out()}
        gone = {"name": secrets.word("out"), "visibility": "internal", "status": "released", "date": "2026-01-20"}
        metrics = {"seen-read": {"name": "Seen readings", "visibility": "public", "target": 9, "data": READINGS}}
        return {"features": features, "releases": {**_prepared(), "secret-out": gone}, "metrics": metrics}
    late = {"name": secrets.word("late"), "commitment": "committed", "after": "secret-project/secret-task", **hidden}
    done = {"name": secrets.word("done"), "status": "done", "finished": "2026-02-09", **hidden}
    held = {"name": "Seen and held", "owner": PERSON, "visibility": "public", "duration": "3d", "due": "2026-01-20"}
    return {"tasks": {"secret-late": late, "secret-done": done, "seen-held": {**held, "after": ["secret-late"]}}}


FAR = ("2031", "2033", "2034", "2036")
"""The years in which lies what nobody is committed to: they stand nowhere else."""


def _intended() -> dict[str, dict[str, Any]]:
    """Public features that nobody is committed to: promised long before they are expected."""
    seen = {"visibility": "public", "due": "2031-03-17", "delivered-by": ["secret-project/secret-far"]}
    return {
        "seen-far": {"name": "Seen far", "commitment": "target", "horizon": "next", "release": "seen-next", **seen},
        "seen-built": {"name": "Seen and built", "status": "building", "theme": "seen-themes", **seen},
    }


def _prepared() -> dict[str, dict[str, Any]]:
    """A public release that nobody is committed to, with what is done for its launch."""
    launch = {"name": "Seen launch", "duration": "1d", "not-before": "2034-07-11", "due": "2036-10-03"}
    release = {"name": "Seen next", "visibility": "public", "due": "2036-10-06", "launch": {"seen-launch": launch}}
    return {"seen-next": release}


def _out() -> dict[str, Any]:
    """A public feature that went out with a release of which nobody outside knows, and that is measured."""
    return {"visibility": "public", "status": "shipped", "release": "secret-out", "success": ["seen-read"]}


def found_days(text: str) -> list[str]:
    """What a text says of those years."""
    return re.findall(rf"(?<![\w.])(?:{'|'.join(FAR)})(?:-?\d\d-?\d\d)?(?![\w.])", text)


WEIGHTLESS: Mapping[str, Mapping[str, Any]] = {
    "tasks": {"milestone": "2026-02-03", "status": "done", "finished": "2026-02-03"},
    "features": {"status": "idea"},
    "issues": {"severity": "low", "status": "closed"},
    "decisions": {"status": "accepted"},
    "actions": {"status": "done"},
    "assumptions": {"status": "open"},
    "quality": {"result": "pass"},
    **{
        name: {}
        for name in ("meetings", "deliverables", "stakeholders", "communication", "documents", "lessons", "handover")
    },
    **{name: {} for name in ("themes", "personas", "competitors", "research", "feedback", "releases", "sprints")},
}
"""What may be in a plan once more without any date, sum or colour becoming another one."""


def with_more(folder: Path) -> None:
    """Add internal items of every kind that weighs nothing, to a plan that `write` wrote."""
    for name in ("open", "shop"):
        path = folder / f"{name}.yaml"
        found = json.loads(path.read_text(encoding="utf-8"))
        for collection in set(WEIGHTLESS) & set(found):
            for number in range(3):
                item = {"name": f"SECRET-more-{number}", "visibility": "internal", **WEIGHTLESS[collection]}
                found[collection][f"secret-more-{collection}-{number}"] = item
        path.write_text(json.dumps(found, indent=1), encoding="utf-8")
    (folder / "comments" / "secret-more.yaml").write_text(
        json.dumps({"kind": "comment", "about": "open/seen-task", "by": PERSON, "text": "SECRET-more"}),
        encoding="utf-8",
    )


def write(folder: Path) -> Secrets:
    """Write the plan into a folder; JSON is YAML."""
    secrets = Secrets()
    people = document(secrets, "people", "people", "internal")
    secret = people["people"].pop("secret-people")
    people["people"] = {PERSON: secret, "cleo": {"name": "Cleo", "type": "client", "visibility": "public"}}
    files = {
        "people": people,
        "pmctl": _workspace(secrets),
        "open": document(secrets, "project", "open", "public"),
        "shop": document(secrets, "product", "shop", "public"),
        "secret-project": document(secrets, "project", "secret-project", "internal"),
        "secret-product": document(secrets, "product", "secret-product", "internal"),
        "comments/secret-comment": _record(secrets, "comment", {"about": "open/seen-task", "at": "2026-02-09T10:00"}),
        "comments/2026-02-09t1100-secret-ana-1a2b": {
            "kind": "comment",
            "about": "open/seen-task",
            "by": PERSON,
            "at": "2026-02-09T11:00",
            "reply-to": "secret-comment",
            "text": "Seen comment",
            "visibility": "public",
        },
        "timesheet": {"kind": "timesheet", "person": PERSON, "entries": {"2026-02-05": {"open/seen-task": "3h"}}},
        "baseline": _record(secrets, "baseline", {"of": "open", "date": "2026-01-05"}),
    }
    for name, content in files.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, indent=1), encoding="utf-8")
    (folder / READINGS).parent.mkdir(exist_ok=True)
    (folder / READINGS).write_text("date,value\n2026-01-12,4\n2026-02-02,7\n", encoding="utf-8")
    return secrets


def _record(secrets: Secrets, kind: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """A comment or a baseline that is internal."""
    return {**Filler(secrets, True).mapping(schema(kind), kind), "kind": kind, "visibility": "internal", **said}


def _workspace(secrets: Secrets) -> dict[str, Any]:
    """The workspace, with what it says of fields, views and policies."""
    made = Filler(secrets, True).mapping(schema("workspace"), "workspace")
    return {
        **made,
        "kind": "workspace",
        "id": "w",
        "name": "W",
        "fields": {"secret-squad": {"of": "task", "name": secrets.word("workspace.fields.name"), **_choice(secrets)}},
        "views": {
            "secret-view": {"of": "task", "name": secrets.word("workspace.views.name")},
            "seen": {"of": "task", "columns": ["name", "owner", "cost", "forecast"], "audience": "public"},
        },
        "policies": {"secret-policy": {"where": "late", "say": secrets.word("workspace.policies.say")}},
    }


def _choice(secrets: Secrets) -> dict[str, Any]:
    return {"type": "choice", "choices": [secrets.word("workspace.fields.choices")]}
