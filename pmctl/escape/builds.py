"""For the annotations of build servers: messages and properties of workflow commands."""

from __future__ import annotations

from pmctl.escape.hidden import visible


def annotation_message(text: str) -> str:
    """The message of a workflow command, per cent sign first."""
    plain = visible(text).replace("%", "%25")
    return plain.replace("\r", "%0D").replace("\n", "%0A")


def annotation_property(text: str) -> str:
    """The value of a property of a workflow command."""
    return annotation_message(text).replace(":", "%3A").replace(",", "%2C")
