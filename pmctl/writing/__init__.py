"""Plan files changed all together or not at all, whatever happens meanwhile: a crash, a full disk, a second writer."""

from pmctl.writing.place import place_of
from pmctl.writing.plan import Change, write_plan
from pmctl.writing.recovering import Outcome, is_cut_short, recover
from pmctl.writing.strays import strays

__all__ = ["Change", "Outcome", "is_cut_short", "place_of", "recover", "strays", "write_plan"]
