"""What was edited between two workspaces, by item and field: what is only written otherwise is no edit."""

from pmctl.changes.edits.comparing import edits
from pmctl.changes.edits.edit import ChangeKind, Edit, FieldEdit
from pmctl.changes.edits.references import Readings

__all__ = ["ChangeKind", "Edit", "FieldEdit", "Readings", "edits"]
