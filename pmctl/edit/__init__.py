"""A change to plan text: only the lines that are meant change; comments, quotes, line ends and order survive."""

from pmctl.edit.blocks import Block, added, put_in, replaced, taken
from pmctl.edit.editing import Edit, as_typed, edited, keys_of, place_of
from pmctl.edit.fixing import fix_of, fix_of_new
from pmctl.edit.request import Request, change, request
from pmctl.edit.values import refuse_broken

__all__ = [
    "Block",
    "Edit",
    "Request",
    "added",
    "as_typed",
    "change",
    "edited",
    "fix_of",
    "fix_of_new",
    "keys_of",
    "place_of",
    "put_in",
    "refuse_broken",
    "replaced",
    "request",
    "taken",
]
