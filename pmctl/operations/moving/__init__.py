"""`move`: an item is called otherwise, or stands elsewhere; every name of it follows, and nothing else changes."""

from pmctl.operations.moving.move import Moved, with_move
from pmctl.operations.moving.proof import refuse_other_meaning
from pmctl.operations.moving.renaming import Renaming

__all__ = ["Moved", "Renaming", "refuse_other_meaning", "with_move"]
