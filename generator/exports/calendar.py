"""Commitments as a calendar (RFC 5545): one all-day event on the last day that the words of a promise allow.

Commitments without such a day are on the site only. Nothing is said about whether a promise was kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from generator.exports.feeds import UNDATED
from generator.exports.model import File, PublicFinding, PublicNotice, Published, Writer
from generator.filing import named

FOLD = 75
"""Octets a line may have, its end not counted (RFC 5545, section 3.1)."""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
HOST = re.compile(r"//([^/:@]+)")
NOTE = "期限由本站按通报字面推算；是否按期完成，以该单位后续公开为准。"


class CalendarFile(Writer):
    """`commitments.ics`, events in the order of their days; none where no commitment has a day."""

    def __init__(self, published: Published) -> None:
        super().__init__(published)
        self.events: list[tuple[date, list[str]]] = []

    def add(self, notice: PublicNotice) -> Iterable[File]:
        for finding in notice.findings:
            self.events += events_of(self.published, finding)
        return ()

    def files(self) -> Iterable[File]:
        if not self.events:
            return
        head = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Gongkai//Commitments//ZH",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            f"X-WR-CALNAME:{ical_text(self.site.name)}：承诺时限",
        ]
        events = sorted(self.events, key=lambda event: event[0])
        lines = [*head, *(line for _, event in events for line in event), "END:VCALENDAR"]
        data = "".join(map(folded_line, lines)).encode()
        yield File("commitments.ics", data, "写明时限的承诺（日历，iCalendar）", len(events))


def events_of(published: Published, of: PublicFinding) -> Iterator[tuple[date, list[str]]]:
    """Yield each commitment of a finding that has a last day: the day and the content lines of its event."""
    notice, finding, site = of.of.notice, of.item, published.site
    host = HOST.search(site.url or "")
    seen: Counter[date] = Counter()
    for text, due in ((each.text, each.due) for each in finding.commitments if each.due):
        seen[due] += 1
        uid = f"{notice.id}.{finding.anchor}.{due:%Y%m%d}.{seen[due]}@{host.group(1) if host else 'gongkai.invalid'}"
        after = due + timedelta(days=1) if due < date.max else due  # an event's end is exclusive
        lines = [
            "BEGIN:VEVENT",
            f"UID:{uid}",
            f"DTSTAMP:{published.as_of or UNDATED:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{due:%Y%m%d}",
            f"DTEND;VALUE=DATE:{after:%Y%m%d}",
            f"SUMMARY:{ical_text(f'{named(notice) or notice.id}：{text}')}",
            "DESCRIPTION:" + ical_text(f"{finding.heading}\n{NOTE}"),
            *([f"URL:{of.of.finding_url(finding)}"] if site.url else []),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
        yield due, lines


def ical_text(text: str) -> str:
    r"""Return the text as a TEXT value: `\`, `;`, `,` and line ends escaped, other control characters out."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        text = text.replace(plain, written)
    return CONTROL.sub("", text)


def folded_line(line: str) -> str:
    """Return the content line with its CR LF, broken so that no piece exceeds 75 octets and no character is cut."""
    pieces: list[str] = []
    piece, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > FOLD:
            pieces.append(piece)
            piece, size = " ", 1
        piece += character
        size += width
    return "\r\n".join([*pieces, piece]) + "\r\n"
