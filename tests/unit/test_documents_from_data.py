"""Documents from data: a fact that is edited is another one in every document that shows it, and in no other."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest
from insights_plan import TODAY
from markdown_it import MarkdownIt

from pmctl.audience import AUDIENCES
from pmctl.diagnostic import UserError
from pmctl.history import Past
from pmctl.load import load
from pmctl.plan import Plan, plan
from pmctl.reports import REPORTS
from pmctl.reports.paper import Request
from pmctl.reports.writing import make, written

ACME = Path(__file__).parents[2] / "examples" / "acme"

EDITS = {
    "projects/checkout.yaml": {
        "Every third buyer leaves at step three, and": "Every fourth buyer leaves at step two, and",
        "Median checkout under 60 s]\n  constraints": "Median checkout under 55 s]\n  constraints",
        "Gift cards, Subscriptions": "Gift cards, Vouchers",
        "Saved cards, Receipts]": "Saved cards, Refunds]",
        "Card data never touches our servers]\n  exit": "Card data stays outside]\n  exit",
        "No open issue of severity high": "No open issue at all",
        "tolerance: {time: 5d": "tolerance: {time: 4d",
        "More buyers finish": "More buyers pay",
        "  approved: {by: mia, date: 2026-01-09}": "  approved: {by: mia, date: 2026-01-08}",
        "labour: 80k": "labour: 81k",
        "Half an hour every second Friday": "An hour every Friday",
        "expects: {launch: 2026-03-27}": "expects: {launch: 2026-03-26}",
        "Status report with health and money": "Status page with health and money",
        "Receipt mails": "Mails with receipts",
        "name: Flow is approved": "name: Flow is agreed",
        "Marketing has booked Thursday 2 April": "Marketing has booked the week",
        "name: API reference": "name: API handbook",
        "Ask for the sandbox in week one": "Ask for the sandbox at once",
        "Service desk listens in": "Service desk looks on",
        "Grey on white in the summary box": "Pale grey on white",
        "Turn back within a minute": "Turn back in seconds",
        "cost: 1160, scope: Switch}": "cost: 1170, scope: Switch}",
    },
    "projects/checkout/register.yaml": {
        "name: Launch meets the Easter peak": "name: Launch meets the Easter rush",
        "Live keys come three days after signature": "Live keys come four days after signature",
        "name: Contrast of the summary box fails": "name: Contrast of the box fails",
    },
    "products/shop.yaml": {
        "vision: Buying takes one minute.": "vision: Buying takes a moment.",
        "strategy: Win on speed, then on trust.": "strategy: Win on trust, then on speed.",
        "for: Busy shoppers": "for: Shoppers in a hurry",
        "name: Checkout is the fastest in the market": "name: Checkout is the quickest in the market",
        "name: Fee for partners": "name: Fees for partners",
        "name: Fast checkout\n": "name: Quick checkout\n",
    },
}
"""By file what is edited: text -> text. No two documents show the same words from two facts."""

SHOWN: dict[tuple[str, str], list[tuple[str, str | None]]] = {
    ("charter", "checkout"): [
        ("fourth buyer", "third buyer"),
        ("under 55 s", "under 60 s\n\nIn scope"),
        ("Vouchers", "Subscriptions"),
        ("Refunds", "- Receipts"),
        ("Card data stays outside", "never touches our servers"),
        ("No open issue at all", "severity high"),
        ("time: 4d", "time: 5d"),
        ("More buyers pay", "More buyers finish"),
        ("Thu 8 Jan 2026", "Fri 9 Jan 2026"),
        ("81,000", "80,000"),
        ("An hour every Friday", "Half an hour"),
        ("Mails with receipts", "Receipt mails"),
        ("Flow is agreed", "Flow is approved"),
        ("Live keys come four days", "Live keys come three days"),
        ("Easter rush", "Easter peak"),
        ("Checkout is the quickest", "Checkout is the fastest"),
    ],
    ("charter", "legal"): [("Ask for the sandbox at once", "Ask for the sandbox in week one")],
    ("brief", "checkout"): [
        ("fourth buyer", "third buyer"),
        ("Marketing has booked the week", "Thursday 2 April"),
        ("Flow is agreed", "Flow is approved"),
        ("API handbook", "API reference"),
        ("Easter rush", "Easter peak"),
    ],
    ("brief", "shop"): [
        ("Buying takes a moment", "Buying takes one minute"),
        ("Win on trust", "Win on speed"),
        ("Shoppers in a hurry", "Busy shoppers"),
        ("Checkout is the quickest", "Checkout is the fastest"),
        ("Fees for partners", "Fee for partners"),
        ("Quick checkout", "Fast checkout"),
    ],
    ("stakeholders", "checkout"): [
        ("An hour every Friday", "Half an hour"),
        ("Thu 26 Mar", None),
        ("Status page with health and money", "Status report with health and money"),
    ],
    ("portfolio", ""): [("Flow is agreed", "Flow is approved"), ("222,500", "221,500")],
    ("quality", "checkout"): [("Mails with receipts", "Receipt mails"), ("Pale grey on white", "summary box")],
    ("handover", "checkout"): [
        ("Service desk looks on", "Service desk listens in"),
        ("Mails with receipts", "Receipt mails"),
        ("API handbook", "API reference"),
        ("Contrast of the box fails", "Contrast of the summary box fails"),
    ],
    ("closure", "checkout"): [
        ("Service desk looks on", "Service desk listens in"),
        ("More buyers pay", "More buyers finish"),
        ("Ask for the sandbox at once", "Ask for the sandbox in week one"),
        ("91,500", "90,500"),
    ],
    ("lessons", ""): [("Ask for the sandbox at once", "Ask for the sandbox in week one")],
    ("change-order", "checkout/cr-2"): [("Turn back in seconds", "Turn back within a minute"), ("1,170", None)],
}
"""By report and what it is about: what is shown after the edits, and what was there before in its place."""


@lru_cache(maxsize=2)
def acme(edited: bool) -> Plan:
    texts = {
        path.relative_to(ACME).as_posix(): path.read_text(encoding="utf-8")
        for path in ACME.rglob("*")
        if path.is_file()
    }
    for file, edits in EDITS.items() if edited else ():
        for old, new in edits.items():
            assert old in texts[file], f"{file} holds no `{old}`"
            texts[file] = texts[file].replace(old, new)
    return plan(load(Path("acme"), {name: text.encode() for name, text in texts.items()}), TODAY)


def document(found: Plan, name: str, about: str, audience: str = "internal", width: int = 300) -> str:
    """A report as text, wide enough that no cell is broken."""
    report = next(one for one in REPORTS if one.name == name)
    item = found.workspace.items.get(about)
    home = found.workspace.documents.get(item.document or item.id) if item is not None else None

    def no_past() -> Past:
        raise UserError("no repository")

    chosen = next(one for one in AUDIENCES if one == audience)
    request = Request(found, home, chosen, TODAY, no_past, item if item is not home else None)
    text, problems = written(make(report, request), "text", report.built_in("text"), width)
    assert problems == ()
    return text


@pytest.mark.parametrize(("name", "about"), SHOWN)
def test_a_fact_that_is_edited_shows(name: str, about: str) -> None:
    before, after = document(acme(False), name, about), document(acme(True), name, about)
    for now, then in SHOWN[name, about]:
        assert now in after
        assert now not in before, f"`{now}` was there before the edit"
        assert then is None or (then in before and then not in after), f"`{then}` stands in place of `{now}`"


@pytest.mark.parametrize(("name", "about"), SHOWN)
@pytest.mark.parametrize("audience", ["client", "public"])
def test_who_may_not_see_a_document_reads_nothing_of_it(name: str, about: str, audience: str) -> None:
    if about in ("shop", ""):
        return
    text = document(acme(False), name, about, audience)
    for edits in EDITS.values():
        assert not [old for old in edits if old.split("\n")[0] in text]


@pytest.mark.parametrize("name", sorted({name for name, _ in SHOWN}))
def test_no_heading_stands_without_data(name: str) -> None:
    """A plan of one task: what is not there is named as missing, and no heading is left alone."""
    bare = plan(
        load(Path("p"), {"pmctl.yaml": b"kind: workspace\n", "p.yaml": b"kind: project\ntasks: {a: {}}\n"}), TODAY
    )
    report = next(one for one in REPORTS if one.name == name)
    if "project" not in report.of:
        return
    lines = document(bare, name, "p").splitlines()
    for place, line in enumerate(lines[1:-1], 1):
        is_heading = line[:1].isupper() and not lines[place - 1] and not line.endswith(".")
        assert not is_heading or lines[place + 1].startswith(" "), f"`{line}` has nothing below it"


EVIL = '"<script>x</script> | [y](javascript:z) \\e[31m`# q\\n## h"'
HOSTILE = f"""
kind: project
id: p
name: {EVIL}
description: {EVIL}
product: s
lead: ana
sponsor: ana
client: {EVIL}
phase: closed
supports: s/o
updates: {{2026-02-09: {{by: ana, health: red, text: {EVIL}}}}}
charter:
  purpose: {EVIL}
  in-scope: [{EVIL}]
  out-of-scope: [{EVIL}]
  success: [{EVIL}]
  constraints: [{EVIL}]
  exit: [{EVIL}]
  benefits: {{b: {{name: {EVIL}, metric: s/m, owner: ana}}}}
  approved: {{by: ana, date: 2026-01-09}}
