"""The table that `make bench-scale` prints, and the machine that it was measured on."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import NamedTuple


class Row(NamedTuple):
    """A line of the table; `bar` is what the ratio must not exceed, where there is one."""

    name: str
    ours: str
    stock: str
    hugo: str
    ratio: float | None = None
    bar: float | None = None


def table(rows: list[Row]) -> str:
    """The rows as Markdown."""
    lines = [
        "| | ours | MkDocs + Material + jieba | Hugo + Pagefind | ratio | bar |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.3g}"
        bar = (
            ""
            if row.bar is None
            else f"≤ {row.bar:g}" + ("" if row.ratio is not None and row.ratio <= row.bar else " **missed**")
        )
        lines.append(f"| {row.name} | {row.ours} | {row.stock} | {row.hugo} | {ratio} | {bar} |")
    return "\n".join(lines)


def machine() -> str:
    """Processor, memory and Python of this machine."""
    info = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    model = next(
        (line.partition(":")[2].strip() for line in info.splitlines() if line.startswith("model name")),
        platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{os.cpu_count()} × {model}, {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}"
