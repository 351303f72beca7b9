"""The process that reads one foreign file: bytes on standard input, an `Answer` in JSON on standard output."""

from __future__ import annotations

import sys

import msgspec

from generator.intake.limits import MAX_TEXT, Answer, build_walls
from generator.intake.model import Extracted, RefusedError
from generator.intake.text import check_text


def extract(kind: str, data: bytes, encoding: str | None = None) -> Extracted:
    """The text of a file of this kind. Raises RefusedError, and whatever the libraries raise on damaged files."""
    if kind == "docx":
        from generator.intake.docx import read_docx

        extracted = read_docx(data)
    elif kind == "pdf":
        from generator.intake.pdf import read_pdf

        extracted = read_pdf(data)
    else:
        from generator.intake.html import read_html

        extracted = read_html(data, encoding)
    if len(extracted.text) > MAX_TEXT:
        raise RefusedError("GK032", f"读出的文字有 {len(extracted.text)} 个字，超过 {MAX_TEXT} 个。")
    check_text(extracted.text)
    return extracted


def answer(kind: str, data: bytes, encoding: str | None = None) -> Answer:
    """What to tell the parent. Any failure of a library on a foreign file is an answer too: the file is damaged."""
    try:
        return Answer(extract(kind, data, encoding))
    except RefusedError as refused:
        return Answer(None, refused.code, refused.message)
    except (MemoryError, RecursionError) as error:
        return Answer(None, "GK037", f"读取时超出限度（{type(error).__name__}）。")
    except Exception as error:
        return Answer(None, "GK035", f"读不下去（{type(error).__name__}）。")


def main() -> None:
    """Reads, answers, ends."""
    build_walls()
    told = answer(sys.argv[1], sys.stdin.buffer.read(), *sys.argv[2:3])
    sys.stdout.buffer.write(msgspec.json.encode(told))


if __name__ == "__main__":
    main()
