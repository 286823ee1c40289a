"""Messages as JSON."""

from __future__ import annotations

from pmctl.notices.notice import Digest, Notice
from pmctl.views.notices.view import Run

Json = dict[str, object]


def run_json(run: Run) -> Json:
    """The document `pmctl/notify/1`: everybody who is told something, with all of it."""
    return {
        "schema": "pmctl/notify/1",
        "today": run.today.isoformat(),
        "content": run.content,
        "since": {"revision": run.since.id, "name": run.since.name, "date": run.since_day.isoformat()},
        "digests": [_digest(digest) for digest in run.digests],
    }


def _digest(digest: Digest) -> Json:
    person = digest.person
    return {
        "person": person.id,
        "name": person.title,
        "email": person.email or None,
        "notices": [_notice(notice) for notice in digest.notices],
    }


def _notice(notice: Notice) -> Json:
    place = notice.place
    return {
        "id": notice.id,
        "trigger": notice.trigger.id,
        "name": notice.trigger.name,
        "severity": notice.severity,
        "item": notice.item,
        "entity": notice.entity,
        "title": notice.title,
        "text": notice.text,
        "lines": list(notice.lines),
        "key": list(notice.key),
        "role": notice.role,
        "watched": notice.watched,
        "by-time": notice.by_time,
        "causes": [
            {"item": one.item, "name": one.title, "change": one.change, "authors": list(one.authors)}
            for one in notice.causes
        ],
        "more-causes": notice.more_causes,
        "path": place.path if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
    }
