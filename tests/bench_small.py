"""Seconds of a first build and of a rebuild at small sizes, of two versions of the program in turns.

`python -m tests.bench_small --before FOLDER --after .` prints a table in Markdown. A folder is a checkout; each build is the
command of that checkout, run by this Python, in a folder of its own. The rebuild is the one after a new notice, on a site that has
just had another, as an office does it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench_peers import Run
from tests.bench_scale import Office
from tests.bench_table import machine
from tests.corpus.large import make_large

SIZES = (5, 60, 200)
ROUNDS = 3


def builds(program: Path, count: int, workers: int) -> tuple[Run, Run]:
    """A first build of so many notices, and a rebuild after one more."""
    *first, second, last = make_large(count + 2)
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder), workers, program)
        cold = office.build(first)
        office.build([second])
        return cold, office.build([last])


def rounds(programs: Mapping[str, Path], count: int, workers: int) -> dict[str, list[tuple[Run, Run]]]:
    """The builds of each program at one size, one program after the other in each round."""
    found: dict[str, list[tuple[Run, Run]]] = {name: [] for name in programs}
    for _ in range(ROUNDS):
        for name, program in programs.items():
            found[name].append(builds(program, count, workers))
    return found


def line(name: str, before: Sequence[Run], after: Sequence[Run]) -> str:
    """A line of the table: medians of seconds, and of processor time in brackets."""
    medians = [[statistics.median(values) for values in zip(*runs, strict=True)] for runs in (before, after)]
    cells = [f"{seconds:.2f} ({processor:.2f})" for seconds, processor, _ in medians]
    return f"| {name} | {' | '.join(cells)} | {medians[1][0] / medians[0][0]:.2f} |"


def main() -> None:
    """Print the table, line by line."""
    options = argparse.ArgumentParser()
    options.add_argument("--before", type=Path, required=True)
    options.add_argument("--after", type=Path, required=True)
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    chosen = options.parse_args()
    programs = {"before": chosen.before.resolve(), "after": chosen.after.resolve()}
    for program in programs.values():  # so that Python has compiled both
        builds(program, 1, chosen.workers)
    print(f"{machine()}; {chosen.workers} workers; medians of {ROUNDS}, processor seconds in brackets.\n")
    print("| | before, s | after, s | after ÷ before |\n| --- | --- | --- | --- |", flush=True)
    for count in chosen.sizes:
        found = rounds(programs, count, chosen.workers)
        for kind, name in enumerate(("cold build", "rebuild after one notice")):
            before, after = ([each[kind] for each in found[program]] for program in ("before", "after"))
            print(line(f"{count} notices, {name}", before, after), flush=True)


if __name__ == "__main__":
    main()
