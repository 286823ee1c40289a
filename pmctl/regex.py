"""Regular expressions that are compiled when they are first used: a call of pmctl uses few of those that it knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

__all__ = ["regex"]

if TYPE_CHECKING:
    from re import compile as regex
else:

    class regex:
        """`re.compile`, put off: whatever is asked of the pattern is asked of the compiled one, and then kept here."""

        def __init__(self, pattern: str | bytes, flags: int = 0) -> None:
            self._written = pattern, flags

        def __getattr__(self, name: str) -> object:
            found = getattr(re.compile(*self._written), name)
            setattr(self, name, found)
            return found
