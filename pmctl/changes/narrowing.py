"""What follows for some items only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pmctl.changes.consequences import Consequences
from pmctl.changes.critical import PathChange
from pmctl.changes.findings import Findings


def narrowed(follows: Consequences, keeps: Callable[[str], bool]) -> Consequences:
    """What follows for the items, documents and people whose id is kept."""
    found = follows.findings
    return replace(
        follows,
        moves=tuple(one for one in follows.moves if keeps(one.item)),
        shifts=tuple(one for one in follows.shifts if keeps(one.item)),
        promises=tuple(one for one in follows.promises if keeps(one.item)),
        costs={id: sums for id, sums in follows.costs.items() if keeps(id)},
        work=tuple(one for one in follows.work if keeps(one.who)),
        loads=tuple(one for one in follows.loads if keeps(one.who)),
        findings=Findings(*(tuple(one for one in those if keeps(one.item)) for those in (found.new, found.gone))),
        tell=tuple(one for one in follows.tell if any(keeps(id) for id in (one.who, *one.items))),
        floats=tuple(one for one in follows.floats if keeps(one.item)),
        path=PathChange(*(tuple(id for id in ids if keeps(id)) for ids in (follows.path.joined, follows.path.left))),
        results=tuple(one for one in follows.results if keeps(one.item)),
        worth=tuple(one for one in follows.worth if keeps(one.product)),
        budgets=tuple(one for one in follows.budgets if keeps(one.document)),
        health=tuple(one for one in follows.health if keeps(one.document)),
        exposures=tuple(one for one in follows.exposures if keeps(one.risk)),
        added=tuple(id for id in follows.added if keeps(id)),
        removed=tuple(id for id in follows.removed if keeps(id)),
        undated=tuple(id for id in follows.undated if keeps(id)),
    )
