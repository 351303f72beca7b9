"""How the parser does on made-up notices: `python -m tests.corpus.score [N] [SEED]`, with the worst styles named."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import fields

from generator.facts.model import Finding, Sidecar
from generator.facts.read import read_notice
from generator.source import Source
from tests.corpus.make import Made, make

ASPECTS = ("count", "label", "heading", "statement", "outcome", "markers", "line", "unit", "published")


def compare(made: Made) -> dict[str, tuple[int, int]]:
    """For each aspect, how many of how many are right."""
    notice = read_notice(Source(made.id, made.text.encode()), made.id, Sidecar())
    found, gold = notice.findings, made.findings
    scores = {
        "count": (int(len(found) == len(gold)), 1),
        "unit": (int(bool(notice.unit.name) and notice.unit.name.value == made.unit), 1),
    }  # type: ignore[union-attr]
    day = notice.published.value if notice.published else None
    scores["published"] = (int(day == made.published), 1)
    for aspect in ("label", "heading", "statement", "outcome", "markers", "line"):
        right = sum(_same(aspect, one, other) for one, other in zip(found, gold, strict=False))
        scores[aspect] = (right, max(len(gold), len(found)))
    return scores


def _same(aspect: str, found: Finding, gold: dict[str, object]) -> bool:
    if aspect == "outcome":
        return (found.outcome.raw if found.outcome else None) == gold["raw"] and (
            found.outcome.status if found.outcome else None
        ) == gold["status"]
    if aspect == "markers":
        return [measure.marker for measure in found.measures] == gold["markers"]
    return bool(getattr(found, aspect) == gold[aspect])


def main(count: int, seed: int) -> None:
    """Prints the shares, then the style values that go with errors."""
    right, total, blame = Counter[str](), Counter[str](), Counter[str]()
    seen = Counter[str]()
    worst: list[str] = []
    for made in make(count, seed):
        scores = compare(made)
        wrong = False
        for aspect, (hits, of) in scores.items():
            right[aspect] += hits
            total[aspect] += of
            wrong |= hits < of
        for part in fields(made.style):  # type: ignore[arg-type]
            key = f"{part.name}={getattr(made.style, part.name)!r}"
            seen[key] += 1
            blame[key] += wrong
        if wrong:
            worst.append(made.id)
    for aspect in ASPECTS:
        print(f"{aspect:10} {right[aspect]}/{total[aspect]} {right[aspect] / total[aspect]:.4f}")
    print(f"{len(worst)} of {count} notices not perfect: {' '.join(worst[:12])}")
    for key, _ in sorted(blame.items(), key=lambda item: -item[1] / seen[item[0]])[:10]:
        print(f"  {blame[key]}/{seen[key]} {key}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500, int(sys.argv[2]) if len(sys.argv) > 2 else 20260226)
