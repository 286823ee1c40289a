"""Two sides of a plan file put together: by item and field, text untouched where nobody changed it."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmctl import clone
from pmctl.merge import Markers, Outcome, merge
from pmctl.merge.cutting import cut
from pmctl.merge.document import Doubt, comments_of_document
from pmctl.merge.lines import lines_of
from pmctl.merge.meaning import differences, meant
from pmctl.merge.pieces import sides_of
from pmctl.parse import parse
from tests.history import needs_git

ROOT = Path(__file__).resolve().parents[2]
PLANS = sorted([*ROOT.glob("examples/**/*.yaml"), *ROOT.glob("tests/cases/*/*.yaml")])
PATH = "projects/checkout.yaml"
PLAN = """\
kind: project
# who pays
budget: {labour: 80k}

tasks:
  # the provider's part
  api: {name: API, effort: 3d, due: 2026-03-02}  # soon
  design:
    effort: 3d  # rough
    after: [x, y]
    assign:
      - ana
      - bo 50%

  # last of all
  launch: {milestone: true}
risks: {}
"""


def merged(ours: str, theirs: str, base: str = PLAN) -> Outcome:
    return merge(PATH, base.encode(), ours.encode(), theirs.encode())


def clean(ours: str, theirs: str, base: str = PLAN) -> str:
    outcome = merged(ours, theirs, base)
    assert outcome.clean, outcome.data.decode()
    assert outcome.messages == ()
    return outcome.data.decode()


def changed(*pairs: tuple[str, str], base: str = PLAN) -> str:
    for old, new in pairs:
        assert base.count(old) == 1, old
        base = base.replace(old, new)
    return base


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_plan_is_cut_and_joined_byte_by_byte(path: Path) -> None:
    data = path.read_bytes()
    try:
        document = cut(path.name, data)
    except Doubt:
        assert any(sign in data for sign in (b"&", b"*", b"!", b"\t", b"\x1b")) or parse(path.name, data)[1]
        return
    text = data.decode().removeprefix("\ufeff").replace("\r\n", "\n")
    assert document.text in (text, text + "\n")


def test_two_keys_of_one_line() -> None:
    ours, theirs = changed(("effort: 3d,", "effort: 5d,")), changed(("due: 2026-03-02", "due: 2026-03-09"))
    assert clean(ours, theirs) == changed(("effort: 3d, due: 2026-03-02", "effort: 5d, due: 2026-03-09"))


def test_a_key_added_and_one_taken_away_between_braces() -> None:
    ours, theirs = changed((", due: 2026-03-02}", "}")), changed(("{name: API", "{owner: ana, name: API"))
    assert "  api: {owner: ana, name: API, effort: 3d}  # soon\n" in clean(ours, theirs)


def test_the_same_field_both_ways_is_a_conflict_on_its_line() -> None:
    ours = changed(("due: 2026-03-02", "due: 2026-03-05"), ("effort: 3d,", "effort: 4d,"))
    outcome = merged(ours, changed(("due: 2026-03-02", "due: 2026-03-09"), ("80k", "90k")))
    assert not outcome.clean
    assert outcome.messages == ("both changed checkout/api due: 2026-03-05 / 2026-03-09",)
    expected = changed(
        ("80k", "90k"),
        (
            "  api: {name: API, effort: 3d, due: 2026-03-02}  # soon\n",
            "<<<<<<< ours\n  api: {name: API, effort: 4d, due: 2026-03-05}  # soon\n=======\n"
            "  api: {name: API, effort: 4d, due: 2026-03-09}  # soon\n>>>>>>> theirs\n",
        ),
    )
    assert outcome.data.decode() == expected


def test_markers_are_as_long_as_git_wants_them() -> None:
    ours, theirs = changed(("80k", "81k")).encode(), changed(("80k", "82k")).encode()
    lines = merge(PATH, PLAN.encode(), ours, theirs, Markers(12)).data.decode().splitlines()
    assert {"<" * 12 + " ours", "=" * 12, ">" * 12 + " theirs"} <= set(lines)


def test_both_add_different_items_at_one_place() -> None:
    ours = changed(("  design:\n", "  one: {effort: 1d}\n  design:\n"))
    theirs = changed(("  design:\n", "  # what they need\n  two: {effort: 2d}\n  design:\n"))
    expected = changed(
        ("  design:\n", "  one: {effort: 1d}\n  # what they need\n  two: {effort: 2d}\n  design:\n"),
    )
    assert clean(ours, theirs) == expected


def test_both_fill_an_empty_collection_each_in_its_style() -> None:
    ours = changed(("risks: {}", "risks: {late: {name: Late}}"))
    theirs = changed(("risks: {}", "risks:\n  # ours to watch\n  cost: {name: Cost}"))
    expected = changed(("risks: {}", "risks:\n  late: {name: Late}\n  # ours to watch\n  cost: {name: Cost}"))
    assert clean(ours, theirs) == expected


def test_both_add_the_same_item_differently() -> None:
    ours = changed(("risks: {}", "risks: {late: {name: Late, owner: ana}}"))
    theirs = changed(("risks: {}", "risks: {late: {name: Later, review: 2026-03-01}}"))
    outcome = merged(ours, theirs)
    assert outcome.messages == ("both changed checkout/late name: Late / Later",)
    assert outcome.data.decode().count("owner: ana, review: 2026-03-01") == 2


def test_lists_of_both_sides_by_element() -> None:
    ours = changed(("[x, y]", "[x, y, a]"), ("      - ana\n", ""))
    theirs = changed(("[x, y]", "[y, b]"), ("      - bo 50%\n", "      - bo 50%\n      # helps\n      - cy\n"))
    found = clean(ours, theirs)
    assert "after: [y, a, b]\n" in found
    assert "    assign:\n      - bo 50%\n      # helps\n      - cy\n" in found


def test_a_single_text_is_a_list_of_one() -> None:
    base = PLAN.replace("[x, y]", "x")
    found = clean(base.replace("after: x", "after: [x, a]"), base.replace("after: x", "after: [x, b]"), base)
    assert "after: [x, a, b]\n" in found


def test_one_element_changed_both_ways() -> None:
    outcome = merged(changed(("bo 50%", "bo 60%")), changed(("bo 50%", "bo 70%")))
    assert outcome.messages == ("both changed checkout/design assign: bo 60% / bo 70%",)
    assert "<<<<<<< ours\n      - bo 60%\n=======\n      - bo 70%\n>>>>>>> theirs\n" in outcome.data.decode()


def test_a_list_of_which_nothing_is_left() -> None:
    found = clean(changed(("      - ana\n", "")), changed(("      - bo 50%\n", "")))
    assert "    assign: []\n" in found


def test_taken_away_here_and_unchanged_there() -> None:
    ours = changed(("  # last of all\n  launch: {milestone: true}\n", ""))
    theirs = changed(("80k", "90k"))
    assert clean(ours, theirs) == changed(("80k", "90k"), ("  # last of all\n  launch: {milestone: true}\n", ""))


def test_taken_away_here_and_changed_there() -> None:
    ours = changed(("\n  # last of all\n  launch: {milestone: true}\n", ""))
    outcome = merged(ours, changed(("milestone: true", "milestone: true, due: 2026-04-01")))
    assert outcome.messages == ("ours took away checkout/launch, theirs changed it",)
    marked = "<<<<<<< ours\n=======\n\n  # last of all\n  launch: {milestone: true, due: 2026-04-01}\n>>>>>>> theirs\n"
    assert marked in outcome.data.decode()


def test_a_comment_changed_both_ways() -> None:
    outcome = merged(changed(("the provider's part", "by ana")), changed(("the provider's part", "by bo")))
    assert outcome.messages == ("both changed the comment at checkout/api",)
    assert "<<<<<<< ours\n  # by ana\n=======\n  # by bo\n>>>>>>> theirs\n" in outcome.data.decode()


def test_a_comment_and_the_item_below_it() -> None:
    ours, theirs = changed(("provider's part", "part of others")), changed(("effort: 3d,", "effort: 5d,"))
    assert clean(ours, theirs) == changed(("provider's part", "part of others"), ("effort: 3d,", "effort: 5d,"))


def test_one_side_writes_an_item_in_lines_the_other_changes_it() -> None:
    lines = "  api:\n    # as agreed\n    name: API\n    effort: 3d\n    due: 2026-03-02\n"
    ours = changed(("  api: {name: API, effort: 3d, due: 2026-03-02}  # soon\n", lines))
    theirs = changed(("due: 2026-03-02", "due: 2026-03-09"))
    assert lines.replace("03-02", "03-09") in clean(ours, theirs)
    assert lines.replace("03-02", "03-09") in clean(theirs, ours)


def test_one_side_sorts_the_other_changes() -> None:
    first, second = "  api: {name: API, effort: 3d, due: 2026-03-02}  # soon\n", "  launch: {milestone: true}\n"
    ours = PLAN.replace(second, "").replace("  # the provider's part\n", second + "  # the provider's part\n")
    theirs = changed(("effort: 3d,", "effort: 4d,"))
    found = clean(ours, theirs)
    assert found.index("launch:") < found.index("api:")
    assert first.replace("3d", "4d") in found


def test_one_side_indents_otherwise_the_other_changes() -> None:
    def indented(text: str) -> str:
        return re.sub(r"(?m)^( +)(?=\S)", r"\1\1", text)

    base = PLAN + "description: |\n  One.\n\n  Two.\n"
    theirs = base.replace("due: 2026-03-02", "due: 2026-03-09").replace(
        "  design:\n", "  # new\n  new: {}\n  design:\n"
    )
    assert clean(indented(base), theirs, base) == indented(theirs)
    assert clean(theirs, indented(base), base) == indented(theirs)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ended", [True, False])
def test_the_form_of_a_file_stays(line_end: str, mark: str, ended: bool) -> None:
    def formed(text: str) -> str:
        return mark + (text if ended else text.removesuffix("\n")).replace("\n", line_end)

    ours, theirs = changed(("80k", "90k")), PLAN + "x-note: Grüße 🚀\n"
    both = changed(("80k", "90k")) + "x-note: Grüße 🚀\n"
    outcome = merge(PATH, formed(PLAN).encode(), formed(ours).encode(), formed(theirs).encode())
    assert (outcome.clean, outcome.data.decode()) == (True, formed(both))


def test_line_ends_changed_by_one_side() -> None:
    ours, theirs = PLAN.replace("\n", "\r\n"), changed(("80k", "90k"))
    assert clean(ours, theirs) == theirs.replace("\n", "\r\n")


def test_texts_of_several_lines() -> None:
    base = PLAN + "description: |\n  One.\n\n  Two.\n"
    found = clean(base.replace("One.", "First."), base.replace("80k", "90k"), base)
    assert found.endswith("description: |\n  First.\n\n  Two.\n")
    outcome = merged(base.replace("One.", "First."), base.replace("One.", "1."), base)
    assert outcome.data.decode().endswith("<<<<<<< ours\n  First.\n=======\n  1.\n>>>>>>> theirs\n\n  Two.\n")


def test_a_comment_has_no_place_behind_a_text_of_several_lines() -> None:
    base = PLAN + "x-a: one\n"
    outcome = merged(
        base.replace("x-a: one", "x-a: |-\n  one\n  two"), base.replace("x-a: one", "x-a: one  # note"), base
    )
    assert outcome.messages == ("both changed the comment at checkout x-a",)
    assert outcome.data.decode().endswith("ours\nx-a: |-\n  one\n  two\n=======\nx-a: one  # note\n>>>>>>> theirs\n")


DOUBTS = {
    "anchor": PLAN.replace("80k}", "80k}\nx-a: &a 1\nx-b: *a"),
    "tab": PLAN.replace("80k}", "80k}\t# tab"),
    "line ends": PLAN.replace("80k}\n", "80k}\r\n"),
    "documents": PLAN + "---\nkind: project\n",
    "twice": PLAN + "risks: {}\n",
    "broken": PLAN + "x-broken: {\n",
    "tag": PLAN.replace("80k", "!!int 80"),
    "a list": "- a\n",
    "no UTF-8": PLAN + "x-a: \udce4\n",
    "NUL": PLAN + "x-a: \0\n",
    "a tree too deep": PLAN + "x-a: " + "[" * 90 + "]" * 90 + "\n",
}


@pytest.mark.parametrize("name", DOUBTS)
@pytest.mark.parametrize("where", range(3))
def test_what_is_doubtful_is_never_settled_unseen(name: str, where: int) -> None:
    texts = [PLAN, changed(("effort: 3d,", "effort: 4d,")), changed(("due: 2026-03-02", "due: 2026-03-09"))]
    if where == 0:
        texts = [text.replace(PLAN, DOUBTS[name]) for text in texts]
    texts[where] = DOUBTS[name]
    data = [text.encode("utf-8", "surrogateescape") for text in texts]
    outcome = merge(PATH, data[0], data[1], data[2])
    if outcome.clean:
        tree, findings = parse(PATH, outcome.data)
        assert tree is not None and not [one for one in findings if one.severity == "error"]
    else:
        assert b"\n<<<<<<< ours\n" in b"\n" + outcome.data or (outcome.data == data[1] and b"\0" in b"".join(data))
        assert outcome.messages


def test_the_same_id_added_in_two_groups_is_not_settled() -> None:
    base = "kind: project\ntasks:\n  one:\n    tasks:\n      a: {}\n  two:\n    tasks:\n      b: {}\n"
    ours = base.replace("a: {}\n", "a: {}\n      new: {effort: 1d}\n")
    outcome = merged(ours, base + "      new: {effort: 1d}\n", base)
    assert not outcome.clean
    assert "`checkout/new` would stand in it twice" in outcome.messages[0]
    assert "<<<<<<< ours" in outcome.data.decode()


def test_a_file_that_both_sides_add() -> None:
    ours, theirs = "kind: project\ntasks:\n  a: {effort: 1d}\n", "kind: project\ntasks:\n  b: {effort: 1d}\n"
    assert clean(ours, theirs, "") == "kind: project\ntasks:\n  a: {effort: 1d}\n  b: {effort: 1d}\n"


# --- made-up plans ----------------------------------------------------------------------------------------------------

KEYS = st.sampled_from(["api", "design", "launch", "due", "after", "tags", "tasks", "risks", "é"])
WORDS = st.sampled_from(["3d", "5d", "2026-03-02", "40%", "ana 50%", "yes: no", "it's", "", "# no", "2.10", "x\ny"])


def _scalar(word: str, block: bool) -> str:
    if word == "x\ny" and block:
        return "|-\n{pad}x\n{pad}y"
    plain = word and all(letter.isalnum() or letter in "-. %" for letter in word)
    return word if plain else json.dumps(word, ensure_ascii=False)


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(part) for part in value) + "]"
    return _scalar(str(value), False)


def _block(value: Mapping[str, object], draw: st.DrawFn, depth: int = 0) -> str:
    lines, pad = [], "  " * depth
    for key, part in value.items():
        if draw(st.integers(0, 3)) == 0:
            lines.append(draw(st.sampled_from(["", f"{pad}# about {key}", f"\n{pad}# heading\n"])))
        behind = draw(st.sampled_from(["", "", "", f"  # {key}"]))
        if isinstance(part, dict) and part and draw(st.booleans()):
            lines += [f"{pad}{key}:{behind}", _block(part, draw, depth + 1).removesuffix("\n")]
        elif isinstance(part, list) and part and draw(st.booleans()):
            lines += [f"{pad}{key}:{behind}", *(f"{pad}  - {_scalar(str(one), False)}" for one in part)]
        elif isinstance(part, dict | list):
            lines.append(f"{pad}{key}: {_flow(part)}{behind}")
        else:
            text = _scalar(str(part), True)
            lines.append(f"{pad}{key}: {text.format(pad=pad + '  ')}{'' if text.startswith('|') else behind}")
    return "".join(f"{line}\n" for line in lines)


VALUES = st.recursive(
    WORDS,
    lambda inner: st.dictionaries(KEYS, inner, max_size=4) | st.lists(WORDS.filter(bool), max_size=4, unique=True),
    max_leaves=8,
)
FACTS = st.dictionaries(KEYS, VALUES, max_size=5)


@st.composite
def _varied(draw: st.DrawFn, facts: Mapping[str, object]) -> dict[str, object]:
    """Some keys taken away, some changed, some added."""
    made: dict[str, object] = {}
    for key, value in facts.items():
        fate = draw(st.integers(0, 5))
        if fate == 0:
            continue
        if isinstance(value, dict) and fate < 4:
            value = draw(_varied(value))
        elif fate == 1:
            value = draw(VALUES)
        made[key] = value
    if draw(st.booleans()):
        made |= draw(st.dictionaries(KEYS, VALUES, max_size=2))
    return made


@st.composite
def three_plans(draw: st.DrawFn) -> tuple[str, str, str]:
    facts = draw(FACTS)
    sides = (facts, draw(_varied(facts)), draw(_varied(facts)))
    base, ours, theirs = ("kind: project\n" + _block(side, draw) for side in sides)
    return base, ours, theirs


@given(three_plans())
def test_what_one_side_left_is_as_the_other_made_it(texts: tuple[str, str, str]) -> None:
    base, ours, _ = texts
    assert merged(base, ours, base).data.decode() == ours
    assert merged(ours, base, base).data.decode() == ours
    assert merged(ours, ours, base).data.decode() == ours


@settings(max_examples=300)
@given(three_plans())
def test_a_settled_merge_says_what_both_sides_say(texts: tuple[str, str, str]) -> None:
    base, ours, theirs = texts
    outcome, mirrored = merged(ours, theirs, base), merged(theirs, ours, base)
    assert outcome.clean == mirrored.clean
    was, here, there = (cut(PATH, text.encode()).root.fact for text in texts)
    one, other = meant(was, here, there, "ours"), meant(was, here, there, "theirs")
    if not outcome.clean:
        assert "<<<<<<< ours\n" in outcome.data.decode()
        return
    found = cut(PATH, outcome.data)
    assert not list(differences(found.root.fact, one))
    assert not list(differences(found.root.fact, other))
    assert not list(differences(found.root.fact, cut(PATH, mirrored.data).root.fact))
    before, left, right = (comments_of_document(cut(PATH, text.encode())) for text in texts)
    kept = Counter({comment: count for comment, count in (left & right).items() if before[comment] <= count})
    assert not kept - comments_of_document(found)


@settings(max_examples=200)
@given(three_plans())
def test_each_end_of_every_conflict_can_be_read(texts: tuple[str, str, str]) -> None:
    base, ours, theirs = texts
    outcome = merged(ours, theirs, base)
    if outcome.clean or any("line by line" in message for message in outcome.messages):
        return
    for end in ("ours", "theirs"):
        tree, findings = parse(PATH, _ended(outcome.data.decode(), end).encode())
        assert tree is not None and not findings


def _ended(text: str, end: str) -> str:
    """A text with markers as one side would have it."""
    lines, inside = [], ""
    for line in text.split("\n"):
        if line == "<<<<<<< ours":
            inside = "ours"
        elif line == "=======" and inside:
            inside = "theirs"
        elif line == ">>>>>>> theirs":
            inside = ""
        elif inside in ("", end):
            lines.append(line)
    return "\n".join(lines)


# --- edits as people make them ----------------------------------------------------------------------------------------

EXAMPLES = [path.read_text() for path in sorted(ROOT.glob("examples/acme/**/*.yaml"))]
PLACES = (
    r"2026-\d\d-\d\d",
    r"(?<=: )\d+d",
    r"(?<=after: \[)[^]]*(?=\])",
    r"(?<=\{name: )[^,{}]*(?=,)",
    r"\n +(?=[a-z-]+: \{name)",
)


def _edited(text: str, chance: random.Random) -> str:
    """Some dates and durations changed, predecessors, keys, comments and items added."""
    for _ in range(chance.randint(1, 4)):
        kind = chance.randrange(len(PLACES))
        found = list(re.finditer(PLACES[kind], text))
        if not found:
            continue
        place, number = chance.choice(found), chance.randint(1, 28)
        new = (
            f"2026-11-{number:02}",
            f"{number}d",
            f"{place[0]}, new-{number}",
            f"{place[0]}, x-{number}: 1",
            chance.choice([f"{place[0]}# note {number}{place[0]}", f"{place[0]}n-{number}: {{effort: 1d}}{place[0]}"]),
        )[kind]
        text = text[: place.start()] + new + text[place.end() :]
    return text


@needs_git
@pytest.mark.parametrize("seed", range(60))
def test_never_worse_than_git(seed: int) -> None:
    """What git puts together without markers, and so that it says what both sides say, is put together the same."""
    chance = random.Random(seed)
    base = chance.choice(EXAMPLES)
    ours, theirs = _edited(base, chance), _edited(base, chance)
    of_git = clone.merge_file(ours.encode(), base.encode(), theirs.encode(), 7)
    outcome = merged(ours, theirs, base)
    assert of_git is not None
    if not of_git[1] or parse(PATH, of_git[0])[1]:
        return
    assert (outcome.data.decode(), outcome.clean) == (of_git[0].decode(), True)


@pytest.mark.parametrize("number", range(24))
def test_a_field_changed_both_ways_marks_its_line_only(number: int) -> None:
    base = (ROOT / "examples/acme/projects/checkout.yaml").read_text()
    found = list(re.finditer(r"(?<=[a-z]: )2026-\d\d-\d\d(?=[,}\n])", base))
    place = found[number * len(found) // 24]
    ours, theirs = (base[: place.start()] + day + base[place.end() :] for day in ("2027-05-03", "2027-05-04"))
    outcome = merged(ours, theirs, base)
    at, lines = base.count("\n", 0, place.start()), base.split("\n")
    marked = ["<<<<<<< ours", ours.split("\n")[at], "=======", theirs.split("\n")[at]]
    assert outcome.data.decode().split("\n") == [*lines[:at], *marked, ">>>>>>> theirs", *lines[at + 1 :]]
    assert [message.partition(": ")[2] for message in outcome.messages] == ["2027-05-03 / 2027-05-04"]


# --- one fact a line --------------------------------------------------------------------------------------------------


def test_a_file_as_facts() -> None:
    text = PLAN + 'description: |\n  One.\n  "Two".\nx-odd: ["\\u202eodd", {a: 2.10}]\n'
    assert lines_of(PATH, text.encode()) == [
        "checkout kind: project",
        "checkout budget.labour: 80k",
        "checkout/api name: API",
        "checkout/api effort: 3d",
        "checkout/api due: 2026-03-02",
        "checkout/design effort: 3d",
        "checkout/design after: x",
        "checkout/design after: y",
        "checkout/design assign: ana",
        "checkout/design assign: bo 50%",
        "checkout/launch milestone: true",
        "checkout risks",
        'checkout description: One.\\n"Two".\\n',
        "checkout x-odd: \\u202eodd",
        "checkout x-odd.2.a: 2.10",
    ]


def test_names_of_items_by_the_kind_of_file() -> None:
    people = b"kind: people\npeople: {ana: {rate: 80/h}}\n"
    assert lines_of("people.yaml", people) == ["people kind: people", "ana rate: 80/h"]
    part = b"part-of: checkout\ngates: {execution: {criteria: []}}\n"
    assert lines_of("gates.yaml", part) == ["checkout part-of: checkout", "checkout/gates/execution criteria: []"]
    settings = b"kind: workspace\ncurrency: EUR\nobjectives: {growth: }\n"
    assert lines_of("pmctl.yaml", settings) == [
        "workspace kind: workspace",
        "workspace currency: EUR",
        "workspace/growth",
    ]


def test_a_file_that_cannot_be_read_is_its_own_lines() -> None:
    assert lines_of(PATH, b"a: {\r\n\x1b[31mred\n\xff") == ["a: {", "\\x1b[31mred", "\ufffd"]
    assert lines_of(PATH, b"a: 1\na: 2\n") == ["a: 1", "a: 2"]
    assert lines_of(PATH, b"") == []


def test_a_file_with_markers_is_both_sides() -> None:
    outcome = merged(changed(("due: 2026-03-02", "due: 2026-03-05")), changed(("due: 2026-03-02", "due: 2026-03-09")))
    found = lines_of(PATH, outcome.data)
    at = found.index("<<<<<<< ours")
    assert found[at - 1 : at + 6] == [
        "checkout/api effort: 3d",
        "<<<<<<< ours",
        "checkout/api due: 2026-03-05",
        "=======",
        "checkout/api due: 2026-03-09",
        ">>>>>>> theirs",
        "checkout/design effort: 3d",
    ]


def test_sides_of_a_text_with_markers() -> None:
    assert sides_of("a\n<<<<<<< x\nb\n||||||| y\nc\n=======\nd\n>>>>>>> z\ne\n") == ("a\nb\ne\n", "a\nd\ne\n")
    for text in ("a\n", "a\n=======\n", "<<<<<<< x\nb\n", "<<<<<<< x\n=======\n<<<<<<< x\n", ">>>>>>> z\n"):
        assert sides_of(text) is None


# --- what strangers write ---------------------------------------------------------------------------------------------

ATTACKS = ROOT.parent / "shared" / "attacks"


@pytest.mark.skipif(not ATTACKS.exists(), reason="the samples in ../shared/attacks are not here")
def test_no_sample_of_an_attack_is_settled_unread() -> None:
    samples = [path for path in sorted(ATTACKS.rglob("*")) if path.is_file()]
    assert samples
    other = PLAN.replace("80k", "90k").encode()
    for path in samples:
        data = path.read_bytes()
        for three in (
            (PLAN.encode(), data, other),
            (data, PLAN.encode(), other),
            (data, data + b"x-a: 1\n", b"# c\n" + data),
        ):
            outcome = merge(path.name, *three)
            readable = parse(path.name, outcome.data)[0] is not None
            assert (outcome.clean and readable) or b"<<<<<<< ours" in outcome.data or b"\0" in b"".join(three), path
            assert all(message.isprintable() for message in outcome.messages), path
        assert all(
            not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in line) for line in lines_of(path.name, data)
        )
