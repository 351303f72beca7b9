"""Facts gained, lost and changed between a revision and the working tree, over all notices and cases.

`make corpus-diff BASE=main~3` checks the old program out beside this one, lets both read the same texts, and prints what
differs: one line a fact, `+` gained, `-` lost, `~` changed. Exit code 0 always: a person judges.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Runs under either revision, so it uses only what both have.
READER = """
import json, sys
from generator.source import Source
from generator.facts.read import read_notice
from generator.facts.model import Sidecar
from generator.exports.record import encode, to_record
for line in sys.stdin.buffer:
    item = json.loads(line)
    record = to_record(read_notice(Source(item["name"], item["text"].encode()), item["name"], Sidecar()), ())
    sys.stdout.buffer.write(json.dumps(json.loads(encode(record)), ensure_ascii=False).encode() + b"\\n")
"""


def texts() -> Iterator[dict[str, str]]:
    """Every text we keep: the notices, and the notices inside the case files."""
    for path in sorted((ROOT / "notices").rglob("*.txt")):
        yield {"name": path.stem, "text": path.read_bytes().decode("utf-8", "replace")}
    sys.path.insert(0, str(ROOT / "tests" / "unit"))
    from prose_cases import read_cases

    for case in read_cases():
        yield {"name": case.id, "text": case.text}


def records(tree: Path, items: list[dict[str, str]]) -> list[dict[str, object]]:
    """What the program in a tree reads from the texts."""
    given = "\n".join(json.dumps(item) for item in items).encode()
    done = subprocess.run(
        [sys.executable, "-c", READER],
        input=given,
        capture_output=True,
        check=True,
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def flat(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Each leaf of a record with its address; findings are addressed by anchor, not by position."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flat(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            name = inner["anchor"] if isinstance(inner, dict) and "anchor" in inner else str(place)
            yield from flat(inner, f"{path}[{name}]")
    elif value is not None:
        yield path, str(value)


def differences(old: dict[str, object], new: dict[str, object]) -> Iterator[str]:
    """One line a fact that differs."""
    before, after = dict(flat(old)), dict(flat(new))
    for key in sorted(before.keys() | after.keys()):
        if key not in before:
            yield f"  + {key} = {after[key][:80]}"
        elif key not in after:
            yield f"  - {key} = {before[key][:80]}"
        elif before[key] != after[key]:
            yield f"  ~ {key}: {before[key][:60]} -> {after[key][:60]}"


def main(base: str) -> None:
    """Prints the differences and their sum."""
    items = list(texts())
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "base"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(tree), base], check=True, cwd=ROOT)
        try:
            old = records(tree, items)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(tree)], check=True, cwd=ROOT)
    total = 0
    for item, before, after in zip(items, old, records(ROOT, items), strict=True):
        lines = list(differences(before, after))
        if lines:
            print(item["name"], *lines, sep="\n")
        total += len(lines)
    print(f"{len(items)} texts, {total} facts differ from {base}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "HEAD")
