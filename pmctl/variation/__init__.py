"""A workspace varied in memory: one item changed, a task that takes longer, somebody away, a risk that occurs."""

from pmctl.variation.events import affected, away, occurred, untrue
from pmctl.variation.replacing import replaced, with_values
from pmctl.variation.slipping import slipped, slipping_leaf

__all__ = ["affected", "away", "occurred", "replaced", "slipped", "slipping_leaf", "untrue", "with_values"]
