"""The timeline (Gantt chart) of a plan or roadmap, as SVG, HTML, PNG, PDF, Mermaid and terminal text."""

from pmctl.charts.timeline.as_html import html
from pmctl.charts.timeline.as_mermaid import mermaid, mermaid_parts
from pmctl.charts.timeline.as_print import pdf, png
from pmctl.charts.timeline.as_svg import svg
from pmctl.charts.timeline.as_text import text
from pmctl.charts.timeline.chart import Arrow, Row, Timeline
from pmctl.charts.timeline.formats import drawn
from pmctl.charts.timeline.paging import outlined, paged
from pmctl.charts.timeline.view import view

__all__ = [
    "Arrow",
    "Row",
    "Timeline",
    "drawn",
    "html",
    "mermaid",
    "mermaid_parts",
    "outlined",
    "paged",
    "pdf",
    "png",
    "svg",
    "text",
    "view",
]
