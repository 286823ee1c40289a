"""What somebody owes, on a screen and in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pmctl import output
from pmctl.escape import markdown
from pmctl.insights.my_work import MyWork
from pmctl.insights.relations import home_of
from pmctl.model.people import Person
from pmctl.plan import Plan
from pmctl.quantity import print_date
from pmctl.views.my_work.view import Line, Section, documents_in, sections
from pmctl.views.stamp import stamp

_COLUMNS = (
    output.Column("document", least=6, spare=1),
    output.Column("item", least=10),
    output.Column("when", least=output.UNCUT),
    output.Column("what", least=28),
    output.Column("name", least=20, spare=2),
)


def my_work_text(plan: Plan, mine: MyWork, revision: str = "") -> str:
    """One line on top, a table (under the title of each section one thing a line), which revision and day it shows."""
    found = sections(plan, mine)
    person = plan.workspace.people[mine.person]
    head = output.paint(_head(plan, person, found), "bold")
    if not found:
        return f"{head}\n{_nothing(plan.today, mine.until)}\n\n{stamp(plan, revision)}"
    rows: list[output.Row | output.Heading] = []
    for section in found:
        rows += [output.Heading(section.title), *map(_row, section.lines)]
    return f"{head}\n{output.table(_COLUMNS, rows, 1)}\n\n{stamp(plan, revision)}"


def _head(plan: Plan, person: Person, found: Sequence[Section]) -> str:
    """`ana · Tue 10 Feb 2026 · 3 documents`."""
    documents = len(documents_in(found))
    return f"{person.id} · {print_date(plan.today)} · {documents} document{'' if documents == 1 else 's'}"


def _nothing(today: date, until: date) -> str:
    return f"Nothing is to be done and nobody waits, up to {print_date(until, today)}. `--horizon 30d` looks further."


def _row(line: Line) -> output.Row:
    what = output.Cell(line.text, "red" if line.late else "")
    return [home_of(line.item), _name(line), line.when, what, output.Cell(line.item.name, "dim")]


def _name(line: Line) -> str:
    """`design (dee)`; a document is named in its own column."""
    key = line.item.key if line.item.document else "(whole)"
    return f"{key} ({', '.join(line.who)})" if line.who else key


def my_work_markdown(plan: Plan, mine: MyWork) -> str:
    """A heading and a table for each section."""
    found = sections(plan, mine)
    person = plan.workspace.people[mine.person]
    lines = [f"# {markdown(person.title)}, {print_date(plan.today)}", ""]
    if not found:
        lines += [_nothing(plan.today, mine.until)]
    for section in found:
        lines += [f"## {section.title}", "", "| Document | Item | When | What |", "| --- | --- | --- | --- |"]
        for line in section.lines:
            cells = (home_of(line.item), _titled(line), line.when, line.text)
            lines.append("| " + " | ".join(markdown(cell) for cell in cells) + " |")
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _titled(line: Line) -> str:
    title = f", {line.item.name}" if line.item.name else ""
    return f"{_name(line)}{title}"
