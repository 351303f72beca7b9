"""Round trips through LibreOffice: the five notices as offices would send them, .docx, .doc and .pdf, read as the text does."""

from __future__ import annotations

import subprocess
from pathlib import Path

import docx
import pytest
from docx.shared import Pt
from intake_samples import SEEDS
from test_intake_roundtrips import facts, table

from generator.intake.add import Added, add_files
from generator.intake.options import AddOptions
from generator.single import load_notice

FILTERS = {".docx": "docx:MS Word 2007 XML", ".doc": "doc:MS Word 97", ".pdf": "pdf"}


def official(text: str, path: Path) -> None:
    """The notice as an office sets it: 16 point, two characters of indent, a page header."""
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(16)
    document.styles["Normal"].paragraph_format.first_line_indent = Pt(32)
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.sections[0].header.paragraphs[0].text = "某县党务公开"
    document.save(str(path))


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A LibreOffice profile of its own, so that no setting of this machine counts."""
    return f"-env:UserInstallation={tmp_path_factory.mktemp('profile').as_uri()}"


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_a_notice_written_by_libreoffice_reads_as_its_text_does(
    seed: Path, profile: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = facts(load_notice(seed).notice)
    made = tmp_path / "made.docx"
    official(seed.read_text(encoding="utf-8"), made)
    rows, wrong = [], []
    for suffix, form in FILTERS.items():
        out = tmp_path / suffix[1:]
        command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(out), str(made)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        (added,) = add_files([out / f"made{suffix}"], tmp_path / "notices" / suffix, AddOptions())
        assert isinstance(added, Added), added
        came = facts(load_notice(added.path).notice)
        rows.append((suffix, came))
        wrong += [(suffix, what) for what in expected if came[what] != expected[what]]
    with capsys.disabled():
        print(f"\n{seed.stem}: {table(expected, rows)}")
    assert wrong == []
