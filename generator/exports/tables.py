"""All tables, those that others point at first."""

from __future__ import annotations

from typing import Any

from generator.exports.columns import Table
from generator.exports.findings import CITATIONS, COMMITMENTS, FINDING_TOPICS, FINDINGS, MEASURES
from generator.exports.notices import DECLARED, DIAGNOSTICS, NOTICES, RECONCILIATION, REVISIONS
from generator.exports.places import REGIONS, TOPICS, UNITS

TABLES: tuple[Table[Any], ...] = (
    REGIONS,
    UNITS,
    TOPICS,
    NOTICES,
    FINDINGS,
    MEASURES,
    COMMITMENTS,
    CITATIONS,
    FINDING_TOPICS,
    DECLARED,
    RECONCILIATION,
    DIAGNOSTICS,
    REVISIONS,
)
