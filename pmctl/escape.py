"""One escaper a sink: what a plan says is untrusted text until the function of its sink has been over it.

All of them show what cannot be seen (control, direction and zero-width characters) as `\\x1b` or `\\u202e`, so that a
text looks like what it is; none of them raises, whatever the text holds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from unicodedata import category, east_asian_width

ZERO_WIDTH_SPACE = "\u200b"
ZERO_WIDTH_JOINER = "\u200d"
DEFAULT_COLOUR = "#6b7280"
LONGEST_URL = 2000
LONGEST_MERMAID = 80
FOLD = 75  # octets of a line of iCalendar

# C0, DEL, C1, soft hyphen, direction controls, zero-width characters and fillers, line separators, byte order mark,
# interlinear and tag characters, lone surrogates, and the two code points that are none
_HIDDEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff\ud800-\udfff"
)
_EMOJI = "\u00a9\u00ae\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
# a joiner inside an emoji, which is how families and flags are made, is no secret
_JOINED = f"(?<=[{_EMOJI}\ufe0f]){ZERO_WIDTH_JOINER}(?=[{_EMOJI}])"
_INVISIBLE = re.compile(f"({_JOINED})|[{_HIDDEN}]")
_INVISIBLE_OR_LINE = re.compile(f"({_JOINED})|[{_HIDDEN}\t\n]")
_XML_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LINE_END = re.compile("\r\n?|\n")
_BLANKS = re.compile("[\t\n\x0b\x0c\r ]+")


def _code(match: re.Match[str]) -> str:
    character = match[0]
    if match.lastindex:
        return character
    if character in _NAMED:
        return _NAMED[character]
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def visible(text: str) -> str:
    """Text of any number of lines with what cannot be seen made visible; line ends become LF, tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    return _INVISIBLE.sub(_code, _LINE_END.sub("\n", text))


def one_line(text: str) -> str:
    """As `visible`, on one line: each run of blanks, line ends among them, is one space; none at the ends."""
    return visible(_BLANKS.sub(" ", text)).strip(" ")


# --- terminal --------------------------------------------------------------------------------------------------------


def terminal(text: str) -> str:
    """A field of one line for a terminal: control characters as `\\x1b`, a line end as `\\n`.

    A build server reads commands from what a program prints: `::` at the start of a line, `##[` anywhere. Both are
    broken, whatever stands before.
    """
    if not (text.isascii() and text.isprintable()):
        text = _INVISIBLE_OR_LINE.sub(_code, text)
    if "##" in text:
        text = text.replace("##[", "\\x23#[").replace("##vso[", "\\x23#vso[")
    return "\\x3a" + text.lstrip()[1:] if text.lstrip().startswith("::") else text


def _width(character: str) -> int:
    """Columns of one character by itself."""
    number = ord(character)
    if number < 0x300:
        return 1
    if 0x1160 <= number <= 0x11FF or category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def _clusters(text: str) -> Iterator[tuple[str, int]]:
    """What a reader takes for one character, with its width in columns."""
    cluster, width, glued = "", 0, False
    for character in text:
        number = ord(character)
        own = _width(character)
        skin = 0x1F3FB <= number <= 0x1F3FF and width == 2
        flag = 0x1F1E6 <= number <= 0x1F1FF and len(cluster) == 1 and 0x1F1E6 <= ord(cluster) <= 0x1F1FF
        if cluster and (glued or own == 0 or skin or flag):
            cluster += character
            # the emoji selector makes a narrow sign a wide one, two flag letters are one flag
            width = 2 if number == 0xFE0F or flag else max(width, own)
        else:
            if cluster:
                yield cluster, width
            cluster, width = character, own
        glued = character == ZERO_WIDTH_JOINER
    if cluster:
        yield cluster, width


_SINGLE = re.compile("[\x00-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u21ff]*")
"""Letters, dashes, quotes, dots and arrows: each takes one column, whatever stands beside it."""


def terminal_width(text: str) -> int:
    """Columns that a terminal needs: wide characters and emoji two, combining marks none."""
    if text.isascii() or _SINGLE.fullmatch(text):
        return len(text)
    return sum(width for _, width in _clusters(text))


def cut(text: str, width: int) -> str:
    """The text in at most so many columns, its end marked by `…` where something is missing."""
    if terminal_width(text) <= width:
        return text
    kept, used = [], 1
    for cluster, columns in _clusters(text):
        used += columns
        if used > width:
            break
        kept.append(cluster)
    return "".join(kept) + "…" if width > 0 else ""


# what steers a terminal or the direction of text; other hidden characters have their uses in a finished text
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_OBEYED = re.compile(r"(?m)^(?=[ \t]*::)|(?<=##)(?=\[|vso\[)")


def harmless(text: str) -> str:
    """A finished text that somebody else wrote: nothing steers the terminal, no line commands a build server."""
    return _OBEYED.sub(ZERO_WIDTH_SPACE, _STEERING.sub(_code, _LINE_END.sub("\n", text)))


