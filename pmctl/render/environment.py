"""The environment of Jinja: sandboxed, strict, escaping."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from pmctl import escape
from pmctl.render.shown import amount, day, percent, shown
from pmctl.render.sinks import ESCAPERS, Ready, Sink
from pmctl.render.templates import NAME, built_in_names, built_in_text

if TYPE_CHECKING:
    from jinja2 import Environment


@lru_cache(maxsize=16)
def environment_of(sink: Sink, own: tuple[tuple[str, str], ...]) -> Environment:
    """The environment of one sink: names from a list, nothing of Python, every undefined name an error."""
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    texts = dict(own)
    markup = sink in ("html", "svg")

    def source(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        if not NAME.fullmatch(name) or (name not in texts and name not in built_in_names()):
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
    environment.filters["day"] = day
    environment.filters["amount"] = amount
    environment.filters["percent"] = percent
    environment.filters["shown"] = shown
    if sink == "html":
        environment.filters["coded"] = _coded
    return environment


def _coded(text: str) -> object:
    """A text as HTML in which what stands between backticks is code."""
    from jinja2.filters import do_mark_safe

    return do_mark_safe(escape.html_coded(text))


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
        if isinstance(value, Ready):
            return str(value)
        return escaper(value if isinstance(value, str) else str(_plain(value)))

    return print_


def _plain(value: object) -> object:
    """Nothing for None, a number of one decimal at most for a coordinate or share."""
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return "" if value is None else value
