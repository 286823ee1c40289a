"""What a browser, a Markdown page, Mermaid, Graphviz and a spreadsheet make of an output, and what is wrong with it."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from xml.etree import ElementTree

from markdown_it import MarkdownIt
from markdown_it.token import Token

# --- HTML and SVG -----------------------------------------------------------------------------------------------------

_ACTIVE = {"script", "iframe", "object", "embed", "form", "base", "link", "foreignobject", "animate", "set", "use", "a"}
_ADDRESSES = {"href", "src", "action", "formaction", "srcset", "poster", "data", "background", "xlink:href"}
_STYLE = re.compile(r"url\s*\(|@import|expression\s*\(|javascript:", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|mailto:)[^\s\"'<>]*")
_METAS = {"content-security-policy"}


@dataclass
class Page:
    """What stands on a page: its tags, its words, and what should not be there."""

    tags: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def tag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(name)
        values = {key.lower(): value or "" for key, value in attributes}
        if name in _ACTIVE - {"a"}:
            self.wrong.append(f"<{name}>")
        if name == "meta" and "http-equiv" in values and values["http-equiv"].lower() not in _METAS:
            self.wrong.append(f"<meta http-equiv={values['http-equiv']}>")
        for key, value in values.items():
            if key.startswith("on"):
                self.wrong.append(f"{key}={value}")
            elif key in _ADDRESSES:
                self._address(name, key, value)
            elif key == "style" and _STYLE.search(value):
                self.wrong.append(f"style={value}")

    def _address(self, tag: str, key: str, value: str) -> None:
        if tag == "a" and key == "href" and (value.startswith("#") or _LINK.fullmatch(value)):
            self.links.append(value)
        elif not (value.startswith("#") or (tag == "img" and value.startswith("data:image/"))):
            self.wrong.append(f"<{tag} {key}={value}>")

    def text(self) -> str:
        """The words on the page with single blanks."""
        return " ".join(" ".join(self.words).split())


class _Reader(HTMLParser):
    """A page as a browser takes it apart."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.tag(tag, attrs)
        self._in_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if not self._in_style:
            self.page.words.append(data)
        elif _STYLE.search(data):
            self.page.wrong.append(f"<style>{data[:100]}")

    def handle_comment(self, data: str) -> None:
        self.page.wrong.append(f"<!--{data[:60]}-->")

    def handle_pi(self, data: str) -> None:
        self.page.wrong.append(f"<?{data[:60]}>")


