"""Prose case files: `tests/cases/*.md` -> cases, and a case -> what differs, in words.

A case is a heading (a sentence that says why it is there), a fenced block with the notice, and a fenced YAML block with
what a careful reader finds in it. Only the keys that are written are compared, but every finding must be written:

    findings:
      - label | heading | statement | outcome/status | measure markers [| response=… | path=… > … | fields=…]

`-` means there is none, `any` that readers may differ. `…` in a value stands for any words (`一是…；`). A finding has a response unless `response=-` is
said. In notices `␣` stands for U+00A0, and words after ```notice change the text: `crlf`, `cr`, `bom`, `wrap27` (hard
wraps), `once` (do not also try the other layouts). Titles are compared without white space.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import yaml

from generator.checks import check_notice
from generator.exports.record import encode, to_record
from generator.facts.model import Notice, Sidecar
from generator.facts.read import read_notice
from generator.source import Source
from generator.syntax.passage import Passage
from generator.syntax.tree import Node

CASES = Path(__file__).parent.parent / "cases"
CASE = re.compile(
    r"^## (?P<title>.+)\n(?:(?!^## |^```).*\n)*```notice(?P<options>.*)\n(?P<text>(?:(?!^```).*\n)*)```\n"
    r"(?:(?!^## |^```).*\n)*```yaml\n(?P<expected>(?:(?!^```).*\n)*)```",
    re.MULTILINE,
)
NONE = "-"
FINDING_KEYS = ("label", "heading", "statement", "outcome", "measures")


class Case(NamedTuple):
    """One case: where it stands, its sentence, options, notice and expectations (texts, lists and mappings only)."""

    file: str
    title: str
    options: frozenset[str]
    text: str
    expected: dict[str, Any]

    @property
    def id(self) -> str:
        """The name pytest shows: file and sentence."""
        return f"{self.file}: {self.title}"


def read_cases() -> list[Case]:
    """All cases of all files, in order."""
    return [case for path in sorted(CASES.glob("*.md")) for case in _cases(path)]


def _cases(path: Path) -> Iterator[Case]:
    words = path.read_text(encoding="utf-8")
    found = list(CASE.finditer(words))
    if len(found) != len(re.findall(r"^## ", words, re.MULTILINE)):
        whole = {match["title"] for match in found}
        broken = [title for title in re.findall(r"^## (.+)", words, re.MULTILINE) if title not in whole]
        raise ValueError(f"{path.name}: a heading without notice and yaml block: {broken}")
    for match in found:
        expected = yaml.load(match["expected"], yaml.BaseLoader)
        options = frozenset(match["options"].split())
        yield Case(path.stem, match["title"], options, match["text"][:-1].replace("␣", "\u00a0"), expected)


# -- layouts ----------------------------------------------------------------------------------------------------------


def _wrap(text: str, width: int) -> str:
    lines = []
    for line in text.split("\n"):
        lines += [line[at : at + width] for at in range(0, len(line), width)] or [""]
    return "\n".join(lines)


def written(case: Case) -> str:
    """The notice as the options of its case want it."""
    text = case.text
    for option in sorted(case.options):
        if option.startswith("wrap"):
            text = _wrap(text, int(option[4:]))
    if "bom" in case.options:
        text = "\ufeff" + text
    if "crlf" in case.options:
        text = text.replace("\n", "\r\n")
    return text.replace("\n", "\r") if "cr" in case.options else text


def _indented(text: str) -> str:
    return "\n".join("\u3000\u3000" + line if line.strip() else line for line in text.split("\n"))


# The same notice as other portals would print it; a reader finds the same in it.
LAYOUTS: dict[str, Callable[[str], str]] = {
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "ideographic indents": _indented,
    "a blank line after each line": lambda text: text.replace("\n", "\n\n"),
    "no blank lines": lambda text: re.sub(r"\n\s*\n", "\n", text.strip("\n")),
    "spaces at line ends and two last blank lines": lambda text: text.replace("\n", " \n") + "\n\n\u3000\n",
}


# -- reading and comparing --------------------------------------------------------------------------------------------


def read(text: str) -> tuple[Notice, dict[str, Any]]:
    """The notice and its public record. Losslessness and spans are asserted here, so that every case proves them."""
    source = Source("case.txt", text.encode("utf-8"))
    notice = read_notice(source, "case", Sidecar())
    assert_sound(notice)
    record: dict[str, Any] = msgspec.json.decode(encode(to_record(notice, check_notice(notice))))
    return notice, record


def assert_sound(notice: Notice) -> None:
    """Every character belongs to exactly one leaf, in order; what was read lies inside the text."""
    text = notice.source.text
    at = 0
    for leaf in notice.tree.leaves():
        assert leaf.start == at, f"leaf {leaf} should begin at {at}"
        assert leaf.end > leaf.start, f"empty leaf {leaf}"
        at = leaf.end
    assert at == len(text), f"the leaves end at {at} of {len(text)}"
    for finding in notice.findings:
        assert 0 <= finding.span.start <= finding.span.end <= len(text)
        assert finding.span.start <= finding.heading_span.start <= finding.heading_span.end <= finding.span.end
        assert 1 <= finding.line <= finding.end_line


def differences(case: Case, text: str) -> list[str]:
    """What differs between the reading and the expectations, one line each; empty when all is as written."""
    notice, record = read(text)
    came = record | _tree_parts(notice)
    out: list[str] = []
    for key, wanted in case.expected.items():
        if key == "findings":
            out += _compare_findings(wanted or [], record["findings"])
        elif key == "sections":
            out += _compare(key, wanted, [section["role"] for section in record["sections"]])
        elif key == "section_headings":
            out += _compare(key, wanted, [section["heading"] for section in record["sections"]])
        elif key == "title":
            title = record["title"]
            out += _compare(key, "".join(wanted.split()), None if title is None else "".join(title.split()))
        else:
            out += _compare(key, wanted, came[key])
    return out


def _tree_parts(notice: Notice) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {"furniture": [], "letterhead": [], "signoff": [], "contact": [], "paragraph": []}

    def walk(node: Node) -> None:
        if node.kind in parts:
            parts[node.kind].append(Passage.of(notice.source.text, node.leaves()).text)
        if node.kind != "finding":
            for child in node.children:
                if isinstance(child, Node):
                    walk(child)

    walk(notice.tree)
    return parts


def _compare(where: str, wanted: Any, came: Any) -> list[str]:
    if isinstance(wanted, dict) and isinstance(came, dict):
        return [line for key in wanted for line in _compare(f"{where}.{key}", wanted[key], came.get(key))]
    if isinstance(wanted, list) and isinstance(came, list):
        if len(wanted) == len(came):
            return [
                line
                for at, pair in enumerate(zip(wanted, came, strict=True))
                for line in _compare(f"{where}[{at}]", *pair)
            ]
    elif not isinstance(wanted, (list, dict)) and not isinstance(came, (list, dict)) and _says(wanted, came):
        return []
    return [f"{where}: expected {wanted!r}, came {came!r}"]


def _says(wanted: str, came: object) -> bool:
    if wanted == "any":
        return True
    if wanted in (NONE, "null"):
        return came is None or came == ""
    if came is None:
        return False
    pattern = ".*".join(map(re.escape, wanted.replace("\\n", "\n").split("…")))
    return re.fullmatch(pattern, str(came), re.DOTALL) is not None


def _compare_findings(wanted: list[str], came: list[dict[str, Any]]) -> list[str]:
    rows = [_row(line) for line in wanted]
    if len(rows) != len(came):
        expected = "\n    ".join(f"{row['label']} {row['heading']}" for row in rows)
        got = "\n    ".join(f"{f['label']} {f['heading'][:50]}" for f in came)
        return [f"findings: expected {len(rows)}\n    {expected}\n  came {len(came)}\n    {got}"]
    out: list[str] = []
    for at, (row, finding) in enumerate(zip(rows, came, strict=True)):
        shown = _shown(finding)
        for key, value in row.items():
            if not _says(value, shown[key]):
                out.append(f"findings[{at}] {row['label']} {key}: expected {value!r}, came {shown[key]!r}")
    return out


def _row(line: str) -> dict[str, str]:
    cells = [cell.strip() for cell in line.split("|")]
    if len(cells) < len(FINDING_KEYS):
        raise ValueError(f"a finding needs {' | '.join(FINDING_KEYS)}: {line}")
    row = dict(zip(FINDING_KEYS, cells, strict=False))
    row["response"] = "…"
    for cell in cells[len(FINDING_KEYS) :]:
        key, _, value = cell.partition("=")
        row[key] = value
    return row


def _shown(finding: dict[str, Any]) -> dict[str, str | None]:
    outcome = finding["outcome"]
    return {
        "label": finding["label"],
        "heading": finding["heading"],
        "statement": finding["statement"],
        "outcome": f"{outcome['raw']}/{outcome['status']}" if outcome else None,
        "measures": " ".join(measure["marker"] for measure in finding["measures"]),
        "response": finding["response"],
        "path": " > ".join(finding["path"]),
        "fields": "; ".join(f"{field['role']} {field['label']}={field['value']}" for field in finding["fields"]),
        "citations": " ".join(finding["citations"]),
        "last": finding["measures"][-1]["text"] if finding["measures"] else None,
        "first": finding["measures"][0]["text"] if finding["measures"] else None,
    }
