"""A report's view written in a format: its template filled in, with its pictures in the language of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from typing import Any

from pmctl.audience import Audience, visible
from pmctl.charts import timeline
from pmctl.charts.drawing import Drawing, printed
from pmctl.charts.themed import ON_DARK, ON_LIGHT, themed
from pmctl.charts.timeline.as_svg import FONTS
from pmctl.diagnostic import Diagnostic
from pmctl.escape import json_text, markdown, markdown_block, markdown_code
from pmctl.folder import Folder
from pmctl.plan import Plan
from pmctl.render import Prepared, rendered, shown, sink_of
from pmctl.reports import Report, in_columns, status, status_in_columns
from pmctl.reports.paper import Paper, Request, as_data, as_page, blank, drawings_of

FORMATS = ("text", "md", "html", "json")
PICTURE = "timeline.svg"
"""The name of the timeline beside a report that is written to a folder."""


@dataclass(frozen=True, slots=True)
class Made:
    """A report before it is written: its view, its timeline where it has one, its pictures by section."""

    view: Mapping[str, object]
    timeline: timeline.Timeline | None = None
    drawings: Mapping[str, Drawing] | None = None

    def pictures(self) -> list[tuple[str, str]]:
        """The files that lie beside it in a folder: name and text."""
        drawn = [(f"{name}.svg", str(printed(one, "svg", 80))) for name, one in (self.drawings or {}).items()]
        return drawn + ([(PICTURE, timeline.svg(self.timeline))] if self.timeline is not None else [])


def make(report: Report, request: Request, revision: str = "") -> Made:
    """What a report says. A reader whom it is not for, or who may not see its document, is told just that."""
    if report.module == "status":
        document = request.document.id if request.document else None
        view = status.view(request.plan, document, request.audience, request.since, revision)
        return Made(view, picture_of(request.plan, [document] if document else [], request.audience))
    paper = _paper(report, request)
    return Made(as_data(paper, report.name, request, revision), drawings=drawings_of(paper))


def _paper(report: Report, request: Request) -> Paper:
    hidden = request.document is not None and not visible(request.plan.workspace, request.document, request.audience)
    if hidden or request.audience not in report.audiences:
        return blank(report.name.replace("-", " ").capitalize())
    found: Paper = import_module(f"pmctl.reports.{report.module}").view(request)
    return found


def picture_of(plan: Plan, documents: Sequence[str], audience: Audience) -> timeline.Timeline:
    """The timeline that belongs to a report, short enough to be read in it."""
    return timeline.outlined(timeline.view(plan, tuple(documents), None, audience))


def written(
    made: Made,
    format: str,
    template: str,
    width: int = 80,
    own: Folder | None = None,
    beside: bool = False,
) -> tuple[str, tuple[Diagnostic, ...]]:
    """The report as text of a format, and what was wrong with a template of the workspace's `own`.

    `beside` says that its pictures lie beside the report as files; a Markdown page then names them.
    """
    view = made.view
    if format == "json":
        return json_text(view, indent=2) + "\n", ()
    data = as_page(view)
    ready = _ready(replace(made, view=data), format, width, beside)
    if sink_of(template) == "markdown":
        ready["footer"] = footer(view, markdown_code)
    elif format == "text":
        ready["footer"] = in_columns.paragraphs([footer(view)], False, width, 0)
    else:
        data["footer"] = footer(view)
    text, found = rendered(template, data, ready, own)
    return _tidy(text) if sink_of(template) in ("text", "markdown") else text, found


def _ready(made: Made, format: str, width: int, beside: bool) -> dict[str, str | Mapping[str, str]]:
    """What a template gets in the language of its page: pictures, colours; for a terminal also lines of its width."""
    ready: dict[str, str | Mapping[str, str]] = {"fonts": FONTS, "light": ON_LIGHT, "dark": ON_DARK}
    ready["timeline"] = _picture(made.timeline, format, width, beside)
    drawings = made.drawings or {}
    ready["pictures"] = {name: _drawn(name, one, format, width, beside) for name, one in drawings.items()}
    if format == "text":
        ready |= _lines(made.view, width) if "sections" in made.view else status_in_columns.prepared(made.view, width)
    return ready


def _lines(view: Mapping[str, Any], width: int) -> Prepared:
    """The parts of a page in a terminal."""
    sections, today = view["sections"], date.fromisoformat(view["today"])
    tables = {
        one["id"]: in_columns.table(one["columns"], one["rows"], width, near=today)
        for one in sections
        if one["rows"] and one["columns"]
    }
    texts = {one["id"]: in_columns.paragraphs(one["text"], one["listed"], width) for one in sections if one["text"]}
    title = f"{view['title']} · {shown(view['today'], 'day')}"
    return {
        "title_lines": in_columns.paragraphs([title], False, width, 0),
        "headings": {one["id"]: in_columns.paragraphs([one["title"]], False, width, 0) for one in sections},
        "tables": tables,
        "paragraphs": texts,
        "facts_table": in_columns.facts(view["facts"], width, today),
        "missing_lines": in_columns.paragraphs(view["missing"], True, width),
        "headline_lines": in_columns.paragraphs([view["headline"]], False, width, 0),
    }


def _drawn(name: str, drawing: Drawing, format: str, width: int, beside: bool) -> str:
    """A picture of a section as the page can hold it."""
    if format == "html":
        svg = str(printed(drawing, "svg", width))
        return themed(svg[svg.index("<svg") :])
    if format == "md":
        if beside:
            return f"![{markdown(drawing.title)}]({name}.svg)"
        return markdown_block(drawing.text(80))
    return str(drawing.text(width)).rstrip("\n")


def _picture(chart: timeline.Timeline | None, format: str, width: int, beside: bool) -> str:
    """The timeline as the page can hold it."""
    if chart is None or not chart.rows:
        return ""
    if format == "html":
        return timeline.svg(chart)
    if format == "md":
        if beside:
            return f"![Timeline]({PICTURE})"
        return "\n".join(markdown_block(part, "mermaid") for part in timeline.mermaid_parts(chart))
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
