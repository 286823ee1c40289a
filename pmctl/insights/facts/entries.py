"""The keys and values of a record of the model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from pmctl.model.item import Source, plan_key


def entries_of(record: object) -> Iterable[tuple[str, object]]:
    """Each key of a record as a plan writes it, with its value; what is not written is left out."""
    for one in fields(record):  # type: ignore[arg-type]  # always a dataclass
        found = getattr(record, one.name)
        if not isinstance(found, Source) and one.name != "negative_time" and found not in (None, "", ()):
            yield plan_key(one.name), found
