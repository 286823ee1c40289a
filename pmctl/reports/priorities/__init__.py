"""The order of the backlog: scores with their inputs, where capacity ends, what is chosen against it."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.insights.facts import names_for
from pmctl.insights.ranking import method_of
from pmctl.insights.ranking.effort import Cut, cut_of
from pmctl.insights.ranking.places import ranked
from pmctl.insights.ranking.scores import formula_of
from pmctl.model.product import Product
from pmctl.quantity import print_duration
from pmctl.reports.paper import Fact, Paper, Request, Section
from pmctl.reports.priorities.against import chosen_against, one_sided_features, since
from pmctl.reports.priorities.shared import by_class, by_group
from pmctl.reports.priorities.table import Ranking, ranking_table, score_text, unscored
from pmctl.reports.sections.reader import counted

MOSCOW_RULE = (
    "classes: must, should, could, wont; must is at most 60% of the effort, could about 20% of the capacity "
    "(of the effort, where nobody says one), wont is in no sum"
)
CLASSES = {"moscow": MOSCOW_RULE, "kano": "classes by what people answer"}


def view(request: Request) -> Paper:
    """The ranking of a product, or of each."""
    _check_group(request)
    products = _products(request)
    rankings = [_ranking(request, one, f"{one.title}: " if len(products) > 1 else "") for one in products]
    title = products[0].title if len(products) == 1 else "All products"
    return Paper(
        f"{title}: priorities",
        " ".join(_headline(request, one) for one in rankings) or "There is no product.",
        tuple(fact for one in rankings for fact in _facts(request, one)),
        tuple(section for one in rankings for section in _sections(request, one)),
        tuple(lack for one in rankings for lack in _missing(request, one)),
    )


def _check_group(request: Request) -> None:
    known = names_for(request.plan, "feature")
    if request.group_by and request.group_by not in known:
        fields = ", ".join(sorted(known))
        raise UserError(f"--group-by: features have no `{terminal(request.group_by[:40])}`", f"fields: {fields}")


def _products(request: Request) -> list[Product]:
    meant = request.plan.workspace.documents.values() if request.document is None else [request.document]
    return [one for one in meant if isinstance(one, Product)]


def _ranking(request: Request, product: Product, lead: str) -> Ranking:
    method = request.by or method_of(request.plan, product.id)
    found = ranked(request.plan, product.id, method)
    return Ranking(product, method, found, cut_of(request.plan, product, found), lead)


def _headline(request: Request, one: Ranking) -> str:
    """What is first, how much fits, what has no score."""
    best = one.scored
    if not best:
        return f"{one.lead or 'Here '}nothing has a score by {one.method} yet."
    parts = [f"first is {best[0].feature.title} ({score_text(best[0])})"]
    parts += [_fits(request, one.cut)] if one.cut is not None else []
    left = len(one.found) - len(best)
    parts += [f"{left} of {len(one.found)} {'is' if left == 1 else 'are'} not scored"] if left else []
    text = f"{one.lead}{'; '.join(parts)}."
    return text if one.lead else text[0].upper() + text[1:]


def _fits(request: Request, cut: Cut) -> str:
    room = print_duration(cut.capacity, request.plan.workspace.units)
    return f"{cut.fits} of {len(cut.running)} fit in {room}"


def _facts(request: Request, one: Ranking) -> Iterator[Fact]:
    method = formula_of(request.plan, one.product.id, one.method)
    words = method.formula if method is not None else CLASSES.get(one.method, "no `prioritise.weights`")
    yield f"{one.lead}{one.method}", words, "text"
    if one.cut is not None and one.cut.first_beyond:
        beyond = request.plan.workspace.items[one.cut.first_beyond]
        until = one.cut.running[one.cut.first_beyond]
        units = request.plan.workspace.units
        words = f"{print_duration(one.cut.capacity, units)}; with {beyond.title} it would be"
        yield f"{one.lead}Capacity", f"{words} {print_duration(until, units)}", "text"


def _sections(request: Request, one: Ranking) -> Iterator[Section]:
    yield ranking_table(request, one)
    yield unscored(request, one)
    yield since(request, one)
    yield chosen_against(request, one)
    yield one_sided_features(request, one)
    yield by_class(request, one)
    if request.group_by:
        yield by_group(request, one)


def _missing(request: Request, one: Ranking) -> Iterator[str]:
    if one.found and one.cut is None:
        yield f"{one.lead}how much there is room for: `prioritise: {{capacity: 6mo}}`"
    if one.cut is not None:
        unknown = sum(1 for each in one.scored if each.feature.id not in one.efforts(request.plan))
        if unknown:
            yield f"{one.lead}the effort of {counted(unknown, 'feature')}, which count as nothing: `score.effort`"
