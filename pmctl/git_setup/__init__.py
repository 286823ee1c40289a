"""What makes git know plans in one clone: attributes, settings and a hook, each shown, written, checked and undone."""

from pmctl.git_setup import attributes, hook, settings
from pmctl.git_setup.finding import place_of
from pmctl.git_setup.place import Part, Place

PARTS = (attributes, settings, hook)
"""Each has `look(place)`, which answers a Part, `write(place)`, and `undo(place)`, which says what is left."""

__all__ = ["PARTS", "Part", "Place", "place_of"]
