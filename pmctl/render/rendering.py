"""A template filled in: by whom it was written says how."""

from __future__ import annotations

from collections.abc import Mapping

from pmctl.diagnostic import Diagnostic
from pmctl.folder import Folder
from pmctl.render.child import in_child
from pmctl.render.faults import finding_of
from pmctl.render.filling import Fault, Prepared, fill
from pmctl.render.templates import built_in_names, own_names, own_texts


def rendered(
    name: str, data: Mapping[str, object], ready: Prepared | None = None, own: Folder | None = None
) -> tuple[str, tuple[Diagnostic, ...]]:
    """A template filled in: the workspace's own of that name, in a child with limits, else the built-in one.

    `data` is plain (texts, numbers, lists, maps); `ready` are texts that are in the sink's language already. What goes
    wrong in a workspace's template comes back as a finding at its line, with no text.
    """
    texts = own_texts(own) if own is not None and name in own_names(own) else {}
    if name in texts:
        return in_child(name, texts, data, ready or {})
    if name not in built_in_names():
        return "", (finding_of(Fault(name, 1, "there is no such template"), {}),)
    return fill(name, {}, data, ready or {}), ()
