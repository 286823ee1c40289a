"""A change touches what changes are judged by.

What it finds:
Changes of `rules`, `health`, `statuses`, `schedule-quality`, `units`, `plans`, policies and their
waivers, tolerances, new baselines, and of who is sponsor, lead or owner of a document, leads a team, has
which role, and by which address and accounts they approve. It is judged in a review (`pmctl review`): a
change is judged by what was there before.

Why it matters:
A change that turns off its own rule would judge itself.

Bad:

    # base: pmctl.yaml
    kind: workspace
    rules: {PM301: error}
    # file: pmctl.yaml
    kind: workspace
    rules: {PM301: ignore}  # <- here
    ---
    # base: pmctl.yaml
    kind: workspace
    policies:
      slip: {of: change, where: slip > 5d, needs: sponsor}
    # file: pmctl.yaml
    kind: workspace
    policies:
      slip:
        of: change
        where: slip > 5d
        needs: sponsor
        waivers: [{item: checkout, until: 2026-03-31, reason: We are late}]  # <- here
    ---
    # base: people.yaml
    kind: people
    people: {mia: {role: Sponsor, email: mia@acme.example}}
    # file: people.yaml
    kind: people
    people: {mia: {role: Sponsor, email: mia@elsewhere.example}}  # <- here

Good:

    # base: pmctl.yaml
    kind: workspace
    rules: {PM301: error}
    # file: pmctl.yaml
    kind: workspace
    rules: {PM301: error}
    views: {board: {of: feature}}

How to fix or allow:
Change rules in a change of their own, reviewed by whom they protect.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.rules.judging.change import Change, Edited, Field, place_of

CODE = "PM910"
NAME = "judge-changed"
SEVERITY: Severity = "warning"
LOOKS_AT = "changes"

JUDGES = {
    "workspace": ("rules", "health", "statuses", "schedule-quality", "units", "plans"),
    "person": ("role", "email", "x-github", "x-gitlab"),
    "team": ("lead", "members"),
    "project": ("sponsor", "lead", "owner", "charter.tolerance"),
    "product": ("owner",),
}
"""By what is edited the facts that others are judged by."""
_WORDS = {"added": "is new", "removed": "is taken out", "renamed": "has another id"}
MOST_FACTS, MOST_SHOWN = 3, 60


def compare(change: Change) -> Iterator[Diagnostic]:
    """Edits of what changes are judged by, a finding for each edited thing."""
    had_plan = bool(change.before.loaded.texts)
    for edit in change.edits if had_plan else ():
        facts = judging(edit)
        if not facts and not _is_judge(edit):
            continue
        message = f"{_subject(edit)}{_changes(edit, facts)}"
        hint = "it counts once it is merged: this change is judged by what was there before"
        yield Diagnostic(CODE, SEVERITY, message, place_of(change, edit, facts[0] if facts else None), hint, edit.id)


def judging(edit: Edited) -> tuple[Field, ...]:
    """The facts of an edit that others are judged by; what comes or goes with a document or person judges nobody."""
    if edit.entity == "policy" and edit.change == "changed":
        return tuple(edit.fields)
    keys = JUDGES.get(edit.entity, ()) if edit.change in ("changed", "renamed") else ()
    return tuple(
        field for field in edit.fields if any(field.key == key or field.key.startswith(f"{key}.") for key in keys)
    )


def _is_judge(edit: Edited) -> bool:
    """Is it a judge as a whole? A baseline that is edited is PM904's."""
    return edit.entity == "policy" or (edit.entity == "baseline" and edit.change == "added")


def _subject(edit: Edited) -> str:
    if edit.entity == "workspace":
        return "the settings"
    return f"the {edit.entity} {edit.name if edit.entity in ('baseline', 'person') else edit.id}"


def _changes(edit: Edited, facts: Sequence[Field]) -> str:
    """What became of a judge."""
    if edit.change != "changed":
        return f" {_WORDS.get(edit.change, 'stands elsewhere')}"
    more = f", and {len(facts) - MOST_FACTS} more" if len(facts) > MOST_FACTS else ""
    return f": {'; '.join(_told(field) for field in facts[:MOST_FACTS])}{more}"


def _told(field: Field) -> str:
    was, now = (text[:MOST_SHOWN] if text is not None else "nothing" for text in (field.before, field.after))
    return f"{field.key} from {was} to {now}"
