"""The files of the search index: what is in them, how they are cut, and that they depend on the records alone."""

import json
import random
import zlib
from typing import Any

import msgspec
import pytest

from generator.search import layout
from generator.search.records import SearchRecord
from tests.search_files import index_files

RECORD = SearchRecord(
    notice_id="pingjiang-weijian-2025",
    anchor="f-00000000",
    heading="超范围列支工会经费。",
    statement="抽查发现，有8家乡镇卫生院超范围列支。",
    outcome="阶段性完成",
    response="一是追回；二是批评。",
    label="问题②",
    unit_id="430626-weishengjiankangju",
    unit_name="平江县卫生健康局",
    region=("430626", ("湖南省", "岳阳市", "平江县")),
    year=2025,
    published="2025-12-30",
    status="partial",
    topics=("finance",),
    kind="常规巡察",
    above="（一）财经纪律执行不严格",
)


def record(**changes: object) -> SearchRecord:
    return msgspec.structs.replace(RECORD, **changes)


def unpacked(files: dict[str, bytes], ending: str) -> Any:
    """The JSON in the file whose path ends so."""
    (data,) = (data for path, data in files.items() if path.endswith(ending))
    return json.loads(zlib.decompress(data, -15))


def test_the_index_depends_on_the_records_and_not_on_their_order_or_the_run() -> None:
    records = [
        record(anchor=f"f-{n:08x}", notice_id=f"n-{n // 3}", published=f"2024-01-0{n % 7 + 1}") for n in range(30)
    ]
    by_notice = {r.notice_id: [x for x in records if x.notice_id == r.notice_id] for r in records}
    shuffled = [x for name in sorted(by_notice, reverse=True) for x in by_notice[name]]
    assert index_files(records) == index_files(shuffled)


def test_all_files_lie_below_search_index_and_a_small_site_has_few() -> None:
    files = index_files([record(anchor=f"f-{n:08x}") for n in range(156)])
    assert all(path.startswith("search/index/") for path in files)
    assert len(files) <= 20


def test_files_have_another_address_when_their_bytes_are_others() -> None:
    before, after = index_files([RECORD]), index_files([record(response="一是追回。")])
    assert [path for path in before if path in after] == ["search/index/manifest.bin"]


def test_a_site_without_findings_has_an_index_that_answers_nothing() -> None:
    files = index_files([])
    assert len(files) == 2
    assert unpacked(files, "manifest.bin")["segments"] == []
    assert unpacked(files, "columns.bin")["status"] == ""


def test_a_finding_without_any_text_but_its_heading_is_indexed() -> None:
    assert index_files([record(heading="", statement=None, outcome=None, response=None)])


def test_characters_unknown_to_this_unicode_version_are_told_to_the_browser() -> None:
    files = index_files([record(statement="甲\U0003fffe乙")])
    assert unpacked(files, "manifest.bin")["unknown"] == "\U0003fffe"


def test_the_columns_name_the_most_frequent_values_first() -> None:
    other = record(
        notice_id="x", published=None, unit_id="u2", unit_name="乙", region=None, kind=None, year=None, topics=("a",)
    )
    files = index_files([other, record(notice_id="y", status="unstated", topics=()), RECORD, RECORD])
    assert unpacked(files, "columns.bin") == {
        "units": [["430626-weishengjiankangju", "平江县卫生健康局"], ["u2", "乙"]],
        "regions": [["430626", ["湖南省", "岳阳市", "平江县"]]],
        "kinds": ["常规巡察"],
        "topic_names": ["finance", "a"],
        "topic_sets": ["0", "1", ""],
        "notices": {"year": [2025, 2025, None], "unit": [0, 0, 1], "region": [0, 0, -1], "kind": [0, 0, -1]},
        "status": "2252",
        "topics": "0021",
    }


def test_the_manifest_says_of_each_segment_how_many_findings_its_notices_have_and_from_which_days() -> None:
    files = index_files(
        [
            record(notice_id="b", published="1970-01-03"),
            record(notice_id="a"),
            record(notice_id="c", published=None),
            record(notice_id="a"),
        ]
    )
    (segment,) = unpacked(files, "manifest.bin")["segments"]
    assert (segment["notices"], segment["days"]) == ([2, 1, 1], [20_452, 2 - 20_452, -2])


def test_no_file_is_large_however_common_a_pair_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "FILE_BYTES", 1000)
    rng = random.Random(1)
    records = [
        record(
            anchor=f"f-{n:08x}",
            notice_id=f"n{n // 5:04}",
            response="整改" * 30 + "".join(chr(rng.randint(0x4E00, 0x4F00)) for _ in range(30)),
        )
        for n in range(1500)
    ]
    files = index_files(records)
    sizes = [len(zlib.decompress(data, -15)) for path, data in files.items() if "/p" in path]
    # Rare pairs take twice what the layout thinks, and the list of a single section is never cut.
    assert max(sizes) < 3 * layout.FILE_BYTES
    assert any(len(resumed) > 50 for resumed in unpacked(files, "manifest.bin")["resumed"].values())
