"""What a built site holds, written down so that two builds by different programs can be compared.

`python -m tests.manifest SITE -o FILE.json` writes the manifest of a site folder, `python -m tests.manifest --compare A.json
B.json` prints what differs: grouped by kind of page or file and by what differs in it, with counts and a few examples.
The bytes of pages and data files do not matter, those of all other files do.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import io
import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import takewhile, zip_longest
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import urljoin

from lxml import etree, html

Manifest = dict[str, dict[str, Any]]

UNSEEN = {"script", "style", "template"}
INLINE = {"a", "abbr", "b", "cite", "code", "em", "i", "mark", "q", "small", "span", "strong", "sub", "sup", "time"}
"""Elements that text runs through; beside the others a reader sees a gap."""
LINKS = ("href", "src", "action")
LABELS = ("alt", "aria-label", "label", "placeholder", "title")
MEMBERS = {"notices": "notice", "units": "unit", "regions": "region", "topics": "topic", "years": "year"}
"""The folder of a list page, and what its member pages are called here."""
NAMELESS = re.compile(r"[0-9a-f]{8,}|\d+")
"""What is blanked out where examples are counted, so that what happened on every page is counted once."""
WIDTH = 70
"""Characters of an example on each side."""


def manifest_of(site: Path) -> Manifest:
    """Every published file by its path, sorted; a packed data file stands under its name without `.gz`."""
    found: Manifest = {}
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        content = path.read_bytes()
        if name.endswith(".gz") and PurePosixPath(name[:-3]).suffix in READERS:
            name, content = name[:-3], gzip.decompress(content)
        if name.endswith(".html"):
            found[name] = page(content.decode(), name)
        elif reader := READERS.get(PurePosixPath(name).suffix):
            found[name] = {"type": "data", "value": reader(content)}
        else:
            found[name] = {"type": "file", "size": len(content), "sha256": digest(content)}
    return found


def digest(content: bytes) -> str:
    """The SHA-256 of bytes that are compared as a whole."""
    return hashlib.sha256(content).hexdigest()


def page(text: str, path: str) -> dict[str, Any]:
    """What a page says and links to. `path` is the page's own, relative to the site."""
    root = html.document_fromstring(text)
    metas = [(meta.get("name") or meta.get("property") or "", meta.get("content") or "") for meta in root.iter("meta")]
    return {
        "type": "page",
        "title": (root.findtext("head/title") or "").strip(),
        "meta": sorted(list(pair) for pair in metas if pair[0]),
        "text": squashed(root.findall("body")),
        "notice text": squashed(root.xpath("//*[@data-notice-body]"), without="data-derived"),
        "source text": squashed(root.xpath("//*[@data-source-body]")),
        "ids": sorted(root.xpath("//@id")),
        "links": sorted(links(root, path)),
        "labels": sorted(f"{name}={value}" for name in LABELS for value in root.xpath(f"//body//@{name}")),
        "marks": Counter(name for each in root.iter("*") for name in each.attrib if name.startswith("data-")),
        "linked data": [json.loads(each.text) for each in root.iter("script") if "ld+json" in each.get("type", "")],
    }


def squashed(elements: Sequence[html.HtmlElement], without: str | None = None) -> str:
    """The visible text of elements in document order, white space squashed, less that below the attribute `without`."""
    return " ".join("".join(piece for each in elements for piece in pieces(each, without)).split())


def pieces(element: html.HtmlElement, without: str | None) -> Iterator[str]:
    """The text nodes below an element, with a space on both sides of what is no part of a running line."""
    if not isinstance(element.tag, str) or element.tag in UNSEEN or (without and element.get(without) is not None):
        return
    gap = "" if element.tag in INLINE else " "
    yield gap + (element.text or "")
    for child in element:
        yield from pieces(child, without)
        yield child.tail or ""
    yield gap


def links(root: html.HtmlElement, path: str) -> Iterator[str]:
    """`a units/x/#top`: the element and where it leads, from the root of the site; addresses elsewhere as they are."""
    for name in LINKS:
        for element in root.xpath(f"//*[@{name}]"):
            target = urljoin(f"/{path.removesuffix('index.html')}", element.get(name))
            yield f"{element.tag} {target.removeprefix('/')}"