# --- Markdown, Mermaid, chat -----------------------------------------------------------------------------------------

_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#~$&]")
_MARKDOWN_START = re.compile(r"[-+=:]|[0-9]{1,9}(?=[.)])")
# what hosting sites make a link or a picture of after rendering, where a backslash is gone: people, issues, merge
# requests, labels, milestones, epics, snippets, `:tada:`, addresses
_REFERENCE = re.compile(r"(?:[@#!$~%&^]|\b(?:GH|gh|Gh|gH)-)(?=\w)|:(?=//)|:(?=[\w+-]+:)|\b[Ww]{3}(?=\.)|[%~](?=\")")
_COMMIT = re.compile(r"(?<![0-9A-Za-z_])[0-9a-fA-F]{7,64}(?![0-9A-Za-z_])")
_SIX = re.compile(r".{6}(?=.)")


def _broken(match: re.Match[str]) -> str:
    return match[0] + ZERO_WIDTH_SPACE


def markdown(text: str) -> str:
    """Inline text of GitHub Markdown, one line: nothing in it is markup, a mention, a reference, a commit or a link."""
    plain = _COMMIT.sub(lambda match: _SIX.sub(_broken, match[0]), one_line(text))
    plain = _REFERENCE.sub(_broken, plain)
    escaped = _MARKDOWN.sub(r"\\\g<0>", plain).replace("|", "&#124;")
    start = _MARKDOWN_START.match(escaped)
    if start is None:
        return escaped
    # a number loses its list by an escaped point, a sign by an escape before it
    return f"{start[0]}\\{escaped[start.end() :]}" if start[0][0].isdigit() else f"\\{escaped}"


def markdown_code(text: str) -> str:
    """A code span of Markdown, one line: nothing in it is markup, and it is copied as it stands."""
    plain = one_line(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", plain)), default=0) + 1)
    pad = " " if plain[:1] == "`" or plain[-1:] == "`" else ""
    return f"{fence}{pad}{plain}{pad}{fence}" if plain else ""


_MERMAID = str.maketrans(
    {":": "∶", ";": ",", "#": "♯", "%": "％", "{": "(", "}": ")", '"': "”", "<": "‹", ">": "›", "`": "'", "\\": "∖"}
)
_MERMAID_KEYWORD = re.compile(
    "(?:title|section|click|call|href|excludes|includes|dateformat|axisformat|tickinterval|todaymarker|weekday|weekend"
    "|inclusiveenddates|topaxis|acctitle|accdescr|gantt|end|---)",
    re.IGNORECASE,
)


def mermaid(text: str) -> str:
    """Text of a task or section of a Mermaid chart: no separator, comment, directive or keyword; 80 characters."""
    plain = one_line(text).translate(_MERMAID)
    if _MERMAID_KEYWORD.match(plain):
        plain = "·" + plain
    if len(plain) > LONGEST_MERMAID:
        plain = plain[: LONGEST_MERMAID - 1] + "…"
    return plain or "·"


# a colon before something that is no blank, and two per cent signs, begin a style, a comment or a directive
_MERMAID_QUOTED = re.compile(r"[\"#&<>`\\{}|;]|:(?=\S)|%(?=%)|(?<=%)%")


def mermaid_quoted(text: str) -> str:
    """Text between the quotes of a Mermaid flow chart: what could end or steer it as `#34;`; 80 characters."""
    plain = one_line(text)
    if len(plain) > LONGEST_MERMAID:
        plain = plain[: LONGEST_MERMAID - 1] + "…"
    return _MERMAID_QUOTED.sub(lambda match: f"#{ord(match[0])};", plain) or "·"


def slack(text: str) -> str:
    """Text of a chat message: `<!channel>` and links are only written as `<`."""
    return visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# --- HTML, SVG, XML --------------------------------------------------------------------------------------------------

_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_ATTRIBUTE = str.maketrans(
    {**{chr(key): value for key, value in _HTML.items()}, "`": "&#96;", "=": "&#61;", "\n": "&#10;", "\t": "&#9;"}
)
_COMMAND = re.compile(r"(?m)^([ \t]*)(:)(?=:)|#(?=#(?:vso)?\[)")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_WEB_ADDRESS = re.compile(r"https?://[^/?#@]+(?:[/?#].*)?", re.IGNORECASE | re.DOTALL)
_URL_UNSAFE = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&()*+,;=%]")
_HEX_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{4}|[0-9a-f]{6}|[0-9a-f]{8})", re.ASCII)
_COLOUR_NAMES = (
    "aqua black blue brown coral crimson cyan darkblue darkgreen darkred fuchsia gold gray green "
    "grey indigo khaki lavender lime magenta maroon navy olive orange orchid pink plum purple red "
    "salmon sienna silver skyblue slateblue slategray steelblue tan teal tomato turquoise violet "
    "wheat white yellow"
)
COLOURS = frozenset(_COLOUR_NAMES.split(" "))


