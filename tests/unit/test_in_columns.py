"""Tables of reports in a terminal: whatever is in them and however narrow it is, every word can be read and copied."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmctl.escape import terminal_width
from pmctl.reports import in_columns

DOCUMENTS = [
    {"name": "Charter", "type": "charter", "owner": "Ana Ruiz", "where": "docs/charter.md"},
    {"name": "API reference", "type": "specification", "owner": "Ana Ruiz", "where": "https://wiki.acme.example/api"},
    {"name": "Northpay's mail about live keys", "type": "correspondence", "owner": "Bo Li", "where": "docs/keys.md"},
]
WORD = st.one_of(
    st.text("abcdefgXYZ-.,'0123456789", min_size=1, max_size=14),
    st.text("abc/:.-", min_size=1, max_size=60).map(lambda text: f"docs/{text}"),
    st.sampled_from(("é" * 9, "🚀", "👩‍🚀", "보고서", "a" * 90)),
)
CELL = st.lists(WORD, max_size=6).map(" ".join)


def columns_of(*names: str, numbers: Sequence[str] = ()) -> list[Mapping[str, str]]:
    return [{"key": one, "title": one.capitalize(), "form": "number" if one in numbers else "text"} for one in names]


def lines_of(columns: Sequence[Mapping[str, str]], rows: Sequence[Mapping[str, object]], width: int) -> list[str]:
    return in_columns.table(columns, rows, width).split("\n")


@given(st.data())
def test_every_word_stands_whole_and_in_its_order_at_any_width(data: st.DataObject) -> None:
    width = data.draw(st.integers(40, 200))
    names = [f"c{number}" for number in range(data.draw(st.integers(1, 7)))]
    drawn = data.draw(st.lists(st.fixed_dictionaries(dict.fromkeys(names, CELL)), min_size=1, max_size=6))
    # a number makes every word one of its kind
    rows = [
        {
            name: " ".join(f"{word}#{row}{name}{at}" for at, word in enumerate(cell.split()))
            for name, cell in one.items()
        }
        for row, one in enumerate(drawn)
    ]
    lines = lines_of(columns_of(*names), rows, width)
    for line in lines:
        assert terminal_width(line) <= width or ("/" in line and " " not in line.strip())
    places = {word: place for place, word in enumerate("\n".join(lines).split())}
    for cell in (text for row in rows for text in row.values()):
        whole = [places[word] for word in cell.split() if "/" in word or terminal_width(word) <= width - 2]
        assert whole == sorted(whole)


def test_days_and_numbers_never_wrap() -> None:
    columns = [
        {"key": "what", "title": "What happened in these weeks", "form": "text"},
        {"key": "on", "title": "On", "form": "day"},
        {"key": "sum", "title": "Expected by the end of it all", "form": "amount"},
    ]
    row = {"what": "The provider was paid on Tue 7 Apr", "on": "2026-04-07", "sum": 1234567}
    for width in range(40, 60):
        text = in_columns.table(columns, [row], width)
        assert text.count("Tue 7 Apr") == 2
        assert "1,234,567" in text


def test_links_that_fit_stay_and_others_stand_below_their_row() -> None:
    lines = lines_of(columns_of("name", "type", "owner", "where"), DOCUMENTS, 66)
    assert re.fullmatch(r"  Charter +charter +Ana Ruiz  docs/charter.md", lines[1])
    below = next(place for place, line in enumerate(lines) if "https" in line)
    assert lines[below] == "    https://wiki.acme.example/api"
    assert "API" in "".join(lines[below - 2 : below])
    assert max(map(len, lines)) <= 66


def test_a_column_of_links_that_fits_nowhere_has_its_title_below_the_titles() -> None:
    link = "https://wiki.acme.example/checkout/reference/of/the/interface"
    rows = [{"name": f"Interface {number}", "state": "draft", "where": f"{link}/{number}"} for number in range(3)]
    lines = lines_of(columns_of("name", "state", "where"), rows, 70)
    assert lines[:4] == ["  Name         State", "    Where", "  Interface 0  draft", f"    {link}/0"]


def test_cells_below_a_row_say_of_which_column_they_are_where_there_are_several() -> None:
    link = "https://wiki.acme.example/checkout/reference/of/the/interface"
    rows = [{"name": f"Interface-000{number}", "now": f"{link}/now", "before": f"{link}/old"} for number in range(3)]
    lines = lines_of(columns_of("name", "now", "before"), rows, 78)
    assert lines[:4] == ["  Name", "    Now", "    Before", "  Interface-0000"]
    assert lines[4:6] == [f"    Now  {link}/now", f"    Before  {link}/old"]


def test_a_name_stands_above_its_row_where_the_others_have_room_without_it() -> None:
    columns = columns_of("name", "budget", "spent", "expected", numbers=("budget", "spent", "expected"))
    rows = [
        {"name": name, "budget": 153500, "spent": 32158, "expected": 149512} for name in ("Marketing-and-sales", "IT")
    ]
    assert lines_of(columns, rows, 40) == [
        "  Name",
        "      Budget  Spent  Expected",
        "  Marketing-and-sales",
        "      153500  32158    149512",
        "  IT",
        "      153500  32158    149512",
    ]


def test_columns_that_cannot_stand_beside_each_other_become_blocks() -> None:
    names = ("name", "specification", "correspondence", "acceptance", "environment")
    rows = [{name: f"{name} {number}" for name in names} for number in range(2)]
    assert lines_of(columns_of(*names), rows, 50)[:5] == [
        "  name 0",
        "      Specification   specification 0",
        "      Correspondence  correspondence 0",
        "      Acceptance      acceptance 0",
        "      Environment     environment 0",
    ]


def test_a_block_says_what_it_is_about_where_its_first_cell_does_not() -> None:
    rows = [{"area": "Work", "what": what, "accountability": "Ana Ruiz"} for what in ("Design", "Build")]
    lines = lines_of(columns_of("area", "what", "accountability"), rows, 20)
    assert [line for line in lines if not line.startswith("    ")] == [
        "  Area · What",
        "  Work · Design",
        "  Work · Build",
    ]


def test_what_is_free_goes_where_it_saves_lines() -> None:
    rows = [{"what": "Receive the provider's events of payments", "who": "Jo Adeyemi of fraud"}] * 5
    lines = lines_of(columns_of("what", "who"), rows, 54)
    assert len(lines) == 1 + 2 * 5
    assert lines[1].endswith("Jo Adeyemi of fraud")


def test_scripts_without_blanks_share_a_line() -> None:
    rows = [{"name": "注文書の住所を三回の打鍵で入力できるようにする", "owner": "Ana Ruiz"}]
    lines = lines_of(columns_of("name", "owner"), rows, 40)
    assert "Ana Ruiz" in lines[1]
    assert max(map(terminal_width, lines)) <= 40


@pytest.mark.parametrize("width", (40, 60, 80))
def test_facts_break_no_word(width: int) -> None:
    link = "https://wiki.acme.example/checkout/reference/of/the/interface/that/is/long"
    pairs: list[Mapping[str, object]] = [
        {"name": "Where", "value": link, "form": "text"},
        {"name": "Who", "value": None, "form": "text"},
    ]
    lines = in_columns.facts(pairs, width).split("\n")
    assert lines[-1] == "  Who    –"
    assert link in "\n".join(lines).split()


def test_a_row_that_only_a_day_tells_apart_is_about_its_name() -> None:
    columns = [*columns_of("milestone"), {"key": "due", "title": "Promised", "form": "day"}, *columns_of("status")]
    rows = [{"milestone": "Review", "due": due, "status": "acceptance-pending"} for due in ("2026-05-21", "2026-06-04")]
    assert "  Review" in in_columns.table(columns, rows, 34).split("\n")


def test_numbers_with_blanks_stay_in_one_line() -> None:
    text = in_columns.paragraphs(["Clean 300 000 records on Mon 16 Feb, which is 4.2 % of them"], True, 20)
    for part in ("300 000", "Mon 16 Feb", "4.2 %"):
        assert part in text
