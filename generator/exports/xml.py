"""XML as the feeds, the sitemap and the search description are written."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document may hold, escaped or not."""


def clean_xml(text: str) -> str:
    """Return the text with U+FFFD for what XML cannot hold."""
    return NOT_XML.sub("\ufffd", text)


def add_text(parent: ET.Element, name: str, text: str) -> None:
    """Append an element that holds text."""
    ET.SubElement(parent, name).text = clean_xml(text)


def xml_document(root: ET.Element) -> bytes:
    """Return the whole document, indented, UTF-8, with its declaration."""
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"
