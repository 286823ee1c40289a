"""Values made of others when somebody looks at them."""

from __future__ import annotations

import copy
import pickle

from pmctl.on_demand import OnDemand


def test_nothing_is_made_before_somebody_looks() -> None:
    made: list[int] = []

    def double(number: int) -> int:
        made.append(number)
        return 2 * number

    found = OnDemand([1, 2, 3], double)
    assert len(found) == 3 and found and not made
    assert (found[0], found[-1], made) == (2, 6, [1, 3])
    assert list(found[1:]) == [4, 6] and list(found) == [2, 4, 6]


def test_it_equals_the_tuple_and_its_copies_are_that() -> None:
    found = OnDemand(("a", "b"), str.upper)
    assert found == ("A", "B") and found == OnDemand(["A", "B"], str) and found != ("A",) and found != ["A", "B"]
    assert hash(found) == hash(("A", "B")) and repr(found) == "('A', 'B')"
    assert copy.copy(found) == ("A", "B") and type(pickle.loads(pickle.dumps(found))) is tuple
    assert not OnDemand((), str) and "B" in found
