"""What every page may be made from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from generator.library import Library
from generator.pages.across.documents import Document, cited_documents, listed_documents
from generator.pages.across.promises import Promises, sort_promises
from generator.pages.across.quality import pages_of_rows
from generator.pages.notice.text import NoticeText
from generator.pages.page import Facts


class Context:
    """One library seen from one day.

    `as_of` is the ISO date the data is of, None where no notice is dated. `text_of` gives what the pages of a notice show of its
    text. Without `search` there is no search page. `list_files` tells the data files when it is called; `tables` are what
    their columns mean: `{name, formats, text, columns: [{name, kind, text, note}]}`.
    """

    def __init__(
        self,
        library: Library,
        as_of: str | None,
        text_of: Callable[[str], NoticeText],
        *,
        search: bool = True,
        list_files: Callable[[], Sequence[Facts]] = tuple,
        tables: Sequence[Facts] = (),
    ) -> None:
        self.library, self.as_of, self.text_of = library, as_of, text_of
        self.search, self.list_files, self.tables = search, list_files, tables

    @cached_property
    def files(self) -> Sequence[Facts]:
        """The data files, for the page about them, which is made last: `{path, size, rows, text}`."""
        return self.list_files()

    @cached_property
    def promises(self) -> Promises:
        """Where each promise stands on the page of promises."""
        return sort_promises(self.library, self.as_of)

    @cached_property
    def listed_promises(self) -> frozenset[str]:
        """The anchors of the promises that the page lists, which a notice may lead to."""
        return self.promises.listed

    @cached_property
    def quality_pages(self) -> dict[str, str]:
        """Notice id -> the name of the page of checks that holds its row."""
        return pages_of_rows(self.library)

    @cached_property
    def documents(self) -> list[Document]:
        """The documents cited in findings: most cited first, then by code points."""
        return cited_documents(self.library)

    @cached_property
    def document_anchors(self) -> dict[str, str]:
        """Document -> its anchor on the page of cited documents, for those that the page lists."""
        return listed_documents(self.documents)