def html(text: str) -> Page:
    """A page (or an SVG inside one)."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    if "content-security-policy" not in text.lower():
        reader.page.wrong.append("no Content-Security-Policy")
    return reader.page


def svg(text: str) -> Page:
    """A picture, which must also be XML."""
    page = Page()
    for element in ElementTree.fromstring(text).iter():
        name = element.tag.rpartition("}")[2].lower()
        page.tag(name, [(key.rpartition("}")[2], value) for key, value in element.attrib.items()])
        if name == "style" and _STYLE.search(element.text or ""):
            page.wrong.append("style")
        if name != "style":
            page.words += [element.text or "", element.tail or ""]
    ids = re.findall(r'\bid="([^"]*)"', text)
    if len(ids) != len(set(ids)):
        page.wrong.append("an id stands twice")
    return page


# --- Markdown ---------------------------------------------------------------------------------------------------------

_AUTOLINK = re.compile(r"(?i)\b(?:https?|ftp)://\w|\bwww\.\w|\bmailto:\w")
_MENTION = re.compile(r"(?<![\w`])@[\w-]+|(?<![\w&])#[0-9]+\b|\bGH-[0-9]+|(?<!\w)![0-9]+\b")
_COMMIT = re.compile(r"\b[0-9a-f]{7,40}\b")


@dataclass
class Document:
    """Markdown as a hosting site renders it."""

    tables: list[list[list[str]]] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    fences: list[tuple[str, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def text(self) -> str:
        """All words, without the characters that only break links."""
        return " ".join(self.words).replace("\u200b", "")


def markdown(text: str) -> Document:
    """Tables, headings and fences; wrong are links, pictures, HTML, mentions, and rows of another length."""
    found = Document()
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    for index, token in enumerate(tokens):
        if token.type == "inline":
            _inline(found, token, tokens[index - 1].type)
        elif token.type in ("html_block", "code_block"):
            found.wrong.append(f"{token.type}: {token.content[:80]!r}")
        elif token.type == "fence":
            found.fences.append((token.info, token.content))
        elif token.type == "table_open":
            found.tables.append([])
        elif token.type == "tr_open":
            found.tables[-1].append([])
    for line in text.splitlines():
        # a row that is longer than its head loses its last cells without a word
        if line.startswith("| ") and found.tables:
            cells = len(re.findall(r"(?<!\\)\|", line)) - 1
            if cells not in {len(table[0]) for table in found.tables}:
                found.wrong.append(f"{cells} cells: {line[:100]!r}")
    return found


def _inline(found: Document, token: Token, before: str) -> None:
    words = live = ""
    for child in token.children or ():
        if child.type in ("link_open", "image", "html_inline"):
            found.wrong.append(f"{child.type}: {token.content[:100]!r}")
        elif child.type in ("text", "code_inline", "softbreak", "text_special"):
            said = child.content if child.type != "softbreak" else " "
            words += said
            live += said if child.type != "code_inline" else " "  # a code span links to nothing
    for pattern in (_AUTOLINK, _MENTION, _COMMIT):
        match = pattern.search(live)
        if match:
            found.wrong.append(f"{match[0]!r} is live in {words[:100]!r}")
    found.words.append(words)
    if before == "heading_open":
        found.headings.append(words)
    elif before in ("td_open", "th_open"):
        found.tables[-1][-1].append(words)


# --- Mermaid and Graphviz ---------------------------------------------------------------------------------------------

_KEYWORD = re.compile(
    "(?i)(?:title|section|click|call|href|excludes|includes|dateFormat|axisFormat|tickInterval|todayMarker|weekday"
    "|weekend|inclusiveEndDates|topAxis|accTitle|accDescr|end|gantt|---)"
)
_BAR = re.compile(
    r"    (?P<text>[^:;#%{}\"<>\n]{1,80}) :(?:(?:milestone|crit|done|active), )*t[0-9]+, "
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}, (?:[0-9]{4}-[0-9]{2}-[0-9]{2}|0d)"
)
_HEAD = re.compile(r"    (?:title|section) (?P<text>[^:;#%{}\"<>\n]{1,80})")
_FORMAT = ("    dateFormat YYYY-MM-DD", "    axisFormat %d %b")


def gantt(text: str) -> tuple[list[str], list[str]]:
    """The texts of the bars of a Mermaid gantt chart, and what its grammar would take for something else."""
    lines = text.rstrip("\n").split("\n")
    bars, wrong = [], [] if lines[0] == "gantt" else [lines[0]]
    for line in lines[1:]:
        bar, head = _BAR.fullmatch(line), _HEAD.fullmatch(line)
        match = bar or head
        if line not in _FORMAT and (match is None or (bar and _KEYWORD.match(match["text"]))):
            wrong.append(line)
        if bar:
            bars.append(bar["text"])
    if len(text) > 50_000:
        wrong.append(f"{len(text)} characters")
    return bars, wrong


_LABEL = r'"(?:#[0-9]+;|[^"#;<>{}|\\`\n])*"'
_NODE = re.compile(rf"(?:  ){{1,2}}t[0-9]+\[(?P<text>{_LABEL})\]")
_EDGE = re.compile(rf"  t[0-9]+ -->(?:\|{_LABEL}\|)? t[0-9]+")
_FRAME = re.compile(rf"  (?:subgraph [a-z]+\[{_LABEL}\]|end)")


def flowchart(text: str) -> tuple[list[str], list[str]]:
    """The texts of the nodes of a Mermaid flow chart, and lines that are neither node, edge nor frame of some."""
    lines = text.rstrip("\n").split("\n")
    wrong = [line for line in lines[1:] if not any(form.fullmatch(line) for form in (_NODE, _EDGE, _FRAME))]
    texts = [match["text"][1:-1] for line in lines if (match := _NODE.fullmatch(line))]
    wrong += [text for text in texts if "%%" in text]
    return [re.sub("#([0-9]+);", lambda code: chr(int(code[1])), text) for text in texts], wrong


_QUOTED = r'"(?:[^"\\\n]|\\.)*"'
_ATTRIBUTES = rf"\[(?:\w+=(?:{_QUOTED}|\w+)(?:, )?)+\]"
_DOT_LINE = re.compile(
    rf"  (?:rankdir=LR|node {_ATTRIBUTES}|t[0-9]+ {_ATTRIBUTES}|t[0-9]+ -> t[0-9]+(?: {_ATTRIBUTES})?);"
)


def graphviz(text: str) -> list[str]:
    """Lines of a graph that are not exactly one statement."""
    lines = text.rstrip("\n").split("\n")
    wrong = [line for line in lines[1:-1] if not _DOT_LINE.fullmatch(line)]
    return wrong + [line for line in (lines[0], lines[-1]) if line not in ("digraph plan {", "}")]


# --- CSV --------------------------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"-?[0-9][0-9.]*%?")
_FORMULA = re.compile(r"[\s\u200b\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")


def spreadsheet(text: str) -> tuple[list[list[str]], list[str]]:
    """The rows, and cells that a spreadsheet would compute."""
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    wrong = [cell for row in rows for cell in row if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell)]
    wrong += [f"{len(row)} cells: {row}" for row in rows if len(row) != len(rows[0])]
    if not text.endswith("\r\n"):
        wrong.append("no CR LF at the end")
    return rows, wrong


def calendar(text: str) -> list[str]:
    """What is wrong with an iCalendar file: line ends, lines that are too long, lines that are no property."""
    lines = text.replace("\r\n ", "").split("\r\n")
    wrong = [f"a line end alone: {line!r}" for line in lines if "\n" in line or "\r" in line]
    wrong += [f"too long: {line!r}" for line in text.split("\r\n") if len(line.encode()) > 75]
    wrong += [f"no property: {line!r}" for line in lines if line and not re.match(r"[A-Z-]+(;[A-Z]+=[A-Z-]+)*:", line)]
    depth = [line for line in lines if line in ("BEGIN:VEVENT", "END:VEVENT")]
    if depth != ["BEGIN:VEVENT", "END:VEVENT"] * (len(depth) // 2):
        wrong.append("events in events")
    return wrong
