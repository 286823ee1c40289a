"""Which item of one plan is which of another: the ids that items had before they were renamed or moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from pmctl.model.workspace import Workspace

if TYPE_CHECKING:
    from pmctl.changes.edits import Edit

NOBODY: Mapping[str, str] = MappingProxyType({})
"""Nothing was renamed."""


def former_id(id: str, former: Mapping[str, str]) -> str:
    """The id that an item had in the earlier plan; its own where nothing is said of it."""
    return former.get(id, id)


def former_ids(before: Workspace, after: Workspace, edits: Iterable[Edit]) -> Mapping[str, str]:
    """Id now -> id before, of everything that was renamed or moved, and of what stands in a document that was."""
    found = {one.id: one.before_id for one in edits if one.before_id is not None}
    documents = {id: was for id, was in found.items() if id in after.documents and was in before.documents}
    for id, item in after.items.items() if documents else ():
        was = documents.get(item.document)
        if was is not None and id not in found and id not in before.items:
            earlier = f"{was}{id.removeprefix(item.document)}"
            if earlier in before.items:
                found[id] = earlier
    return found
