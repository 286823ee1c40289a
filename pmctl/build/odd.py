"""Fields that are more than one text: yes or no, numbers, records, maps by day, by line, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from pmctl import quantity
from pmctl.build.reading import File, Found, Special, fill, plain, record, source_of, text_at
from pmctl.model.control import Effect, Impact, Residual, Update
from pmctl.model.item import Approval, Source
from pmctl.model.money import Budget, Payment
from pmctl.model.product import BusinessCase, CheckIn, Outcome, Positioning, Prioritise
from pmctl.model.project import Charter, Constraint, Cost, External, Repeat, Tolerance
from pmctl.model.records import BaselineTask, TimesheetEntry
from pmctl.model.workspace import Calendar, FieldDeclaration, Policy, RuleSetting, Threshold, View, Waiver
from pmctl.parse import Map, Seq, Value
from pmctl.quantity import Rate, Unreadable, When

REPEATS = 1_000
"""How often a task may repeat: more is a mistake, or an attack."""


# --- yes or no, numbers, the team's own


def yes_no(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """`true` or `false`."""
    if isinstance(value, bool):
        found[name] = value
    elif value is not None:
        _, start, end = node.places[key]
        file.wrong(f"`{key}` is `true` or `false`", start, end)


def whole(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """A whole number."""
    if isinstance(value, int) and not isinstance(value, bool):
        found[name] = value
    elif value is not None:
        _, start, end = node.places[key]
        file.wrong(f"`{key}` is a whole number", start, end)


def number(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """A number."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        found[name] = value
    elif value is not None:
        _, start, end = node.places[key]
        file.wrong(f"`{key}` is a number", start, end)


