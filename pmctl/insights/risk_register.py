"""The register of risks: which risks concern a document, the worst first, before and after their response, and the
sums that a reserve is made from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from pmctl.insights.relations import projects_of, resolved
from pmctl.insights.risk import (
    Band,
    at_least_one,
    band,
    classes,
    impact_of,
    is_opportunity,
    money_exposure,
    probability_of,
)
from pmctl.insights.task_cost import currency_of
from pmctl.model.control import Impact, Issue, Risk
from pmctl.plan import Plan, remembered
from pmctl.record import dataclass
from pmctl.scheduling.slips import time_of


@dataclass(frozen=True, slots=True)
class Face:
    """A risk before or after its response.

    `time` is minutes and `cost` money of `currency`, both negative where they do good; `exposure` (minutes) and `emv`
    (money) are these times the probability. Classes are 1 to 5, the score their product. None: nobody says.
    """

    probability: Fraction | None
    time: int | None
    cost: Decimal | None
    currency: str
    exposure: Fraction | None
    emv: Fraction | None
    classes: tuple[int | None, int | None]

    @property
    def score(self) -> int | None:
        """1 to 25."""
        likely, worst = self.classes
        return likely * worst if likely is not None and worst is not None else None

    @property
    def band(self) -> Band | None:
        """low, medium, high or extreme."""
        return band(self.score) if self.score is not None else None


@dataclass(frozen=True, slots=True)
class Entry:
    """A risk as it stands in a register: as it is, and as its response leaves it (None where nobody says).

    `benefit` is EMV - residual EMV - cost of the response, in the currency of the inherent risk; None where there is no
    residual, no money in it, or money of several currencies.
    """

    risk: Risk
    inherent: Face
    residual: Face | None
    opportunity: bool
    benefit: Fraction | None = None

    @property
    def left(self) -> Face:
        """What is to be reckoned with: the residual risk, where there is a response that leaves one."""
        return self.residual or self.inherent

    @property
    def time_saved(self) -> Fraction | None:
        """The minutes of exposure that the response takes away; None where there is no residual, or no time in it."""
        if self.residual is None or self.inherent.exposure is None:
            return None
        return self.inherent.exposure - (self.residual.exposure or Fraction(0))


@dataclass(frozen=True, slots=True)
class Register:
    """The risks of a document or of all, those with the most exposure first.

    Sums are over what is open only, by currency, and over what is written in the document itself (of a product in its
    projects, too): `threats` and `gains` (negative) before any response, and `needed`, the contingency reserve: the
    residual EMV of the threats less that of the opportunities. What stands elsewhere and affects it is listed, and
    counts there. `any_threat` is how likely at least one of the open threats occurs.
    """

    open: tuple[Entry, ...]
    over: tuple[Entry, ...]
    threats: Mapping[str, Fraction]
    gains: Mapping[str, Fraction]
    needed: Mapping[str, Fraction]
    any_threat: Fraction


def risks_of(plan: Plan, document: str = "") -> tuple[Risk, ...]:
    """The risks of a document, and of others those that affect something in it, each once; of all where none is named.

    A product has those of its projects, too.
    """
    homes = _homes(plan, document)
    risks = (item for item in plan.workspace.items.values() if isinstance(item, Risk))
    return tuple(risk for risk in risks if not document or _concerns(plan, risk, homes))


def _homes(plan: Plan, document: str) -> frozenset[str]:
    """The documents whose risks are those of a document: itself, of a product its projects; all where none is named."""
    if not document:
        return frozenset(plan.workspace.documents)
    return frozenset((document, *(one.id for one in projects_of(plan, document))))


def _concerns(plan: Plan, risk: Risk, homes: frozenset[str]) -> bool:
    """Does a risk stand in one of these documents, or affect one of them or something in it?"""
    touched = resolved(plan, risk, risk.affects)
    return risk.document in homes or any(one.id in homes or one.document in homes for one in touched)


@remembered
def register_of(plan: Plan, document: str = "") -> Register:
    """The register of a document (`risks_of`), or of the whole workspace, where each risk counts once."""
    homes = _homes(plan, document)
    entries = [entry_of(plan, risk) for risk in risks_of(plan, document)]
    is_open = [one for one in entries if one.risk.status == "open"]
    own = [one for one in is_open if one.risk.document in homes]
    return Register(
        open=_by_exposure(plan, is_open),
        over=_by_exposure(plan, [one for one in entries if one.risk.status != "open"]),
        threats=_sums(one.inherent for one in own if not one.opportunity),
        gains=_sums(one.inherent for one in own if one.opportunity),
        needed=_sums(one.left for one in own),
        any_threat=at_least_one(one.risk for one in is_open if not one.opportunity),
    )


def needed_in(plan: Plan, document: str) -> dict[str, Fraction]:
    """The contingency reserve that the open risks written in one document need, by currency."""
    return _sums(one.left for one in register_of(plan, document).open if one.risk.document == document)


@remembered
def _issues_by_risk(plan: Plan) -> Mapping[str, tuple[Issue, ...]]:
    found: dict[str, list[Issue]] = {}
    for item in plan.workspace.items.values():
        if isinstance(item, Issue) and item.risk:
            for risk in resolved(plan, item, (item.risk,)):
                found.setdefault(risk.id, []).append(item)
    return {risk: tuple(issues) for risk, issues in found.items()}


def issues_of(plan: Plan, risk: Risk) -> tuple[Issue, ...]:
    """The issues that deal with a risk which has occurred, in file order."""
    return _issues_by_risk(plan).get(risk.id, ())


def entry_of(plan: Plan, risk: Risk) -> Entry:
    """A risk with both of its faces."""
    inherent = _face(plan, risk)
    if risk.residual is None:
        return Entry(risk, inherent, None, is_opportunity(risk))
    left = _face(plan, risk, True)
    return Entry(risk, inherent, left, is_opportunity(risk), _benefit(plan, risk, inherent, left))


def _benefit(plan: Plan, risk: Risk, inherent: Face, left: Face) -> Fraction | None:
    price = risk.response_cost
    if inherent.emv is None and left.emv is None and price is None:
        return None
    currencies = {face.currency for face in (inherent, left) if face.emv is not None}
    currencies |= {currency_of(plan, price.currency)} if price is not None else set()
    if currencies != {inherent.currency}:
        return None
    paid = Fraction(price.amount) if price is not None else Fraction(0)
    return (inherent.emv or Fraction(0)) - (left.emv or Fraction(0)) - paid


def _face(plan: Plan, risk: Risk, residual: bool = False) -> Face:
    likely, impact = probability_of(risk, residual), impact_of(risk, residual) or Impact()
    time = time_of(impact, plan.workspace.units) if impact.time is not None else None
    cost = impact.cost.likely if impact.cost is not None else None
    return Face(
        probability=likely,
        time=time,
        cost=cost.amount if cost is not None else None,
        currency=currency_of(plan, cost.currency if cost is not None else None),
        exposure=likely * time if likely is not None and time is not None else None,
        emv=money_exposure(risk, residual),
        classes=classes(plan, risk, residual),
    )


def _by_exposure(plan: Plan, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The dearest first, then those that take the most time; opportunities last, the unknown behind what is known."""

    def rank(one: Entry) -> tuple[bool, bool, Fraction, Fraction, str]:
        money, time = abs(one.inherent.emv or Fraction(0)), abs(one.inherent.exposure or Fraction(0))
        foreign = one.inherent.currency != plan.workspace.currency
        return one.opportunity, foreign and money > 0, -money, -time, one.risk.id

    return tuple(sorted(entries, key=rank))


def _sums(faces: Iterable[Face]) -> dict[str, Fraction]:
    """Expected money by currency; currencies are never added."""
    found: dict[str, Fraction] = {}
    for face in faces:
        if face.emv is not None:
            found[face.currency] = found.get(face.currency, Fraction(0)) + face.emv
    return found
