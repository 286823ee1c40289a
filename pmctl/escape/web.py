"""For HTML, SVG, XML, links and colours."""

from __future__ import annotations

import re

from pmctl.escape.hidden import one_line, visible
from pmctl.regex import regex

DEFAULT_COLOUR = "#6b7280"
LONGEST_URL = 2000

_XML_FORBIDDEN = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_ATTRIBUTE = str.maketrans(
    {**{chr(key): value for key, value in _HTML.items()}, "`": "&#96;", "=": "&#61;", "\n": "&#10;", "\t": "&#9;"}
)
_COMMAND = regex(r"(?m)^([ \t]*)(:)(?=:)|#(?=#(?:vso)?\[)")
_CODE = regex(r"`([^`\n]+)`")
_SCHEME = regex(r"([A-Za-z][A-Za-z0-9+.-]*):")
_WEB_ADDRESS = regex(r"https?://[^/?#@]+(?:[/?#].*)?", re.IGNORECASE | re.DOTALL)
_URL_UNSAFE = regex(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&()*+,;=%]")
_HEX_COLOUR = regex(r"#(?:[0-9a-f]{3}|[0-9a-f]{4}|[0-9a-f]{6}|[0-9a-f]{8})", re.ASCII)
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


def html_coded(text: str) -> str:
    """Text between tags, in which what stands between backticks on a line is code."""
    return _CODE.sub(r"<code>\1</code>", html(text))


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
