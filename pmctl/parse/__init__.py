"""YAML text becomes a Tree: every value with its place, within bounds; wrong text becomes findings, not exceptions."""

from pmctl.parse.parsing import parse
from pmctl.parse.places import Place
from pmctl.parse.tree import Allow, Map, Seq, Tree, Value, empty_map, scalar_text
from pmctl.source import announces_plan, read_file, text_of

__all__ = [
    "Allow",
    "Map",
    "Place",
    "Seq",
    "Tree",
    "Value",
    "announces_plan",
    "empty_map",
    "parse",
    "read_file",
    "scalar_text",
    "text_of",
]
