"""The roadmap on paper: a board of now, next and later, or lanes on a calendar, as SVG, HTML, PNG and PDF."""

from pmctl.charts.roadmap.as_print import pdf, png
from pmctl.charts.roadmap.as_svg import svg
from pmctl.charts.roadmap.board import MANY, Band, Board, board_sheets
from pmctl.charts.roadmap.card import Card
from pmctl.charts.roadmap.lanes import Bar, lane_sheets
from pmctl.charts.roadmap.pages import LONGEST
from pmctl.charts.roadmap.sheet import Heading, Sheet

__all__ = [
    "LONGEST",
    "MANY",
    "Band",
    "Bar",
    "Board",
    "Card",
    "Heading",
    "Sheet",
    "board_sheets",
    "lane_sheets",
    "pdf",
    "png",
    "svg",
]
