"""The Jinja environment: sandboxed, strict, escaping; a workspace's own templates run in a child with limits.

In `html` and `svg` what a template builds (`set` blocks, macros) stays markup. `markdown` and `text` know no markup of
their own: each value is escaped where it is printed, so a macro is escaped twice there; use `include` instead.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pmctl import escape
from pmctl.diagnostic import Diagnostic, Span
from pmctl.folder import Folder, names, read
from pmctl.quantity import print_date, print_money

if TYPE_CHECKING:
    from jinja2 import Environment

Sink = Literal["html", "svg", "markdown", "text"]
ESCAPERS: Mapping[Sink, Callable[[str], str]] = {
    "html": escape.html,
    "svg": escape.svg,
    "markdown": escape.markdown,
    "text": escape.terminal,
}

FOLDERS = ("charts/templates", "reports/templates", "views/templates")
"""Where the templates that come with the package are."""
OWN_FOLDER = "templates"
"""Where a workspace keeps its own; a name that is there wins over a built-in one."""

SECONDS = 4
CLOCK = 8.0
MEMORY = 512 * 2**20
OUTPUT = 8 * 2**20
LARGEST_TEMPLATE = 256 * 2**10
MOST_TEMPLATES = 200

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
_CODE = "PM020"


class Fault(Exception):
    """Why a template could not be rendered, and on which line of which."""

    def __init__(self, template: str, line: int, message: str) -> None:
        super().__init__(message)
        self.template = template
        self.line = line
        self.message = message


class _Ready(str):
    """Text that is in the language of its sink already (a timeline inside a page)."""

    __slots__ = ()


def sink_of(name: str) -> Sink:
    """The sink that a template's name says: `status.html.j2`, `status.md.j2`; all others are text."""
    parts = name.split(".")
    kind = parts[-2] if len(parts) > 2 else ""
    return "html" if kind == "html" else "svg" if kind == "svg" else "markdown" if kind == "md" else "text"


@lru_cache(maxsize=1)
def built_in_names() -> Mapping[str, Path]:
    """The templates of the package by name."""
    package = Path(__file__).parent
    return {path.name: path for folder in FOLDERS for path in sorted((package / folder).glob("*.j2"))}


@lru_cache(maxsize=64)
def built_in_text(name: str) -> str:
    """The text of a template of the package; KeyError where there is none."""
    return built_in_names()[name].read_text("utf-8")


def own_names(own: Folder | None) -> tuple[str, ...]:
    """The templates of a workspace's own: plain files in its `templates/`, no links, with plain names."""
    found = names(own, OWN_FOLDER) if own is not None else ()
    return tuple(name for name in found if name.endswith(".j2") and _NAME.fullmatch(name))[:MOST_TEMPLATES]


def _own_texts(own: Folder) -> dict[str, str]:
    """The workspace's templates by name; one that is too large, or cannot be read, is none."""
    found = {name: read(own, f"{OWN_FOLDER}/{name}", LARGEST_TEMPLATE) for name in own_names(own)}
    return {name: data.decode("utf-8", "replace") for name, data in found.items() if isinstance(data, bytes)}


def rendered(
    name: str, data: Mapping[str, object], ready: Mapping[str, str] | None = None, own: Folder | None = None
) -> tuple[str, tuple[Diagnostic, ...]]:
    """A template filled in: the workspace's own of that name, in a child with limits, else the built-in one.

    `data` is plain (texts, numbers, lists, maps); `ready` are texts that are in the sink's language already. What goes
    wrong in a workspace's template comes back as a finding at its line, with no text.
    """
    texts = _own_texts(own) if own is not None and name in own_names(own) else {}
    if name in texts:
        return _in_child(name, texts, data, ready or {})
    if name not in built_in_names():
        return "", (_finding(Fault(name, 1, "there is no such template"), {}),)
    return fill(name, {}, data, ready or {}), ()


def fill(name: str, own: Mapping[str, str], data: Mapping[str, object], ready: Mapping[str, str]) -> str:
    """Fill in a template here and now; raises `Fault`. Only for templates of the package, or inside the child."""
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

    sink = sink_of(name)
    environment = _environment(sink, tuple(sorted(own.items())))
    try:
        template = environment.get_template(name)
        pieces: list[str] = []
        length = 0
        for piece in template.generate(**data, **_made_ready(sink, ready)):
            length += len(piece)
            if length > OUTPUT:
                raise Fault(name, 1, f"it writes more than {OUTPUT // 2**20} MiB")
            pieces.append(piece)
        return "".join(pieces)
    except Fault:
        raise
    except TemplateSyntaxError as error:
        raise Fault(error.name or name, error.lineno, error.message or "cannot be read") from None
    except TemplateNotFound as error:
        raise Fault(name, _line(error, name)[1], f"there is no such template: `{str(error.message)[:80]}`") from None
    except TemplateError as error:
        raise Fault(*_line(error, name), str(error.message)[:300]) from None
    except RecursionError as error:
        raise Fault(*_line(error, name), "it goes on inside itself without end") from None
    except MemoryError:
        raise Fault(name, 1, "it needs too much memory") from None
    except Exception as error:
        raise Fault(*_line(error, name), f"{str(error)[:200]} ({type(error).__name__})") from None


def _made_ready(sink: Sink, ready: Mapping[str, str]) -> dict[str, str]:
    if sink in ("html", "svg"):
        from jinja2.filters import do_mark_safe

        return {key: do_mark_safe(text) for key, text in ready.items()}
    return {key: _Ready(text) for key, text in ready.items()}


