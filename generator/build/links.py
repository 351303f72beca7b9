"""Where the links of a site lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.build.verify import Look


def dead_links(pages: Mapping[str, Look], files: Iterable[str]) -> Iterator[str]:
    """Return a sentence for each link that leads nowhere. `pages` are by published path; `files` are all published paths."""
    known = set(files)
    ids = {path: frozenset(found.ids) for path, found in pages.items()}
    dead: dict[str, str] = {}
    for link in {link for found in pages.values() for link in found.links}:
        target, mark, place = link.partition("#")
        if target not in known:
            dead[link] = "没有目标"
        elif mark and target in ids and place not in ids[target]:
            dead[link] = "没有对应的位置"
    for path in sorted(pages) if dead else ():
        yield from (f"{path} 的链接 {link} {dead[link]}" for link in pages[path].links if link in dead)
