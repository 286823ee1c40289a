"""One thing that was looked at, and how it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "note", "problem"]
"""As it should be; could be better; stops work."""


@dataclass(frozen=True, slots=True)
class Line:
    """What was looked at (`git`), how it is, the fact in words, and the command that mends it."""

    what: str
    state: State
    fact: str
    mend: str = ""
