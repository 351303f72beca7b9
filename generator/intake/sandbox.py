"""Reading foreign formats in a child process with limits of memory and time.

PDF, Word and HTML files come from anywhere and are read by C libraries. Whatever such a file does, it does in a child
that can neither grow beyond `MEMORY` nor write a file, and whose end is a message. The child gets the bytes on standard
input and writes an `Answer` in JSON to standard output.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec

from generator.intake.model import Extracted, RefusedFileError
from generator.intake.text import check_text

MEMORY = 1024 * 1024 * 1024
"""Bytes of address space of the child."""
SECONDS = 60
"""Processor time of the child; the clock gives it twice that."""
MAX_TEXT = 2_000_000
"""Characters that a notice may have; the longest we know has 40,000."""
ROOT = Path(__file__).parents[2]


class Answer(msgspec.Struct):
    """What the child says: a text, or the code and message of a refusal."""

    extracted: Extracted | None = None
    code: str = ""
    message: str = ""


def extract_in_child(kind: str, data: bytes, encoding: str | None = None) -> Extracted:
    """Return the text of a docx, pdf or html file. Raises RefusedFileError, also when the child reaches a limit."""
    command = [sys.executable, "-m", "generator.intake.sandbox", kind, *([encoding] if encoding else [])]
    environment = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}
    environment |= {name: os.environ[name] for name in ("SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603  (our own module, no shell)
            command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, timeout=SECONDS * 2
        )
        answer = msgspec.json.decode(done.stdout, type=Answer)
    except subprocess.TimeoutExpired:
        raise RefusedFileError("GK037", f"读了 {SECONDS * 2} 秒仍未读完。") from None
    except msgspec.DecodeError:
        raise RefusedFileError("GK037", f"读取时超过了 {MEMORY >> 20} MB 内存或 {SECONDS} 秒的限度。") from None
    if answer.extracted is None:
        raise RefusedFileError(answer.code, answer.message)
    return answer.extracted


def answer_for(kind: str, data: bytes, encoding: str | None = None) -> Answer:
    """Return what to tell the parent. Any failure of a library on a foreign file is an answer too: the file is damaged."""
    try:
        return Answer(extract(kind, data, encoding))
    except RefusedFileError as refused:
        return Answer(None, refused.code, refused.message)
    except (MemoryError, RecursionError) as error:
        return Answer(None, "GK037", f"读取时超出限度（{type(error).__name__}）。")
    except Exception as error:
        return Answer(None, "GK035", f"读不下去（{type(error).__name__}）。")


def extract(kind: str, data: bytes, encoding: str | None = None) -> Extracted:
    """Return the text of a file. Raises RefusedFileError, and whatever the libraries raise on damaged files."""
    if kind == "docx":
        from generator.intake.word.reader import read_docx

        extracted = read_docx(data)
    elif kind == "pdf":
        from generator.intake.pdf.reader import read_pdf

        extracted = read_pdf(data)
    else:
        from generator.intake.web.reader import read_html

        extracted = read_html(data, encoding)
    if len(extracted.text) > MAX_TEXT:
        raise RefusedFileError("GK032", f"读出的文字有 {len(extracted.text)} 个字，超过 {MAX_TEXT} 个。")
    check_text(extracted.text)
    return extracted


def limit_process() -> None:
    """Limit this process; where the system has no such limits only the clock of the parent remains."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    limit_process()
    sys.stdout.buffer.write(msgspec.json.encode(answer_for(sys.argv[1], sys.stdin.buffer.read(), *sys.argv[2:3])))
