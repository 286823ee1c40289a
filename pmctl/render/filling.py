"""A template filled in here and now."""

from __future__ import annotations

import os
from collections.abc import Mapping

from pmctl.render.environment import environment_of
from pmctl.render.sinks import Ready, Sink, sink_of

OUTPUT = 8 * 2**20


class Fault(Exception):
    """Why a template could not be rendered, and on which line of which."""

    def __init__(self, template: str, line: int, message: str) -> None:
        super().__init__(message)
        self.template = template
        self.line = line
        self.message = message


Prepared = Mapping[str, "str | Mapping[str, str]"]
"""Texts that are in the language of the sink already, by name; or several under one name."""


def fill(name: str, own: Mapping[str, str], data: Mapping[str, object], ready: Prepared) -> str:
    """Fill in a template here and now; raises `Fault`. Only for templates of the package, or inside the child."""
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

    sink = sink_of(name)
    environment = environment_of(sink, tuple(sorted(own.items())))
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


def _made_ready(sink: Sink, ready: Prepared) -> dict[str, object]:
    return {
        key: _marked(sink, held) if isinstance(held, str) else {name: _marked(sink, one) for name, one in held.items()}
        for key, held in ready.items()
    }


def _marked(sink: Sink, text: str) -> str:
    """A text that the sink's escaper lets pass."""
    if sink in ("html", "svg"):
        from jinja2.filters import do_mark_safe

        return do_mark_safe(text)
    return Ready(text)


def _line(error: BaseException, name: str) -> tuple[str, int]:
    """The innermost template and line of an error."""
    found, trace = (name, 1), error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".j2") and os.sep not in file:
            found = (file, trace.tb_lineno)
        trace = trace.tb_next
    return found
