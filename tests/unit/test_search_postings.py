"""The chunks of a segment: every pair where it stands, whatever the layout foresaw."""

import zlib
from collections import defaultdict
from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.search import layout, postings, wire
from generator.search.fold import SEPARATOR, fold, fold_sections
from generator.search.layout import make_layout


def integers(data: bytes) -> list[int]:
    """Variable-length integers."""
    values, value, shift = [], 0, 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            values.append(value)
            value, shift = 0, 0
    return values


def unpacked(chunk: postings.Chunk) -> list[int]:
    """The integers of a chunk, read as a file that holds nothing else."""
    data = zlib.decompress(wire.joined_stream(b"", [chunk.data]), -15)
    assert len(data) == chunk.size
    return integers(data)


def places_of(parts: postings.Postings, starts: list[int]) -> dict[int, list[tuple[int, int]]]:
    """Pair -> (section, position) of all its postings, read as postings.py describes the chunks."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (low, high), chunks in zip(pairwise([*starts, 1 << 32]), parts.ranges, strict=True):
        for chunk in chunks:
            entries, *values = unpacked(chunk)
            pairs = list(accumulate(values[:entries]))
            assert low <= pairs[0] <= pairs[-1] < high
            counts = values[entries : 2 * entries]
            total = sum(counts)
            gaps, offsets = values[2 * entries : 2 * entries + total], values[2 * entries + total :]
            assert len(offsets) == total
            assert chunk.first == gaps[0]
            for pair, (begin, end) in zip(pairs, pairwise([0, *accumulate(counts)]), strict=True):
                section = position = 0
                for i, (gap, offset) in enumerate(zip(gaps[begin:end], offsets[begin:end], strict=True)):
                    position = offset if gap or not i else position + offset
                    section += gap
                    found[pair].append((section, position))
    return dict(found)


def units_of(text: str) -> list[int]:
    data = text.encode("utf-16-le")
    return [int.from_bytes(data[at : at + 2], "little") for at in range(0, len(data), 2)]


@given(st.lists(st.integers(0, 2**35 - 1), max_size=50))
def test_integers_of_any_size_come_back(values: list[int]) -> None:
    assert integers(wire.varints(np.array(values, dtype=np.int64))) == values


@given(st.binary(max_size=20), st.lists(st.binary(max_size=300), max_size=6))
def test_deflated_pieces_can_be_joined_in_any_order(head: bytes, pieces: list[bytes]) -> None:
    made = list(wire.deflated_pieces(pieces))
    assert zlib.decompress(wire.joined_stream(head, made[::-1]), -15) == head + b"".join(pieces[::-1])


LETTERS = st.text(alphabet="的整改2a\x00\U00020000\uffff。Ａ㎡ﾊﾞ\u3000", max_size=12)
SECTIONS = st.lists(st.lists(LETTERS.filter(bool), max_size=3), min_size=1, max_size=6)


@given(
    sections=SECTIONS, sample=SECTIONS, size=st.sampled_from([1, 7, 40, 10_000]), common=st.sampled_from([0, 2, 10_000])
)
def test_every_pair_is_listed_where_it_stands_and_common_ones_by_section(
    sections: list[list[str]], sample: list[list[str]], size: int, common: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "FILE_BYTES", size)
        patch.setattr(layout, "COMMON", common)
        chosen = make_layout(sample, 1.5)
        parts = postings.index_texts(fold_sections(sections), chosen)
    expected: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, section in enumerate(sections):
        position = 0
        for field in section:
            units = [*units_of(fold(field)), SEPARATOR]
            for first, second in pairwise(units):
                expected[first << 16 | second].append((number, position))
                position += 1
            position += 1
    lists = {}
    for chunk, name in zip(parts.grams, chosen.grams, strict=True):
        length, *distances = unpacked(chunk)
        assert length == len(distances)
        lists[name] = list(accumulate(distances))
    assert places_of(parts, chosen.starts) == expected
    for name, found in lists.items():
        belongs = [pair for pair in expected if (pair >> 16) + layout.SINGLE == name or pair == name]
        assert found == sorted({section for pair in belongs for section, _ in expected[pair]})


def test_the_list_of_a_pair_that_has_a_range_for_itself_is_cut_into_chunks() -> None:
    chosen = make_layout([["整改" * 20]], 3000)
    parts = postings.index_texts(fold_sections([["整改" * 20]] * 3000), chosen)
    assert max(chunk.size for chunks in parts.ranges for chunk in chunks) < 1.1 * layout.FILE_BYTES
    assert max(map(len, parts.ranges)) >= 5


def test_the_starts_of_ranges_ascend_from_zero_and_a_heavy_pair_has_its_own() -> None:
    chosen = make_layout([["整改落实到位" * 50], ["全面从严治党"]], 400)
    assert chosen.starts[0] == 0
    assert chosen.starts == sorted(set(chosen.starts))
    heavy = ord("整") << 16 | ord("改")
    assert {heavy, heavy + 1} <= set(chosen.starts)
    assert {heavy, layout.SINGLE + ord("整")} <= set(chosen.grams)
