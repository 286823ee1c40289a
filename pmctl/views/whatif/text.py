"""What follows from a change, for a terminal: the sentence, the figures beside the present ones, then each section."""

from __future__ import annotations

from pmctl import output
from pmctl.escape import terminal, terminal_width
from pmctl.quantity import print_date
from pmctl.views.folding import folded
from pmctl.views.whatif.sections import FINDING, Section, beside, sections
from pmctl.views.whatif.sentence import sentence
from pmctl.views.whatif.view import Option, WhatIf


def whatif_text(found: WhatIf, everything: bool) -> str:
    """One alternative in full; several beside each other, each with its sentence. `everything` leaves nothing out."""
    if len(found.options) == 1:
        option = found.options[0]
        parts = [_head(found, option), "\n".join(folded(sentence(option)))]
        says_more = option.levelling is not None or not option.is_nothing
        parts += [_side_by_side(beside(found))] if says_more else []
        parts += [_section(section) for section in sections(option, everything)]
        return "\n\n".join(parts)
    today = output.paint(f"today {print_date(found.plan.today, None)}", "dim")
    parts = [f"{today}\n{_side_by_side(beside(found))}"]
    for option in found.options:
        head = output.paint(f"{option.name}  ", "bold") + terminal("; ".join(option.words))
        parts.append("\n".join([head, *folded(sentence(option), "   ", "   ")]))
        parts += [_section(section) for section in sections(option, True)] if everything else []
    return "\n\n".join(parts)


def _head(found: WhatIf, option: Option) -> str:
    text = f"What if {'; '.join(option.words)}?  (today {print_date(found.plan.today, None)})"
    return "\n".join(output.paint(line, "bold") for line in folded(text))


def _section(section: Section) -> str:
    more = [f" {section.rest} more: `--all`"] if section.rest else []
    body = _prose(section) if section.columns == FINDING else [_table(section)]
    return "\n".join([output.paint(section.title, "heading"), *body, *more])


def _prose(section: Section) -> list[str]:
    """Findings as sentences: what they say is longer than a column."""
    lines = []
    for rule, what, where in section.rows:
        code = rule if isinstance(rule, output.Cell) else output.Cell(rule)
        first, *rest = folded(f"{code.text}: {_plain(what)} ({_plain(where)})", " ", "   ")
        lines += [first.replace(code.text, output.paint(code.text, code.style), 1), *rest]
    return lines


def _plain(cell: str | output.Cell) -> str:
    return cell if isinstance(cell, str) else cell.text


def _side_by_side(section: Section) -> str:
    """As many alternatives beside the present plan as a line holds; the others below, beside it again."""
    columns = list(zip(section.columns, *section.rows, strict=True))
    widths = [2 + max(terminal_width(_plain(cell)) for cell in column) for column in columns]
    blocks = [[0, 1]]
    for index in range(2, len(columns)):
        if len(blocks[-1]) > 2 and sum(widths[one] for one in (*blocks[-1], index)) - 1 > output.width():
            blocks.append([0, 1])
        blocks[-1].append(index)
    tables = []
    for block in blocks:
        titles = tuple(section.columns[index] for index in block)
        rows = zip(*(columns[index][1:] for index in block), strict=True)
        tables.append(_table(Section("", titles, tuple(rows))))
    return "\n\n".join(tables)


def _table(section: Section) -> str:
    titles = any(section.columns)
    columns = [output.Column(title, least=12 if index else 16) for index, title in enumerate(section.columns)]
    return output.table(columns, section.rows, 1, titles)
