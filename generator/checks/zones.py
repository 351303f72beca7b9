"""Where personal data is meant to be public: the closing contact line, and nowhere else."""

from __future__ import annotations

import re

from generator.facts.model import Notice
from generator.source import Span

# 监督电话： 邮箱: right before a number, after the last finding: a contact line that the parser did not recognise.
OFFERED = re.compile(r"(?:电\s?话|热线|手机|传真|邮\s?箱|信箱|邮件|[Ee]-?mail|地址|邮编)[^，。；,;\n]{0,14}$")


class ContactZone:
    """The spans of a notice in which phones, mailboxes and addresses are offered to citizens.

    `lines` are the contact paragraphs of the tree; the contact facts are added to them.
    """

    def __init__(self, notice: Notice, lines: list[Span]) -> None:
        contacts = notice.contacts
        facts = (*contacts.phones, *contacts.emails, *contacts.addresses, *contacts.postcodes)
        self._spans = [*lines, *(fact.span for fact in facts)]
        self._text = notice.source.text
        self._after = max((finding.span.end for finding in notice.findings), default=len(self._text))

    def contains(self, start: int) -> bool:
        """Return whether what starts at an offset is offered as a channel of supervision."""
        if any(span.start <= start < span.end for span in self._spans):
            return True
        return start >= self._after and OFFERED.search(self._text[max(0, start - 24) : start]) is not None
