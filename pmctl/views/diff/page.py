"""A difference as one self-contained page: nothing is loaded from anywhere, nothing is cut."""

from __future__ import annotations

from collections.abc import Sequence

from pmctl.charts.palette import DARK, LIGHT, variables
from pmctl.charts.timeline.as_svg import FONTS
from pmctl.render import fill
from pmctl.views.diff.causes import whose_note
from pmctl.views.diff.edited import edited, told
from pmctl.views.diff.gathered import Gathered, gathered, headline
from pmctl.views.diff.line import Line
from pmctl.views.diff.view import Difference
from pmctl.views.diff.words import nothing, title, warnings

SHORT = 8
"""Characters of the content hash that the footer shows."""


def diff_html(found: Difference) -> str:
    """The page."""
    topics = gathered(found, True) if not found.is_nothing else ()
    follows = [_topic(one) for one in topics if one.topic != "findings"]
    data: dict[str, object] = {
        "title": title(found),
        "headline": nothing(found) if found.is_nothing else headline(found),
        "warned": warnings(found),
        "topics": follows,
        "note": whose_note(found),
        "causes": any(line.causes for one in topics for line in one.lines),
        "edits": [
            {"subject": item.subject, "facts": told(item), "place": item.place}
            for item in edited(found, everything=True)
        ],
        "findings": [line for one in topics if one.topic == "findings" for line in _topic(one)["lines"]],
        "content": found.plan.loaded.content[:SHORT],
    }
    return _filled(data)


def lines_html(title: str, headline: str, lines: Sequence[Line], content: str) -> str:
    """A page of lines that stand alone."""
    topics = [_topic(Gathered("money", tuple(lines)))] if lines else []
    nothing: dict[str, object] = {"warned": [], "note": "", "causes": False, "edits": [], "findings": []}
    return _filled({"title": title, "headline": headline, "topics": topics, "content": content[:SHORT], **nothing})


def _filled(data: dict[str, object]) -> str:
    return fill("diff.html.j2", {}, data, {"fonts": FONTS, "light": variables(LIGHT), "dark": variables(DARK)})


def _topic(one: Gathered) -> dict[str, list[dict[str, str]]]:
    lines = [
        {
            "subject": line.subject,
            "change": line.change,
            "size": line.size,
            "note": line.note,
            "tone": line.tone,
            "causes": " · ".join(line.causes),
        }
        for line in one.lines
    ]
    return {"lines": lines}
