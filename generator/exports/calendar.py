"""Commitments as a calendar (RFC 5545): one all-day event on the last day that the words of a promise allow.

Commitments without such a day are on the site only. Nothing is said about whether a promise was kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from generator.exports.findings import COMMITMENTS, Part
from generator.exports.model import File, Published, Site
from generator.exports.news import UNDATED
from generator.exports.record import CommitmentRecord
from generator.pages import addresses

FOLD = 75
"""Octets a line may have, its end not counted (RFC 5545, section 3.1)."""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
HOST = re.compile(r"//([^/:@]+)")
STAMP = "\0"
"""Stands for the day of the data, which other notices decide; no text holds it, because `escaped` takes it out."""
NOTE = "期限由本站按通报字面推算；是否按期完成，以该单位后续公开为准。"


class Event(NamedTuple):
    """A commitment with its day. `text` is the event, folded, with `STAMP` for the day of the data."""

    due: date
    text: str


def calendar_file(site: Site, as_of: date | None, events: Iterable[Event]) -> File | None:
    """`commitments.ics`, or None where no commitment has a day."""
    ordered = sorted(events, key=lambda event: event.due)
    if not ordered:
        return None
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Gongkai//Commitments//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(site.name)}：承诺时限",
    ]
    stamp = f"{as_of or UNDATED:%Y%m%d}"
    body = "".join(event.text for event in ordered).replace(STAMP, stamp)
    data = "".join([*map(folded, head), body, folded("END:VCALENDAR")]).encode("utf-8")
    return File("commitments.ics", data, "写明时限的承诺（日历，iCalendar）", len(ordered))


def events(published: Published) -> list[Event]:
    """The events in the order of the notices and their text."""
    seen: Counter[tuple[str, str, date]] = Counter()
    found: list[Event] = []
    for part in COMMITMENTS.rows(published):
        if part.item.due:
            key = (part.of.notice.id, part.of.finding.anchor, part.item.due)
            seen[key] += 1
            lines = _event(published.site, part, part.item.due, seen[key])
            found.append(Event(part.item.due, "".join(folded(line) for line in lines)))
    return found


def _event(site: Site, part: Part[CommitmentRecord], due: date, count: int) -> list[str]:
    notice, finding = part.of.notice, part.of.finding
    found = HOST.search(site.url or "")
    host = found.group(1) if found else "gongkai.invalid"
    unit = notice.unit.name or notice.unit.issuer or notice.id
    description = f"{finding.heading}\n{NOTE}"
    url = site.absolute(addresses.finding_url(notice.id, finding.anchor))
    return [
        "BEGIN:VEVENT",
        f"UID:{notice.id}.{finding.anchor}.{due:%Y%m%d}.{count}@{host}",
        f"DTSTAMP:{STAMP}T000000Z",
        f"DTSTART;VALUE=DATE:{due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{following(due):%Y%m%d}",
        f"SUMMARY:{escaped(f'{unit}：{part.item.text}')}",
        f"DESCRIPTION:{escaped(description)}",
        *([f"URL:{url}"] if url else []),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def following(day: date) -> date:
    """The next day: an event's end is exclusive. The last day there is stays itself."""
    return day + timedelta(days=1) if day < date.max else day


def escaped(text: str) -> str:
    r"""The text as a TEXT value: `\`, `;`, `,` and line ends escaped, other control characters out."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        text = text.replace(plain, written)
    return CONTROL.sub("", text)


def folded(line: str) -> str:
    """The content line with its CR LF, broken so that no piece exceeds 75 octets and no character is cut."""
    pieces: list[str] = []
    piece, size = "", 0
    for character in line:
        width = len(character.encode("utf-8"))
        if size + width > FOLD:
            pieces.append(piece)
            piece, size = " ", 1
        piece += character
        size += width
    return "\r\n".join([*pieces, piece]) + "\r\n"
