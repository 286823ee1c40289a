"""Foreign formats: one module each, with `read` (their bytes to plan files) and/or `write` (a plan to their bytes)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType
from typing import Protocol, cast

from pmctl.audience import Audience
from pmctl.plan import Plan


@dataclass(frozen=True, slots=True)
class Imported:
    """What a foreign file became: plan text by relative path, and what should be known about it.

    `notes` are sentences for the user, each about something that the plan format cannot hold or that was decided.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


class Read(Protocol):
    """Bytes of a foreign file to plan files; `UserError` where they cannot be read at all."""

    def __call__(self, data: bytes) -> Imported: ...


class Write(Protocol):
    """A plan (or one document of it) for an audience, as the text or bytes of a foreign file: same plan, same bytes."""

    def __call__(self, plan: Plan, document: str, audience: Audience) -> str | bytes: ...


@dataclass(frozen=True, slots=True)
class Format:
    """A foreign format: its module here, what it is, and which way it goes."""

    name: str
    module: str
    line: str
    reads: bool = False
    writes: bool = False


FORMATS: tuple[Format, ...] = (
    Format("msproject", "msproject", "Microsoft Project's XML (MSPDI), also gzipped", reads=True),
    Format("json", "json", "the whole plan with its schedule, for programs", writes=True),
    Format("ics", "ics", "a calendar: milestones, promises, meetings, sprints, time off (iCalendar)", writes=True),
    Format("codeowners", "codeowners", "who must agree to a change of which file (CODEOWNERS)", writes=True),
)


def reader(name: str) -> Read:
    """The `read` of a format; KeyError where there is none."""
    return cast(Read, _module(name, "reads").read)


def writer(name: str) -> Write:
    """The `write` of a format; KeyError where there is none."""
    return cast(Write, _module(name, "writes").write)


def _module(name: str, way: str) -> ModuleType:
    found = next((form for form in FORMATS if form.name == name and getattr(form, way)), None)
    if found is None:
        raise KeyError(name)
    return import_module(f"pmctl.formats.{found.module}")
