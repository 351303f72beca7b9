"""XML as the feeds, the sitemap and the search description are written."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document may hold, escaped or not."""


def clean(text: str) -> str:
    """The text with U+FFFD for what XML cannot hold; escaping is the writer's."""
    return NOT_XML.sub("\ufffd", text)


def add(parent: ET.Element, name: str, text: str) -> None:
    """Append an element that holds text."""
    ET.SubElement(parent, name).text = clean(text)


def document(root: ET.Element) -> bytes:
    """The whole document, indented, UTF-8, with its declaration."""
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"
