"""Shares, money, rates and plain numbers: read exactly and printed again."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from pmctl.quantity.text import NUMBER, Unreadable, bounded, decimal_text, order_error, parts_of_range, remember, shown
from pmctl.record import dataclass
from pmctl.regex import regex

LARGEST_SHARE = Fraction(1000)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole: `40%` is 2/5."""

    value: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Money:
    """An amount; a currency of None is the workspace's."""

    amount: Decimal
    currency: str | None
    text: str


@dataclass(frozen=True, slots=True)
class MoneyRange:
    """low..likely..high of one currency."""

    low: Money
    likely: Money
    high: Money
    text: str


@dataclass(frozen=True, slots=True)
class Rate:
    """Money for a unit of time: `per` is one of min, h, d, w, mo."""

    amount: Decimal
    currency: str | None
    per: str
    text: str


@dataclass(frozen=True, slots=True)
class NumberRange:
    """low..likely..high without a unit."""

    low: Decimal
    likely: Decimal
    high: Decimal
    text: str


_SHARE = regex(rf"(-?)({NUMBER}) ?%")
_PLAIN_NUMBER = regex(rf"(-?{NUMBER})([kM]?)")
_MONEY = regex(rf"(-?{NUMBER})([kM]?)(?: {{1,4}}([A-Z]{{3}}))?")
_RATE = regex(rf"({NUMBER})([kM]?)(?: {{1,4}}([A-Z]{{3}}))?/(min|h|d|w|mo)")
_MONEY_HINT = "write `12500`, `12.5k` or `12500 EUR`"
_SCALES = {"": Decimal(1), "k": Decimal(1000), "M": Decimal(1_000_000)}


def _decimal(number: str, suffix: str) -> Decimal:
    """The exact value without trailing zeros or exponent, so that equal amounts look equal."""
    value = Decimal(number) * _SCALES[suffix]
    return _tidy(value)