tasks:
  a: {{name: {EVIL}, effort: 2d, owner: ana, change: c, due: 2026-02-02, blocked: {EVIL}}}
  m: {{name: {EVIL}, milestone: true, after: a}}
risks: {{r: {{name: {EVIL}, probability: 40%, impact: {{time: 2d}}, response: {EVIL}, plan: {EVIL}, owner: ana}}}}
issues: {{i: {{name: {EVIL}, severity: high, owner: ana}}}}
decisions: {{d: {{name: {EVIL}, status: proposed, by: ana, context: {EVIL}, options: [{EVIL}]}}}}
assumptions: {{u: {{name: {EVIL}, affects: a}}}}
changes: {{c: {{name: {EVIL}, reason: {EVIL}, effect: {{scope: {EVIL}}}, requested-by: ana}}}}
deliverables: {{t: {{name: {EVIL}, tasks: a, accept: {EVIL}, owner: ana}}}}
quality: {{q: {{name: {EVIL}, of: t, criterion: {EVIL}, method: {EVIL}, description: {EVIL}, links: {EVIL}}}}}
gates: {{planning: {{criteria: [{EVIL}]}}}}
stakeholders:
  k: {{name: {EVIL}, interest: high, influence: high, attitude: {EVIL}, approach: {EVIL}, expects: {{a: 2026-01-01}}}}
