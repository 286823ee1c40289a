"""The XML of Microsoft Project: read within bounds, its values taken out with their types."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from pmctl.diagnostic import UserError
from pmctl.quantity import FIRST_YEAR, LAST_YEAR
from pmctl.regex import regex

LARGEST = 64 << 20
DEEPEST = 64
MOST = 4_000_000

_PERIOD = regex(r"(-?)P(?:([0-9]{1,6})D)?(?:T(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})(?:\.[0-9]{1,9})?S)?)?")
_MOMENT = regex(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9]{2}:[0-9]{2})(?::[0-9]{2})?(?:\.[0-9]+)?)?")


class _Bounded(TreeBuilder):
    """A tree that stops growing at a depth and a number of elements; namespaces are dropped."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.count = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self.depth += 1
        self.count += 1
        if self.depth > DEEPEST:
            raise UserError(f"the file is nested more than {DEEPEST} elements deep", "no project is so deep")
        if self.count > MOST:
            raise UserError(f"the file has more than {MOST} elements")
        return super().start(tag.rpartition("}")[2], {})

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(tag.rpartition("}")[2])


def parse(data: bytes) -> Element:
    """The root of an MSPDI file, gzipped or not. UserError: no XML, a DTD, too large, too deep, not a project."""
    from defusedxml import DefusedXmlException, DTDForbidden
    from defusedxml.ElementTree import DefusedXMLParser

    text = _unpacked(data)
    parser = DefusedXMLParser(target=_Bounded(), forbid_dtd=True)
    try:
        parser.feed(text)
        root = parser.close()
    except DTDForbidden as error:
        raise UserError("DTD not allowed: a project needs none", "save it again from the application") from error
    except DefusedXmlException as error:
        raise UserError("entities are not allowed in a project") from error
    except ParseError as error:
        line, column = error.position
        raise UserError(f"this is not XML: line {line}, column {column + 1}") from error
    except (ValueError, LookupError) as error:
        raise UserError("this is not XML: its encoding is not known") from error
    if not isinstance(root, Element) or root.tag != "Project":
        raise UserError(
            "this is no project of Microsoft Project's XML format",
            "save it there as XML; `.mpp` files cannot be read",
        )
    return root


def _unpacked(data: bytes) -> bytes:
    if data[:2] == b"\x1f\x8b":
        stream = zlib.decompressobj(wbits=31)
        try:
            data = stream.decompress(data, LARGEST + 1)
        except zlib.error as error:
            raise UserError("this gzip file is damaged") from error
    if len(data) > LARGEST:
        raise UserError(f"the file is larger than {LARGEST >> 20} MB")
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise UserError("this is an `.mpp` file, which only Microsoft Project reads", "save it there as XML")
    return data


def text(element: Element, tag: str) -> str:
    """The text of a child, without edge spaces; "" where it is not there."""
    return (element.findtext(tag) or "").strip()


def whole(element: Element, tag: str, otherwise: int = 0) -> int:
    """An integer; decimals are cut."""
    found = number(element, tag)
    return int(found) if found is not None else otherwise


def flag(element: Element, tag: str) -> bool:
    """0 or 1, true or false."""
    return text(element, tag) in ("1", "true")


def number(element: Element, tag: str) -> Decimal | None:
    """A finite decimal number of sane size."""
    written = text(element, tag)
    if not written or len(written) > 40:
        return None
    try:
        found = Decimal(written)
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < Decimal(10) ** 15 else None


def money(element: Element, tag: str) -> Decimal:
    """An amount: the file counts in hundredths."""
    found = number(element, tag)
    return found.scaleb(-2) if found is not None else Decimal(0)


def moment(element: Element, tag: str) -> datetime | None:
    """A local date and time, to the minute; None for none and for years that no plan has."""
    return moment_of(text(element, tag))


def moment_of(written: str) -> datetime | None:
    """See `moment`."""
    match = _MOMENT.fullmatch(written)
    if match is None:
        return None
    try:
        found = datetime.fromisoformat(f"{match[1]}T{match[2] or '00:00'}")
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR - 1 else None


def minutes(element: Element, tag: str) -> int | None:
    """`PT16H30M0S` as minutes, seconds rounded; None where it is not there."""
    match = _PERIOD.fullmatch(text(element, tag))
    if match is None:
        return None
    days, hours, mins, seconds = (int(group or 0) for group in match.groups()[1:])
    found = 1440 * days + 60 * hours + mins + (seconds + 30) // 60
    return -found if match[1] else found


def each(element: Element, path: str) -> Iterator[Element]:
    """Children by path, in the file's order."""
    yield from element.iterfind(path)
