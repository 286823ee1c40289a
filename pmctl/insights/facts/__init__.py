"""Every fact of an item, typed or computed, by its one name: the key in YAML, the column, the word in a filter."""

from pmctl.insights.facts.as_json import to_json
from pmctl.insights.facts.catalogue import FACTS, names_for, title_of, value
from pmctl.insights.facts.filters import comparable, filter_of, is_match, known_names, matching
from pmctl.insights.facts.showing import show
from pmctl.insights.written import typed

__all__ = [
    "FACTS",
    "comparable",
    "filter_of",
    "is_match",
    "known_names",
    "matching",
    "names_for",
    "show",
    "title_of",
    "to_json",
    "typed",
    "value",
]
