"""What the rules about commits share: the work that commits may name, and the edit that would put a status right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmctl.diagnostic import Replacement
from pmctl.insights.evidence import named_since
from pmctl.model.project import Task
from pmctl.parse import Tree, parse
from pmctl.plan import Plan, remembered
from pmctl.rules.judging.index import index


def named_work(plan: Plan) -> Iterator[Task]:
    """The work of those documents whose work is named in commits: no groups, no milestones, nothing done outside."""
    documents = named_since(plan)
    for task in index(plan).leaves if documents else ():
        if task.document in documents and not task.milestone and not task.milestone_date and task.external is None:
            yield task


def fix(plan: Plan, task: Task, values: Mapping[str, str]) -> tuple[Replacement, ...]:
    """The edit that gives keys of a task other values; an empty one takes its key away."""
    from pmctl.edit import fix_of  # few plans have anything to mend, and all would wait for the import

    tree = _tree(plan, task.source.path)
    return fix_of(tree, task.source.start, values) if tree is not None else ()


@remembered
def _tree(plan: Plan, path: str) -> Tree | None:
    text = plan.loaded.texts.get(path)
    return parse(path, text.encode("utf-8", "replace"))[0] if text is not None else None
