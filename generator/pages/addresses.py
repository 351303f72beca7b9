"""Where everything stands on the site: URLs relative to its root, without a leading slash."""

from __future__ import annotations

import hashlib
from urllib.parse import quote, urlencode


def notice_url(notice: str) -> str:
    """`notices/<id>/`."""
    return f"notices/{notice}/"


def replaced_url(notice: str, name: str) -> str:
    """The download of an original that a correction replaced; `name` is `<file name>.r1.txt`."""
    return f"notices/{notice}/{notice}.{name.rsplit('.', 2)[1]}.txt"


def finding_url(notice: str, anchor: str) -> str:
    """The permalink of a finding."""
    return f"notices/{notice}/#{anchor}"


def source_url(notice: str, mark: str = "") -> str:
    """The source view; `mark` is a finding's anchor."""
    return f"notices/{notice}/source/" + (f"#{mark}" if mark else "")


def line_url(notice: str, line: int) -> str:
    """A line of the source view."""
    return source_url(notice, f"L{line}")


def unit_url(unit: str) -> str:
    """`units/<id>/`."""
    return f"units/{unit}/"


def region_url(code: str) -> str:
    """`regions/<code>/`."""
    return f"regions/{code}/"


def year_url(year: str) -> str:
    """`years/<yyyy>/`."""
    return f"years/{year}/"


def topic_url(topic: str) -> str:
    """`topics/<id>/`."""
    return f"topics/{topic}/"


def promise_anchor(notice: str, anchor: str, number: int) -> str:
    """The id of a promise on the page of promises; `number` counts from 1 within its finding."""
    return "p-" + hashlib.sha256(f"{notice}#{anchor}#{number}".encode()).hexdigest()[:10]


def quality_url(notice: str, page: str = "") -> str:
    """The row of a notice on the quality page, or on the `page` of it (`page/2024-11`)."""
    return f"quality/{page}/#q-{notice}" if page else f"quality/#q-{notice}"


def search_url(**choices: str) -> str:
    """The search page with facets (`status`, `unit`, `region`, `year`, `topic`) and terms (`q`) chosen."""
    return "search/" + ("?" + urlencode(sorted(choices.items()), quote_via=quote) if choices else "")
