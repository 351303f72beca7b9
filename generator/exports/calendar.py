"""Commitments as a calendar (RFC 5545): one all-day event on the last day that the words of a promise allow.

Commitments without such a day are on the site only. Nothing is said about whether a promise was kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from generator.exports.feeds import UNDATED
from generator.exports.model import File, PublicFinding, PublicNotice, Published, Writer
from generator.filing import named

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
NOTE = "期限由本站按通报字面推算；是否按期完成，以该单位后续公开为准。"


class CalendarFile(Writer):
    """`commitments.ics`, events in the order of their days; none where no commitment has a day."""

    def __init__(self, published: Published) -> None:
        super().__init__(published)
        self.events: list[tuple[date, bytes]] = []

    def add(self, notice: PublicNotice) -> Iterable[File]:
        for finding in notice.findings:
            self.events += events_of(self.published, finding)
        return ()

    def files(self) -> Iterable[File]:
        if not self.events:
            return
        calendar = Calendar()
        calendar.add("version", "2.0")
        calendar.add("prodid", "-//Gongkai//Commitments//ZH")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", plain_text(f"{self.site.name}：承诺时限"))
        head, end, _ = calendar.to_ical().partition(b"END:VCALENDAR\r\n")
        events = [event for _, event in sorted(self.events, key=lambda dated: dated[0])]
        data = b"".join((head, *events, end))
        yield File("commitments.ics", data, "写明时限的承诺（日历，iCalendar）", len(events))


def events_of(published: Published, of: PublicFinding) -> Iterator[tuple[date, bytes]]:
    """Yield each commitment of a finding that has a last day: the day and its event, written."""
    notice, finding, site = of.of.notice, of.item, published.site
    host = urlsplit(site.url or "").hostname or "gongkai.invalid"
    seen: Counter[date] = Counter()
    for text, due in ((each.text, each.due) for each in finding.commitments if each.due):
        seen[due] += 1
        event = Event()
        event.add("uid", f"{notice.id}.{finding.anchor}.{due:%Y%m%d}.{seen[due]}@{host}")
        event.add("dtstamp", datetime.combine(published.as_of or UNDATED, time(tzinfo=UTC)))
        event.add("dtstart", due)
        event.add("dtend", due + timedelta(days=1) if due < date.max else due)  # an event's end is exclusive
        event.add("summary", plain_text(f"{named(notice) or notice.id}：{text}"))
        event.add("description", plain_text(f"{finding.heading}\n{NOTE}"))
        if site.url:
            event.add("url", of.of.finding_url(finding))
        event.add("transp", "TRANSPARENT")
        yield due, event.to_ical()


def plain_text(text: str) -> str:
    """Return the text without the control characters that a calendar may not hold."""
    return CONTROL.sub("", text)
