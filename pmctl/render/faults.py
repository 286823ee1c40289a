"""What is wrong with a template, as a finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmctl import escape
from pmctl.diagnostic import Diagnostic, Span
from pmctl.folder import Folder, read
from pmctl.render.filling import Fault
from pmctl.render.templates import LARGEST_TEMPLATE, OWN_FOLDER

_CODE = "PM020"


def finding_of(fault: Fault, own: Mapping[str, str]) -> Diagnostic:
    """A fault as a finding at its line."""
    path = f"{OWN_FOLDER}/{fault.template}" if fault.template in own else fault.template
    text = own.get(fault.template, "")
    start = sum(map(len, _lines(text, fault.line - 1)))
    message = f"the template cannot be rendered: {escape.terminal(fault.message)}"
    hint = "`pmctl report --copy-template NAME` writes the built-in one to start from"
    return Diagnostic(_CODE, "error", message, Span(path, start, start), hint)


def _lines(text: str, count: int) -> Iterator[str]:
    for index, line in enumerate(text.splitlines(keepends=True)):
        if index >= count:
            return
        yield line


def position_of(finding: Diagnostic, own: Folder) -> int:
    """The line (from 1) of a finding about a workspace's template."""
    data = read(own, finding.span.path, LARGEST_TEMPLATE)
    return data.decode("utf-8", "replace")[: finding.span.start].count("\n") + 1 if isinstance(data, bytes) else 1
