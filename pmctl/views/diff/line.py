"""A line of what follows: what it is about, from what to what, by how much, and whose doing that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Topic = Literal["dates", "product", "people", "money", "path", "health", "odds", "findings"]
Tone = Literal["worse", "better", ""]
STYLES: dict[Tone, str] = {"worse": "red", "better": "green", "": ""}
"""How a tone is painted; no colour says what no word says."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that follows. `matters` says that a first look shows it before others of its topic; `causes` are the
    edits behind it, each with its share in words (`api +2.5d`).
    """

    topic: Topic
    subject: str
    change: str
    size: str = ""
    note: str = ""
    tone: Tone = ""
    matters: bool = False
    causes: tuple[str, ...] = ()