def table(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def database(content: bytes) -> dict[str, Any]:
    """The rows of every table, and the statements that made all else."""
    base = sqlite3.connect(":memory:")
    base.deserialize(content)
    base.row_factory = sqlite3.Row
    made = base.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name").fetchall()
    found: dict[str, Any] = {f"{each['type']} {each['name']}": each["sql"] for each in made if each["type"] != "table"}
    for name in (each["name"] for each in made if each["type"] == "table"):
        found[name] = [dict(row) for row in base.execute(f'SELECT * FROM "{name}"')]
    base.close()
    return found


def tree(content: bytes) -> dict[str, Any]:
    """The elements of an XML file: children by name, attributes by `@name`, text by `text`."""

    def value(element: Any) -> dict[str, Any]:
        found: dict[str, Any] = {f"@{key}": each for key, each in element.attrib.items()}
        found["text"] = (element.text or "").strip()
        for child in element.iterchildren("*"):
            found.setdefault(etree.QName(child).localname, []).append(value(child))
        return found

    return value(etree.fromstring(content))


def calendar(content: bytes) -> list[dict[str, str]]:
    """The properties of a calendar and of its events, long lines joined."""
    lines = re.sub(r"\r?\n[ \t]", "", content.decode()).splitlines()
    return [{name: value} for name, _, value in (line.partition(":") for line in lines)]


READERS: dict[str, Callable[[bytes], Any]] = {
    ".json": json.loads,
    ".ndjson": lambda content: [json.loads(line) for line in content.splitlines()],
    ".csv": table,
    ".sqlite": database,
    ".xml": tree,
    ".ics": calendar,
}


class Difference(NamedTuple):
    """A value that was `old` and is `new`; None where there was or is none."""

    kind: str
    what: str
    old: str | None
    new: str | None
    path: str


def kind_of(path: str) -> str:
    """What kind of page or file stands at a path: notice, source, unit, list of units, unit feed.xml, data/findings.csv …"""
    *folders, name = path.split("/")
    suffix = "" if name == "index.html" else PurePosixPath(name).suffix
    if not folders:
        return name if suffix else "home"
    if folders[0] in MEMBERS:
        member = len(folders) > 1 and folders[1] != "page"
        kind = MEMBERS[folders[0]] if member else f"list of {folders[0]}"
        return ("source" if folders[2:3] == ["source"] else kind) + (suffix and f" {suffix}")
    if suffix and folders[0] != "data":
        return f"{'/'.join(folders[:2])}/*{suffix}"
    return path if suffix else folders[0]


def differences(old: Manifest, new: Manifest) -> Iterator[Difference]:
    """All differences, file by file."""
    for path in sorted(old.keys() | new.keys()):
        kind = kind_of(path)
        if path in old and path in new:
            yield from (Difference(kind, *change, path) for change in file_differences(old[path], new[path]))
        else:
            yield Difference(kind, "file", path if path in old else None, path if path in new else None, path)


def file_differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, str | None, str | None]]:
    """What differs in a file that both sites have, and the old and the new value."""
    for field in old | new:
        was, now = old.get(field), new.get(field)
        if was != now and field.endswith("text"):
            yield from ((field, *change) for change in text_changes(was, now))
        elif was != now:
            yield from value_changes("" if field == "value" else field, was, now)


def text_changes(old: str, new: str) -> Iterator[tuple[str | None, str | None]]:
    """Runs of words that were replaced, left out or put in; where only white space is another, one change says so."""
    was, now = old.split(" "), new.split(" ")
    if "".join(was) == "".join(now):
        yield "white space", "other white space"
        return
    for tag, a, b, c, d in SequenceMatcher(None, was, now).get_opcodes():
        left, right = " ".join(was[a:b]), " ".join(now[c:d])
        if tag != "equal" and left.replace(" ", "") != right.replace(" ", ""):
            yield trimmed(left, right)


