"""Fields of tasks, people, money and control that have forms of their own."""

from __future__ import annotations

from datetime import date

from pmctl import quantity
from pmctl.build.file import File, Found, source_of
from pmctl.build.odd import amounts, as_written, entries_of, node_place, number, read_key, read_text
from pmctl.build.reading import record
from pmctl.build.values import text_at
from pmctl.model.item import Source
from pmctl.model.money import Budget
from pmctl.model.project import Cost, External, Repeat
from pmctl.model.records import TimesheetEntry
from pmctl.parse import Map, Value
from pmctl.quantity import Rate, Unreadable

REPEATS = 1_000
"""How often a task may repeat: more is a mistake, or an attack."""


# --- tasks


def milestone(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """`true`, or the day on which the calendar decrees the event."""
    if isinstance(value, bool):
        found[name] = value
        return
    when = read_text(file, "When", value, *node.places[key][1:])
    if when is not None:
        found[name] = True
        found["milestone_date"] = when


def cost(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """`5000`, `400/d` or `{start: 2k, finish: 3k}`."""
    _, start, end = node.places[key]
    if isinstance(value, Map):
        found[name] = record(file, Cost, value, start, end)
        return
    text = text_at(file, value, start, end)
    kind = "Rate" if text is not None and "/" in text else "MoneyRange"
    amount = read_text(file, kind, value, start, end)
    if amount is not None:
        source = Source(file.path, start, end)
        found[name] = Cost(rate=amount, source=source) if kind == "Rate" else Cost(amount=amount, source=source)


def external(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """`{party: Acme Legal}`; an empty map, or `true`, says only that it is outside."""
    _, start, end = node.places[key]
    if isinstance(value, Map):
        found[name] = record(file, External, value, start, end)
    elif value is not None and value is not False:
        party = "" if value is True else text_at(file, value, start, end)
        if party is None:
            file.wrong("`external` names a party", start, end, "write `external: {party: Acme Legal}`")
        else:
            found[name] = External(party=party, source=Source(file.path, start, end))


def repeat(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """`{every: 2w, times: 10}`, within bounds: at least a day apart, at most 1,000 times."""
    made = record(file, Repeat, value, *node.places[key][1:])
    if made is None or not isinstance(value, Map):
        return
    if not 1 <= made.times <= REPEATS:
        file.wrong(f"a task repeats at least once and at most {REPEATS:,} times", *node_place(value, "times"))
    elif made.every.amount < 1:
        file.wrong("a task cannot repeat after no time at all", *node_place(value, "every"), "write `every: 1w`")
    else:
        found[name] = made


def capacity(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """The capacity of a sprint: points, or a duration."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        found[name] = value
        return
    duration = read_text(file, "Duration", value, *node.places[key][1:])
    if duration is not None:
        found[name] = duration


# --- people and money


def rates(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """`620/d`, or rates by the day from which they hold, earliest first."""
    _, start, end = node.places[key]
    if not isinstance(value, Map):
        rate = read_text(file, "Rate", value, start, end)
        if rate is not None:
            found[name] = ((None, rate),)
        return
    by_first: list[tuple[date | None, Rate]] = []
    for own, inner, place in entries_of(file, node, key, value):
        node.places.add(f"{key}.{own}", place)
        day = read_key(file, own, place[0])
        rate = read_text(file, "Rate", inner, *place[1:])
        if day is not None and rate is not None:
            by_first.append((day.first, rate))
    found[name] = tuple(sorted(by_first, key=lambda pair: pair[0] or date.min))


def limit(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """`4d/w`."""
    _, start, end = node.places[key]
    text = text_at(file, value, start, end)
    if text is None:
        if value is not None:
            file.wrong("`limit` takes one value", start, end, "write `limit: 4d/w`")
        return
    try:
        found[name] = quantity.weekly_limit(text, file.tables.units)
    except Unreadable as error:
        file.refuse(error, start, end)


def budget(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """Money by line, or one amount, which is the line `labour`."""
    _, start, end = node.places[key]
    if isinstance(value, Map):
        found[name] = Budget(lines=amounts(file, node, key, value), source=source_of(file, value))
        return
    amount = read_text(file, "MoneyRange", value, start, end)
    if amount is not None:
        found[name] = Budget(lines={"labour": amount}, source=Source(file.path, start, end))


def streams(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """Money by period and stream, earliest first; its places are kept as `costs.2026.build`."""
    made = []
    for own, inner, place in entries_of(file, node, key, value):
        node.places.add(f"{key}.{own}", place)
        period = read_key(file, own, place[0])
        if isinstance(inner, Map):
            for stream, inner_place in inner.places.items():
                node.places.add(f"{key}.{own}.{stream}", inner_place)
        if period is not None and isinstance(value, Map):
            made.append((period, amounts(file, value, own, inner)))
    found[name] = tuple(sorted(made, key=lambda pair: pair[0].first))


def weights(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """Numbers by criterion."""
    made: Found = {}
    for own, inner, _ in entries_of(file, node, key, value):
        if isinstance(value, Map):
            number(file, value, own, inner, made, own)
    found[name] = made


# --- features and control


def score(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """The inputs of a priority method; `moscow` and `kano` are answers of their own."""
    as_written(file, node, key, value, found, name)
    for own in ("moscow", "kano"):
        answer = found.get(name, {}).get(own)
        if isinstance(answer, str):
            found[own] = answer


def signed_time(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """`10d`, or `-5d` for what an opportunity saves."""
    _, start, end = node.places[key]
    text = text_at(file, value, start, end)
    negative = text is not None and text.startswith("-")
    duration = read_text(file, "Duration", text[1:] if text is not None and negative else value, start, end)
    if duration is not None:
        found[name] = duration
        found["negative_time"] = negative


def expects(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """The day on which a stakeholder expects each item."""
    made = []
    for own, inner, place in entries_of(file, node, key, value):
        day = read_text(file, "When", inner, *place[1:])
        if day is not None:
            made.append((own, day))
    found[name] = tuple(made)
    if isinstance(value, Map):
        found["expects_source"] = source_of(file, value)


def time_entries(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """Time by day and item."""
    made = []
    for own, inner, (own_start, _, _) in entries_of(file, node, key, value):
        day = read_key(file, own, own_start)
        if not isinstance(value, Map):
            continue
        for item, spent, place in entries_of(file, value, own, inner):
            duration = read_text(file, "Duration", spent, *place[1:])
            if day is not None and duration is not None:
                places = {"item": (place[0], place[0], place[0] + len(item)), "spent": place}
                source = Source(file.path, place[0], place[0] + len(item), places)
                made.append(TimesheetEntry(date=day, item=item, spent=duration, source=source))
    found[name] = tuple(made)
