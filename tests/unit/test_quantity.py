"""Plan values: every form of FORMAT.md's table, what is refused and how it is put, and that printing reads back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmctl import quantity
from pmctl.quantity import (
    Assignment,
    Choice,
    Lag,
    Units,
    Unreadable,
    assignment,
    days,
    duration,
    estimate,
    every,
    hours,
    is_id,
    is_reference,
    link,
    money,
    money_range,
    number_range,
    rate,
    share,
    units,
    weekly_limit,
    when,
)

SHORT_DAY = Units(day=450, week=2250, month=9000)


@pytest.mark.parametrize(
    ("text", "minutes", "elapsed"),
    [
        ("30min", 30, False),
        ("4h", 240, False),
        ("3d", 1440, False),
        ("2w", 4800, False),
        ("1mo", 9600, False),
        ("1.5d", 720, False),
        ("0d", 0, False),
        ("0.5min", 1, False),
        ("0.4min", 0, False),
        ("30emin", 30, True),
        ("12eh", 720, True),
        ("3ed", 4320, True),
        ("2ew", 20160, True),
        ("1emo", 43200, True),
    ],
)
def test_duration(text: str, minutes: int, elapsed: bool) -> None:
    value = duration(text)
    assert (value.minutes, value.elapsed, value.text) == (minutes, elapsed, text)


def test_duration_follows_the_units() -> None:
    assert duration("2d", SHORT_DAY).minutes == 900
    assert duration("1w", SHORT_DAY).minutes == 2250
    assert duration("1mo", SHORT_DAY).minutes == 9000
    assert duration("1ed", SHORT_DAY).minutes == 1440
    assert duration("2d").minutes == 960


@pytest.mark.parametrize(
    ("text", "low", "likely", "high"),
    [("3d..5d..9d", 3, 5, 9), ("6d..8d..14d", 6, 8, 14), ("3d..9d", 3, 6, 9), ("1d..1d..9d", 1, 1, 9), ("5d", 5, 5, 5)],
)
def test_estimate(text: str, low: int, likely: int, high: int) -> None:
    value = estimate(text)
    assert [value.low.minutes, value.likely.minutes, value.high.minutes] == [480 * low, 480 * likely, 480 * high]
    assert value.minutes == 480 * likely
    assert value.certain is (low == high)


def test_the_middle_of_an_estimate_is_plan_text() -> None:
    assert estimate("1h..2h").likely.text == "1.5h"
    assert estimate("3ed..6ed").likely.text == "4.5ed"
    assert estimate("3ed..6ed").elapsed


@pytest.mark.parametrize(
    ("text", "value"),
    [("40%", Fraction(2, 5)), ("12.5%", Fraction(1, 8)), ("0%", Fraction(0)), ("150%", Fraction(3, 2))],
)
def test_share(text: str, value: Fraction) -> None:
    assert share(text).value == value


def test_signed_share() -> None:
    assert share("-2%", signed=True).value == Fraction(-1, 50)


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("12500 EUR", "12500", "EUR"),
        ("12.5k", "12500", None),
        ("-2k", "-2000", None),
        ("2M", "2000000", None),
        ("5000", "5000", None),
        ("0.10  USD", "0.1", "USD"),
        ("12.5k EUR", "12500", "EUR"),
    ],
)
def test_money(text: str, amount: str, currency: str | None) -> None:
    value = money(text)
    assert (value.amount, value.currency, value.text) == (Decimal(amount), currency, text)


def test_money_range() -> None:
    value = money_range("50k..60k..80k")
    assert [value.low.amount, value.likely.amount, value.high.amount] == [50_000, 60_000, 80_000]
    assert money_range("50k..80k").likely.amount == 65_000
    assert money_range("8k").high.amount == 8_000
    assert {part.currency for part in (lambda r: (r.low, r.likely, r.high))(money_range("1k..2k..3k EUR"))} == {"EUR"}


@pytest.mark.parametrize(
    ("text", "amount", "currency", "per"),
    [
        ("650/d", "650", None, "d"),
        ("80/h", "80", None, "h"),
        ("620 EUR/d", "620", "EUR", "d"),
        ("1.5k/mo", "1500", None, "mo"),
    ],
)
def test_rate(text: str, amount: str, currency: str | None, per: str) -> None:
    value = rate(text)
    assert (value.amount, value.currency, value.per) == (Decimal(amount), currency, per)


@pytest.mark.parametrize(
    ("text", "low", "likely", "high"),
    [
        ("150k..210k..260k", 150_000, 210_000, 260_000),
        ("4.2", "4.2", "4.2", "4.2"),
        ("1..4", 1, "2.5", 4),
        ("-3", -3, -3, -3),
    ],
)
def test_number_range(text: str, low: str, likely: str, high: str) -> None:
    value = number_range(text)
    assert [value.low, value.likely, value.high] == [Decimal(low), Decimal(likely), Decimal(high)]


@pytest.mark.parametrize(
    ("text", "first", "last", "minute"),
    [
        ("2026-03-02", date(2026, 3, 2), date(2026, 3, 2), None),
        ("2026-03-02T14:00", date(2026, 3, 2), date(2026, 3, 2), 840),
        ("2026-03-02T00:00", date(2026, 3, 2), date(2026, 3, 2), 0),
        ("2026-03", date(2026, 3, 1), date(2026, 3, 31), None),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29), None),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), None),
        ("2026-Q2", date(2026, 4, 1), date(2026, 6, 30), None),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), None),
        ("2026-H1", date(2026, 1, 1), date(2026, 6, 30), None),
        ("2026-H2", date(2026, 7, 1), date(2026, 12, 31), None),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), None),
        ("2028-02-29", date(2028, 2, 29), date(2028, 2, 29), None),
    ],
)
def test_when(text: str, first: date, last: date, minute: int | None) -> None:
    value = when(text)
    assert (value.first, value.last, value.minute, value.text) == (first, last, minute, text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-12-24", date(2026, 12, 24), date(2026, 12, 24)),
        ("2026-02-16..2026-02-20", date(2026, 2, 16), date(2026, 2, 20)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026-02..2026-Q2", date(2026, 2, 1), date(2026, 6, 30)),
    ],
)
def test_days(text: str, first: date, last: date) -> None:
    assert (days(text).first, days(text).last) == (first, last)


@pytest.mark.parametrize(("text", "count"), [("5d", 5), ("2w", 14), ("1mo", 30), ("1y", 365)])
def test_every(text: str, count: int) -> None:
    assert every(text).days == count


@pytest.mark.parametrize(
    ("text", "target", "kind", "lag"),
    [
        ("design", "design", "FS", None),
        ("design + 2d", "design", "FS", Lag(960, None, False)),
        ("design - 2d", "design", "FS", Lag(-960, None, False)),
        ("design SS", "design", "SS", None),
        ("design SS + 1d", "design", "SS", Lag(480, None, False)),
        ("legal/contract FF - 25%", "legal/contract", "FF", Lag(0, Fraction(-1, 4), False)),
        ("design + 3ed", "design", "FS", Lag(4320, None, True)),
        ("a-b-2 SF + 0d", "a-b-2", "SF", Lag(0, None, False)),
    ],
)
def test_link(text: str, target: str, kind: str, lag: Lag | None) -> None:
    value = link(text)
    assert (value.target, value.kind, value.lag, value.text) == (target, kind, lag, text)


def who(text: str) -> tuple[object, ...]:
    """An assignment as plain values: choices, share, limit in minutes, count."""
    value: Assignment = assignment(text)
    choices = " | ".join(f"{choice.kind}={choice.name}" for choice in value.choices)
    return choices, value.share and value.share.value, value.limit and value.limit.minutes, value.count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ana", ("name=ana", None, None, None)),
        ("ana 50%", ("name=ana", Fraction(1, 2), None, None)),
        ("ana 2d/w", ("name=ana", None, 960, None)),
        ("ana 50% 2d/w", ("name=ana", Fraction(1, 2), 960, None)),
        ("ana | bo", ("name=ana | name=bo", None, None, None)),
        ("ana|bo 50%", ("name=ana | name=bo", Fraction(1, 2), None, None)),
        ("core 2", ("name=core", None, None, 2)),
        ("core 2 50%", ("name=core", Fraction(1, 2), None, 2)),
        ("role:designer", ("role=designer", None, None, None)),
        ("role:backend-engineer", ("role=backend-engineer", None, None, None)),
        ("role:Backend engineer 50%", ("role=Backend engineer", Fraction(1, 2), None, None)),
        ("skill:python 50%", ("skill=python", Fraction(1, 2), None, None)),
        ("ana | role:Product manager 2", ("name=ana | role=Product manager", None, None, 2)),
    ],
)
def test_assignment(text: str, expected: tuple[object, ...]) -> None:
    assert who(text) == expected


def test_units() -> None:
    assert units({"day": "8h", "week": "5d", "month": "20d"}) == Units(480, 2400, 9600)
    assert units({"day": "7.5h"}) == SHORT_DAY
    assert units({"day": "6h", "week": "4d"}) == Units(360, 1440, 5760)
    assert units({}) == Units()


def test_hours() -> None:
    office = ((540, 720), (780, 1080))
    week = hours({"mon-fri": "09:00-12:00 13:00-18:00", "sat": "off"}).week
    assert week == (office, office, office, office, office, (), ())
    assert hours({"mon-sun": "00:00-24:00"}).week == (((0, 1440),),) * 7
    assert hours({"sun": "22:00-06:00"}).week[6] == ((1320, 1800),)
    assert hours({"mon-thu": "9:00-17:00", "tue": ["09:00-12:00", "13:00-14:00"]}).week[1] == ((540, 720), (780, 840))


@pytest.mark.parametrize(
    "mapping",
    [
        {"mon-fri": "09:00-12:00 11:00-18:00"},
        {"mon": "13:00-18:00 09:00-12:00"},
        {"mon": "18:00-12:00"},
        {"mon": "09:00-09:00"},
        {"mon": "09:00-25:00"},
        {"mon": "09:60-10:00"},
        {"mon": "24:00-25:00"},
        {"mon": ""},
        {"mon": " "},
        {"mon": "9-17"},
        {"mon": "closed"},
        {"mon-wed": "09:00-10:00", "tue-thu": "09:00-10:00"},
        {"monday": "09:00-10:00"},
        {"fri-mon": "09:00-10:00"},
        {"mon-": "09:00-10:00"},
        {"mon": "22:00-06:00", "tue": "05:00-09:00"},
        {"sun": "22:00-06:00", "mon": "05:00-09:00"},
        {"mon": "٠٩:٠٠-١٠:٠٠"},
        {"mon": "09:00-10:00 " * 1000},
    ],
)
def test_hours_refused(mapping: dict[str, str]) -> None:
    with pytest.raises(Unreadable) as caught:
        hours(mapping)
    assert caught.value.message and caught.value.hint


@pytest.mark.parametrize(
    "mapping",
    [
        {"day": "0h"},
        {"day": "25h"},
        {"day": "8ed"},
        {"week": "2h"},
        {"month": "2d"},
        {"year": "200d"},
        {"day": "eight"},
    ],
)
def test_units_refused(mapping: dict[str, str]) -> None:
    with pytest.raises(Unreadable) as caught:
        units(mapping)
    assert caught.value.message and caught.value.hint


REFUSED: list[tuple[Callable[[str], object], list[str]]] = [
    (
        duration,
        [
            "",
            "5",
            "5 d",
            "5 days",
            "d",
            "-5d",
            "+5d",
            "5D",
            "5m",
            "1:30",
            "1d4h",
            "5d\n",
            "\n5d",
            "٥d",
            "²d",
            "5,5d",
            "1e9d",
        ]
        + [".5d", "5.d", "5y", "9999999999d", "1" * 5000 + "d", "0x5d", "5d..", "inf", "nan", "5ｄ", "1_000d", "5ed5"],
    ),
    (
        estimate,
        ["9d..5d..3d", "3d..9d..5d", "3d..", "..3d", "3d...9d", "1d..2d..3d..4d", "3d..9ed"]
        + ["3..9", "a..b", "9d..3d"],
    ),
    (share, ["40", "%", "-5%", "40 percent", "0.4", "4٠%", "1000001%", "40%%", "40%\n"]),
    (
        money,
        [
            "",
            "12,500",
            "€5",
            "EUR 500",
            "500 eur",
            "5kk",
            "500 EURO",
            "5 k",
            "--5",
            "1e5",
            "NaN",
            "Infinity",
            "500EUR",
            "5K",
        ]
        + ["9" * 13, "1." + "1" * 7, "５00"],
    ),
    (money_range, ["80k..50k", "1k EUR..2k USD", "1..2..3..4", "1k..", "x"]),
    (rate, ["650", "650/y", "/d", "650/", "-650/d", "650 / d", "650/d EUR", "650/day"]),
    (number_range, ["", "abc", "3..1", "1..2..3..4", "1e5", "0x10", "inf", "1k..x", "9" * 30]),
    (
        when,
        [
            "2026-02-30",
            "2026-13-01",
            "2026-00-01",
            "2026-01-00",
            "2026-3-2",
            "02.03.2026",
            "2026/03/02",
            "2026-W07",
            "2026-Q5",
        ]
        + [
            "2026-H3",
            "2026-13",
            "1899-12-31",
            "2201",
            "0001-01-01",
            "9999-12-31",
            "2026-03-02T24:00",
            "2026-03-02T12:60",
        ]
        + [
            "2026-03-02 14:00",
            "2026-03-02T14:00Z",
            "tomorrow",
            "٢٠٢٦-03-02",
            "2026-03-02\n",
            "26-03-02",
            "2026-02-29",
            "now",
        ],
    ),
    (
        days,
        [
            "2026-02-20..2026-02-16",
            "2026-02-16..",
            "..2026-02-16",
            "2026-02-16T10:00",
            "0001-01-01..9999-12-31",
            "a..b",
        ],
    ),
    (every, ["0d", "1min", "2", "1.5w", "-1w", "1h", "999999y", "weekly", "2 w", "٢w"]),
    (weekly_limit, ["4d", "4d/mo", "0d/w", "4ed/w", "/w", "4/w", "d/w"]),
    (
        link,
        [
            "design+2d",
            "design +2d",
            "design ss + 1d",
            "design XX",
            "Design",
            "a/b/c",
            "/a",
            "a/",
            "design + 2",
            "design + -2d",
        ]
        + ["design FS +", "a, b", "-a", "a + 2d + 3d", "a\n", "日本", "a" * 300, "design + 5 d", "a  " + " " * 700],
    ),
    (
        assignment,
        [
            "",
            "Ana",
            "ana half",
            "ana 0%",
            "core 0",
            "ana 0d/w",
            "ana |",
            "| ana",
            "ana | ana",
            "ana 50% | bo",
            "ana 50% 60%",
        ]
        + [
            "role:",
            "team:core",
            "ana 2d",
            "ana 2d/mo",
            "50%",
            "ana,bo",
            "role:a\x00b",
            "ana 2ed/w",
            "ana -50%",
            "role:" + "x" * 101,
        ],
    ),
]


def name_case(value: object) -> str:
    """A short and steady name of a test case."""
    return ascii(value)[:30] if isinstance(value, str) else str(getattr(value, "__name__", value))


@pytest.mark.parametrize(
    ("parse", "text"), [(parse, text) for parse, texts in REFUSED for text in texts], ids=name_case
)
def test_refused(parse: Callable[[str], object], text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse(text)
    assert caught.value.message
    assert caught.value.hint
    assert len(caught.value.message) < 300
    with pytest.raises(Unreadable):  # an error is not remembered as a value
        parse(text)


@pytest.mark.parametrize(
    ("parse", "text", "hint"),
    [
        (duration, "5 days", "write `5d`"),
        (duration, "2 Weeks", "write `2w`"),
        (duration, "5", "say the unit: `5d` or `5h`"),
        (duration, "5m", "`5min` are minutes, `5mo` months"),
        (share, "40", "say per cent: `40%`"),
        (share, "12.50", "say per cent: `12.5%`"),
        (share, "0.5", "say per cent: `50%`"),
        (share, "0.125", "say per cent: `12.5%`"),
        (share, "1", "say per cent: `100%`"),
        (share, "0", "say per cent: `0%`"),
        (share, "-0.4", "say per cent: `-40%`"),
        (rate, "650", "say for how long: `650/d` or `650/h`"),
        (when, "2026-3-2", "write `2026-03-02`"),
        (when, "2026-02-30", "it has 28 days"),
        (duration, "1,5d", "write `1.5d`"),
        (duration, "3\u20135 days", "a range is `3d..5d`"),
        (duration, "4h-2 weeks", "a range is `4h..2w`"),
        (duration, "1 h 15 min", "write `75min`"),
        (when, "31.03.2026", "write `2026-03-31`"),
        (when, "1.2.2026", "write `2026-02-01`"),
        (when, "01/02/2026", "write `2026-02-01` or `2026-01-02`"),
        (when, "03/31/2026", "write `2026-03-31`"),
        (when, "5 Jan 2026", "write `2026-01-05`"),
        (when, "January 5th, 2026", "write `2026-01-05`"),
        (when, "Mar 2026", "a month is `2026-03`"),
        (link, "design+2d", "a space on both sides of `+` and `-`, the kind in capitals: `design + 2d`"),
        (link, "design ss +2 days", "a space on both sides of `+` and `-`, the kind in capitals: `design SS + 2d`"),
        (link, "design \u2013 25%", "a space on both sides of `+` and `-`, the kind in capitals: `design - 25%`"),
        (link, " design", "write `design`, without spaces around it"),
        (assignment, "ana, bo 50%", "several are a list: `[ana, bo 50%]`"),
        (assignment, "bo (20%)", "write `bo 20%`"),
        (assignment, "Ana 50%", "ids are in lower case: `ana 50%`"),
        (link, "Legal/Contract", "ids are in lower case: `legal/contract`"),
    ],
)
def test_hints_say_what_to_write(parse: Callable[[str], object], text: str, hint: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse(text)
    assert caught.value.hint == hint


def test_ids() -> None:
    assert all(is_id(text) for text in ("a", "0", "api-2", "a" * 256))
    assert not any(is_id(text) for text in ("", "-a", "A", "a_b", "a/b", "ä", "a\n", "a b", "a" * 257, "аpi"))
    assert is_reference("a") and is_reference("a/b")
    assert not any(is_reference(text) for text in ("a/b/c", "/a", "a/", ""))


ANY_UNITS = st.builds(Units, day=st.integers(60, 1440), week=st.integers(1440, 10080), month=st.integers(10080, 44640))
AMOUNTS = st.decimals(-(10**9), 10**9, places=4, allow_nan=False, allow_infinity=False)


@given(st.integers(0, 10_000_000), ANY_UNITS, st.booleans())
def test_a_printed_duration_reads_back(minutes: int, some: Units, elapsed: bool) -> None:
    value = duration(quantity.print_duration(minutes, some, elapsed), some)
    assert (value.minutes, value.elapsed) == (minutes, elapsed)


@given(AMOUNTS, st.sampled_from([None, "EUR", "USD"]))
def test_printed_money_reads_back(amount: Decimal, currency: str | None) -> None:
    value = money(quantity.print_money_plain(amount, currency))
    assert (value.amount, value.currency) == (amount, currency)


@given(st.integers(-(10**7), 10**9))
def test_a_printed_share_reads_back(millionths: int) -> None:
    value = Fraction(millionths, 10**6)
    assert share(quantity.print_share(value), signed=True).value == value


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.integers(0, 1439))
def test_a_printed_instant_reads_back(day: date, minute: int) -> None:
    value = quantity.instant(day, minute)
    read = when(quantity.print_iso(value))
    assert (read.first, read.minute) == (day, minute)
    assert quantity.day_of(value) == day
    assert quantity.datetime_of(value) == datetime(day.year, day.month, day.day, minute // 60, minute % 60)


@given(st.text(max_size=40) | st.from_regex(r"[0-9a-z%./+ |:-]{0,30}", fullmatch=True))
def test_any_text_is_a_value_or_unreadable(text: str) -> None:
    for parse, _ in REFUSED:
        try:
            parse(text)
        except Unreadable as error:
            assert error.message


def test_durations_print_short() -> None:
    shown = {
        2400: "5d",
        720: "1.5d",
        240: "4h",
        30: "30min",
        540: "9h",
        0: "0d",
        -480: "-1d",
        485: "485min",
        90: "1.5h",
    }
    assert {minutes: quantity.print_duration(minutes) for minutes in shown} == shown
    assert quantity.print_duration(4320, elapsed=True) == "3ed"


def test_differences_print_signed() -> None:
    shown = {1440: "+3d", -240: "-0.5d", 0: "0d", 1: "+0.1d", -1920: "-4d", 500: "+1d", 48: "+0.1d"}
    assert {minutes: quantity.print_days(minutes) for minutes in shown} == shown


def test_money_prints_for_people() -> None:
    shown = ["62k", "4.7k", "9k", "1M", "1k", "1.2M", "10k", "9.9k", "-640", "0", "0", "12M"]
    amounts = ["62300", "4729", "9000", "999600", "999.6", "1234567", "9950", "9949", "-640", "0", "-0.2", "12345678"]
    assert [quantity.print_money_short(Decimal(amount)) for amount in amounts] == shown
    assert quantity.print_money_short(Decimal(62000), "EUR") == "62k EUR"
    assert quantity.print_money(Decimal("4729"), "EUR") == "4,729 EUR"
    assert quantity.print_money(Decimal("-12500.505")) == "-12,500.51"


def test_shares_print_short() -> None:
    assert quantity.print_share(Fraction(1, 8)) == "12.5%"
    assert quantity.print_share(Fraction(9, 13)) == "69.2%"
    assert quantity.print_share(Fraction(9, 13), 0) == "69%"
    assert quantity.print_share(Fraction(-1, 1000), 0) == "0%"


def test_dates_print_with_their_year_only_when_far() -> None:
    near = date(2026, 2, 10)
    assert quantity.print_date(date(2026, 3, 31), near) == "Tue 31 Mar"
    assert quantity.print_date(date(2027, 3, 31), near) == "Wed 31 Mar 2027"
    assert quantity.print_date(date(2026, 4, 7)) == "Tue 7 Apr 2026"


def test_ages_are_in_days_of_the_calendar() -> None:
    assert [quantity.print_age(days) for days in (0, 1, 9)] == ["today", "1 day ago", "9 days ago"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("2026-04-07", "Tue 7 Apr"), ("2027-04-07", "Wed 7 Apr 2027"), ("2026-Q2", "2026-Q2 (30 Jun)")]
    + [("2026-03", "2026-03 (31 Mar)"), ("2027-H1", "2027-H1 (30 Jun)")],
)
def test_a_period_is_printed_as_typed_with_its_last_day(typed: str, expected: str) -> None:
    assert quantity.print_when(quantity.when(typed), date(2026, 2, 10)) == expected


def test_instants() -> None:
    assert quantity.instant(date(1970, 1, 1)) == 0
    assert quantity.instant(date(1970, 1, 2), 90) == 1530
    assert quantity.day_of(-1) == date(1969, 12, 31)
    assert quantity.day_of(10**13) == date.max
    assert quantity.day_of(-(10**13)) == date.min
    assert quantity.print_iso(10**13).startswith("9999-12-31T")


def test_choices_are_values() -> None:
    assert assignment("ana | role:designer").choices == (Choice("name", "ana"), Choice("role", "designer"))
