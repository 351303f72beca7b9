"""Old Word and WPS files -> .docx by LibreOffice, where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from generator.intake.model import RefusedFileError

SECONDS = 180
FILTER = "docx:MS Word 2007 XML"
PROGRAMS = ("soffice", "libreoffice")


def convert_to_docx(data: bytes) -> bytes:
    """Return the same document as .docx. Raises RefusedFileError when LibreOffice is missing, fails, or takes too long.

    It works in a folder and with a profile of its own, so that it neither meets the user's open windows nor leaves
    anything behind; names of the user's files never reach its command line.
    """
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise RefusedFileError("GK039", "这台机器没有安装 LibreOffice，不能读 .doc 和 .wps。")
    with tempfile.TemporaryDirectory(prefix="gongkai-office-") as place:
        folder = Path(place)
        (folder / "notice.doc").write_bytes(data)
        command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", FILTER, "--outdir", str(folder / "out"), str(folder / "notice.doc")]
        _run(command, folder)
        made = folder / "out" / "notice.docx"
        if not made.is_file():
            raise RefusedFileError("GK039", "LibreOffice 没有转换出文件；原件可能已损坏或加了密码。")
        return made.read_bytes()


def _run(command: list[str], folder: Path) -> None:
    """Run a command to its end, or kill it with its children: soffice is a script that starts the real program."""
    environment = {"HOME": str(folder), "PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen(  # noqa: S603  (a fixed command, no shell)
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise RefusedFileError("GK039", f"LibreOffice 转换了 {SECONDS} 秒仍未完成。") from None
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
