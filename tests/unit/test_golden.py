"""The five notices against gold that was written by reading the texts, never by running the program.

`tests/golden/<id>.json` holds, of the public record, what a reader settles: of statement and response the first and
last 12 characters, of citations and due dates those of some findings, by the finding's line. White space is left out of
titles, paths and the ends of texts, as page breaks put it anywhere.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from prose_cases import assert_sound

from generator.checks import check_notice
from generator.exports.record import encode, to_record
from generator.facts.model import Sidecar
from generator.facts.read import read_notice
from generator.source import Source

ROOT = Path(__file__).parents[2]
GOLD = sorted((ROOT / "tests" / "golden").glob("*.json"))
PLAIN_KEYS = ("inspection", "published", "source_name", "counted", "contacts")


@pytest.fixture(scope="module", params=GOLD, ids=lambda path: path.stem)
def pair(request: pytest.FixtureRequest) -> tuple[dict[str, Any], dict[str, Any]]:
    """Gold and record of one notice."""
    path: Path = request.param
    source = Source(path.stem, (ROOT / "notices" / f"{path.stem}.txt").read_bytes())
    notice = read_notice(source, path.stem, Sidecar())
    assert_sound(notice)
    record: dict[str, Any] = msgspec.json.decode(encode(to_record(notice, check_notice(notice))))
    return json.loads(path.read_text(encoding="utf-8")), record


Pair = tuple[dict[str, Any], dict[str, Any]]


def test_all_five_notices_have_gold() -> None:
    assert [path.stem for path in GOLD] == sorted(path.stem for path in (ROOT / "notices").glob("*.txt"))


def test_title_unit_and_contract_facts_are_those_of_the_text(pair: Pair) -> None:
    gold, came = pair
    assert close(came["title"]) == close(gold["title"])
    assert {key: came["unit"][key] for key in gold["unit"]} == gold["unit"]
    assert {key: came[key] for key in PLAIN_KEYS} == {key: gold[key] for key in PLAIN_KEYS}


def test_declared_totals_and_reconciliation_are_those_a_reader_finds(pair: Pair) -> None:
    gold, came = pair
    keys = ("subject", "total", "by_status", "as_of", "line")
    assert [{key: row[key] for key in keys} for row in came["declared"]] == gold["declared"]
    assert sorted([row["subject"], row["result"]] for row in came["reconciliation"]) == sorted(gold["reconciliation"])


def test_sections_stand_where_the_text_has_them(pair: Pair) -> None:
    gold, came = pair
    assert [[row["role"], row["heading"], row["line"]] for row in came["sections"]] == gold["sections"]


def test_every_finding_is_read_as_it_stands(pair: Pair) -> None:
    gold, came = pair
    assert [finding["label"] for finding in came["findings"]] == [finding["label"] for finding in gold["findings"]]
    for wanted, finding in zip(gold["findings"], came["findings"], strict=True):
        shown = {key: finding[key] for key in ("label", "heading", "outcome", "line", "end_line")}
        shown["measures"] = [measure["marker"] for measure in finding["measures"]]
        shown["path"] = [close(words) for words in finding["path"]]
        shown["statement"], shown["response"] = ends(finding["statement"]), ends(finding["response"])
        wanted["path"] = [close(words) for words in wanted["path"]]
        for key in ("statement", "response"):
            wanted[key] = wanted[key] and {side: close(words) for side, words in wanted[key].items()}
        assert _cut(shown, wanted) == wanted, f"line {wanted['line']}"


def test_citations_and_promises_are_found_where_the_text_has_them(pair: Pair) -> None:
    gold, came = pair
    by_line = {finding["line"]: finding for finding in came["findings"]}
    for line, titles in gold["citations"].items():
        cited = [words for words in by_line[int(line)]["citations"] if words.startswith("《")]
        assert [close(words) for words in cited] == [close(words) for words in titles], f"line {line}"
    for line, dates in gold["commitments"].items():
        assert sorted(row["due"] for row in by_line[int(line)]["commitments"]) == dates, f"line {line}"


def close(words: str) -> str:
    """The words without white space."""
    return "".join(words.split())


def ends(words: str | None) -> dict[str, str] | None:
    """The words at both ends, still whole."""
    return None if words is None else {"first": close(words), "last": close(words)}


def _cut(shown: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """The ends of the texts, as long as the gold has them (white space left out of both)."""
    for key in ("statement", "response"):
        if shown[key] is not None and wanted[key] is not None:
            first, last = len(wanted[key]["first"]), len(wanted[key]["last"])
            shown[key] = {"first": shown[key]["first"][:first], "last": shown[key]["last"][-last:]}
    return shown
