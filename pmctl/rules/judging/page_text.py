"""The page of a rule for a terminal, for Markdown and for programs: the same words in all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from pmctl.rules.judging.page import Page, page
from pmctl.rules.judging.rule import Rule

LOOKS_AT = {
    "text": "the text of the files",
    "tree": "the shape of the files",
    "workspace": "the plan",
    "schedule": "the schedule",
    "history": "the history",
    "changes": "a change",
}


def as_text(rule: Rule, width: int = 100) -> str:
    """The page in plain text for so many columns, plans indented."""
    made = page(rule.text)
    lines = [f"{rule.code} {rule.name}  ({rule.severity}; looks at {LOOKS_AT[rule.looks_at]})", made.summary]
    for section in made.sections:
        lines += ["", section.heading]
        lines += [f"  {line}".rstrip() for line in _folded(section.text, width - 2)]
        for number, example in enumerate(section.examples):
            lines += [""] if number or section.text else []
            lines += [f"    {line}".rstrip() for line in example.text.split("\n")]
    return "\n".join(lines)


def _folded(text: str, width: int) -> Iterator[str]:
    """Lines that fit; those of a list begin where they did."""
    for line in _joined(text.split("\n")) if text else ():
        indent = "  " if line.startswith("- ") else ""
        yield from wrap(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) or [""]


def _joined(lines: Sequence[str]) -> list[str]:
    """Paragraphs on one line each; an empty line, an entry of a list and what is indented stay apart."""
    found: list[str] = []
    for line in lines:
        goes_on = found and found[-1] and line and not line.startswith(("- ", " ")) and not found[-1].startswith(" ")
        if goes_on:
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found


def as_markdown(rule: Rule) -> str:
    """The page in Markdown, plans fenced."""
    made = page(rule.text)
    lines = [
        f"# {rule.code} {rule.name}",
        "",
        f"*{rule.severity}; looks at {LOOKS_AT[rule.looks_at]}*",
        "",
        made.summary,
    ]
    for section in made.sections:
        lines += ["", f"## {section.heading}"]
        lines += ["", section.text] if section.text else []
        for example in section.examples:
            lines += ["", "```yaml", example.text, "```"]
    return "\n".join(lines)


def as_json(rule: Rule) -> dict[str, object]:
    """The page as data."""
    made = page(rule.text)
    return {
        "schema": "pmctl/rule/1",
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "looks-at": rule.looks_at,
        "fixed": rule.fixed,
        "summary": made.summary,
        "sections": list(_sections(made)),
    }


def _sections(made: Page) -> Iterator[dict[str, object]]:
    for section in made.sections:
        examples = [example.text for example in section.examples]
        yield {"heading": section.heading, "text": section.text, "examples": examples}
