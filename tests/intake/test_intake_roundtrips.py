"""The same notice, whatever file it comes in: findings, statuses and measures equal those of the plain text."""

from __future__ import annotations

from pathlib import Path

import pytest
from intake_samples import SEEDS, TEXT_FORMS, as_pdf

from generator.facts.model import Notice
from generator.intake.add import Added, add_files
from generator.intake.options import AddOptions
from generator.single import load_notice

FORMS = [*TEXT_FORMS, "pdf"]


def squeezed(words: str | None) -> str:
    """Words without white space: a line end in a Word file is not one in a PDF."""
    return "".join((words or "").split())


def facts(notice: Notice) -> dict[str, list[object]]:
    """What must be the same, by what the table calls it."""
    findings = notice.findings
    return {
        "问题": [(f.label, squeezed(f.heading), squeezed(f.statement), squeezed(f.response)) for f in findings],
        "状态": [(squeezed(f.outcome.raw), f.outcome.status) if f.outcome else None for f in findings],
        "措施": [[(m.marker, squeezed(m.text)) for m in f.measures] for f in findings],
        "承诺": [[(squeezed(c.text), c.due) for c in f.commitments] for f in findings],
        "核对": [(r.subject, r.result, r.declared, r.counted) for r in notice.reconciliation],
        "单位": [notice.unit.id, notice.published and notice.published.value, notice.inspection.team is not None],
    }


@pytest.fixture(scope="module")
def pdfs() -> dict[str, bytes]:
    """The five notices printed."""
    return as_pdf({seed.stem: seed.read_text(encoding="utf-8") for seed in SEEDS})


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_a_notice_reads_the_same_from_every_format(
    seed: Path, pdfs: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = seed.read_text(encoding="utf-8")
    expected = facts(load_notice(seed).notice)
    rows, wrong = [], []
    for form in FORMS:
        suffix, data = (".pdf", pdfs[seed.stem]) if form == "pdf" else _made(form, text)
        folder = tmp_path / form
        folder.mkdir()
        given = folder / f"原件{suffix}"
        given.write_bytes(data)
        (added,) = add_files([given], folder / "notices", AddOptions())
        assert isinstance(added, Added), added
        came = facts(load_notice(added.path).notice)
        rows.append((form, came))
        wrong += [(form, what) for what in expected if came[what] != expected[what]]
    with capsys.disabled():
        print(f"\n{seed.stem}: {table(expected, rows)}")
    assert wrong == []


def _made(form: str, text: str) -> tuple[str, bytes]:
    suffix, make = TEXT_FORMS[form]
    return suffix, make(text)


def table(expected: dict[str, list[object]], rows: list[tuple[str, dict[str, list[object]]]]) -> str:
    """How many of each came, and whether all are equal."""
    lines = ["纯文本 " + _counts(expected)]
    for form, came in rows:
        equal = "相同" if came == expected else "不同：" + "、".join(k for k in expected if came[k] != expected[k])
        lines.append(f"{form:<10} {_counts(came)} {equal}")
    return "\n  ".join(lines)


def _counts(came: dict[str, list[object]]) -> str:
    measures = sum(len(each) for each in came["措施"] if isinstance(each, list))
    stated = sum(each is not None for each in came["状态"])
    return f"问题 {len(came['问题']):>2}  状态 {stated:>2}  措施 {measures:>3}"
