"""For code hosts and build servers: messages and properties of workflow commands, messages of SARIF."""

from __future__ import annotations

from pmctl.escape.hidden import one_line, visible


def annotation_message(text: str) -> str:
    """The message of a workflow command, per cent sign first."""
    plain = visible(text).replace("%", "%25")
    return plain.replace("\r", "%0D").replace("\n", "%0A")


def annotation_property(text: str) -> str:
    """The value of a property of a workflow command."""
    return annotation_message(text).replace(":", "%3A").replace(",", "%2C")


def sarif_message(text: str) -> str:
    """The text of a message of SARIF, on one line and not empty; `[words](1)` in it is no link to a place."""
    return one_line(text).replace("](", "] (") or "·"
