"""Front matter written and read back.

MkDocs publishes front matter that it cannot read as body text and exits 0, so nothing is written that does not come
back equal. The C dumper is used because the Python one loses U+0085.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

FENCE = "---\n"
BLOCK = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)


class FrontMatterError(ValueError):
    """Front matter that does not come back as it was written. The message names the page."""


def dump(values: dict[str, Any], page: str) -> str:
    """The YAML block with its fences. Raises FrontMatterError when reading it back gives something else."""
    text: str = yaml.dump(
        values, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=False
    )
    block = FENCE + text + FENCE
    back, rest = load(block)
    if back != values or rest:
        raise FrontMatterError(page)
    return block


def load(text: str) -> tuple[dict[str, Any], str]:
    """Front matter and body of a generated page; no front matter gives an empty dict."""
    block, body = split(text)
    values = yaml.load(block, yaml.CSafeLoader)
    return (values if isinstance(values, dict) else {}), body


def split(text: str) -> tuple[str, str]:
    """The YAML of the front matter, without its fences, and the body."""
    found = BLOCK.match(text)
    return (found.group(1), text[found.end() :]) if found else ("", text)
