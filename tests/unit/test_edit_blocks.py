"""Whole items in plan text: what is added looks like its siblings, what is taken out leaves no trace and no hole."""

from __future__ import annotations

import pytest

from pmctl.diagnostic import UserError
from pmctl.edit import added, put_in, replaced, taken
from pmctl.parse import parse

PLAN = """\
# the plan
kind: project
tasks:
  # what comes first
  design: {effort: 2d}   # short

  build:
    name: Build
    tasks:
      api:
        effort: 5d
        # half of it is known
      ui: {}
  # after all of that
  launch: {milestone: true}
  # nothing more, says ana

risks: {}   # none yet
changes:
"""

ADDED = {
    "on a line as its siblings are": (
        "tasks",
        {"effort": "1d", "owner": "bo"},
        "  # nothing more, says ana\n",
        "  # nothing more, says ana\n  new: {effort: 1d, owner: bo}\n",
    ),
    "in a group": (
        "tasks build tasks",
        {"effort": "1d"},
        "      ui: {}\n",
        "      ui: {}\n      new: {effort: 1d}\n",
    ),
    "without keys": ("tasks build tasks", {}, "      ui: {}\n", "      ui: {}\n      new: {}\n"),
    "in a collection that is empty": (
        "risks",
        {"owner": "bo"},
        " {}   # none yet\n",
        "   # none yet\n  new: {owner: bo}\n",
    ),
    "in a collection that holds nothing": ("changes", {"name": "A"}, "changes:\n", "changes:\n  new: {name: A}\n"),
    "in a collection that is not there": (
        "issues",
        {"name": "A"},
        "changes:\n",
        "changes:\nissues:\n  new: {name: A}\n",
    ),
    "in an item on one line": (
        "tasks design tasks",
        {"effort": "1d"},
        "{effort: 2d}",
        "{effort: 2d, tasks: {new: {effort: 1d}}}",
    ),
    "in an item without keys": (
        "tasks build tasks ui tasks",
        {"effort": "1d"},
        "ui: {}",
        "ui: {tasks: {new: {effort: 1d}}}",
    ),
    "in an item on several lines": (
        "tasks build tasks api tasks",
        {"effort": "1d"},
        "        # half of it is known\n",
        "        # half of it is known\n        tasks:\n          new: {effort: 1d}\n",
    ),
    "too long for a line": (
        "tasks build tasks",
        {"name": "x" * 100, "description": "y" * 100},
        "      ui: {}\n",
        f"      ui: {{}}\n      new:\n        name: {'x' * 100}\n        description: {'y' * 100}\n",
    ),
}


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ADDED)
def test_an_item_is_added(name: str, ends: str) -> None:
    into, fields, before, after = ADDED[name]
    assert PLAN.count(before) == 1, "the table names a text that is there once"
    old, new = (text.replace("\n", ends).encode() for text in (PLAN, PLAN.replace(before, after)))
    for mark in (b"", b"\xef\xbb\xbf"):
        assert added(mark + old, "plan.yaml", into.split(), "new", fields).decode() == (mark + new).decode()


def test_an_item_has_lines_of_its_own_where_its_siblings_have_them() -> None:
    text = "tasks:\n    a:\n        effort: 1d\n\n    b:\n        effort: 2d"
    made = added(text.encode(), "plan.yaml", ("tasks",), "c", {"effort": "3d", "name": '"C: d"'}).decode()
    assert made == text + '\n\n    c:\n        effort: 3d\n        name: "C: d"'


def test_all_between_braces() -> None:
    assert added(b"{kind: project, tasks: {a: {}}}\n", "p", ("tasks",), "b", {"effort": "1d"}) == (
        b"{kind: project, tasks: {a: {}, b: {effort: 1d}}}\n"
    )
    assert added(b"{kind: project}\n", "p", ("tasks",), "b", {"effort": "1d"}) == (
        b"{kind: project, tasks: {b: {effort: 1d}}}\n"
    )


TAKEN = {
    "an item on one line, with the comment above it": (
        "tasks design",
        "  # what comes first\n  design: {effort: 2d}   # short\n\n",
        "\n",
        ("# what comes first", "design: {effort: 2d}   # short"),
    ),
    "an item with lines, and the comment that is indented like them": (
        "tasks build tasks api",
        "      api:\n        effort: 5d\n        # half of it is known\n",
        "",
        ("api:", "  effort: 5d", "  # half of it is known"),
    ),
    "a group": (
        "tasks build",
        PLAN[PLAN.index("\n  build:") : PLAN.index("  # after all")],
        "\n",
        (
            "build:", "  name: Build", "  tasks:", "    api:", "      effort: 5d", "      # half of it is known",
            "    ui: {}",
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TAKEN)
def test_an_item_is_taken_out(name: str) -> None:
    place, before, after, lines = TAKEN[name]
    assert PLAN.count(before) == 1, "the table names a text that is there once"
    made, block = taken(PLAN.encode(), "plan.yaml", place.split())
    assert made.decode() == PLAN.replace(before, after)
    assert block.lines == lines


def test_between_blank_lines_one_is_left() -> None:
    text = "tasks:\n  a: {}\n\n  b: {}\n\n  c: {}\n\nrisks: {r: {}}\n"
    assert taken(text.encode(), "p", ("tasks", "b"))[0].decode() == text.replace("\n  b: {}\n", "")
    assert taken(text.encode(), "p", ("tasks", "c"))[0].decode() == text.replace("\n  c: {}\n", "")


def test_a_collection_goes_with_its_last_item() -> None:
    text = "kind: project\ntasks:\n  a:\n    name: A\n    tasks:\n      b: {}\nrisks: {r: {}}\n"
    assert taken(text.encode(), "p", ("tasks", "a", "tasks", "b"))[0].decode() == text.replace(
        "    tasks:\n      b: {}\n", ""
    )
    assert taken(text.encode(), "p", ("risks", "r"))[0].decode() == text.replace("risks: {r: {}}\n", "")


def test_what_is_taken_can_be_put_elsewhere() -> None:
    rest, block = taken(PLAN.encode(), "plan.yaml", ("tasks", "build", "tasks", "api"))
    made = put_in(rest, "plan.yaml", ("tasks",), block).decode()
    assert "  # nothing more, says ana\n  api:\n    effort: 5d\n    # half of it is known\n" in made
    with pytest.raises(UserError, match="is in `tasks` of plan.yaml already"):
        put_in(made.encode(), "plan.yaml", ("tasks",), block)
    with pytest.raises(UserError, match="lines of its own"):
        put_in(b"{tasks: {a: {}}}", "plan.yaml", ("tasks",), block)
    one, two = (parse("plan.yaml", text)[0] for text in (PLAN.encode(), made.encode()))
    assert one is not None and two is not None


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("tasks: {a: {}}\n", "tasks b", "not written in p as a key"),
        ("tasks: {a: {}}\n", "risks b", "not written in p as a key"),
        ("x: &d {b: {}}\ntasks: *d\n", "tasks b", "no map that is written there"),
        ("tasks: {a: &x {}, b: *x}\n", "tasks b", "not written in p as a key"),
        ("tasks: {a: &x {effort: 1d}, b: *x}\n", "tasks a", "without changing something else"),
    ],
)
def test_what_cannot_be_taken_says_why(text: str, place: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        taken(text.encode(), "p", place.split())


def test_many_stretches_are_replaced_at_once() -> None:
    data = "\ufefftasks: {a: {}, b: {after: a}}\n".encode()
    assert replaced(data, [(8, 9, "new"), (26, 27, "new")]).decode() == "\ufefftasks: {new: {}, b: {after: new}}\n"
