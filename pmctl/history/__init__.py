"""Many revisions of a plan: what was known at each, what was edited between them, and who moved a forecast."""

from pmctl.history.archive import Archive
from pmctl.history.blame import Blame, Row, blame
from pmctl.history.lately import Lately, edits_since, signs_since
from pmctl.history.line import Line, Stop, line
from pmctl.history.past import End, Past

__all__ = [
    "Archive",
    "Blame",
    "End",
    "Lately",
    "Line",
    "Past",
    "Row",
    "Stop",
    "blame",
    "edits_since",
    "line",
    "signs_since",
]
