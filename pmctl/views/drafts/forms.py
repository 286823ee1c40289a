"""A draft for programs: the files that change, and the difference of the plans before and after."""

from __future__ import annotations

from pmctl.views.diff.fields import diff_json
from pmctl.views.drafts.view import DraftView
from pmctl.views.follows import Json


def draft_json(found: DraftView | None, written: bool) -> Json:
    """What an edit changes and what follows; None where nothing is to be done."""
    files = found.files if found is not None else ()
    return {
        "schema": "pmctl/edit/1",
        "written": written,
        "files": [{"path": one.path, "lines": list(one.lines)} for one in files],
        "diff": diff_json(found.difference) if found is not None else None,
    }
