"""Escapers: hostile names and the naughty strings through every sink, each read back by that sink's own reader."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pmctl import escape

SHARED = Path(__file__).parents[2].parent / "shared"
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
HANDMADE = [
    "",
    " ",
    "\x1b[31mred\x1b[0m \x1b]8;;https://evil.example\x07link",
    "\x9b31m C1 \x85 next line",
    "a\r\nb\tc\n::error::x",
    "abc\u202edcba\u2066x\u2069",
    "zero\u200bwidth\u200djoin\ufeff",
    "👩\u200d🚀 and 🇩🇪 and ❤\ufe0f\u200d🔥",
    "\ud800 lone",
    "line\u2028separator\u2029",
    "##[error]x ##vso[task.setvariable]y",
    "  ::warning::indented",
    "</script><!--",
    "]]>",
    "=1+1",
    "\u200b=1",
    "\u00a0＝1",
    "'=1",
    "''",
    "=== ",
    "---",
    "    code",
    "1. one",
    "12) one",
    "a \\| b | c",
    "\\",
    "`a``b",
    "*a* _b_ ~c~ ~~d~~ $e$ &amp; [x](y) ![x](y) <b> # # https://x.example www.x.example a@b.example",
    "\U000e0041tag",
]


def hostile_names() -> list[str]:
    """Every text of the attack samples that are shown by name."""
    texts = set()
    for path in sorted((SHARED / "attacks").glob("*/*.yaml")):
        if path.name not in ("names.yaml", "colour.yaml", "links.yaml"):
            continue
        queue = [yaml.safe_load(path.read_text("utf-8"))]
        while queue:
            value = queue.pop()
            queue += list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
            texts |= {value} if isinstance(value, str) else set()
    return sorted(texts)


def naughty_strings() -> list[str]:
    path = SHARED / "corpora" / "blns" / "blns.json"
    return sorted(set(json.loads(path.read_text("utf-8")))) if path.is_file() else []


TEXTS = HANDMADE + hostile_names() + naughty_strings()


def test_the_samples_are_there() -> None:
    if not SHARED.is_dir():
        pytest.skip("the shared attack samples are not beside this checkout")
    assert len(naughty_strings()) == 511
    assert len(hostile_names()) >= 50


SINKS: dict[str, Callable[[str], str]] = {
    "terminal": escape.terminal,
    "markdown": escape.markdown,
    "mermaid": escape.mermaid,
    "mermaid_quoted": escape.mermaid_quoted,
    "slack": escape.slack,
    "html": escape.html,
    "html_attribute": escape.html_attribute,
    "url": escape.url,
    "css_colour": escape.css_colour,
    "svg": escape.svg,
    "xml": escape.xml,
    "json_text": escape.json_text,
    "json_in_script": escape.json_in_script,
    "csv_cell": escape.csv_cell,
    "icalendar": escape.icalendar,
    "icalendar_parameter": escape.icalendar_parameter,
    "mail_header": escape.mail_header,
    "mail_body": escape.mail_body,
    "annotation_message": escape.annotation_message,
    "annotation_property": escape.annotation_property,
}
ONE_LINE = set(SINKS) - {"slack", "html", "xml", "csv_cell", "mail_body"}


@pytest.mark.parametrize("sink", SINKS)
def test_nothing_hidden_comes_out(sink: str) -> None:
    for text in TEXTS:
        out = SINKS[sink](text)
        assert not HIDDEN.search(out), (sink, text, out)
        out.encode("utf-8")
        if sink in ONE_LINE:
            assert "\n" not in out, (sink, text, out)


@pytest.mark.parametrize("sink", ["terminal", "csv_cell", "markdown", "mermaid", "mermaid_quoted"])
def test_no_line_is_a_command_of_a_build_server(sink: str) -> None:
    for text in TEXTS:
        for line in SINKS[sink](text).split("\n"):
            assert not re.match(r"\s*(::|##\[|##vso\[)", line), (sink, text, line)


@given(st.text())
def test_no_escaper_raises(text: str) -> None:
    for sink in SINKS.values():
        assert not HIDDEN.search(sink(text))


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "Zs"]), max_size=30))
def test_plain_words_stay_as_they_are(text: str) -> None:
    for sink in (escape.terminal, escape.html, escape.xml, escape.icalendar, escape.annotation_property):
        assert sink(text) == text


def test_terminal() -> None:
    assert escape.terminal("\x1b[2J") == "\\x1b[2J"
    assert escape.terminal("a\nb\rc\td") == "a\\nb\\rc\\td"
    assert escape.terminal("\x9b \u202e \u200b \U000e0041") == "\\x9b \\u202e \\u200b \\U000e0041"
    assert escape.terminal("👩\u200d🚀") == "👩\u200d🚀"
    assert escape.terminal("a\u200db") == "a\\u200db"
    assert escape.terminal("Zoë 日本 العربية") == "Zoë 日本 العربية"
    assert escape.terminal(" ::error::x") == "\\x3a:error::x"
    assert "##[" not in escape.terminal("x ##[error]")


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc", 3),
        ("Zoë", 3),
        ("Zoe\u0308", 3),
        ("日本語", 6),
        ("🚀", 2),
        ("👩\u200d🚀", 2),
        ("👩🏽\u200d🚀", 2),
        ("🇩🇪🇫🇷", 4),
        ("❤\ufe0f", 2),
        ("❤", 1),
        ("각", 2),
        ("｡", 1),
        ("Ａ", 2),
        ("a…b", 3),
        ("a → b’s", 7),
        ("→\u0301", 1),
        ("↔\ufe0f", 2),
    ],
)
def test_width(text: str, width: int) -> None:
    assert escape.terminal_width(text) == width


def test_cut() -> None:
    assert escape.cut("abcdef", 6) == "abcdef"
    assert escape.cut("abcdef", 5) == "abcd…"
    assert escape.cut("日本語", 5) == "日本…"
    assert escape.cut("日本語", 4) == "日…"
    assert escape.cut("Zoe\u0308y", 3) == "Zo…"
    assert escape.cut("e\u0308abc", 3) == "e\u0308a…"
    assert escape.cut("👩\u200d🚀👩\u200d🚀", 3) == "👩\u200d🚀…"
    assert escape.cut("abc", 1) == "…"
    assert escape.cut("abc", 0) == ""


@given(st.text(), st.integers(0, 20))
def test_what_is_cut_fits(text: str, width: int) -> None:
    assert escape.terminal_width(escape.cut(text, width)) <= width


MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
CONTEXTS = {"a paragraph": "%s", "a list": "- %s", "a heading": "# %s", "a table": "| a |\n| --- |\n| %s |"}
CONTEXTS |= {"a later line": "words\n%s\n", "a quote": "> %s", "details": "<details>\n\n%s\n\n</details>"}


SAYING = "決済ページの全面的な刷新 と顧客 ends on 9 Apr (projects/checkout-of-the-future.yaml:125)"


def test_wrapped() -> None:
    assert escape.wrapped(SAYING, 24) == [
        "決済ページの全面的な刷新",
        "と顧客 ends on 9 Apr",
        "(projects/checkout-of-the-future.yaml:125)",
    ], "what holds a slash stays whole"
    assert escape.wrapped("a 決済ページの全面的な刷新", 16, "- ", "  ") == ["- a 決済ページの", "  全面的な刷新"]
    assert escape.wrapped("to 👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 4) == ["to", "👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"]
    assert escape.wrapped("one  two", 20) == ["one  two"] and escape.wrapped("one  two", 6) == ["one", "two"]
    assert escape.wrapped("from Mon 30 Mar 2026 until Tue 7 Apr", 21) == ["from Mon 30 Mar 2026", "until Tue 7 Apr"]
    assert escape.wrapped("has 300 000 records, 4.2 % bad", 10) == ["has", "300 000", "records,", "4.2 % bad"]
    assert escape.wrapped("on Mon 30 Mar 2026", 8) == ["on Mon", "30 Mar", "2026"], "where it must"
    assert escape.wrapped("", 20) == escape.wrapped("  ", 20) == []


@given(st.text(alphabet="ab 決é🇯🇵\u0301", max_size=60), st.integers(2, 20))
def test_what_is_wrapped_fits_and_is_all_there(text: str, width: int) -> None:
    lines = escape.wrapped(text, width)
    assert all(escape.terminal_width(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("context", CONTEXTS)
def test_markdown_reads_back_as_its_text(context: str) -> None:
    frame = CONTEXTS[context]
    wrapped = {tag for token in MARKDOWN.parse(frame % "x") if (tag := token.tag)}
    for text in TEXTS:
        tokens = MARKDOWN.parse(frame % escape.markdown(text))
        inline = [child for token in tokens for child in token.children or ()]
        assert {token.tag for token in tokens if token.tag} <= wrapped, (context, text)
        assert {child.type for child in inline} <= {"text", "text_special", "softbreak"}, (context, text)
        seen = "".join("\n" if child.type == "softbreak" else child.content for child in inline)
        plain = seen.replace(escape.ZERO_WIDTH_SPACE, "").split("\n")[-1]
        # a renderer trims all kinds of blanks, and an empty text leaves the frame alone
        expected = escape.one_line(text).strip()
        if expected:
            assert plain.removeprefix("a" if context == "a table" else "").strip() == expected


@pytest.mark.parametrize(
    "text",
    ["@octo-org/security", "#1", "GH-12", "octo/repo#100", "!7", "~bug", "https://evil.example", "www.evil.example"]
    + [
        "a@b.example",
        "4c1d3f2a91c0",
        "4c1d3f2a91c04c1d3f2a91c04c1d3f2a91c04c1d",
        ":tada:",
        "$12",
        "&3",
        "%9",
        "ftp://x",
    ],
)
def test_markdown_breaks_what_hosting_sites_link(text: str) -> None:
    shown = escape.markdown(f"see {text} now")
    assert text not in shown.replace("\\", "")
    assert not re.search(r"\b[0-9a-f]{7,40}\b|@\w|#\w|://\w|www\.", shown)


def test_markdown_leaves_ordinary_names_alone() -> None:
    for text in ("Payment API (v2.1)", "Kick-off, 10:30 - 11:00", "Zoë, Söhne", "50% done!"):
        assert escape.markdown(text) == text


def test_a_code_span_of_markdown_is_copied_as_it_stands() -> None:
    for text, span in [("a7f3", "`a7f3`"), ("a``b", "```a``b```"), ("`x", "`` `x ``"), ("a\nb", "`a b`"), ("", "")]:
        assert escape.markdown_code(text) == span


def test_no_line_of_a_block_of_markdown_ends_it() -> None:
    assert escape.markdown_block("a\n") == "```text\na\n```"
    assert escape.markdown_block("a\n````\n# no", "mermaid") == "`````mermaid\na\n````\n# no\n`````"


def test_mermaid() -> None:
    keywords = "title section click excludes includes dateFormat axisFormat tickInterval todayMarker weekday weekend"
    for word in [*keywords.split(), "inclusiveEndDates", "topAxis", "accTitle", "accDescr", "end", "END", "---"]:
        assert escape.mermaid(f"{word} x").startswith("·")
    for text in TEXTS:
        out = escape.mermaid(text)
        assert out and len(out) <= 80
        assert not set(out) & set(':;#%{}"<>\n')
    assert escape.mermaid("a: b; 50 %") == "a∶ b, 50 ％"
    assert escape.mermaid("") == "·"


def test_mermaid_between_quotes() -> None:
    for plain in ("End-to-end tests", "title", "Section 2: click here (50 %)", "日本"):
        assert escape.mermaid_quoted(plain) == plain
    for text in TEXTS:
        out = escape.mermaid_quoted(text)
        without_codes = re.sub("#[0-9]+;", "", out)
        assert out and not set(without_codes) & set('#"<>&`\\{}|;\n') and "%%" not in out, (text, out)
    assert escape.mermaid_quoted('a "b" #1 %%{x') == "a #34;b#34; #35;1 #37;#37;#123;x"
    assert escape.mermaid_quoted("style a:b#c") == "style a#58;b#35;c"
    assert escape.mermaid_quoted("") == "·"
    assert len(re.sub("#[0-9]+;", ".", escape.mermaid_quoted("#" * 200))) == 80


class Reader(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self.attributes = "", [], []  # type: ignore[var-annotated]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_reads_back() -> None:
    for text in TEXTS:
        reader = Reader()
        reader.feed(f'<p title="{escape.html_attribute(text)}">{escape.html(text)}</p>')
        reader.close()
        assert reader.tags == ["p"]
        assert reader.attributes == [("title", escape.visible(text))]
        assert reader.text == escape.visible(text)


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("mailto:ana@acme.example", "mailto:ana@acme.example"),
        ("docs/plan.md#top", "docs/plan.md#top"),
        ("https://example.org/日本", "https://example.org/%E6%97%A5%E6%9C%AC"),
        ('https://example.org/"onclick="x', "https://example.org/%22onclick=%22x"),
        ('https://example.org/" onclick="alert(1)', ""),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        (" javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("\x01javascript:alert(1)", ""),
        ("data:text/html,<script>alert(1)</script>", ""),
        ("vbscript:x", ""),
        ("file:///etc/passwd", ""),
        ("//evil.example/x", ""),
        ("\\\\evil.example", ""),
        ("https://user:pass@evil.example", ""),
        ("https:evil.example", ""),
        ("https://", ""),
        ("mailto:", ""),
        ("1:2", ""),
        ("", ""),
        ("https://x.example/" + "a" * 3000, ""),
    ],
)
def test_url(text: str, out: str) -> None:
    assert escape.url(text) == out


def test_css_colour() -> None:
    assert [escape.css_colour(text, "no") for text in ("#fff", "#A1B2C3", "Red", "#12345678")] == [
        "#fff",
        "#a1b2c3",
        "red",
        "#12345678",
    ]
    hostile = [
        "red;background:url(x)",
        "expression(alert(1))",
        '#fff"><script>',
        "#ff",
        "#ggg",
        "",
        "#fff\n",
        "url(#a)",
    ]
    assert {escape.css_colour(text, "no") for text in hostile} == {"no"}


@pytest.mark.parametrize("sink", [escape.svg, escape.xml])
def test_xml_reads_back(sink: Callable[[str], str]) -> None:
    for text in TEXTS:
        element = ElementTree.fromstring(f'<t a="{sink(text)}">{sink(text)}</t>')
        kept = escape.visible(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text))
        expected = escape.one_line(kept) if sink is escape.svg else kept
        assert (element.text or "") == expected
        assert len(element) == 0


def test_json_reads_back() -> None:
    for text in TEXTS:
        assert json.loads(escape.json_text({text: [text]})) == {text: [text]}
        script = escape.json_in_script([text])
        assert json.loads(script) == [text]
        assert not set(script) & set("<>&")
    assert escape.json_text("日本\u202e\U000e0041\x9b") == '"日本\\u202e\\udb40\\udc41\\u009b"'
    assert escape.json_text([float("nan"), {"a": float("inf")}, 1.5]) == '[null, {"a": null}, 1.5]'
    assert escape.json_text({"a": [1]}, indent=2) == '{\n  "a": [\n    1\n  ]\n}'


def read_row(line: str) -> list[str]:
    (row,) = csv.reader(io.StringIO(line, newline=""), strict=True)
    return row


def test_csv_reads_back() -> None:
    for text in TEXTS:
        row = read_row(escape.csv_row([escape.csv_cell(text), escape.csv_cell(text, raw=True), "1"]))
        assert len(row) == 3
        plain = escape.visible(text)
        commands = re.sub(r"\n(?=[\s\S])", " ", plain) if re.search(r"\n\s*(::|##)", plain) else plain
        assert row[1] in (plain, commands)
        assert escape.csv_unmarked(row[0]) == row[1]


@pytest.mark.parametrize(
    "text",
    [
        "=1",
        "+1",
        "-1",
        "@x",
        "\t=1",
        " =1",
        "\r1",
        "\n=1",
        "\u00a0=1",
        "＝1",
        "＋1",
        "－1",
        "＠1",
        "'=1",
        "\x0b=1",
        "-",
    ],
)
def test_formulas_are_marked(text: str) -> None:
    (cell,) = read_row(escape.csv_cell(text))
    assert cell.lstrip("\x00 ")[:1] in ("'", "\\")
    (raw,) = read_row(escape.csv_cell(text, raw=True))
    assert escape.csv_unmarked(cell) == raw


def test_csv_quotes() -> None:
    assert escape.csv_cell('a"b') == '"a""b"'
    assert [escape.csv_cell(text) for text in ("a,b", "a;b", "a\nb", " a", "a ")] == [
        '"a,b"',
        '"a;b"',
        '"a\nb"',
        '" a"',
        '"a "',
    ]
    assert escape.csv_cell("::error::x") == '"::error::x"'
    assert escape.csv_row(["a", "b"]) == "a,b\r\n"


def unfolded(text: str) -> str:
    return text.replace("\r\n ", "").removesuffix("\r\n")


def test_icalendar() -> None:
    assert escape.icalendar("a,b;c\\d\ne\r\nf") == "a\\,b\\;c\\\\d\\ne\\nf"
    assert escape.icalendar_parameter('a"b') == "ab"
    assert escape.icalendar_parameter("a:b;c") == '"a:b;c"'
    for text in TEXTS:
        line = "SUMMARY:" + escape.icalendar(text)
        folded = escape.icalendar_line(line)
        assert unfolded(folded) == line
        assert all(len(part.encode()) <= 75 for part in folded.split("\r\n"))


def test_mail() -> None:
    assert escape.mail_header("x\r\nBcc: victim@example.org") == "x Bcc: victim@example.org"
    assert escape.mail_body("From ana\n>From bo\nfrom cy") == ">From ana\n>>From bo\nfrom cy"


def test_annotations() -> None:
    assert escape.annotation_message("a%0A\r\nb:c,d") == "a%250A%0Ab:c,d"
    assert escape.annotation_property("a:b,c%") == "a%3Ab%2Cc%25"


def test_slack() -> None:
    assert escape.slack("<!channel> & <@U1>") == "&lt;!channel&gt; &amp; &lt;@U1&gt;"


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("write `lead: ana`", "write <code>lead: ana</code>"),
        ("`a` and `b`", "<code>a</code> and <code>b</code>"),
        ("one ` alone", "one ` alone"),
        ("`over\nlines`", "`over\nlines`"),
        ("`<script>`", "<code>&lt;script&gt;</code>"),
        ("`a\x1b[31m`", "<code>a\\x1b[31m</code>"),
        ("``", "``"),
    ],
)
def test_what_stands_between_backticks_is_code_and_escaped(text: str, markup: str) -> None:
    assert escape.html_coded(text) == markup
