"""The zip package of a Word file: its sizes are checked before anything is unpacked, its XML is read without entities.

python-docx finds the parts by their names and relationships. The parts themselves are taken as bytes, because its own
object model loads every picture and its parser keeps no record of what it dropped.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from generator.intake.model import RefusedFileError

MAX_ENTRIES = 2_000
MAX_PART = 64 * 1024 * 1024
MAX_TOTAL = 256 * 1024 * 1024
MAX_RATIO = 200
"""The most that unpacked may be to packed; XML of real documents stays below 60."""
SMALL = 1024 * 1024
"""Below this size no ratio matters."""
OFFICE_DOCUMENT = "/officeDocument"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"

DOCTYPES = tuple("<!DOCTYPE".encode(codec) for codec in ("ascii", "utf-16-le", "utf-16-be", "cp037"))
"""A document type in the encodings of XML; in text it would be written &lt;!DOCTYPE."""


class WordPackage:
    """The parts of a Word file that hold text. Creating it raises RefusedFileError when the file is none or is not safe to open."""

    def __init__(self, data: bytes) -> None:
        from docx.opc.phys_pkg import PhysPkgReader

        check_sizes(data)
        reader: Any = PhysPkgReader  # its class chooses another one in __new__, which no type checker follows
        self._reader = reader(io.BytesIO(data))
        self._main = self._find_main()

    def _find_main(self) -> Any:
        from docx.opc.packuri import PACKAGE_URI

        for kind, target in self._relations(PACKAGE_URI):
            if kind.endswith(OFFICE_DOCUMENT):
                return target
        raise RefusedFileError("GK035", "压缩包里没有 Word 正文。")

    def _relations(self, source: Any) -> list[tuple[str, Any]]:
        from docx.opc.packuri import PackURI

        xml = self._reader.rels_xml_for(source)
        if xml is None:
            return []
        return [
            (rel.get("Type", ""), PackURI.from_rel_ref(source.baseURI, rel.get("Target", "")))
            for rel in parse_xml(xml)
            if isinstance(rel.tag, str) and rel.get("TargetMode") != "External" and rel.get("Target")
        ]

    def document(self) -> Any:
        """Return the root of the main part."""
        root = self._part(self._main)
        if root.tag != f"{W}document":
            raise RefusedFileError("GK034", "压缩包里的正文不是 Word 文档，可能是表格或演示文稿。")
        return root

    def related(self, kind: str) -> Any | None:
        """Return the root of the part that the document calls its `numbering`, `styles`, `footnotes` … or None."""
        for found, target in self._relations(self._main):
            if found.endswith("/" + kind):
                try:
                    return self._part(target)
                except KeyError:  # a relationship may point at a part that an editor forgot to write
                    return None
        return None

    def _part(self, name: Any) -> Any:
        return parse_xml(self._reader.blob_for(name).replace(STRICT, TRANSITIONAL))


def check_sizes(data: bytes) -> None:
    """Raise RefusedFileError for what is no zip, is encrypted, or would unpack to too much. Unpacks nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise RefusedFileError("GK035", f"压缩包不完整（{type(error).__name__}），可能没有下载完。") from None
    if len(entries) > MAX_ENTRIES:
        raise RefusedFileError("GK037", f"压缩包里有 {len(entries)} 个条目，超过 {MAX_ENTRIES} 个。")
    names = {entry.filename for entry in entries}
    if len(names) < len(entries):
        raise RefusedFileError("GK035", "压缩包里有重名的条目。")
    if any(entry.flag_bits & 1 for entry in entries):
        raise RefusedFileError("GK036", "压缩包加了密码。")
    total = sum(entry.file_size for entry in entries)
    for entry in entries:
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > MAX_PART or total > MAX_TOTAL or (entry.file_size > SMALL and ratio > MAX_RATIO):
            raise RefusedFileError("GK037", f"解压后有 {total >> 20} MB（压缩包 {len(data) >> 10} KB），疑似压缩炸弹。")
    if "[Content_Types].xml" not in names:
        raise RefusedFileError("GK034", "是压缩包，但不是 Word 文件。")


def parse_xml(xml: bytes) -> Any:
    """Return the root element. Raises RefusedFileError for a document type: Word writes none, and it can declare entities."""
    if any(mark in xml for mark in DOCTYPES):
        raise RefusedFileError("GK037", "文件内含文档类型声明（实体可借此读取别的文件，或者撑爆内存）。")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False)
    return etree.fromstring(xml, parser)
