"""The filter language: what it reads, how values of a plan compare, what it refuses and where, that nothing hangs."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pmctl.quantity import (
    Duration,
    Units,
    Unreadable,
    days,
    duration,
    estimate,
    every,
    money,
    money_range,
    number_range,
    rate,
    share,
    when,
)
from pmctl.where import compile_where, matches

REDOS = Path(__file__).parents[2].parent / "shared" / "attacks" / "redos"

ITEM: dict[str, object] = {
    "name": "Payment API",
    "status": "doing",
    "owner": "ana",
    "sponsor": None,
    "commitment": "committed",
    "late": True,
    "critical": False,
    "slip": Duration(7 * 480, False, "+7d"),
    "ahead": Duration(-2 * 480, False, "-2d"),
    "float": Duration(0, False, "0d"),
    "effort": estimate("3d..5d..9d"),
    "progress": share("40%"),
    "priority": 600,
    "score": 2.5,
    "ratio": Fraction(1, 3),
    "weight": Decimal("4.20"),
    "nan": float("nan"),
    "cost": money("12.5k EUR"),
    "plain-cost": money("8000"),
    "rate": rate("650/d"),
    "budget": money_range("50k..60k..80k"),
    "benefit": number_range("150k..210k..260k"),
    "due": when("2026-03-31"),
    "promised": when("2026-Q2"),
    "start": when("2026-Q2"),
    "not-before": when("2026-02"),
    "forecast": date(2026, 4, 7),
    "at": datetime(2026, 3, 31, 14, 0),
    "meeting": when("2026-03-31T09:30"),
    "period": "2026-Q2",
    "time-off": (days("2026-02-16..2026-02-20"), days("2026-08")),
    "assign": ("ana", "bo"),
    "tags": ("payments", "q2"),
    "blockers": (),
    "age": every("200d"),
    "x-squad": "red",
    "x-version": "1.10",
    "empty": "",
    "after": ("design", "legal/contract"),
}


def holds(text: str) -> bool:
    return matches(compile_where(text, ITEM), ITEM.__getitem__)


TRUE = """
late
not critical
late and not critical
critical or late
not (critical or not late)
not not late
slip
not float
owner
not sponsor
not blockers
commitment == 'committed' and slip > 5d
commitment == "committed"
slip > 5d
slip >= 7d
slip <= 7d
slip < 2w
slip > 30h
slip > 5
slip > 0
slip == 7d
slip != 6d
ahead < 0d
ahead == -2d
ahead>-3d
float == 0
5d < slip
effort == 5d
effort < 1mo
progress == 40%
progress >= 12.5%
progress < 0.5
progress < 50
priority > 500
priority == 600
priority in [500, 600]
priority not in [500, 601]
score > 2.4
score == 2.5
ratio < 40%
weight == 4.2
not nan > 0
not nan < 0
cost > 12k
cost == 12500
cost == 12500 EUR
cost < 13k EUR
cost != 12500 USD
plain-cost == 8k
rate > 600/d
rate > 600
budget == 60k
benefit >= 200k
due < 2026-04-01
due <= 2026-03-31
due == 2026-03-31
due == 2026-Q1
due in [2026-Q1, 2026-Q3]
due > 2026-02
due < 2026-Q2
due >= 2026
promised > 2026-05
promised == 2026-06-30
promised == 2026-Q2
promised <= 2026-H1
start == 2026-04-01
start < 2026-04-02
not-before == 2026-02-01
forecast > due
due < forecast
due <= promised
forecast == 2026-04-07
at > 2026-03-31T13:00
at == 2026-03-31
at <= 2026-03-31
meeting < at
meeting < 2026-03-31T10:00
meeting < 2026-04-01
period == '2026-Q2'
period == 2026-Q2
period < '2026-Q3'
time-off == 2026-08
time-off == 2026-02-18
time-off > 2026-07
'ana' in assign
'cy' not in assign
not 'cy' in assign
assign == 'bo'
assign != 'cy'
owner in assign
owner in ['ana', 'cy']
status in ['todo', 'doing']
[ 'ana' , 'cy' ] in assign
'legal/contract' in after
tags ~ 'pay*'
tags ~ 'Q?'
not tags ~ 'pay'
name ~ '*api'
name ~ 'PAYMENT?API'
name ~ "payment api"
name ~ '*'
empty ~ '*'
after ~ 'legal/*'
age > 180d
age > 6mo
age < 1y
age > 180
x-squad == 'red'
x-squad > 'blue'
x-version < 1.9
x-version == '1.10'
x-version == 1.10
sponsor == none
owner != none
blockers == none
empty == none
late == true
critical == false
late != false
sponsor != 'ana'
not sponsor == 'ana'
not sponsor < 5d
not sponsor ~ '*'
slip > 5d or sponsor == 'x' and critical
1 == 1
""".strip().split("\n")

FALSE = """
critical
slip > 7d
commitment == 'none'
cost == 12500 USD
cost > 1 USD
sponsor > 1
sponsor == 'ana'
owner == none
due < 2026-03-31
due > 2026-03-31
due > 2026-03
due < 2026-03
promised == 2026-Q1
promised < 2026-06
start > 2026-05
time-off == 2026-09
time-off == 2026-02-21
'a' in name
'cy' in assign
assign != 'ana'
name ~ 'api'
name ~ '?'
owner == 5d
slip == 'ana'
slip > 'ana'
late == 'yes'
progress > 40
age > 1y
late and critical
(late or critical) and critical
none == owner
priority == 'high'
""".strip().split("\n")


@pytest.mark.parametrize("text", TRUE)
def test_it_holds(text: str) -> None:
    assert holds(text)


@pytest.mark.parametrize("text", FALSE)
def test_it_does_not_hold(text: str) -> None:
    assert not holds(text)


REFUSED: list[tuple[str, int]] = [
    ("", 1),
    ("   ", 1),
    ("slip >", 7),
    ("> 5d", 1),
    ("slip > 5d and", 14),
    ("slip > 5x", 8),
    ("slip == 5d..9d", 9),
    ("slip > 2026-02-30", 8),
    ("(late", 6),
    ("late)", 5),
    ("late critical", 6),
    ("slip = 5d", 6),
    ("late && critical", 6),
    ("late || critical", 6),
    ("!late", 1),
    ("slip <> 5d", 7),
    ("owner == ana", 10),
    ("slpi > 5d", 1),
    ("Late", 1),
    ("late AND critical", 6),
    ("owner == 'ana", 10),
    ("owner == \"ana'", 10),
    ("tags ~ pay*", 11),
    ("tags ~ owner", 8),
    ("tags ~ ['a']", 8),
    ("owner == ['ana']", 10),
    ("owner in ['ana'", 16),
    ("owner in ['ana' 'bo']", 17),
    ("owner in [,]", 11),
    ("1 < slip < 3", 10),
    ("5d", 1),
    ("'text'", 1),
    ("not", 4),
    ("in", 1),
    ("owner not 'ana'", 11),
    ("name.upper()", 1),
    ("name.__class__", 1),
    ("__import__('os')", 1),
    ("name[0]", 5),
    ("open('x')", 1),
    ("late; critical", 5),
    ("lambda: 1", 1),
    ("日本 == 'x'", 1),
    ("slip > ٥d", 8),
    ("owner == `ana`", 10),
    ("{{ late }}", 1),
    ("a\x00b", 2),
    ("due > checkout/api", 7),
    ("late " * 401, 1),
    ("not " * 33 + "late", 129),
    ("(" * 33 + "late" + ")" * 33, 33),
    ("owner in " + "[" * 40, 42),
    ("tags ~ '" + "a" * 201 + "'", 8),
]


@pytest.mark.parametrize(("text", "column"), REFUSED, ids=[ascii(text)[:30] for text, _ in REFUSED])
def test_refused(text: str, column: int) -> None:
    with pytest.raises(Unreadable) as caught:
        compile_where(text, ITEM)
    assert caught.value.message and caught.value.hint
    assert caught.value.column == column


def test_hints() -> None:
    hints = {
        "slpi > 5d": "did you mean `slip`? A text stands in quotes: 'slpi'",
        "owner == qqq": "A text stands in quotes: 'qqq'",
        "slip = 5d": "equality is `==`",
        "late && critical": "write `and`",
        "owner == ['ana']": "write `in [...]`",
    }
    for text, hint in hints.items():
        with pytest.raises(Unreadable) as caught:
            compile_where(text, ITEM)
        assert caught.value.hint == hint


def test_names() -> None:
    assert compile_where("slip > 5d and owner in ['a', lead] or late").names == ("late", "lead", "owner", "slip")
    assert compile_where("anything-goes > 1").names == ("anything-goes",)


def test_only_what_is_asked_for_is_looked_up() -> None:
    asked: list[str] = []

    def lookup(name: str) -> object:
        asked.append(name)
        return True

    assert matches(compile_where("late or critical and slip > 1d"), lookup)
    assert asked == ["late"]


def test_quotes_and_backslashes() -> None:
    def name_is(text: str, name: str) -> bool:
        return matches(compile_where(text), {"name": name}.__getitem__)

    assert name_is(r"name == 'Ana\'s'", "Ana's")
    assert name_is('name == "Ana\'s"', "Ana's")
    assert name_is(r"name == 'a\\b'", "a\\b")
    assert name_is(r"name == 'a\b'", "a\\b")
    assert name_is("name == 'and or not ) ]'", "and or not ) ]")
    assert name_is("name ~ '(a+)+$'", "(A+)+$")
    assert name_is("name ~ '[x]*'", "[x]yz")


def test_own_units() -> None:
    short = Units(day=360, week=1440, month=5760)
    where = compile_where("slip == 1w", units=short)
    assert matches(where, lambda name: duration("4d", short))
    assert not matches(where, lambda name: duration("5d", short))


def test_longest_and_deepest_still_read() -> None:
    assert compile_where("(" * 31 + "late" + ")" * 31, ITEM)
    assert compile_where(" or ".join(["late"] * 240), ITEM)


def test_hostile_patterns() -> None:
    if not REDOS.is_dir():
        pytest.skip("the shared attack samples are not beside this checkout")
    names = [task["name"] for task in yaml.safe_load((REDOS / "names.yaml").read_text("utf-8"))["tasks"].values()]
    names += ["a" * 65_536, "(a+)+$"]
    found = set()
    for line in (REDOS / "where.args").read_text("utf-8").splitlines():
        try:
            where = compile_where(line)
        except Unreadable as error:
            assert error.column  # longer than a pattern may be
            continue
        found |= {name[:10] for name in names if matches(where, {"name": name}.__getitem__)}
    assert found == {"(a+)+$"}


def like(text: str, pattern: str) -> bool:
    """The plain definition of a glob, slow."""
    if not pattern:
        return not text
    if pattern[0] == "*":
        return like(text, pattern[1:]) or bool(text) and like(text[1:], pattern)
    return bool(text) and pattern[0] in ("?", text[0]) and like(text[1:], pattern[1:])


@given(st.text("ab", max_size=8), st.text("ab*?", max_size=6))
def test_globs_mean_what_they_say(text: str, pattern: str) -> None:
    assert matches(compile_where(f"name ~ '{pattern}'"), lambda name: text) == like(text, pattern)


WORDS = [
    "late",
    "slip",
    "owner",
    "and",
    "or",
    "not",
    "in",
    "(",
    ")",
    "[",
    "]",
    ",",
    "==",
    "!=",
    "<",
    ">",
    "~",
    "5d",
    "'x'",
]


@given(st.text(max_size=40) | st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_any_text_is_a_filter_or_unreadable(text: str) -> None:
    try:
        where = compile_where(text, ITEM)
    except Unreadable as error:
        assert error.message and error.hint and error.column
    else:
        assert matches(where, ITEM.__getitem__) in (True, False)


@given(
    st.sampled_from(sorted(ITEM)),
    st.sampled_from(["<", "<=", ">", ">=", "==", "!=", "in"]),
    st.sampled_from(sorted(ITEM)),
)
def test_any_two_values_compare_without_harm(left: str, sign: str, right: str) -> None:
    assert holds(f"{left} {sign} {right}") in (True, False)
    assert holds(f"{left} != {right}") is not holds(f"{left} == {right}")
