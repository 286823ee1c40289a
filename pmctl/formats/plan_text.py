"""Plan text as a person would write it: block style, short maps on one line, quotes only where YAML needs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmctl.regex import regex

Value = str | int | bool | None | Sequence["Value"] | Mapping[str, "Value"]

WIDTH = 110
"""A map of scalars that fits into so many columns stands on one line."""

_PLAIN = regex(r"[A-Za-z0-9À-ɏ_/.(][^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]*")
_RISKY = regex(r": |:$| #|[\[\]{},?]|[\u0020\u00a0]$")
_RESOLVED = regex(
    r"(?i:null|true|false|yes|no|on|off|y|n|~)"
    r"|[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|[-+]?\.[0-9_]+|[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?"
    r"|0[xob][0-9a-fA-F_]+|[-+]?\.(?i:inf|nan)|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?"
)
_WHOLE = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2})?(?:\.\.[0-9]{4}-[0-9]{2}-[0-9]{2})?")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_UNPRINTABLE = regex(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def document(value: Mapping[str, Value], comment: str = "") -> str:
    """A whole file of plan text; it reads back as the value that it was made from."""
    head = "".join(f"# {line}\n" for line in comment.splitlines())
    return head + "".join(_entries(value, 0))


def scalar(value: str | int | bool | None) -> str:
    """One value; text is quoted where YAML, old or new, would read something else."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if _WHOLE.fullmatch(value):
        return value
    if _PLAIN.fullmatch(value) and not _RISKY.search(value) and not _RESOLVED.fullmatch(value):
        return value
    return quoted(value)


def quoted(text: str) -> str:
    """Text between double quotes, everything odd as an escape."""
    out = "".join(_ESCAPES.get(character, character) for character in text)
    return '"' + _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", out) + '"'


def _flow(value: Value) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(_flow(part) for part in value) + "]"
    return scalar(value)


def _is_short(value: Value, room: int) -> bool:
    """Whether a map or a list may stand on one line: nothing of several lines, no map in a map in it."""
    if isinstance(value, Mapping):
        deep = any(
            isinstance(part, Mapping) and any(isinstance(x, Mapping) for x in part.values()) for part in value.values()
        )
        return not deep and not _has_lines(value) and len(_flow(value)) <= room
    return not _has_lines(value) and len(_flow(value)) <= room


def _has_lines(value: Value) -> bool:
    if isinstance(value, Mapping):
        return any(_has_lines(part) for part in value.values())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return any(_has_lines(part) for part in value)
    return isinstance(value, str) and "\n" in value


def _entries(value: Mapping[str, Value], depth: int) -> list[str]:
    """The lines of a map in block style."""
    indent = "  " * depth
    lines: list[str] = []
    for key, part in value.items():
        name = f"{indent}{scalar(key)}:"
        room = WIDTH - len(name)
        if isinstance(part, Mapping):
            if not part or (depth > 0 and key != "tasks" and "tasks" not in part and _is_short(part, room)):
                lines.append(f"{name} {_flow(part)}\n")
            else:
                lines += [name + "\n", *_entries(part, depth + 1)]
        elif isinstance(part, str) and "\n" in part and _can_be_block(part):
            lines += [f"{name} |{_chomp(part)}\n", *_block(part, depth + 1)]
        elif isinstance(part, Sequence) and not isinstance(part, str) and not _is_short(part, room):
            lines += [name + "\n", *(f"{indent}  - {_flow(element)}\n" for element in part)]
        else:
            lines.append(f"{name} {_flow(part)}\n")
    return lines


def _can_be_block(text: str) -> bool:
    """A block keeps text as it is, so it may hold nothing that needs an escape, nor begin with a space."""
    return not _UNPRINTABLE.search(text.replace("\n", "").replace("\t", "")) and text[:1] not in (" ", "\n", "\t")


def _chomp(text: str) -> str:
    return "-" if not text.endswith("\n") else "" if not text.endswith("\n\n") else "+"


def _block(text: str, depth: int) -> list[str]:
    indent = "  " * depth
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    return [f"{indent}{line}\n" if line else "\n" for line in lines]
