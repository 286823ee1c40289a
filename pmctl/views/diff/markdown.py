"""A difference for a comment: the headline, a table of what follows, the edits, new findings, the rest folded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pmctl.escape import markdown
from pmctl.views.diff.causes import whose_note
from pmctl.views.diff.edited import Edited, edited, told
from pmctl.views.diff.gathered import Gathered, gathered, headline
from pmctl.views.diff.line import Line
from pmctl.views.diff.view import Difference
from pmctl.views.diff.words import nothing, title, warnings

MOST_ROWS = 300
"""Rows of a table, folded or not: a comment has its limits."""
MOST_OPEN = 15
"""Edited items that stand open."""


def diff_markdown(found: Difference, everything: bool = False) -> str:
    """The difference in full; one line where nothing differs in meaning. `everything` folds and cuts nothing."""
    warned = [f"> {markdown(words)}" for words in warnings(found)]
    if found.is_nothing:
        return "\n\n".join([*warned, markdown(nothing(found))]) + "\n"
    parts = [*warned, f"**{markdown(headline(found))}**", *tables(found, everything), markdown(title(found))]
    return "\n\n".join(parts) + "\n"


def tables(found: Difference, everything: bool = False) -> list[str]:
    """What follows, the edits, the findings, then what is folded; each only where it holds anything."""
    topics = gathered(found, everything)
    items = edited(found, everything)
    shown = items if everything else items[:MOST_OPEN]
    return [
        *headed("What follows", follows_table(topics)),
        *([markdown(note)] if (note := whose_note(found)) else []),
        *headed("Edited", edits_table(shown)),
        *headed("Findings", findings_list(topics)),
        *(_folded(found, items) if not everything else ()),
    ]


def headed(title: str, body: str) -> list[str]:
    """A heading with what stands below it, nothing where that is empty."""
    return [f"### {title}", body] if body else []


def follows_table(topics: Iterable[Gathered]) -> str:
    """The lines of all topics but the findings; empty where there is none."""
    rows = [line for topic in topics if topic.topic != "findings" for line in topic.lines]
    with_causes = any(line.causes for line in rows)
    titles = ["", "from → to", "", "note", *(["because of"] if with_causes else [])]
    return table(titles, [_cells(line)[: len(titles)] for line in rows])


def _cells(line: Line) -> list[str]:
    return [line.subject, line.change, line.size, line.note, " · ".join(line.causes)]


def edits_table(items: Sequence[Edited]) -> str:
    """An edited item a row, its facts one below the other."""
    rows = [(item.subject, "\n".join(told(item)), item.place) for item in items]
    return table(("item", "edited", "where"), rows)


def findings_list(topics: Iterable[Gathered]) -> str:
    """The findings that are new and gone, with their places."""
    lines = [line for topic in topics if topic.topic == "findings" for line in topic.lines]
    rest = sum(topic.rest for topic in topics if topic.topic == "findings")
    shown = [f"- {markdown(line.subject)}: {markdown(line.change)} ({markdown(line.note)})" for line in lines]
    return "\n".join([*shown, *([f"- … and {rest} more"] if rest else [])])


def folded(title: str, body: str) -> str:
    """What opens when somebody asks; the title is ours, never a plan's."""
    return f"<details><summary>{title}</summary>\n\n{body}\n\n</details>"


def _folded(found: Difference, items: Sequence[Edited]) -> list[str]:
    """Everything that the open tables cut."""
    cut = {one.topic for one in gathered(found) if one.rest and one.topic != "findings"}
    rest = [
        folded(f"All of what follows: {one.topic}", follows_table([one]))
        for one in gathered(found, True)
        if one.topic in cut
    ]
    more = items[MOST_OPEN:]
    return [*rest, *([folded(f"{len(more)} more edited", edits_table(more))] if more else [])]


def table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of plain cells, escaped here; cut on a row where it is too long. Empty without rows."""
    if not rows:
        return ""
    lines = [list(titles), ["---"] * len(titles), *([cell(one) for one in row] for row in rows[:MOST_ROWS])]
    text = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    return f"{text}\n\n… and {len(rows) - MOST_ROWS} more" if len(rows) > MOST_ROWS else text


def cell(text: str) -> str:
    """A cell of a table, its lines one below the other."""
    return "<br>".join(markdown(line.strip()) for line in text.split("\n"))