def as_written(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """A map whose keys and values are kept as they stand."""
    if isinstance(value, Map):
        found[name] = plain(file, value, *node.places[key][1:])
    elif value is not None:
        file.wrong(f"`{key}` is a map", *node.places[key][1:])


# --- records


def one(cls: type) -> Special:
    """One record."""

    def read_one(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
        _, start, end = node.places[key]
        made: object = record(file, cls, value, start, end)
        if made is not None:
            found[name] = made

    return read_one


def several(cls: type) -> Special:
    """One record, or a list of them."""

    def read_several(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
        _, start, end = node.places[key]
        if not isinstance(value, Seq):
            made: list[object] = [record(file, cls, value, start, end)]
        else:
            pairs = zip(value, value.places, strict=True)
            made = [record(file, cls, element, *place) for element, place in pairs]
        found[name] = tuple(one for one in made if one is not None)

    return read_several


def keyed(cls: type, as_map: bool = False) -> Special:
    """Records by name, in file order; `as_map` keeps the names as keys. The span of a record is that of its name."""

    def read_keyed(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
        records: dict[str, Any] = {}
        for own, inner, (own_start, _, _end) in entries_of(file, node, key, value):
            own_found: Found = {}
            if isinstance(inner, Map):
                fill(file, file.tables[cls], inner, own_found)
            elif inner is not None:
                file.wrong(f"`{own}` is a map", *node_place(value, own))
            places = inner.places if isinstance(inner, Map) else {}
            source = Source(file.path, own_start, own_start + len(own), places)
            records[own] = cls(key=own, source=source, **own_found)
        found[name] = records if as_map else tuple(records.values())

    return read_keyed


def entries_of(file: File, node: Map, key: str, value: Value) -> list[tuple[str, Value, tuple[int, int, int]]]:
    """The entries of a map with their places; nothing, and a finding, where it is no map."""
    if isinstance(value, Map):
        return [(own, inner, value.places[own]) for own, inner in value.items()]
    if value is not None:
        file.wrong(f"`{key}` is a map", *node.places[key][1:])
    return []


def node_place(value: Value, key: str) -> tuple[int, int]:
    """Start and end of a value in a map."""
    _, start, end = value.places[key] if isinstance(value, Map) else (0, 0, 0)
    return start, end


def read_text(file: File, name: str, value: Value, start: int, end: int) -> Any:
    """One text read as the named type; None, and a finding, where it is not of it."""
    text = text_at(file, value, start, end)
    if text is None:
        if value is not None:
            file.wrong("one value is wanted here", start, end)
        return None
    try:
        return file.tables.reads[name](text)
    except Unreadable as error:
        file.refuse(error, start, end)
        return None


def read_key(file: File, key: str, start: int) -> When | None:
    """A key that is a day or a period."""
    try:
        return quantity.when(key)
    except Unreadable as error:
        file.refuse(error, start, start + len(key))
        return None


def by_day(cls: type, with_source: Callable[[File, str, int, Value], Source]) -> Special:
    """Records by the day that is their key, earliest first."""

    def read_by_day(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
        made = []
        for own, inner, (own_start, start, end) in entries_of(file, node, key, value):
            day = read_key(file, own, own_start)
            if day is None:
                continue
            own_found: Found = {}
            if isinstance(inner, Map):
                fill(file, file.tables[cls], inner, own_found)
            elif inner is not None:
                file.wrong(f"`{own}` is a map", start, end)
            own_found["date"] = day
            made.append(cls(source=with_source(file, own, own_start, inner), **own_found))
        found[name] = tuple(sorted(made, key=lambda one: (one.date.first, one.date.minute or 0)))

    return read_by_day


def key_source(file: File, key: str, start: int, value: Value) -> Source:
    """The place of a record by its key."""
    return Source(file.path, start, start + len(key), value.places if isinstance(value, Map) else {})


def score(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """The inputs of a priority method; `moscow` and `kano` are answers of their own."""
    as_written(file, node, key, value, found, name)
    for own in ("moscow", "kano"):
        answer = found.get(name, {}).get(own)
        if isinstance(answer, str):
            found[own] = answer


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
        node.places[f"{key}.{own}"] = place
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


def amounts(file: File, node: Map, key: str, value: Value) -> dict[str, Any]:
    """Money by name: of a budget, or of one period of a business case."""
    made = {}
    for own, inner, place in entries_of(file, node, key, value):
        amount = read_text(file, "MoneyRange", inner, *place[1:])
        if amount is not None:
            made[own] = amount
    return made


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
        node.places[f"{key}.{own}"] = place
        period = read_key(file, own, place[0])
        if isinstance(inner, Map):
            for stream, inner_place in list(inner.places.items()):
                node.places[f"{key}.{own}.{stream}"] = inner_place
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


# --- control


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


# --- settings


def hours(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """Working hours by day of the week."""
    texts = {}
    for own, inner, place in entries_of(file, node, key, value):
        parts = list(zip(inner, inner.places, strict=True)) if isinstance(inner, Seq) else [(inner, place[1:])]
        found_texts = [text_at(file, part, *where) for part, where in parts]
        if None in found_texts:
            file.wrong(f"`{own}` takes shifts", *place[1:], "write `09:00-12:00 13:00-18:00`, or `off`")
            return
        texts[own] = " ".join(text for text in found_texts if text is not None)
    try:
        found[name] = quantity.hours(texts)
    except Unreadable as error:
        file.refuse(error, *node.places[key][1:])


def threshold_value(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """A duration, a share, or a number."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        found[name] = value
        return
    _, start, end = node.places[key]
    text = text_at(file, value, start, end)
    read = read_text(file, "Share" if text is not None and text.endswith("%") else "Duration", value, start, end)
    if read is not None:
        found[name] = read


def thresholds(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """Thresholds by dimension of health."""
    made = {}
    for own, inner, place in entries_of(file, node, key, value):
        threshold = record(file, Threshold, inner, *place[1:])
        if threshold is not None:
            made[own] = threshold
    found[name] = made


def rule_settings(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """A severity by code or family; by a glob of files, a map of them."""
    made: list[RuleSetting] = []

    def add(own: str, inner: Value, place: tuple[int, int, int], files: str) -> None:
        severity = text_at(file, inner, *place[1:])
        if severity is not None:
            source = Source(file.path, place[0], place[0] + len(own), {own: place})
            made.append(RuleSetting(selector=own, severity=severity, files=files, source=source))

    for own, inner, place in entries_of(file, node, key, value):
        if isinstance(inner, Map):
            for selector, severity in inner.items():
                add(selector, severity, inner.places[selector], own)
        else:
            add(own, inner, place, "")
    found[name] = tuple(made)


def statuses(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """The team's own words for a state, each with its category."""
    made = {}
    for own, inner, place in entries_of(file, node, key, value):
        category = text_at(file, inner, *place[1:])
        if category is not None:
            made[own] = category
    found[name] = made


def units(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """The lengths of a working day, week and month."""
    texts = {}
    for own, inner, place in entries_of(file, node, key, value):
        text = text_at(file, inner, *place[1:])
        if text is not None:
            texts[own] = text
    try:
        found[name] = quantity.units(texts)
    except Unreadable as error:
        file.refuse(error, *node.places[key][1:])


SPECIALS: Mapping[str, Special] = {
    "bool": yes_no,
    "bool | None": yes_no,
    "int": whole,
    "int | None": whole,
    "float | None": number,
    "Mapping[str, object]": as_written,
    "Mapping[str, float]": weights,
    "Constraint | None": one(Constraint),
    "Repeat | None": repeat,
    "External | None": external,
    "Cost | None": cost,
    "Duration | float | None": capacity,
    "Duration | Share | float | None": threshold_value,
    "Tolerance | None": one(Tolerance),
    "Charter | None": one(Charter),
    "Budget | None": budget,
    "Impact | None": one(Impact),
    "Residual | None": one(Residual),
    "Effect | None": one(Effect),
    "Outcome | None": one(Outcome),
    "Positioning | None": one(Positioning),
    "BusinessCase | None": one(BusinessCase),
    "Prioritise | None": one(Prioritise),
    "tuple[Approval, ...]": several(Approval),
    "tuple[Waiver, ...]": several(Waiver),
    "tuple[Update, ...]": by_day(Update, key_source),
    "tuple[CheckIn, ...]": by_day(CheckIn, key_source),
    "tuple[Payment, ...]": keyed(Payment),
    "tuple[BaselineTask, ...]": keyed(BaselineTask),
    "tuple[TimesheetEntry, ...]": time_entries,
    "tuple[tuple[date | None, Rate], ...]": rates,
    "tuple[tuple[str, When], ...]": expects,
    "tuple[tuple[When, Mapping[str, MoneyRange]], ...]": streams,
    "tuple[RuleSetting, ...]": rule_settings,
    "Hours | None": hours,
    "Units": units,
    "Mapping[str, Calendar]": keyed(Calendar, as_map=True),
    "Mapping[str, Policy]": keyed(Policy, as_map=True),
    "Mapping[str, View]": keyed(View, as_map=True),
    "Mapping[str, FieldDeclaration]": keyed(FieldDeclaration, as_map=True),
    "Mapping[str, Threshold]": thresholds,
    "Mapping[str, str]": statuses,
    "Mapping[str, MoneyRange]": lambda file, node, key, value, found, name: found.update(
        {name: amounts(file, node, key, value)}
    ),
}
"""What reads a field, by the type that the model declares for it."""