def html(text: str) -> str:
    """Text between tags; no line of it begins with what a build server obeys, and a reader sees no difference."""
    return _uncommanding(visible(text).translate(_HTML))


def _uncommanding(markup: str) -> str:
    """A build server reads `::` behind blanks at the start of a line, and `##[` anywhere."""
    if "::" not in markup and "##" not in markup:
        return markup
    return _COMMAND.sub(lambda match: f"{match[1]}&#58;" if match[2] else "&#35;", markup)


def html_attribute(text: str) -> str:
    """A value between quotes in a tag; a link goes through `url` first, a colour through `css_colour`."""
    return visible(text).translate(_ATTRIBUTE)


def url(text: str) -> str:
    """A link that may be followed: http, https, mailto or a path, percent-encoded; the empty text for all others.

    No scheme hides behind blanks or control characters, nobody's name and password stand before the host, and `//host`
    is no path. What comes out still goes through `html_attribute`.
    """
    if not text or len(text) > LONGEST_URL or not text.isprintable() or " " in text or "\\" in text:
        return ""
    scheme = _SCHEME.match(text)
    if scheme is None:
        # a colon in the first step of a path could be taken for a scheme
        allowed = not text.startswith("//") and ":" not in re.split("[/?#]", text, maxsplit=1)[0]
    elif scheme[1].lower() == "mailto":
        allowed = len(text) > len("mailto:")
    else:
        allowed = _WEB_ADDRESS.fullmatch(text) is not None
    return _URL_UNSAFE.sub(_percent, text) if allowed else ""


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{octet:02X}" for octet in match[0].encode("utf-8", "replace"))


def css_colour(text: str, default: str = DEFAULT_COLOUR) -> str:
    """`#hex` or a colour of our list; anything else is the default."""
    colour = text.lower()
    return colour if colour in COLOURS or _HEX_COLOUR.fullmatch(colour) else default


def svg(text: str) -> str:
    """Text of an SVG element, on one line; control characters are dropped, as XML does not know them."""
    return _uncommanding(one_line(_XML_FORBIDDEN.sub("", text)).translate(_HTML))


def xml(text: str) -> str:
    """Text or attribute value of an XML document; control characters are dropped."""
    return html(_XML_FORBIDDEN.sub("", text))


# --- JSON ------------------------------------------------------------------------------------------------------------


def _json_code(match: re.Match[str]) -> str:
    """A character as JSON writes it; beyond the first plane as two surrogates."""
    number = ord(match[0])
    if number < 0x10000:
        return f"\\u{number:04x}"
    number -= 0x10000
    return f"\\u{0xD800 + (number >> 10):04x}\\u{0xDC00 + (number & 0x3FF):04x}"


_JSON_HIDDEN = re.compile(f"[{_HIDDEN}]")
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
_FORMULA = re.compile(
    "'*[\\s\x00-\x20\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r\n]"
)
_CSV_QUOTED = re.compile('[",\r\n;]|^ | $|^\t|\t$|^::|^##')
_CSV_COMMAND = re.compile("\n\\s*(?:::|##)")


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


# --- iCalendar and mail ----------------------------------------------------------------------------------------------

_ICALENDAR = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_FROM = re.compile(r"^(>*From )", re.MULTILINE)


def icalendar(text: str) -> str:
    """A text value of iCalendar (RFC 5545, 3.3.11)."""
    return visible(text).translate(_ICALENDAR)


def icalendar_parameter(text: str) -> str:
    """A parameter value: no quote inside, quotes around it where it holds a separator."""
    plain = one_line(text).replace('"', "")
    return f'"{plain}"' if any(mark in plain for mark in ":;,") else plain


def icalendar_line(text: str) -> str:
    """A whole content line, folded at 75 octets between characters (RFC 5545, 3.1), with its end."""
    lines, line, used = [], "", 0
    for character in text:
        octets = len(character.encode("utf-8", "replace"))
        if used + octets > FOLD:
            lines.append(line)
            line, used = " ", 1
        line += character
        used += octets
    return "\r\n".join([*lines, line]) + "\r\n"


def mail_header(text: str) -> str:
    """A header's value: one line, so that nothing can begin another header."""
    return one_line(text)


def mail_body(text: str) -> str:
    """Lines of a mail; in a mailbox file one that begins with `From ` would begin another mail."""
    return _FROM.sub(r">\1", visible(text))


# --- annotations -----------------------------------------------------------------------------------------------------


def annotation_message(text: str) -> str:
    """The message of a workflow command, per cent sign first."""
    plain = visible(text).replace("%", "%25")
    return plain.replace("\r", "%0D").replace("\n", "%0A")


def annotation_property(text: str) -> str:
    """The value of a property of a workflow command."""
    return annotation_message(text).replace(":", "%3A").replace(",", "%2C")