def _line(error: BaseException, name: str) -> tuple[str, int]:
    """The innermost template and line of an error."""
    found, trace = (name, 1), error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".j2") and os.sep not in file:
            found = (file, trace.tb_lineno)
        trace = trace.tb_next
    return found


@lru_cache(maxsize=16)
def _environment(sink: Sink, own: tuple[tuple[str, str], ...]) -> Environment:
    """The environment of one sink: names from a list, nothing of Python, every undefined name an error."""
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    texts = dict(own)
    markup = sink in ("html", "svg")

    def source(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        if not _NAME.fullmatch(name) or (name not in texts and name not in built_in_names()):
            return None
        return texts[name] if name in texts else built_in_text(name), name, lambda: True

    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(source),
        undefined=StrictUndefined,
        autoescape=markup,
        finalize=_finalize(sink),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        optimized=False,
        auto_reload=False,
    )
    for name in ("lipsum", "cycler", "joiner"):
        environment.globals.pop(name)
    for name in ("safe", "urlize", "xmlattr", "pprint", "random"):
        environment.filters.pop(name)
    environment.filters["link"] = escape.url
    environment.filters["colour"] = escape.css_colour
    environment.filters["day"] = _day
    environment.filters["amount"] = _amount
    environment.filters["percent"] = _percent
    return environment


def _finalize(sink: Sink) -> Callable[[object], object]:
    """What stands between a value and the page."""
    escaper = ESCAPERS[sink]
    if sink in ("html", "svg"):
        from jinja2.filters import do_mark_safe

        def mark(value: object) -> object:
            if isinstance(value, str) and hasattr(value, "__html__"):
                # escaped by jinja where a template joined it with markup; what is hidden in it still is to be seen
                return do_mark_safe(escape.visible(value))
            if isinstance(value, str):
                return do_mark_safe(escaper(value))
            return _plain(value)

        return mark

    def print_(value: object) -> object:
        if isinstance(value, _Ready):
            return str(value)
        return escaper(value if isinstance(value, str) else str(_plain(value)))

    return print_


def _day(value: object) -> str:
    """An ISO day for people: `Tue 31 Mar 2026`; nothing for None."""
    return print_date(date.fromisoformat(value)) if isinstance(value, str) and value else ""


def _amount(value: float) -> str:
    """Money for people, without its currency: `12,500`."""
    return print_money(Decimal(str(value)).quantize(Decimal(1)))


def _percent(value: float) -> str:
    """A share for people: `40%`."""
    return f"{value * 100:.0f}%"


def _plain(value: object) -> object:
    """Nothing for None, a number of one decimal at most for a coordinate or share."""
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return "" if value is None else value


# --- the child --------------------------------------------------------------------------------------------------------

_BOOT = """
import json, sys
call = json.loads(sys.stdin.buffer.read())
sys.path[:] = call["path"]
from pmctl.render import answer
sys.stdout.buffer.write(answer(call))
"""


def _in_child(
    name: str, own: Mapping[str, str], data: Mapping[str, object], ready: Mapping[str, str]
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Fill in a template that strangers may have written: no environment, little time, memory and output."""
    path = [os.path.abspath(entry) for entry in sys.path]
    call = json.dumps({"path": path, "name": name, "own": own, "data": data, "ready": ready}).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _BOOT],
            input=call,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=CLOCK,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "", (_finding(Fault(name, 1, "it takes too long and was stopped"), own),)
    try:
        answered = json.loads(done.stdout)
    except ValueError:
        return "", (_finding(Fault(name, 1, "it needs too much time or memory and was stopped"), own),)
    if "text" in answered:
        return escape.harmless(str(answered["text"])), ()
    return "", (_finding(Fault(answered["template"], answered["line"], answered["message"]), own),)


def answer(call: Mapping[str, Any]) -> bytes:
    """What the child says: the text, or the fault; limits are set before a template is even compiled."""
    _limit()
    try:
        reply: dict[str, object] = {"text": fill(call["name"], call["own"], call["data"], call["ready"])}
    except Fault as fault:
        reply = {"template": fault.template, "line": fault.line, "message": fault.message}
    return json.dumps(reply).encode()


def _limit() -> None:
    """Bound processor time and memory of this process, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _finding(fault: Fault, own: Mapping[str, str]) -> Diagnostic:
    """A fault as a finding at its line."""
    path = f"{OWN_FOLDER}/{fault.template}" if fault.template in own else fault.template
    text = own.get(fault.template, "")
    start = sum(map(len, _lines(text, fault.line - 1)))
    message = f"the template cannot be rendered: {escape.terminal(fault.message)}"
    hint = "`pmctl report --copy-template NAME` writes the built-in one to start from"
    return Diagnostic(_CODE, "error", message, Span(path, start, start), hint)


def _lines(text: str, count: int) -> Iterator[str]:
    for index, line in enumerate(text.splitlines(keepends=True)):
        if index >= count:
            return
        yield line


def position_of(finding: Diagnostic, own: Folder) -> int:
    """The line (from 1) of a finding about a workspace's template."""
    data = read(own, finding.span.path, LARGEST_TEMPLATE)
    return data.decode("utf-8", "replace")[: finding.span.start].count("\n") + 1 if isinstance(data, bytes) else 1
