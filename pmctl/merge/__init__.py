"""Three texts of one plan file become one: by item and field, with comments, order and layout as they were typed."""

from pmctl.merge.driver import Outcome, merge
from pmctl.merge.pieces import MARKER_SIZE, Markers

__all__ = ["MARKER_SIZE", "Markers", "Outcome", "merge"]