def _tidy(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return Decimal(int(whole)) if value == whole else value.normalize()


def _per_cent(number: re.Match[str]) -> str:
    """What a number without `%` was meant to be: up to 1 parts of one, above it per cent."""
    value = _decimal(number[1], number[2])
    return f"{_tidy(value * 100 if abs(value) <= 1 else value):f}%"


@remember
def share(text: str, signed: bool = False) -> Share:
    """Read `40%` or `12.5%`; with `signed` also `-2%`. Returns the fraction of one."""
    hint = "write `40%`"
    bounded(text, "a share", hint)
    match = _SHARE.fullmatch(text)
    if match is None:
        number = _PLAIN_NUMBER.fullmatch(text)
        raise Unreadable(f"{shown(text)} is not a share", f"say per cent: `{_per_cent(number)}`" if number else hint)
    value = Fraction(match[1] + match[2]) / 100
    if value < 0 and not signed:
        raise Unreadable(f"{shown(text)} is negative", "a share is 0% or more")
    if abs(value) > LARGEST_SHARE:
        raise Unreadable(f"{shown(text)} is too large a share", "100000% are the limit")
    return Share(value, text)


def _money_hint(text: str) -> str:
    if "," in text:
        return "without a comma: " + _MONEY_HINT
    if any(symbol in text for symbol in "€$£¥"):
        return "name the currency by its code: `12500 EUR`"
    return _MONEY_HINT


@remember
def money(text: str) -> Money:
    """Read `12500 EUR`, `12500`, `12.5k`, `-2k`, `2M`."""
    bounded(text, "an amount of money", _MONEY_HINT)
    match = _MONEY.fullmatch(text)
    if match is None:
        raise Unreadable(f"{shown(text)} is not an amount of money", _money_hint(text))
    return Money(_decimal(match[1], match[2]), match[3], text)


@remember
def money_range(text: str) -> MoneyRange:
    """Read `50k..60k..80k`, `50k..80k` or a single amount; a currency after any part is that of all."""
    parts = [
        money(part) for part in parts_of_range(text, "an amount of money", _MONEY_HINT + ", `50k..60k..80k` as a range")
    ]
    named = {part.currency for part in parts} - {None}
    if len(named) > 1:
        raise Unreadable(f"{shown(text)} mixes currencies", "one range has one currency")
    currency = next(iter(named), None)
    low, likely, high = _three([part.amount for part in parts], text)
    names = [part.text for part in parts]
    middle = print_money_plain(likely, currency) if len(parts) == 2 else names[len(names) // 2]
    return MoneyRange(
        Money(low, currency, names[0]), Money(likely, currency, middle), Money(high, currency, names[-1]), text
    )


def _three(values: list[Decimal], text: str) -> tuple[Decimal, Decimal, Decimal]:
    """low, likely, high of one to three numbers; of two the likely one is the middle."""
    low, high = values[0], values[-1]
    likely = _tidy((low + high) / 2) if len(values) == 2 else values[len(values) // 2]
    if not low <= likely <= high:
        raise order_error(text)
    return low, likely, high


@remember
def rate(text: str) -> Rate:
    """Read `650/d`, `80/h`, `620 EUR/d`."""
    hint = "write `650/d`, `80/h` or `620 EUR/d`"
    bounded(text, "a rate", hint)
    match = _RATE.fullmatch(text)
    if match is None:
        missing = _MONEY.fullmatch(text)
        raise Unreadable(
            f"{shown(text)} is not a rate", f"say for how long: `{text}/d` or `{text}/h`" if missing else hint
        )
    return Rate(_decimal(match[1], match[2]), match[3], match[4], text)


@remember
def number_range(text: str) -> NumberRange:
    """Read `4.2`, `150k`, `150..260` or `150k..210k..260k`."""
    hint = "write `4.2`, `150k` or `150k..210k..260k`"
    values: list[Decimal] = []
    for part in parts_of_range(text, "a number", hint):
        match = _PLAIN_NUMBER.fullmatch(part) if len(part) <= 24 else None
        if match is None:
            raise Unreadable(f"{shown(text)} is not a number", hint)
        values.append(_decimal(match[1], match[2]))
    return NumberRange(*_three(values, text), text)


def print_share(value: Fraction, decimals: int | None = None) -> str:
    """`40%`, `12.5%`: exact where it ends within six decimals, else (or as asked) rounded, halves up."""
    amount, parts = value.as_integer_ratio()
    percent = 100 * abs(amount)
    if decimals is None:
        decimals = 1 if percent * 10**6 % parts else 6
    text = decimal_text(percent, parts, decimals)
    return f"{'-' if amount < 0 and text != '0' else ''}{text}%"


def print_money_plain(amount: Decimal, currency: str | None = None) -> str:
    """Plan text that reads back as the same amount: `12500 EUR`, `0.5`."""
    text = f"{_tidy(amount):f}"
    return f"{text} {currency}" if currency else text


def print_money(amount: Decimal | Fraction, currency: str | None = None) -> str:
    """For people: thousands apart, cents only where there are any: `12,500 EUR`, `12,500.50`."""
    exact = amount if isinstance(amount, Decimal) else Decimal(amount.numerator) / Decimal(amount.denominator)
    cents = exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    text = f"{int(cents):,}" if cents == cents.to_integral_value() else f"{cents:,}"
    return f"{text} {currency}" if currency else text


def print_money_short(amount: Decimal, currency: str | None = None) -> str:
    """For narrow columns, rounded: `640`, `4.7k`, `62k`, `1.2M`."""
    size, parts = abs(amount).as_integer_ratio()
    text, suffix = decimal_text(size, parts, 0), ""
    for scale, mark in ((1000, "k"), (1_000_000, "M")):
        # 999.6k shall read 1M, so what decides is the rounded figure
        if int(text.partition(".")[0]) < 1000:
            break
        decimals = 1 if 100 * size < 995 * parts * scale else 0
        text, suffix = decimal_text(size, parts * scale, decimals), mark
    sign = "-" if amount < 0 and text != "0" else ""
    return f"{sign}{text}{suffix}" + (f" {currency}" if currency else "")
