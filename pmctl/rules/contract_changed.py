"""A contract that runs is another one than was signed.

What it finds:
Changes to the `file` of a contract whose `start` has come: its contents, or that it names another file. It
is judged in a review (`pmctl review`).

Why it matters:
Both sides have signed that paper. What they agree on later is an addition to it, with a file of its own.

Bad:

    # base: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}
    contracts:
      fraud: {party: Riskworks, start: 2026-01-05, file: contracts/riskworks.md}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}
    contracts:
      fraud: {party: Riskworks, start: 2026-01-05, file: contracts/riskworks-2.md}  # <- here

Good:

    # base: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}
    contracts:
      fraud: {party: Riskworks, start: 2026-01-05, file: contracts/riskworks.md}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}
    contracts:
      fraud: {party: Riskworks, start: 2026-01-05, file: contracts/riskworks.md}
      more-fraud: {party: Riskworks, start: 2026-01-05, file: contracts/riskworks-addition.md}

Near miss:
It has not begun: it is still a draft.

    # base: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}
    contracts:
      fraud: {party: Riskworks, start: 2026-03-02, file: contracts/draft.md}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}
    contracts:
      fraud: {party: Riskworks, start: 2026-03-02, file: contracts/riskworks.md}

How to fix or allow:
Leave the file as it was signed, and add a contract with a file of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl import folder
from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.model.money import Contract
from pmctl.plan import Plan
from pmctl.rules.judging.change import Change, earlier
from pmctl.rules.judging.index import items

CODE = "PM914"
NAME = "contract-changed"
SEVERITY: Severity = "error"
LOOKS_AT = "changes"

LARGEST = 50_000_000
"""Bytes of a paper that are compared; of a larger one only the name is."""


def compare(change: Change) -> Iterator[Diagnostic]:
    """Contracts that ran before the change and have another paper after it."""
    for contract in items(change.after, Contract):
        signed = earlier(change, contract.id)
        if not isinstance(signed, Contract) or not signed.file or not _has_begun(change.before, signed):
            continue
        how = _how(change, signed, contract)
        if how:
            since = f"which runs since {signed.start.text}" if signed.start else ""
            message = f"the file of {contract.title}, {since}, {how}"
            hint = "what is agreed later is a contract with a file of its own"
            yield Diagnostic(CODE, SEVERITY, message, spot(contract.source, "file"), hint, contract.id)


def _has_begun(plan: Plan, contract: Contract) -> bool:
    return contract.start is not None and contract.start.first <= plan.today


def _how(change: Change, signed: Contract, contract: Contract) -> str:
    """In which way the paper is another one; empty where it is the same."""
    if contract.file != signed.file:
        return f"was `{signed.file[:80]}`" if contract.file else "is taken out"
    was, now = _bytes(change.before, signed), _bytes(change.after, contract)
    if was is None or was == now:
        return ""
    return "says something else now" if now is not None else "is gone"


def _bytes(plan: Plan, contract: Contract) -> bytes | None:
    """What the file of a contract holds; None where it cannot be read."""
    place = plan.loaded.folder
    path = folder.find(place, contract.file, contract.source.path)
    found = folder.read(place, path, LARGEST) if isinstance(path, str) and folder.is_file(place, path) else None
    return found if isinstance(found, bytes) else None
