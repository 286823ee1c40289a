"""Pictures of several pages: which are asked for, and each handed over in a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from pmctl import output
from pmctl.diagnostic import UserError
from pmctl.escape import terminal

Page = TypeVar("Page")
PICTURES = ("svg", "png")
"""Formats that hold one page a file."""


def one_of(pages: Sequence[Page], page: str, what: str) -> Page:
    """The page of a number as typed; UserError for one that is not there."""
    if not page.isascii() or not page.isdigit():
        raise UserError(f"`--page {terminal(page[:20])}` is no page", "write a number, or `all` for one picture")
    if not 1 <= int(page[:9]) <= len(pages):
        raise UserError(f"there is no page {page[:20]}: this {what} has {len(pages)}")
    return pages[int(page) - 1]


def hand_over(pages: Sequence[Callable[[], str | bytes]], file: str | None, check: bool) -> int:
    """Print the first page, or write each to a file of its own; a page is drawn when its turn comes."""
    if file is None or file == "-":
        if len(pages) > 1:
            output.note(f"page 1 of {len(pages)}; `--page 2` is the next one, `--page all` draws one long picture")
        return output.deliver(pages[0](), file, check)
    return max(output.deliver(page(), page_file(file, number), check) for number, page in enumerate(pages, 1))


def page_file(file: str, number: int) -> str:
    """The file of a page: `plan.svg`, `plan-2.svg`, `plan-3.svg` ..."""
    path = Path(file)
    return file if number == 1 else str(path.with_name(f"{path.stem}-{number}{path.suffix}"))
