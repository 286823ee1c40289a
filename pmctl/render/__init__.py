"""The Jinja environment: sandboxed, strict, escaping; a workspace's own templates run in a child with limits.

In `html` and `svg` what a template builds (`set` blocks, macros) stays markup. `markdown` and `text` know no markup of
their own: each value is escaped where it is printed, so a macro is escaped twice there; use `include` instead.
"""

from pmctl.render.child import CLOCK, SECONDS
from pmctl.render.faults import position_of
from pmctl.render.filling import Fault, Prepared, fill
from pmctl.render.rendering import rendered
from pmctl.render.shown import RIGHT, Form, shown
from pmctl.render.sinks import sink_of
from pmctl.render.templates import OWN_FOLDER, built_in_names, built_in_text, own_names

__all__ = [
    "CLOCK",
    "OWN_FOLDER",
    "RIGHT",
    "SECONDS",
    "Fault",
    "Form",
    "Prepared",
    "built_in_names",
    "built_in_text",
    "fill",
    "own_names",
    "position_of",
    "rendered",
    "shown",
    "sink_of",
]
