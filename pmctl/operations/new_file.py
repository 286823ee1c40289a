"""Files that an edit makes: where one may be, and what stands in it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pmctl import folder
from pmctl.diagnostic import UserError
from pmctl.discover import is_plan_name, narrowed
from pmctl.escape import terminal
from pmctl.formats.plan_text import Value, document
from pmctl.plan import Plan
from pmctl.quantity import is_id


def new_file(present: Plan, path: str, value: Mapping[str, Value]) -> dict[str, bytes]:
    """A plan file that is not there yet, by its path. UserError where it would never be read, or something is there."""
    refuse_path(present, path)
    if folder.is_file(present.loaded.folder, path):
        raise UserError(f"there is a file `{terminal(path)}` already", "another name keeps both")
    return {path: document(value).encode("utf-8")}


def refuse_path(present: Plan, path: str) -> None:
    """UserError where a plan file of that path would never be read, or is not inside the plan's folder."""
    shown, parts = terminal(path[:200]), path.split("/")
    if path.startswith("/") or any(part in ("", ".", "..") for part in parts) or not path.isprintable():
        raise UserError(f"`{shown}` is no path inside the plan's folder", "such as `projects/checkout.yaml`")
    if any(part.startswith(".") for part in parts) or not is_plan_name(parts[-1]):
        raise UserError(
            f"`{shown}` would not be read as a plan", "plans end in `.yaml`, in folders that are not hidden"
        )
    if not narrowed([path], present.workspace.plans):
        raise UserError(f"`plans` in `pmctl.yaml` leaves out `{shown}`", f"add `{shown}` there")


def refuse_id(id: str) -> None:
    """UserError for what no id can be."""
    if not is_id(id):
        near = re.sub(r"[\s_.]+", "-", id.strip().casefold())[:80]
        hint = f"ids are small letters, digits and hyphens, such as `{near if is_id(near) else 'load-test'}`"
        raise UserError(f"`{terminal(id[:80])}` is no id", hint)
