"""The files of a search index, made from nothing: for tests and benchmarks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.facts.topics import topic_rules
from generator.search.index import assemble_index, index_segment
from generator.search.plan import plan_index
from generator.search.records import SearchRecord

TOPICS = {rule.id: rule.name for rule in topic_rules()}


def index_files(records: Iterable[SearchRecord], topic_names: Mapping[str, str] = TOPICS) -> dict[str, bytes]:
    """Bytes by path."""
    tasks = plan_index(records)
    return dict(assemble_index(tasks, list(map(index_segment, tasks)), topic_names))
