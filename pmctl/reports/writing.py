"""A report's view written in a format: its template filled in, with the timeline in the language of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pmctl.audience import Audience
from pmctl.charts import timeline
from pmctl.charts.palette import DARK, LIGHT, variables
from pmctl.charts.timeline.as_svg import FONTS
from pmctl.diagnostic import Diagnostic
from pmctl.escape import json_text, markdown_code
from pmctl.folder import Folder
from pmctl.plan import Plan
from pmctl.render import rendered, sink_of

FORMATS = ("text", "md", "html", "json")
PICTURE = "timeline.svg"
"""The name of the picture beside a report that is written to a folder."""


def picture_of(plan: Plan, documents: Sequence[str], audience: Audience) -> timeline.Timeline:
    """The timeline that belongs to a report, short enough to be read in it."""
    return timeline.outlined(timeline.view(plan, tuple(documents), None, audience))


def written(
    view: Mapping[str, object],
    format: str,
    template: str,
    picture: timeline.Timeline | None,
    width: int = 80,
    own: Folder | None = None,
    beside: bool = False,
) -> tuple[str, tuple[Diagnostic, ...]]:
    """The report as text of a format, and what was wrong with a template of the workspace's `own`.

    `beside` says that the picture lies beside the report as `timeline.svg`; a Markdown page then names it.
    """
    if format == "json":
        return json_text(view, indent=2) + "\n", ()
    chart = picture if picture is not None and picture.rows else None
    ready = {"timeline": _picture(chart, format, width, beside), "fonts": FONTS}
    ready |= {"light": variables(LIGHT), "dark": variables(DARK)}
    data = dict(view)
    if sink_of(template) == "markdown":
        ready["footer"] = footer(view, markdown_code)
    else:
        data["footer"] = footer(view)
    text, found = rendered(template, data, ready, own)
    return _tidy(text) if sink_of(template) in ("text", "markdown") else text, found


def _picture(chart: timeline.Timeline | None, format: str, width: int, beside: bool) -> str:
    """The timeline as the page can hold it."""
    if chart is None:
        return ""
    if format == "html":
        return timeline.svg(chart)
    if format == "md":
        if beside:
            return f"![Timeline]({PICTURE})"
        return "\n".join(f"```mermaid\n{part}```" for part in timeline.mermaid_parts(chart))
    return timeline.text(chart, width).rstrip("\n")


def footer(view: Mapping[str, object], code: Callable[[str], str] = str) -> str:
    """Where it comes from: the revision only in what is printed, the day and the content of the plan always.

    `code` marks revision and content as names of a machine, which a reader copies as they are.
    """
    parts = [code(str(view["revision"]))] if view.get("revision") else []
    content = str(view["content"])[:12]
    parts += [
        f"as of {view['today']}",
        f"plan {code(content) if content else 'unsaved'}",
        "promised, planned and forecast apart",
    ]
    return " · ".join(parts)


def _tidy(text: str) -> str:
    """No blanks at line ends, never two empty lines."""
    lines: list[str] = []
    for line in text.splitlines():
        kept = line.rstrip()
        if kept or (lines and lines[-1]):
            lines.append(kept)
    return "\n".join(lines).rstrip() + "\n"
