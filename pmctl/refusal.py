"""Why a text is no YAML, said in our words at the place where a person would mend it."""

from __future__ import annotations

import re

from pmctl.diagnostic import Diagnostic, Replacement, Span
from pmctl.record import dataclass
from pmctl.regex import regex

SECOND_OPINION_LENGTH = 60_000  # the second reader is slow; longer texts get the verdict of the first alone
_DEPTH = 66
_MANY = 20


@dataclass(frozen=True, slots=True)
class _Problem:
    """`part` of libyaml's words; ours; the remedy; `opens`: the place is where the construct began."""

    part: str
    message: str
    hint: str
    opens: bool = False
    code: str = "PM002"


_PROBLEMS = (
    _Problem(
        "could not find expected ':'", "a key without `:`", "write `key: value`, or quote a text of several lines", True
    ),
    _Problem(
        "mapping values are not allowed",
        "a `:` is not expected here",
        "put a text that holds `: ` in quotes, or check the indentation",
    ),
    _Problem(
        "did not find expected key",
        "this line does not fit: its indentation, or a key that is missing",
        "indent it like its neighbours; put a text that begins with a quote, `[` or `{` in quotes as a whole",
    ),
    _Problem("did not find expected ',' or '}'", "the `{` here is not closed", "close it with `}`; mind the `,`", True),
    _Problem("did not find expected ',' or ']'", "the `[` here is not closed", "close it with `]`; mind the `,`", True),
    _Problem("did not find expected '-' indicator", "the list should go on here", "begin the line with `- `"),
    _Problem("block sequence entries are not allowed", "a list cannot begin here", "put it on lines below its key"),
    _Problem("found unexpected end of stream", "the quote that opens here is not closed", "close the quote", True),
    _Problem("found unexpected document indicator", "the quote here is not closed", "close the quote", True),
    _Problem("found unknown escape character", "this backslash means nothing", "use single quotes, or write `\\\\`"),
    _Problem(
        "invalid Unicode character escape",
        "an escape in this text is a lone surrogate, or no character at all",
        "write the character itself",
        True,
        "PM010",
    ),
    _Problem("undefined tag handle", "the tag is not allowed", "write the value without a tag", False, "PM004"),
    _Problem("expected alphabetic or numeric", "a text cannot begin with `*` or `&`", "put it in quotes", True),
    _Problem("incompatible YAML document", "this version of YAML is not read", "remove the line `%YAML`"),
    _Problem("did not find expected <document start>", "the text cannot go on like this", "check the indentation"),
    _Problem("unknown directive name", "this directive is not read", "remove the line"),
    _Problem("could not find expected directive name", "this directive is not read", "remove the line"),
    _Problem("found unexpected ':'", "a `:` is not expected here", "put a text that begins with `:` in quotes"),
    _Problem("found a tab character", "a tab is used as indentation", "indent with spaces", False, "PM014"),
    _Problem("did not find expected node content", "a value is missing here", "write a value, or remove the comma"),
)
_CONFLICT = regex(r"^(?:<{7}|\|{7}|={7}|>{7})(?:[ \t][^\r\n]*)?$", re.M)
_LEADING_TABS = regex(r"^\t+", re.M)
_TAB_INDENT = regex(r"^ *(?:- *)*(\t)[ \t]*(?=[^\s#])", re.M)


def refusals(path: str, text: str, error: Exception) -> list[Diagnostic]:
    """Findings for a text that libyaml refused with `error`: conflict marks, a tab, else the syntax error itself."""
    conflicts = [match.span() for match in _CONFLICT.finditer(text)][:_MANY]
    if conflicts:
        message, hint = "a merge conflict is left here", "decide which side stands and remove the marks"
        return [Diagnostic("PM002", "error", message, Span(path, *span), hint) for span in conflicts]
    at = min(_index(error, "problem_mark"), len(text))
    tab = _tab_near(text, at)
    if tab is not None:
        span = Span(path, tab, tab + 1)
        fix = _untabbed(path, text, tab)
        return [Diagnostic("PM014", "error", "a tab is used as indentation", span, "indent with spaces", fix=fix)]
    return [_refusal(path, text, error, at)]


def _index(error: Exception, mark: str) -> int:
    found = getattr(error, mark, None)
    return int(found.index) if found is not None else int(getattr(error, "position", None) or 0)


def _refusal(path: str, text: str, error: Exception, at: int) -> Diagnostic:
    words = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read")
    problem = next((known for known in _PROBLEMS if known.part in words), _Problem("", words, ""))
    if problem.opens and getattr(error, "context_mark", None) is not None:
        at = min(_index(error, "context_mark"), len(text))
    message, hint = problem.message, problem.hint
    if "cannot start any token" in words and text[at : at + 1] == "\t":
        return Diagnostic(
            "PM014", "error", "a tab is used as indentation", Span(path, at, at + 1), "indent with spaces"
        )
    if "cannot start any token" in words and text[at : at + 1].isprintable():
        message, hint = f"a value cannot begin with `{text[at : at + 1]}`", "put the text in quotes"
    if problem.code == "PM002" and _second_opinion(text):
        message += "; other readers of YAML take this form, pmctl does not"
        hint = hint or "write it in a plainer form"
    return Diagnostic(problem.code, "error", message, Span(path, at, min(at + 1, len(text))), hint)


def _tab_near(text: str, at: int) -> int | None:
    """The tab that indents the line of a place or the one before it, if there is one."""
    here = text.rfind("\n", 0, at) + 1
    above = text.rfind("\n", 0, max(here - 1, 0)) + 1
    stop = text.find("\n", at)
    match = _TAB_INDENT.search(text, above, len(text) if stop < 0 else stop)
    return match.start(1) if match else None


def _untabbed(path: str, text: str, tab: int) -> tuple[Replacement, ...]:
    """Blanks for tabs: of all lines that begin with one, where this one does, else for this tab alone."""
    if tab and text[tab - 1] not in "\r\n":
        return (Replacement(Span(path, tab, tab + 1), "  "),)
    return tuple(Replacement(Span(path, *found.span()), "  " * len(found[0])) for found in _LEADING_TABS.finditer(text))


def _second_opinion(text: str) -> bool:
    """Whether a reader of YAML 1.2 takes what libyaml refuses; False where it cannot be asked cheaply."""
    if len(text) > SECOND_OPINION_LENGTH:
        return False
    try:
        return _accepts(text)
    except Exception:  # whatever the second reader stumbles over must not make things worse
        return False


def _accepts(text: str) -> bool:
    from ruamel.yaml import YAML

    depth = 0
    for event in YAML(typ="safe", pure=True).parse(text):
        name = type(event).__name__
        depth += name.endswith("StartEvent") - name.endswith("EndEvent")
        if depth > _DEPTH:
            return False
    return True
