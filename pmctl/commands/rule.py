"""`pmctl rule`: what a finding means, with a bad plan and a good one."""

from __future__ import annotations

import click

from pmctl import output
from pmctl.commands.calling import options
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.rules import RULES, rules_named
from pmctl.rules.judging.page import page
from pmctl.rules.judging.page_text import as_json, as_markdown, as_text
from pmctl.rules.judging.rule import Rule
from pmctl.views.find import close


@click.command("rule")
@click.argument("rule", required=False, metavar="[CODE|NAME]")
@click.option("--list", "listed", is_flag=True, help="All rules, a line each; with a family (PM2xx) those of it.")
@options.formats("text", "md", "json")
@options.plain
def command(rule: str | None, listed: bool, format: str, fields: tuple[str, ...] | None) -> int:
    """Explain a finding: what it is, why it matters, a plan that has it, one that has not, how to fix or allow it."""
    found = _found(rule) if rule else RULES
    if listed or len(found) > 1:
        _print_list(found, format)
    elif format == "json":
        output.json(options.chosen(as_json(found[0]), fields))
    else:
        output.write(as_markdown(found[0]) if format == "md" else as_text(found[0], output.width()))
    return 0


def _found(name: str) -> tuple[Rule, ...]:
    """The rules that a code, a name or a family means."""
    selector = name[:2].upper() + name[2:].lower() if name[:2].lower() == "pm" else name.lower()
    found = rules_named(selector)
    if not found:
        near = close(selector, [word for rule in RULES for word in (rule.name, rule.code)])
        raise UserError(f"there is no rule `{terminal(name[:40])}`.{near}", "`pmctl rule --list` names them all")
    return found


def _print_list(found: tuple[Rule, ...], format: str) -> None:
    if format == "json":
        rows = [
            {"code": rule.code, "name": rule.name, "severity": rule.severity, "summary": page(rule.text).summary}
            for rule in found
        ]
        output.json({"schema": "pmctl/rules/1", "rules": rows})
        return
    if format == "md":
        output.write("| code | rule | severity | finds |\n| --- | --- | --- | --- |")
        for rule in found:
            output.write(f"| {rule.code} | {rule.name} | {rule.severity} | {page(rule.text).summary} |")
        return
    columns = [
        output.Column("code"),
        output.Column("rule"),
        output.Column("severity"),
        output.Column("finds", least=30),
    ]
    output.write(output.table(columns, [(r.code, r.name, r.severity, page(r.text).summary) for r in found]))
