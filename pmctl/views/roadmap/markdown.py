"""A roadmap in Markdown: a table for each lane."""

from __future__ import annotations

from pmctl.escape import markdown, markdown_code
from pmctl.plan import Plan
from pmctl.views.roadmap.releases import late_lines
from pmctl.views.roadmap.view import Roadmap
from pmctl.views.roadmap.words import NOTHING, between, blocks, heading, links, readers, title_of, told, words_of
from pmctl.views.stamp import CONTENT

_TITLES = {
    "name": "Feature",
    "id": "Id",
    "why": "Why",
    "promised": "Promised",
    "commitment": "Commitment",
    "forecast": "Forecast",
    "slip": "Slip",
    "health": "Health",
    "sure": "Confidence",
    "odds": "On time",
    "by": "Delivered by",
    "state": "State",
    "ends": "Ends in",
}


def roadmap_markdown(plan: Plan, found: Roadmap) -> str:
    """The page, with the columns in which something stands."""
    lines = [f"# {markdown(title_of(plan, found))}", ""]
    texts = {one.feature.id: words_of(plan, found, one) for one in found.entries}
    names = [name for name in _TITLES if any(words[name] for words in texts.values())]
    names = [name for name in names if name != ("sure" if found.by == "sprint" else "ends")]
    for lane in blocks(found):
        lines += [f"## {markdown(heading(plan, lane).replace('  ', ' · '))}", ""]
        lines += [_row([_TITLES[name] for name in names]), "|" + " --- |" * len(names)]
        lines += [_row([texts[one.feature.id][name] for name in names]) for one in lane.entries]
        lines.append("")
    waits = links(found)
    if waits:
        lines += [f"## {markdown(between(found))}", "", *(f"- {markdown(line)}" for line in waits), ""]
    late = late_lines(plan, found)
    if late:
        lines += ["## Late releases", "", *(f"- {markdown(line)}" for line in late), ""]
    lines += [] if found.lanes else [NOTHING, ""]
    last = [told(found), readers(found), f"as of {plan.today.isoformat()}"]
    content = markdown_code(plan.loaded.content[:CONTENT] or "unsaved")
    return "\n".join([*lines, f"{markdown(' · '.join(part for part in last if part))} · plan {content}"]) + "\n"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(markdown(cell) for cell in cells) + " |"
