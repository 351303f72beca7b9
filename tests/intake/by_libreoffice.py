"""Round trips through LibreOffice, by hand where it is installed: python tests/intake/by_libreoffice.py

It writes the five notices as .docx, .doc and .pdf; each must read as the plain text does. Not among the tests, because
LibreOffice is not among what the tests may ask for.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import docx
from docx.shared import Pt
from intake_samples import SEEDS
from test_intake_roundtrips import facts, table

from generator.intake.add import Added, Wishes, add_files
from generator.site.load import load_notice

FILTERS = {".docx": "docx:MS Word 2007 XML", ".doc": "doc:MS Word 97", ".pdf": "pdf"}


def official(text: str, path: Path) -> None:
    """The notice as an office sets it: 16 point, two characters of indent, an automatic page number."""
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(16)
    document.styles["Normal"].paragraph_format.first_line_indent = Pt(32)
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.sections[0].header.paragraphs[0].text = "某县党务公开"
    document.save(str(path))


def main() -> int:
    """Exit code 0 when every file gives the same facts."""
    worst = 0
    for seed in SEEDS:
        expected = facts(load_notice(seed).notice)
        rows = []
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            official(seed.read_text(encoding="utf-8"), folder / "made.docx")
            for suffix, form in FILTERS.items():
                profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
                out = folder / suffix[1:]
                command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(out)]
                subprocess.run([*command, str(folder / "made.docx")], check=True, capture_output=True)
                (added,) = add_files([out / f"made{suffix}"], folder / "notices" / suffix, Wishes())
                if not isinstance(added, Added):
                    print(added)
                    worst = 1
                    continue
                came = facts(load_notice(added.path).notice)
                rows.append((suffix, came))
                worst |= came != expected
        print(f"{seed.stem}: {table(expected, rows)}")
    return worst


if __name__ == "__main__":
    sys.exit(main())
