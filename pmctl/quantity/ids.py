"""Ids and references: `design`, `legal/contract`."""

from __future__ import annotations

from pmctl.regex import regex

LONGEST_ID = 256
ID = r"[a-z0-9][a-z0-9-]*"
_IS_ID = regex(ID)


def is_id(text: str) -> bool:
    """Is it an id: lower-case ASCII letters, digits and hyphens, not a hyphen first?"""
    return len(text) <= LONGEST_ID and _IS_ID.fullmatch(text) is not None


def is_reference(text: str) -> bool:
    """Is it an id or `document/id`?"""
    parts = text.split("/", 2)
    return len(parts) <= 2 and all(is_id(part) for part in parts)
