"""The table that `make bench-scale` prints, and the machine that it was measured on."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class Row(NamedTuple):
    """A line of the table; `bar` is what `ratio` must not exceed, where there is one."""

    name: str
    ours: str
    stock: str = ""
    hugo: str = ""
    ratio: float | None = None
    bar: float | None = None

    def __str__(self) -> str:
        """The line as Markdown."""
        ratio = "" if self.ratio is None else f"{self.ratio:.3g}"
        missed = self.bar is not None and self.ratio is not None and self.ratio > self.bar
        bar = "" if self.bar is None else f"≤ {self.bar:g}" + " **missed**" * missed
        return f"| {self.name} | {self.ours} | {self.stock} | {self.hugo} | {ratio} | {bar} |"


def table(rows: Sequence[Row]) -> str:
    """The rows as Markdown."""
    head = "| | ours | MkDocs + Material + jieba | Hugo + Pagefind | ratio | bar |"
    return "\n".join([head, "| --- | --- | --- | --- | --- | --- |", *map(str, rows)])


def machine() -> str:
    """Processor, memory and Python of this machine."""
    info = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    model = next(
        (line.partition(":")[2].strip() for line in info.splitlines() if line.startswith("model name")),
        platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{os.cpu_count()} × {model}, {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}"