def trimmed(old: str, new: str) -> tuple[str | None, str | None]:
    """Both from a little before the place where they begin to differ; None for nothing."""
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    start = max(0, alike - 10)
    return old[start:] or None, new[start:] or None


def value_changes(name: str, old: Any, new: Any) -> Iterator[tuple[str, str | None, str | None]]:
    """Values that only one side has, those of the same place side by side; or that they stand in another order."""
    was, now = Counter(leaves(old, name)), Counter(leaves(new, name))
    if was == now:
        yield f"order of {name or 'values'}", "one order", "another"
    lost, gained = defaultdict(list), defaultdict(list)
    for side, values in ((lost, was - now), (gained, now - was)):
        for (place, value), count in values.items():
            side[place] += [value] * count
    for place in lost | gained:
        if place.endswith("[]"):  # nothing says which of a list replaces which
            yield from ((place, each, None) for each in lost[place])
            yield from ((place, None, each) for each in gained[place])
        else:
            yield from ((place, *pair) for pair in zip_longest(lost[place], gained[place]))


def leaves(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """Each plain value within, with its place: `findings[].outcome.raw`."""
    if value and isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, f"{place}.{key}".removeprefix("."))
    elif value and isinstance(value, list):
        for each in value:
            yield from leaves(each, f"{place}[]")
    else:
        yield place or "value", json.dumps(value, ensure_ascii=False)


def report(old: Manifest, new: Manifest, examples: int) -> Iterator[str]:
    """Lines for a reader: the files of each kind, and below it what differs, the most frequent first."""
    grouped: dict[str, dict[str, list[Difference]]] = defaultdict(lambda: defaultdict(list))
    for each in differences(old, new):
        grouped[each.kind][each.what].append(each)
    totals = Counter(map(kind_of, old.keys() | new.keys()))
    equal = sum(totals[kind] for kind in totals.keys() - grouped.keys())
    yield f"{len(old)} files before, {len(new)} after; {len(totals) - len(grouped)} kinds ({equal} files) do not differ"
    for kind in sorted(grouped):
        touched = {each.path for fields in grouped[kind].values() for each in fields}
        yield f"\n{kind}: {len(touched)} of {totals[kind]} files differ"
        for what, found in sorted(grouped[kind].items(), key=lambda item: (-len(item[1]), item[0])):
            yield f"  {what}: {len(found)} in {len({each.path for each in found})} files"
            yield from frequent(found, examples)


def frequent(found: Sequence[Difference], examples: int) -> Iterator[str]:
    """The most frequent of some differences, numbers and page names apart, each with how often it is met and one place."""
    alike: dict[str, list[Difference]] = defaultdict(list)
    for each in found:
        change = f"{each.old} → {each.new}".replace(each.path.removesuffix("index.html") or "//", "…")
        alike[NAMELESS.sub("0", change)].append(each)
    for same in sorted(alike.values(), key=len, reverse=True)[:examples]:
        yield f"    {len(same)} × {shown(same[0].old)} → {shown(same[0].new)}   {same[0].path}"


def shown(text: str | None) -> str:
    """A value of an example, not too long."""
    return "—" if text is None else text if len(text) <= WIDTH else f"{text[:WIDTH]}… ({len(text)})"


def main() -> None:
    """Write a manifest, or compare two."""
    options = argparse.ArgumentParser()
    options.add_argument("site", type=Path, nargs="?", help="folder of a built site")
    options.add_argument("-o", "--output", type=Path, help="where its manifest is written")
    options.add_argument("--compare", type=Path, nargs=2, metavar=("BEFORE", "AFTER"), help="two manifests")
    options.add_argument("--examples", type=int, default=3, help="of each difference")
    chosen = options.parse_args()
    if chosen.compare:
        old, new = (json.loads(path.read_bytes()) for path in chosen.compare)
        print("\n".join(report(old, new, chosen.examples)))
    elif chosen.site and chosen.output:
        text = json.dumps(manifest_of(chosen.site), ensure_ascii=False, indent=0, default=digest)
        chosen.output.write_text(text, encoding="utf-8")
    else:
        options.error("a site and -o FILE, or --compare BEFORE AFTER")


if __name__ == "__main__":
    main()
