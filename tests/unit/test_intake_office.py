"""Old formats without LibreOffice: a clear message instead of a guess."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.intake.add import Refused, add_files
from generator.intake.options import AddOptions


@pytest.mark.parametrize("name", ["旧.doc", "旧.wps"])
def test_without_libreoffice_an_old_format_is_refused_with_the_way_out(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: None)
    (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    (refused,) = add_files([tmp_path / name], tmp_path / "notices", AddOptions())
    assert isinstance(refused, Refused)
    assert refused.code == "GK039"
    assert "LibreOffice" in refused.message
    assert not (tmp_path / "notices").exists()
