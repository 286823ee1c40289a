"""Every fact of an item, typed or computed, by its one name: the key in YAML, the column, the word in a filter."""

from pmctl.insights.collections import COLLECTIONS, items_of
from pmctl.insights.facts.as_json import to_json
from pmctl.insights.facts.catalogue import FACTS, Fact, names_for, title_of, value
from pmctl.insights.facts.filters import comparable, filter_of, is_match, known_names, matching
from pmctl.insights.facts.showing import show
from pmctl.insights.written import typed

__all__ = [
    "COLLECTIONS",
    "FACTS",
    "Fact",
    "comparable",
    "filter_of",
    "is_match",
    "items_of",
    "known_names",
    "matching",
    "names_for",
    "show",
    "title_of",
    "to_json",
    "typed",
    "value",
]
