"""Reading foreign formats in a process of its own, with walls of memory and time round it.

PDF, Word and HTML come from anywhere and are read by C libraries; whatever such a file does, it does in a child that can
neither grow beyond `MEMORY` nor write a file, and whose end is a message.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec

from generator.intake.model import Extracted, RefusedError

MEMORY = 1024 * 1024 * 1024
"""Bytes of address space of the child."""
SECONDS = 60
"""Processor time of the child; the clock gives it twice that."""
MAX_TEXT = 2_000_000
"""Characters that a notice may have; the longest we know has 40,000."""
ROOT = Path(__file__).parents[2]


class Answer(msgspec.Struct):
    """What the child says: a text, or why not."""

    extracted: Extracted | None = None
    code: str = ""
    message: str = ""


def extract_apart(kind: str, data: bytes, encoding: str | None = None) -> Extracted:
    """What the reader of this kind makes of the bytes. Raises RefusedError, also when the child hits a wall."""
    command = [sys.executable, "-m", "generator.intake.child", kind, *([encoding] if encoding else [])]
    environment = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}
    environment |= {name: os.environ[name] for name in ("SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603  (our own module, no shell)
            command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, timeout=SECONDS * 2
        )
        answer = msgspec.json.decode(done.stdout, type=Answer)
    except subprocess.TimeoutExpired:
        raise RefusedError("GK037", f"读了 {SECONDS * 2} 秒仍未读完。") from None
    except msgspec.DecodeError:
        raise RefusedError("GK037", f"读取时超过了 {MEMORY >> 20} MB 内存或 {SECONDS} 秒的限度。") from None
    if answer.extracted is None:
        raise RefusedError(answer.code, answer.message)
    return answer.extracted


def build_walls() -> None:
    """Limits this process; where the system has no such limits only the clock of the parent remains."""
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
