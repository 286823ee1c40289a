"""Dependencies of Microsoft Project as links of a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from pmctl.formats.msproject.context import Context
from pmctl.formats.msproject.document import each, flag, number, whole

KINDS = {0: "FF", 1: "FS", 2: "SF", 3: "SS"}
ELAPSED = frozenset((4, 6, 8, 10, 12, 36, 38, 40, 42, 44))
SHARES = frozenset((19, 20, 51, 52))


def links_of(element: Element, name: str, ids: Mapping[int, str], context: Context) -> Iterator[str]:
    """The links of a task as the plan writes them; `LinkLag` is tenths of a minute, or per cent by `LagFormat`."""
    for entry in each(element, "PredecessorLink"):
        target = ids.get(whole(entry, "PredecessorUID", -1))
        if target is None or flag(entry, "CrossProject"):
            context.notes.add("a link to another file or to nothing is not held", name)
            continue
        kind = KINDS.get(whole(entry, "Type", 1), "FS")
        yield target + ("" if kind == "FS" else f" {kind}") + _lag(entry, name, context)


def _lag(entry: Element, name: str, context: Context) -> str:
    lag = number(entry, "LinkLag")
    if not lag:
        return ""
    sign = "+" if lag > 0 else "-"
    form = whole(entry, "LagFormat", 7)
    if form in SHARES:
        if form in (20, 52):
            context.notes.add("an elapsed share of a duration is held as a share of working time", name)
        return f" {sign} {format(abs(lag).normalize(), 'f')}%"
    tenths = abs(int(lag))
    if tenths % 10:
        context.notes.add("a lag is rounded to the minute", name)
    return f" {sign} {context.duration((tenths + 5) // 10, form in ELAPSED)}"
