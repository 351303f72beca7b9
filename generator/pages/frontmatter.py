"""Front matter written and read back.

MkDocs publishes front matter that it cannot read as body text and exits 0, so nothing is written that does not come
back equal. It is written in the part of YAML that is JSON, one value or one item of a list to a line:

    ---
    template: "unit.html"
    view:
      id: "430626-pingjiangxian"
      notices:
      - {"id":"pingjiang-2026","findings":62}
    ---

Strings are quoted, so none can be read as a date, a number or syntax, and the few characters that YAML does not take as
JSON does (line ends such as U+2028, controls) are written as escapes. Both writing and reading back are a matter of a
JSON codec, a fifth of a millisecond a page where a YAML library takes eight; that YAML readers agree is a property test.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import yaml

FENCE = "---\n"
BLOCK = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
KEY = re.compile(r"[a-z][a-z0-9_]*")
# What YAML 1.1 turns into line ends, drops or refuses inside quotes. JSON has escaped C0 controls already.
DIFFERS = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
LINE = re.compile(r"((  )?(?:([a-z][a-z0-9_]*):|-)(?: (.*))?\n)")
ENCODER = msgspec.json.Encoder()
VIEW = "view"


class FrontMatterError(ValueError):
    """Front matter that does not come back as it was written. The message names the page."""


def dump(values: dict[str, Any], page: str) -> str:
    """The YAML block with its fences. Raises FrontMatterError when reading it back gives something else."""
    try:
        lines = "".join(_lines(values, ""))
        block = f"{FENCE}{DIFFERS.sub(_as_escape, lines)}{FENCE}"
        back = _read(block)
    except (TypeError, ValueError, msgspec.MsgspecError) as error:
        raise FrontMatterError(page) from error
    if back != values:
        raise FrontMatterError(page)
    return block


def _lines(values: dict[str, Any], indent: str) -> Iterator[str]:
    for key, value in values.items():
        if not KEY.fullmatch(key):
            raise ValueError(key)
        if key == VIEW and not indent and isinstance(value, dict) and value:
            yield f"{key}:\n"
            yield from _lines(value, "  ")
        elif isinstance(value, list) and value:
            # One item to a line; JSON has no line end of its own.
            items = ENCODER.encode_lines(value).decode("utf-8").replace("\n", f"\n{indent}- ", len(value) - 1)
            yield f"{indent}{key}:\n{indent}- {items}"
        else:
            yield f"{indent}{key}: {ENCODER.encode(value).decode('utf-8')}\n"


def _as_escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"


def _read(block: str) -> dict[str, Any]:
    """What the lines of a block say. Raises ValueError on a line of another form."""
    lines = LINE.findall(block, len(FENCE), len(block) - len(FENCE))
    if "".join([line for line, _, _, _ in lines]) != block[len(FENCE) : -len(FENCE)]:
        raise ValueError(block)
    said = iter(msgspec.json.decode(f"[{','.join([json for _, _, _, json in lines if json])}]"))
    values: dict[str, Any] = {}
    holder, waiting = values, ""  # a key without a value: its items or its own keys are in the lines below
    for _, indent, key, json in lines:
        if not key:
            holder.setdefault(waiting, []).append(next(said, None))
            continue
        if indent and holder is values:
            holder = values[waiting] = {}
        elif not indent:
            holder = values
        waiting = key
        if json:
            holder[key] = next(said, None)
    return values


def load(text: str) -> tuple[dict[str, Any], str]:
    """Front matter and body of a generated page, as any YAML reader has them; no front matter gives an empty dict."""
    block, body = split(text)
    values = yaml.load(block, yaml.CSafeLoader)
    return (values if isinstance(values, dict) else {}), body


def split(text: str) -> tuple[str, str]:
    """The YAML of the front matter, without its fences, and the body."""
    found = BLOCK.match(text)
    return (found.group(1), text[found.end() :]) if found else ("", text)
