"""For programs: JSON, and CSV that no spreadsheet takes for a formula."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from pmctl.escape.hidden import HIDDEN, visible
from pmctl.regex import regex

# --- JSON ------------------------------------------------------------------------------------------------------------


def _json_code(match: re.Match[str]) -> str:
    """A character as JSON writes it; beyond the first plane as two surrogates."""
    number = ord(match[0])
    if number < 0x10000:
        return f"\\u{number:04x}"
    number -= 0x10000
    return f"\\u{0xD800 + (number >> 10):04x}\\u{0xDC00 + (number & 0x3FF):04x}"


_JSON_HIDDEN = regex(f"[{HIDDEN}]")
_SCRIPT = {ord(character): f"\\u{ord(character):04x}" for character in "<>&'"}


def _finite(value: Any) -> Any:
    """The same value with null where a number is none."""
    if isinstance(value, float):
        return value if value - value == 0 else None
    if isinstance(value, dict):
        return {key: _finite(part) for key, part in value.items()}
    return [_finite(part) for part in value] if isinstance(value, list | tuple) else value


def json_text(value: Any, indent: int | None = None) -> str:
    """JSON that reads back as the value; hidden characters as `\\uXXXX`, NaN and infinity as null; no final newline."""
    separators = (",", ": ") if indent is not None else (", ", ": ")
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)
    except ValueError:
        text = json.dumps(_finite(value), ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)
    # only inside a text can `##[` stand
    return _JSON_HIDDEN.sub(_json_code, text).replace("##[", "\\u0023#[").replace("##vso[", "\\u0023#vso[")


def json_in_script(value: Any) -> str:
    """JSON between script tags: no `<`, `>`, `&` or `'`, so no tag, comment or entity can begin or end there."""
    return json_text(value).translate(_SCRIPT)


# --- CSV -------------------------------------------------------------------------------------------------------------

# blanks and characters without width do not stop a spreadsheet from seeing the formula behind them
_FORMULA = regex(
    "'*[\\s\x00-\x20\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r\n]"
)
_CSV_QUOTED = regex('[",\r\n;]|^ | $|^\t|\t$|^::|^##')
_CSV_COMMAND = regex("\n\\s*(?:::|##)")


def csv_cell(text: str, raw: bool = False) -> str:
    """A text cell by RFC 4180; one that a spreadsheet could take for a formula gets a leading `'`, unless `raw`.

    Numbers and dates are not for this function: they are written bare. `csv_unmarked` takes the mark off again.
    """
    cell = visible(text)
    if not raw and _FORMULA.match(cell):
        cell = "'" + cell
    if _CSV_COMMAND.search(cell):
        cell = cell.replace("\n", " ")
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if _CSV_QUOTED.search(cell) else cell


def csv_row(cells: Iterable[str]) -> str:
    """A line of cells that have been escaped, with its end."""
    return ",".join(cells) + "\r\n"


def csv_unmarked(text: str) -> str:
    """The text that `csv_cell` marked."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
