"""Three texts of one plan file become one: by item and field, with comments, order and layout as they were typed."""

from pmctl.merge.driver import MARKER_SIZE, Outcome, merge

__all__ = ["MARKER_SIZE", "Outcome", "merge"]
