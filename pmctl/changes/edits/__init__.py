"""What was edited between two workspaces, by item and field: what is only written otherwise is no edit."""

from pmctl.changes.edits.comparing import edits
from pmctl.changes.edits.edit import ChangeKind, Edit, FieldEdit

__all__ = ["ChangeKind", "Edit", "FieldEdit", "edits"]
