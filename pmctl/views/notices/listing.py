"""The table of all occasions: what each is, whom it tells, and whether it is on."""

from __future__ import annotations

from collections.abc import Sequence

from pmctl import output
from pmctl.model.workspace import Workspace
from pmctl.notices.wanted import wish
from pmctl.triggers.telling.trigger import Trigger

_COLOURS = {"alert": "red", "warn": "amber", "info": ""}

_HOW = """In `notify` of pmctl.yaml, or of a person, one is changed:
`notify: {N15: {before: 5d}, N18: {enabled: false}}`."""

Json = dict[str, object]


def triggers_text(workspace: Workspace, triggers: Sequence[Trigger]) -> str:
    """A line each: id, name, whether it is on, kind, urgency, whom it tells, limits."""
    columns = [output.Column(title, least=output.UNCUT) for title in ("", "occasion", "on")]
    columns += [output.Column("kind", spare=1), output.Column("urgency"), output.Column("tells", least=output.UNCUT)]
    columns += [output.Column("limits", spare=2), output.Column("rule", least=output.UNCUT, spare=3)]
    rows: list[output.Row | output.Heading] = [_row(workspace, one) for one in triggers]
    count = sum(wish(workspace, None, one).enabled for one in triggers)
    end = f"{len(triggers)} occasions, {'all' if count == len(triggers) else count} on. {_HOW}"
    return f"{output.table(columns, rows)}\n\n{end}"


def _row(workspace: Workspace, trigger: Trigger) -> output.Row:
    found = wish(workspace, None, trigger)
    return (
        trigger.id,
        trigger.name,
        "yes" if found.enabled else output.Cell("no", "dim"),
        trigger.kind,
        output.Cell(trigger.severity, _COLOURS[trigger.severity]),
        ", ".join(trigger.to),
        ", ".join(f"{name} {value}" for name, value in found.limits),
        trigger.rule,
    )


def triggers_json(workspace: Workspace, triggers: Sequence[Trigger]) -> Json:
    """The document `pmctl/triggers/1`."""
    return {"schema": "pmctl/triggers/1", "triggers": [_trigger(workspace, one) for one in triggers]}


def _trigger(workspace: Workspace, trigger: Trigger) -> Json:
    found = wish(workspace, None, trigger)
    return {
        "id": trigger.id,
        "name": trigger.name,
        "kind": trigger.kind,
        "entity": list(trigger.entity),
        "rule": trigger.rule,
        "to": list(trigger.to),
        "severity": trigger.severity,
        "dedupe": trigger.dedupe,
        "enabled": found.enabled,
        "tell-author": found.own_edits or trigger.tells_author,
        "limits": dict(found.limits),
    }
