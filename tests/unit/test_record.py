"""Records behave as the dataclasses of the standard library do."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, fields, replace
from typing import Any

import pytest

from pmctl import record

Decorator = Callable[..., Callable[[type[Any]], type[Any]]]


def classes(decorator: Decorator) -> tuple[type[Any], type[Any]]:
    """A class with every sort of field, and one that inherits from it."""

    @decorator(frozen=True, slots=True, kw_only=True)
    class Thing:
        id: str
        note: str = field(default="", compare=False, repr=False)
        members: dict[str, int] = field(default_factory=dict)

    @decorator(frozen=True, slots=True)
    class Tool(Thing):
        weight: int
        MISSING: str = "a name that the constructor knows"

        @property
        def heavy(self) -> bool:
            return self.weight > 10

    return Thing, Tool


@pytest.fixture(params=[dataclasses.dataclass, record.dataclass], ids=["standard", "record"])
def tool(request: pytest.FixtureRequest) -> type[Any]:
    return classes(request.param)[1]


def test_fields_are_given_by_place_and_by_name(tool: type[Any]) -> None:
    made = tool(12, id="saw", note="sharp")
    assert [getattr(made, one.name) for one in fields(tool)] == ["saw", "sharp", {}, 12, tool(1, id="").MISSING]
    assert made.heavy and made.members is not tool(12, id="saw").members
    for wrong in ({}, {"id": "saw", "colour": "red"}):
        with pytest.raises(TypeError):
            tool(12, **wrong)
    with pytest.raises(TypeError):
        tool(12, "MISSING", "saw", id="saw")


def test_the_standard_library_knows_it(tool: type[Any]) -> None:
    described = [(one.name, one.type, one.kw_only, one.compare, one.repr) for one in fields(tool)]
    assert described == [
        ("id", "str", True, True, True),
        ("note", "str", True, False, False),
        ("members", "dict[str, int]", True, True, True),
        ("weight", "int", False, True, True),
        ("MISSING", "str", False, True, True),
    ]
    made = tool(12, id="saw")
    assert dataclasses.is_dataclass(made) and [one.name for one in fields(made)] == [one[0] for one in described]
    assert tool.__match_args__ == ("weight", "MISSING")
    assert dataclasses.asdict(made)["members"] == {}


def test_a_dataclass_of_the_standard_library_inherits_from_one() -> None:
    @dataclasses.dataclass
    class Drill(classes(record.dataclass)[0]):  # type: ignore[misc]  # whose class is made above
        speed: int = 3

    assert [one.name for one in fields(Drill)] == ["id", "note", "members", "speed"]


def test_what_is_compared_makes_two_equal(tool: type[Any]) -> None:
    assert tool(1, id="saw", note="a") == tool(1, id="saw", note="b") != tool(2, id="saw")
    assert tool(1, id="saw") != (tool, 1)
    assert hash(tool(1, id="saw", members=())) == hash(tool(1, id="saw", members=(), note="b"))
    with pytest.raises(TypeError):
        hash(tool(1, id="saw"))  # a dictionary has no hash


@pytest.mark.parametrize("decorator", [dataclasses.dataclass, record.dataclass], ids=["standard", "record"])
def test_with_an_order_they_are_sorted_field_by_field(decorator: Decorator) -> None:
    @decorator(frozen=True, slots=True, order=True)
    class Spot:
        path: str
        start: int = 0
        note: str = field(default="", compare=False)

    spots = [Spot("b"), Spot("a", 2), Spot("a", 1, "z"), Spot("a", 1)]
    assert sorted(spots) == [Spot("a", 1), Spot("a", 1), Spot("a", 2), Spot("b")] and sorted(spots)[0].note == "z"
    assert Spot("a") <= Spot("a") < Spot("a", 1) >= Spot("a", 1) and Spot("b") > Spot("a", 9)
    assert len(set(spots)) == 3 and hash(Spot("a", 1)) == hash(("a", 1))
    with pytest.raises(TypeError):
        sorted([Spot("a"), ("a", 0)])
    with pytest.raises(TypeError):
        sorted([classes(decorator)[1](1, id="saw"), classes(decorator)[1](2, id="saw")])


def test_nothing_can_be_changed(tool: type[Any]) -> None:
    made = tool(1, id="saw")
    with pytest.raises(FrozenInstanceError):
        made.weight = 2
    with pytest.raises(FrozenInstanceError):
        del made.weight
    assert not hasattr(made, "__dict__")
    assert replace(made, weight=2) == tool(2, id="saw")


def test_it_is_shown_as_it_could_be_written(tool: type[Any]) -> None:
    assert repr(tool(1, id="saw")).endswith(
        ".Tool(id='saw', members={}, weight=1, MISSING='a name that the constructor knows')"
    )


@pytest.mark.parametrize("decorator", [dataclasses.dataclass, record.dataclass], ids=["standard", "record"])
def test_what_is_not_frozen_can_be_changed_and_has_no_hash(decorator: Decorator) -> None:
    @decorator(slots=True)
    class Basket:
        owner: str
        things: list[str] = field(default_factory=list)
        weight: int = 0

    made = Basket("ana")
    made.weight = 3
    made.things.append("saw")
    assert made == Basket("ana", ["saw"], 3) != Basket("ana")
    assert replace(made, owner="ben") == Basket("ben", made.things, weight=3)
    assert repr(Basket("ana")).endswith("Basket(owner='ana', things=[], weight=0)")
    with pytest.raises(TypeError):
        hash(made)
    with pytest.raises(AttributeError):
        made.colour = "red"  # type: ignore[attr-defined]
    with pytest.raises(TypeError):
        Basket()
