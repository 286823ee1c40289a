"""`move`: an item is called otherwise, or stands elsewhere; every name of it follows, and nothing else changes."""

from pmctl.operations.move.moving import Moved, with_move
from pmctl.operations.move.proof import refuse_other_meaning
from pmctl.operations.move.renaming import Renaming

__all__ = ["Moved", "Renaming", "refuse_other_meaning", "with_move"]
