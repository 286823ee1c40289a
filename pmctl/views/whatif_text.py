"""What follows from a change, for a terminal: the sentence, the figures beside the present ones, then each section."""

from __future__ import annotations

import textwrap

from pmctl import output
from pmctl.escape import terminal
from pmctl.quantity import print_date
from pmctl.views.whatif import Option, WhatIf
from pmctl.views.whatif_sections import Section, beside, sections, sentence


def whatif_text(found: WhatIf, everything: bool) -> str:
    """One alternative in full; several beside each other, each with its sentence. `everything` leaves nothing out."""
    if len(found.options) == 1:
        option = found.options[0]
        parts = [_head(found, option), "\n".join(_folded(sentence(option))), _table(beside(found))]
        parts += [_section(section) for section in sections(option, everything)]
        return "\n\n".join(parts)
    parts = [output.paint(f"today {print_date(found.plan.today, None)}", "dim") + "\n" + _table(beside(found))]
    for option in found.options:
        head = output.paint(f"{option.name}  ", "bold") + terminal("; ".join(option.words))
        parts.append("\n".join([head, *_folded(sentence(option), "   ")]))
        parts += [_section(section) for section in sections(option, True)] if everything else []
    return "\n\n".join(parts)


def _head(found: WhatIf, option: Option) -> str:
    text = f"What if {'; '.join(option.words)}?"
    return "\n".join(output.paint(line, "bold") for line in _folded(text)) + output.paint(
        f"  today {print_date(found.plan.today, None)}", "dim"
    )


def _folded(text: str, indent: str = "") -> list[str]:
    room = max(output.width(), 40)
    return textwrap.wrap(
        terminal(text), room, initial_indent=indent, subsequent_indent=indent, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


def _section(section: Section) -> str:
    more = [f"  {section.rest} more: `--all`"] if section.rest else []
    return "\n".join([output.paint(section.title, "heading"), _table(section), *more])


def _table(section: Section) -> str:
    titles = any(section.columns)
    columns = [output.Column(title, least=_least(index, section)) for index, title in enumerate(section.columns)]
    return output.table(columns, section.rows, 1, titles)


def _least(index: int, section: Section) -> int:
    """The item may be cut before what is said of it."""
    return 14 if index == 0 else 10 if section.title.endswith("indings") else 11
