"""Plan files as an edit would leave them: read again and judged before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from pmctl import folder
from pmctl.changes import compared
from pmctl.diagnostic import Diagnostic, UserError, position
from pmctl.escape import terminal
from pmctl.load import Loaded, load
from pmctl.plan import Plan, plan
from pmctl.rules import BY_CODE
from pmctl.rules.judging.run import findings
from pmctl.scheduling import Memory
from pmctl.source import FILE_BYTES, text_of

BROKEN = ("PM0", "PM1", "PM2")
"""Findings of these families, where they are errors, say that a plan cannot be read, or has no dates."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What an edit makes of plan files; nothing is written yet.

    `files` holds by path the bytes before and after (None: there is no such file); `after` is the plan read again with
    them. `about` are the full ids that were named.
    """

    before: Plan
    after: Plan
    files: Mapping[str, tuple[bytes | None, bytes | None]]
    about: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Are all files as they were?"""
        return not self.files


def file_bytes(present: Plan) -> dict[str, bytes]:
    """The bytes of every plan file that could be read, by path. UserError where one has changed since."""
    texts = present.loaded.texts
    read = folder.read_all(present.loaded.folder, texts, FILE_BYTES)
    found = {path: data for path, data in read.items() if isinstance(data, bytes)}
    for path, data in found.items():
        if text_of(data) != texts[path]:
            raise UserError(f"`{terminal(path)}` changed meanwhile", "nothing was written: call it again")
    return found


def drafted(
    present: Plan,
    changed: Mapping[str, bytes | None],
    level: bool,
    about: Collection[str] = (),
    force: bool = False,
) -> Draft:
    """The plan with other bytes in some files (None: the file is gone). UserError where that makes it wrong.

    It is wrong where it cannot be read or has no dates, and where an error is found in an item that was named (unless
    `force`). Errors of other items are for the reader of the draft.
    """
    files = file_bytes(present)
    differing = {path: (files.get(path), data) for path, data in changed.items() if files.get(path) != data}
    if not differing:
        return Draft(present, present, {}, tuple(about))
    after = plan(readable(present, with_files(files, changed)), present.today, level, Memory())
    _refuse_errors(present, after, about, force)
    return Draft(present, after, differing, tuple(about))


def with_files(files: Mapping[str, bytes], changed: Mapping[str, bytes | None]) -> dict[str, bytes]:
    """Files by path, some of them with other bytes, or gone (None)."""
    made: dict[str, bytes | None] = {**files, **changed}
    return {path: data for path, data in made.items() if data is not None}


def read_again(present: Plan, files: Mapping[str, bytes]) -> Loaded:
    """The plan with other bytes in its files, in memory; `loaded.diagnostics` says what is wrong with them."""
    loaded = load(present.loaded.root, files)
    # what could not be read at all is as wrong as before
    unread = tuple(one for one in present.loaded.diagnostics if one.span.path not in present.loaded.texts)
    return replace(
        loaded,
        folder=present.loaded.folder,
        diagnostics=tuple(sorted({*loaded.diagnostics, *unread}, key=lambda one: (one.span, one.code, one.message))),
    )


def readable(present: Plan, files: Mapping[str, bytes]) -> Loaded:
    """The plan with other bytes in its files, in memory. UserError where they are wrong as the present ones are not."""
    loaded = read_again(present, files)
    wrong = misread(present, loaded)
    if wrong is not None:
        raise _refusal(wrong, loaded)
    return loaded


def misread(present: Plan, loaded: Loaded) -> Diagnostic | None:
    """The first error that reading the changed files found and reading the present ones did not."""
    new = compared(present.loaded.diagnostics, loaded.diagnostics).new
    return next((one for one in new if one.severity == "error"), None)


def _refuse_errors(before: Plan, after: Plan, about: Collection[str], force: bool) -> None:
    """UserError for the first new error that an edit must not leave behind."""
    for finding in compared(findings(before), findings(after)).new:
        rule = BY_CODE.get(finding.code)
        if finding.severity != "error" or rule is None or rule.severity != "error":
            continue  # what only the team calls an error is for the reader: it may be a fact
        if rule.in_changes:
            continue  # a review judges that, and somebody may agree to it
        if finding.code.startswith(BROKEN):
            raise _refusal(finding, after.loaded)
        if finding.item in about and not force:
            raise _refusal(finding, after.loaded, "`--force` writes it all the same")


def _refusal(finding: Diagnostic, loaded: Loaded, way_out: str = "") -> UserError:
    """A finding of the changed files as the reason why they are not written."""
    text = loaded.texts.get(finding.span.path)
    line = f":{position(text, finding.span.start).line}" if text is not None else ""
    message = f"{finding.code} {BY_CODE[finding.code].name}: {finding.message}"
    written = f"nothing was written: it would be at {finding.span.path}{line}"
    return UserError(message, "\n".join(part for part in (finding.hint, written, way_out) if part))
