"""Many revisions of a plan: what was known at each, what was edited between them, and who moved a forecast."""

from pmctl.history.archive import Archive
from pmctl.history.blame import Blame, Row, blame
from pmctl.history.line import Line, Stop, line
from pmctl.history.past import End, Past

__all__ = ["Archive", "Blame", "End", "Line", "Past", "Row", "Stop", "blame", "line"]
