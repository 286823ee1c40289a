"""Which columns a collection has unasked, which go first where room is short, which readers outside may see."""

from __future__ import annotations

from collections.abc import Mapping


def words_of(text: str) -> tuple[str, ...]:
    """Names that stand between blanks."""
    return tuple(text.split())


DATED = ("id", "name", "people", "status", "effort", "progress", "forecast-start", "forecast", "due", "slip")
REGISTER = ("id", "name", "owner", "status", "severity", "date", "due", "by", "for", "result", "review")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "task": DATED,
    "feature": ("id", "name", "owner", "status", "theme", "horizon", "due", "forecast", "slip", "release"),
    "release": ("id", "name", "status", "due", "forecast", "slip", "without-plan", "date"),
    "project": ("id", "name", "lead", "phase", "progress", "due", "forecast", "slip", "health"),
    "product": ("id", "name", "owner", "stage", "family", "health"),
    "risk": ("id", "name", "owner", "status", "score", "probability", "impact", "response", "review"),
    "issue": ("id", "name", "owner", "status", "severity", "due", "risk"),
    "decision": ("id", "name", "by", "status", "due", "date", "outcome"),
    "action": ("id", "name", "owner", "status", "due", "for"),
    "gate": ("id", "criteria", "passed"),
    "raci": ("key", "responsible", "accountable", "consulted", "informed"),
    "handover": ("id", "name", "to", "tasks", "accepted"),
    "benefit": ("id", "name", "metric", "from", "target", "due", "owner"),
    "person": ("id", "name", "role", "type", "availability", "rate", "time-off", "skills"),
    "team": ("id", "name", "lead", "members"),
    "resource": ("id", "name", "capacity", "rate"),
    "metric": ("id", "name", "now", "target", "status", "age", "every", "trend", "owner"),
    "objective": ("id", "name", "owner", "period", "supports"),
    "key-result": ("id", "name", "metric", "from", "now", "target", "weight"),
    "feedback": ("id", "customer", "segment", "date", "text", "weight", "supports"),
    "research": ("id", "name", "method", "segment", "date", "age", "coverage"),
    "finding": ("id", "name", "strength", "customers", "supports"),
    "competitor": ("id", "name", "threat", "reviewed", "age", "has", "strengths", "weaknesses"),
    "persona": ("id", "name", "share", "needs", "pains"),
    "assumption": ("id", "name", "owner", "status", "review", "affects", "evidence"),
    "sprint": ("id", "name", "start", "finish", "goal", "capacity"),
    "contract": ("id", "name", "party", "direction", "amount", "start", "finish"),
    "expense": ("id", "name", "date", "amount", "line"),
    "transfer": ("id", "date", "amount", "from-line", "to-line", "reason"),
    "stakeholder": ("id", "name", "person", "interest", "influence", "attitude", "approach"),
    "document": ("id", "name", "type", "version", "status", "owner", "file", "link"),
    "lesson": ("id", "name", "area", "recommendation"),
    "comment": ("id", "about", "by", "at", "text"),
    "meeting": ("id", "name", "date", "every", "attendees"),
    "change": ("id", "name", "status", "effort", "effect", "requested-by", "reason"),
    "communication": ("id", "what", "audience", "owner", "every", "last", "channel"),
    "deliverable": ("id", "name", "owner", "tasks", "forecast", "accepted"),
    "quality": ("id", "name", "of", "criterion", "owner", "due", "result"),
}
"""What one gets without `--columns`; a column in which nothing stands is left out."""


SPARE = words_of(
    "trend strengths weaknesses pains needs evidence affects "
    "forecast-start outcome reason skills sponsor family weight requested-by every document options time-off channel "
    "effort progress type capacity links release theme horizon impact response result method risk for date probability "
    "phase status owner"
)
"""Columns that a narrow screen does without, the first to go first."""

ROUNDED = frozenset(
    ("float", "free-float", "levelled", "remaining", "duration", "effort", "mean", "deviation", "spent")
)
"""Computed lengths, which a person reads in days."""

LABELS = ("theme", "release", "metric")
"""Fields that name another item by its key; readers outside see them where they may see that item."""

OPEN = frozenset(
    words_of(
        "id key kind name description document group status category due forecast-start forecast slip "
        "progress milestone leaf depth late overdue start finish started finished not-before date horizon "
        "type visibility stage vision period health"
    )
)
"""Fields that readers outside may see of an item that they may see; none of them names a person or another item."""

OPEN_OF: Mapping[str, frozenset[str]] = {
    "comment": frozenset(words_of("about at text")),
    "metric": frozenset(words_of("from now target unit every age trend")),
    "key-result": frozenset(words_of("from now target unit weight commitment")),
    "benefit": frozenset(words_of("from target")),
}
"""Further fields that they may see of an item of some kinds: who may see a comment may read it, who may see what is
measured reads what was measured, as in reports and pictures.
"""