communication: {{n: {{audience: {EVIL}, what: {EVIL}, channel: {EVIL}, every: 1w, last: 2026-01-01, owner: ana}}}}
documents: {{o: {{name: {EVIL}, type: {EVIL}, link: {EVIL}, version: {EVIL}}}}}
lessons: {{l: {{name: {EVIL}, what-happened: {EVIL}, recommendation: {EVIL}, area: {EVIL}}}}}
handover: {{h: {{name: {EVIL}, to: {EVIL}, tasks: a}}}}
"""
OTHERS = {
    "pmctl.yaml": f"kind: workspace\nname: {EVIL}\n",
    "people.yaml": f"kind: people\npeople: {{ana: {{name: {EVIL}, role: {EVIL}, email: {EVIL}}}}}\n",
    "s.yaml": f"""
kind: product
id: s
name: {EVIL}
vision: {EVIL}
strategy: {EVIL}
pricing: {EVIL}
positioning: {{for: {EVIL}, who: {EVIL}, unlike: {EVIL}, promise: {EVIL}}}
objectives: {{o: {{name: {EVIL}, key-results: {{k: {{name: {EVIL}, from: 0, target: 1}}}}}}}}
metrics: {{m: {{name: {EVIL}, unit: {EVIL}}}}}
features: {{f: {{name: {EVIL}, problem: {EVIL}, due: 2026-Q1, delivered-by: p}}}}
""",
}


@pytest.mark.parametrize(("name", "about"), [*sorted({(name, "p") for name, _ in SHOWN}), ("brief", "s")])
def test_a_hostile_plan_makes_no_markup(name: str, about: str) -> None:
    texts = {"p.yaml": HOSTILE.encode(), **{file: text.encode() for file, text in OTHERS.items()}}
    found = plan(load(Path("plan"), texts), TODAY)
    report = next(one for one in REPORTS if one.name == name)
    item = found.workspace.items["p/c" if "change" in report.of else about]

    def no_past() -> Past:
        raise UserError("no repository")

    home = found.workspace.documents[item.document or item.id]
    made = make(report, Request(found, home, "internal", TODAY, no_past, item if item is not home else None))
    pages = {format: written(made, format, report.built_in(format))[0] for format in ("text", "md", "html")}
    assert "script" in pages["text"], "the name itself is shown"
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", pages["text"])
    assert "<script" not in pages["html"]
    assert 'href="javascript' not in pages["html"]
    html = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(pages["md"])
    assert not re.search(r"<script|<a |<img", html)
    assert html.count("<h1>") == 1
    assert "<h2>h" not in html


def test_the_money_of_a_portfolio_counts_each_project_once() -> None:
    files = {
        "pmctl.yaml": b"kind: workspace\n",
        "s.yaml": b"kind: product\nbudget: {research: 10}\n",
        "p.yaml": b"kind: project\nproduct: s\nbudget: {labour: 100, reserve: 7}\ntasks: {a: {duration: 1d}}\n",
        "q.yaml": b"kind: project\nbudget: {labour: 1000, travel: 50 USD}\ntasks: {a: {duration: 1d}}\n",
    }
    lines = document(plan(load(Path("p"), files), TODAY), "portfolio", "").splitlines()
    begin = lines.index("Money")
    rows = [line.split() for line in lines[begin + 2 : lines.index("", begin)] if "─" not in line]
    assert rows == [
        ["p", "0", "100", "0", "7", "EUR"],
        ["q", "0", "1,000", "0", "0", "EUR"],
        ["q", "0", "50", "0", "0", "USD"],
        ["s", "with", "its", "projects", "0", "110", "0", "7", "EUR"],
        ["all,", "each", "project", "once", "0", "1,110", "0", "7", "EUR"],
        ["all,", "each", "project", "once", "0", "50", "0", "0", "USD"],
    ]
