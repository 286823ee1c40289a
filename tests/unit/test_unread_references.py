"""Names of what stands in a file that cannot be read: one mistake is one finding, not one for each who names it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmctl.load import load
from pmctl.plan import plan
from pmctl.rules.judging.run import findings

PEOPLE = "kind: people\npeople: {ana: {}}\n"
SHOP = "kind: project\nid: shop\ntasks: {build: {effort: 2d, owner: ana, assign: ana}}\n"
LEGAL = "kind: project\ntasks: {sign: {effort: 1d, owner: ana, after: shop/build}}\n"
CONFLICT = "<<<<<<< ours\n"


def errors(tmp_path: Path, **files: str) -> list[tuple[str, str]]:
    contents = {f"{stem}.yaml": text.encode() for stem, text in {"people": PEOPLE, "legal": LEGAL, **files}.items()}
    found = findings(plan(load(tmp_path, contents), date(2026, 2, 10)))
    return [(one.code, one.span.path) for one in found if one.severity == "error" or one.code == "PM104"]


def test_all_is_well_where_all_can_be_read(tmp_path: Path) -> None:
    assert errors(tmp_path, project=SHOP) == []


@pytest.mark.parametrize("name", ["project", "shop"])
def test_a_document_is_known_by_its_id_or_by_the_name_of_its_file(tmp_path: Path, name: str) -> None:
    text = SHOP if name == "project" else SHOP.replace("id: shop\n", "")
    assert errors(tmp_path, **{name: text + CONFLICT}) == [("PM002", f"{name}.yaml")]


def test_what_no_such_file_holds_is_named_as_ever(tmp_path: Path) -> None:
    legal = LEGAL.replace("shop/build", "[shop/build, shopp/build, ghost]")
    assert errors(tmp_path, shop=SHOP + CONFLICT, legal=legal) == [
        ("PM101", "legal.yaml"),
        ("PM101", "legal.yaml"),
        ("PM002", "shop.yaml"),
    ]


def test_a_part_names_what_may_stand_in_the_rest_of_its_document(tmp_path: Path) -> None:
    part = "part-of: shop\ntasks: {test: {effort: 1d, owner: ana, after: build}}\n"
    assert ("PM101", "part.yaml") not in errors(tmp_path, shop=SHOP + CONFLICT, part=part)


def test_a_part_of_such_a_document_is_not_blamed(tmp_path: Path) -> None:
    part = "part-of: shop\nrisks: {late: {name: Late}}\n"
    assert errors(tmp_path, shop=SHOP + CONFLICT, part=part) == [("PM002", "shop.yaml")]
    assert ("PM105", "part.yaml") in errors(tmp_path, shop=SHOP + CONFLICT, part=part.replace("shop", "shopp"))


def test_a_part_that_cannot_be_read_takes_no_other_with_it(tmp_path: Path) -> None:
    contents = {"shop.yaml": SHOP, "one.yaml": "part-of: shop\nrisks: {late: {}}\n", "two.yaml": "part-of: shop\n[\n"}
    found = load(tmp_path, {path: text.encode() for path, text in contents.items()})
    assert "shop/late" in found.workspace.items


def test_people_of_a_file_that_cannot_be_read_are_not_missed(tmp_path: Path) -> None:
    assert errors(tmp_path, shop=SHOP, people=PEOPLE + CONFLICT) == [("PM002", "people.yaml")]
    assert ("PM104", "legal.yaml") in errors(tmp_path, shop=SHOP + CONFLICT, people="kind: people\npeople: {bo: {}}\n")


def test_a_file_that_is_read_in_spite_of_an_error_hides_nothing(tmp_path: Path) -> None:
    odd = SHOP.replace("effort: 2d", "effort: much")
    legal = LEGAL.replace("shop/build", "shop/ghost")
    assert ("PM101", "legal.yaml") in errors(tmp_path, shop=odd, legal=legal)
