"""What stands for the bytes of all plan files: one hash, worked out when somebody asks for it."""

from __future__ import annotations

from collections.abc import Iterable

from pmctl.record import dataclass

Held = str | bytes
"""What a file holds: its text, or its bytes where they are not just that in UTF-8."""


@dataclass(slots=True)
class Content:
    """What plan files hold, by path, until the hash of all of it is `known`."""

    files: tuple[tuple[str, Held], ...] = ()
    known: str = ""

    @property
    def hash(self) -> str:
        """The hash of the bytes of all files."""
        if not self.known:
            self.known, self.files = _hash(self.files), ()
        return self.known


def _hash(files: Iterable[tuple[str, Held]]) -> str:
    from hashlib import sha256  # takes longer to import than a small plan to read

    whole = sha256()
    for path, held in sorted(files, key=lambda one: one[0]):
        data = held.encode("utf-8") if isinstance(held, str) else held
        whole.update(path.encode("utf-8", "surrogateescape") + b"\0" + sha256(data).digest())
    return whole.hexdigest()
