"""`fmt`: plan files in their usual look; what that would change in meaning, or cannot be done safely, is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pmctl.canonical import Untouched, canonical
from pmctl.edit.order import rule_of_file
from pmctl.parse import Map, parse


@dataclass(frozen=True, slots=True)
class Look:
    """Of some plan files: those that look otherwise than usual, with their bytes before and after; why others are left
    as they are; and how many are as they should be.
    """

    changed: Mapping[str, tuple[bytes, bytes]]
    left: Mapping[str, str]
    fine: int


def look(files: Iterable[tuple[str, bytes]]) -> Look:
    """The usual look of files by path; those that are no plans count as nothing."""
    changed: dict[str, tuple[bytes, bytes]] = {}
    left: dict[str, str] = {}
    fine = 0
    for path, data in files:
        try:
            made = canonical(path, data)
        except Untouched as why:
            if _may_be_plan(path, data):
                left[path] = str(why)
            continue
        if not _may_be_plan(path, data):
            continue
        if made == data:
            fine += 1
        else:
            changed[path] = data, made
    return Look(changed, left, fine)


def _may_be_plan(path: str, data: bytes) -> bool:
    """Is a file one of ours, or one of which nobody can say?"""
    tree, _ = parse(path, data)
    return tree is None or (isinstance(tree.root, Map) and bool(rule_of_file(tree.root)))
