"""What to write instead: hints for unknown keys, wrong ids and values that are not of their grammar."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from pmctl import quantity
from pmctl.grammar import homes
from pmctl.source import ECHO_LENGTH, echo

READERS: Mapping[str, Callable[[str], object]] = {
    "day": quantity.when,
    "moment": quantity.when,
    "when": quantity.when,
    "days": quantity.days,
    "duration": quantity.duration,
    "estimate": quantity.estimate,
    "weekly-limit": quantity.weekly_limit,
    "every": quantity.every,
    "share": quantity.share,
    "percentage": quantity.share,
    "money": quantity.money,
    "money-range": quantity.money_range,
    "rate": quantity.rate,
    "rates": quantity.rate,
    "number-range": quantity.number_range,
    "link": quantity.link,
    "assignment": quantity.assignment,
}
ID_LIKE = ("id", "person-id", "reference", "status")
HINTS = {
    "yes-no": "write `true` or `false`",
    "percentage": "write `0%` to `100%`",
    "number": "write a number such as `3` or `2.5`",
    "count": "write a whole number such as `12`",
    "priority": "write a whole number from 0 to 1000",
    "path": "a path inside the repository with `/`, without `..`, `:` or a leading `/`",
    "address": "write `https://...`, `mailto:...`, or a path inside the repository",
    "timezone": "write its name, such as `Europe/Berlin`",
}
KEY_HINTS = {
    "a date": "write a day such as `2026-03-02`",
    "a period": "write `2026`, `2026-H1`, `2026-Q2` or `2026-03`",
    "a reference": "write `api`, or `checkout/api` from elsewhere",
    "a day of the week": "write `mon`, or a range such as `mon-fri`",
    "an occasion": "write its code, such as `N39`",
    "a rule": "write a code (`PM204`), a family (`PM8xx`) or a name",
    "a rule or a pattern of files": "write a code (`PM204`), a family (`PM8xx`), a name, or a pattern such as `old/**`",
    "a criterion": "lower-case letters, digits and hyphens",
}
# What other tools and other words call our keys.
_OTHER_WORDS = {
    "after": "depends dependson dependencies dependency predecessors predecessor requires needs blockedby waitsfor",
    "assign": "assignee assignees assignedto resources resource people allocate",
    "commitment": "committed",
    "description": "note notes comment comments details summary body",
    "due": "deadline duedate end enddate promised",
    "duration": "length days",
    "effort": "estimate work hours efforts",
    "finish": "finishdate",
    "finished": "actualfinish actualend completed closed",
    "lead": "manager projectmanager leader",
    "name": "title label summary",
    "not-before": "startafter earlieststart startnoearlierthan",
    "owner": "responsible author accountable",
    "phase": "status stage",
    "priority": "prio rank",
    "progress": "complete percentcomplete percent percentdone completion",
    "start": "startdate begin",
    "started": "actualstart",
    "status": "state done",
    "supports": "objective objectives goal goals serves",
    "tags": "labels keywords",
    "tasks": "subtasks children steps items task",
    "time-off": "vacation vacations leave holidays absence away",
    "rate": "cost costs hourlyrate dailyrate",
}
_ELSEWHERE = {
    **dict.fromkeys(("id", "key"), "its id is the key above it"),
    **dict.fromkeys(("parent", "parentid", "epic", "group"), "write the task below the `tasks` of its group"),
}
"""What says by its place what other tools have a key for."""
_ID_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789-"
_MEANT = {other: key for key, others in _OTHER_WORDS.items() for other in others.split()}


def _bare(key: str) -> str:
    """A key without what writers differ in: case, hyphens, underscores."""
    return "".join(character for character in key.lower() if character.isalnum())


PRODUCT_ENDS = ("due", "finish", "end", "start")
"""Keys that would give a product an end: it goes on until it is retired."""


LEAST_CLEAR, LEAST_EXCHANGED = 4, 6
"""Letters of a word in which one slip can be told, and in which one wrong letter can: `test` may not mean `text`."""


def clear(word: str, names: Iterable[str]) -> str:
    """The one name that a word is but for a single slip of the fingers (two neighbours swapped, a letter too many, too
    few or wrong); nothing where there is none or several, or where a digit differs: `sprint-2` is not `sprint-1`.
    """
    if len(word) < LEAST_CLEAR:
        return ""
    alike = list(dict.fromkeys(name for name in names if abs(len(name) - len(word)) <= 1 and _is_slip(word, name)))
    return alike[0] if len(alike) == 1 else ""


def _is_slip(word: str, name: str) -> bool:
    """Is a word another one but for one slip?"""
    start = next((at for at, (one, other) in enumerate(zip(word, name, strict=False)) if one != other), -1)
    if start < 0:
        start = min(len(word), len(name))
    left, right = word[start:], name[start:]
    if any(character.isdigit() for character in left[:1] + right[:1]) or word == name:
        return False
    if len(word) != len(name):
        longer, shorter = (left, right) if len(left) > len(right) else (right, left)
        return longer[1:] == shorter
    swapped = left[1:2] + left[:1] == right[:2] and left[2:] == right[2:]
    return swapped or (left[1:] == right[1:] and len(word) >= LEAST_EXCHANGED)


def better_key(key: str, allowed: list[str], carrier: str, torn: bool = False) -> tuple[str, str]:
    """The hint for an unknown key, and the key to put in its place where it differs in spelling alone, or by a slip.

    `torn`: it may be the rest of a text that holds a comma, between braces: `{name: Bricks, beams and tiles}`.
    """
    bare = _bare(key)
    spelled = next((name for name in allowed if _bare(name) == bare), "")
    if spelled:
        return f"write `{spelled}`", spelled
    if torn and " " in key:
        return "put a text with a comma in quotes", ""
    if ":" in key:
        return "put a space after the `:`", ""
    if carrier == "task" and bare in _ELSEWHERE:
        return _ELSEWHERE[bare], ""
    if carrier == "product" and key in PRODUCT_ENDS:
        return "give its features and releases a `due`", ""
    meant = _MEANT.get(bare, "")
    if meant in allowed:
        return f"did you mean `{meant}`?", ""
    close = get_close_matches(key[:ECHO_LENGTH], allowed, 1, 0.7)
    if close:
        return f"did you mean `{close[0]}`?", clear(key, allowed)
    known = homes().get(key, [])
    if known:
        return f"it belongs in {' or in '.join(known[:3])}", ""
    return "put a text with a comma in quotes" if torn else "keys of your own begin with `x-`", ""


def bad_id(text: str, definition: str = "id") -> tuple[str, str]:
    """Message and hint for an id: the first odd character is named, since look-alikes cannot be told apart."""
    reference = definition == "reference"
    what = "a reference" if reference else "a status" if definition == "status" else "an id"
    message, hint = f"`{echo(text)}` is not {what}", "lower-case letters, digits and hyphens only"
    if ":" in text and not reference:
        return message, "put a space after the `:`"
    odd = next((character for character in text if not character.isascii()), "")
    if odd:
        name = unicodedata.name(odd, "unnamed").lower()
        return f"{message}: it holds U+{ord(odd):04X} ({name})", hint
    allowed = _ID_CHARACTERS + ("/" if reference else "")
    tidy = "".join(character if character in allowed else "-" for character in text[:ECHO_LENGTH].lower().strip())
    tidy = "-".join(part for part in tidy.split("-") if part)
    return message, f"{hint}: `{tidy}`" if tidy and tidy != text and tidy.count("/") < 2 else hint


def one_of(text: str, values: list[str]) -> str:
    """The values there are, and the one that was probably meant."""
    values = list(dict.fromkeys(values))
    spelled = {value.lower(): value for value in values}
    close = [spelled[one] for one in get_close_matches(text[:ECHO_LENGTH].lower(), spelled, 1, 0.7)]
    listed = ", ".join(f"`{value}`" for value in values)
    return f"did you mean `{close[0]}`? (one of {listed})" if close else f"one of {listed}"


def limits(rule: Mapping[str, Any]) -> str:
    """The bounds of a number in words."""
    low, high = rule.get("minimum"), rule.get("maximum")
    return f"from {low} to {high}" if low is not None and high is not None else f"{low} or more"


def examples(rule: Mapping[str, Any]) -> str:
    """`write A, B or C` from the examples of a schema."""
    shown = [f"`{written(example)}`" for example in rule.get("examples", ())][:4]
    if not shown:
        return ""
    return "write " + (f"{', '.join(shown[:-1])} or {shown[-1]}" if len(shown) > 1 else shown[0])


def written(example: object) -> str:
    """An example as one would write it in a plan."""
    if isinstance(example, list):
        return f"[{', '.join(written(part) for part in example)}]"
    if isinstance(example, dict):
        return "{" + ", ".join(f"{key}: {written(part)}" for key, part in example.items()) + "}"
    return str(example).lower() if isinstance(example, bool) else str(example)
