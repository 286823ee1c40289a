"""One file of a workspace, read apart from all others: its tree judged and built, with everything that was wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace

from pmctl.build import (
    COLLECTIONS,
    DOCUMENTS,
    Piece,
    Tables,
    Taken,
    build,
    claims_plan,
    is_foreign,
    recognise,
    tables,
)
from pmctl.diagnostic import Diagnostic, Span
from pmctl.discover import SETTINGS
from pmctl.grammar import Fields
from pmctl.load.content import Held
from pmctl.model.workspace import FieldDeclaration
from pmctl.parse import Allow, Map, Tree, announces_plan, parse, text_of
from pmctl.record import dataclass
from pmctl.shape import shape
from pmctl.source import BYTE_ORDER_MARK


@dataclass(frozen=True, slots=True)
class Terms:
    """What the settings of a workspace say that every other file is read with."""

    workspace_id: str
    tables: Tables = field(default_factory=tables)
    patterns: tuple[str, ...] = ()
    declared: Fields = ()


@dataclass(slots=True)
class Reading:
    """What one file says. `piece` is what it adds to the workspace, `taken` the ids that it uses; `size` in bytes.

    `text` and what it `holds` are there where it is, or may be, one of ours.
    """

    path: str
    size: int = 0
    piece: Piece | None = None
    taken: Taken = field(default_factory=Taken)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    text: str | None = None
    allows: tuple[Allow, ...] = ()
    holds: Held | None = None

    @property
    def is_refused(self) -> bool:
        """Can nothing of it be read, because of an error?"""
        return self.piece is None and any(one.severity == "error" for one in self.diagnostics)


def read_plan(path: str, data: bytes | Diagnostic, terms: Terms, taken: Taken | None = None) -> Reading:
    """Read one file. With `taken` its ids join those that are taken already, and what is taken is a finding."""
    reading = Reading(path, taken=taken if taken is not None else Taken())
    if isinstance(data, Diagnostic):
        return _refused(reading, data, terms)
    tree = _tree(reading, data, terms)
    if tree is None:
        return reading
    kind, finding = recognise(tree)
    if finding is not None:
        reading.diagnostics.append(finding)
        reading.text = tree.text
    if kind == "workspace":
        reading.text = tree.text
        place = tree.root.places["kind"] if isinstance(tree.root, Map) else (0, 0, 0)
        message = f"the settings of a workspace stand in `{SETTINGS}` at its root: this file is not read"
        reading.diagnostics.append(Diagnostic("PM013", "error", message, Span(path, *place[1:]), "move it there"))
    elif kind:
        _fill(reading, tree, kind, data, terms)
    return reading


def read_settings(data: bytes | Diagnostic, terms: Terms) -> tuple[Reading, Terms]:
    """Read `pmctl.yaml`, which comes first, and what all others are to be read with."""
    reading = Reading(SETTINGS)
    if isinstance(data, Diagnostic):
        return _refused(reading, data, terms), terms
    tree = _tree(reading, data, terms)
    if tree is None:
        return reading, terms
    kind, finding = recognise(tree)
    if kind not in ("workspace", ""):
        _fill(reading, tree, kind, data, terms)  # a plan of one file may have any name
        return reading, terms
    if finding is not None:
        reading.diagnostics.append(finding)
    piece = _fill(reading, tree, "workspace", data, terms)
    declared: dict[str, FieldDeclaration] = piece.found.get("fields", {})
    own = tables(piece.found.get("units", terms.tables.units), declared)
    return reading, Terms(piece.id, own, piece.found.get("plans", ()), _declared(declared))


def _declared(fields: Mapping[str, FieldDeclaration]) -> Fields:
    """The names of declared fields by the kind of item that may have them."""
    names = {kind: {kind, collection} for collection, (_, kind) in COLLECTIONS.items()}
    names |= {kind: {kind, f"{kind}s"} for kind in DOCUMENTS}
    carried = (
        (kind, tuple([key for key, one in fields.items() if not one.of or not own.isdisjoint(one.of)]))
        for kind, own in sorted(names.items())
    )
    return tuple([(kind, keys) for kind, keys in carried if keys])


def _refused(reading: Reading, finding: Diagnostic, terms: Terms) -> Reading:
    """A file that cannot be had may be a plan: an error where `plans:` names it, else a warning."""
    is_error = _is_named(reading, terms) or finding.code != "PM001"
    reading.diagnostics.append(finding if is_error else replace(finding, severity="warning"))
    return reading


def _tree(reading: Reading, data: bytes, terms: Terms) -> Tree | None:
    """Parse a file. What is wrong with its text is said only where it is ours, or may be: nothing may hide a plan."""
    reading.size = len(data)
    tree, findings = parse(reading.path, data)
    if tree is not None and not findings:
        return tree
    if _is_named(reading, terms) or _may_be_plan(tree, data):
        reading.diagnostics += findings
        reading.text = tree.text if tree is not None else text_of(data)
        reading.holds = _held(tree, data)
    elif tree is None:
        message = "this file cannot be read and does not say a `kind` of ours, so it is left alone"
        reading.diagnostics.append(Diagnostic("PM001", "info", message, findings[0].span, findings[0].message))
        reading.text = text_of(data)
    return tree


def _is_named(reading: Reading, terms: Terms) -> bool:
    """Does the workspace say that this file is one of its plans?"""
    return bool(terms.patterns) or reading.path == SETTINGS


def _may_be_plan(tree: Tree | None, data: bytes) -> bool:
    if tree is None:
        return announces_plan(data) and not is_foreign(data)
    return recognise(tree)[0] != "" or claims_plan(data)


def _fill(reading: Reading, tree: Tree, kind: str, data: bytes, terms: Terms) -> Piece:
    """Judge the shape of a file and build its piece; what shape refused is not refused again."""
    refused = shape(tree, kind, terms.declared)
    piece = reading.piece = build(tree, kind, terms.tables, reading.taken, terms.workspace_id)
    reading.diagnostics += refused
    reading.diagnostics += _news(piece.diagnostics, refused)
    reading.text = tree.text
    reading.allows = tree.allows
    reading.holds = _held(tree, data)
    return piece


def _held(tree: Tree | None, data: bytes) -> Held:
    """What a file holds; the text is kept anyhow, and its bytes only where they are more."""
    return data if tree is None or data.startswith(BYTE_ORDER_MARK) else tree.text


def _news(findings: list[Diagnostic], refused: list[Diagnostic]) -> list[Diagnostic]:
    """What build says of places of which shape said nothing: neither of them, nor of what is around or in them."""
    if not findings or not refused:
        return findings
    spans = [one.span for one in refused]

    def is_known(span: Span) -> bool:
        return any(
            (one.start <= span.start and span.end <= one.end) or (span.start <= one.start and one.end <= span.end)
            for one in spans
        )

    return [one for one in findings if one.code not in ("PM006", "PM007") or not is_known(one.span)]
