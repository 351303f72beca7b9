"""The reports for programs: JSON, annotations, SARIF. All pure, all deterministic, none breakable from inside a notice."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from checking import read
from jsonschema import Draft4Validator

from generator.checks import check_notice
from generator.report.github import render_github
from generator.report.gitlab import render_gitlab
from generator.report.json import render_json
from generator.report.model import FileReport
from generator.report.sarif import render_sarif
from generator.rules import RULES, diagnose
from generator.source import Source, Span

SCHEMA = json.loads((Path(__file__).parents[1] / "data" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
NOTICES = sorted((Path(__file__).parents[2] / "notices").glob("*.txt"))


@pytest.fixture(scope="module")
def reports() -> list[FileReport]:
    found = []
    for path in NOTICES:
        notice = read(path.read_bytes(), path.stem)
        found.append(FileReport(f"notices/{path.name}", notice.source, check_notice(notice), notice))
    return found


def awkward() -> FileReport:
    """Paths, messages and spans that a careless format would break on."""
    source = Source("a b.txt", "一\r\n二：，%\n三".encode())
    found = [
        diagnose("GK404", Span(3, 5), "说明：一,二%三\n::error::四", "办法\r五"),
        diagnose("GK404", Span(0, 8), "跨行。"),
        diagnose("GK204", Span(90, 99), "在文字之外。"),
    ]
    return FileReport("notices/甲 b:c,d%.txt", source, found)


def test_json_says_where_what_and_how_much(reports: list[FileReport]) -> None:
    document = json.loads(render_json(reports))
    assert document["version"] == 1
    assert [file["path"] for file in document["files"]] == [report.path for report in reports]
    pingjiang = next(file for file in document["files"] if "pingjiang" in file["path"])
    repeated = next(d for d in pingjiang["diagnostics"] if d["code"] == "GK102")
    assert (repeated["line"], repeated["column"], repeated["end_line"], repeated["end_column"]) == (118, 1, 118, 5)
    assert repeated["severity"] == "warning"
    assert repeated["title"] == "编号重复"
    counted = [d["severity"] for file in document["files"] for d in file["diagnostics"]]
    assert document["summary"] == {
        "files": 5,
        "errors": counted.count("error"),
        "warnings": counted.count("warning"),
        "hints": counted.count("hint"),
    }


def test_columns_are_code_points_and_lines_are_those_of_an_editor() -> None:
    source = Source("a.txt", "甲\u2028乙\r\n𠀀丙丁".encode())
    report = FileReport("a.txt", source, [diagnose("GK404", Span(6, 7), "丙。")])
    (found,) = json.loads(render_json([report]))["files"][0]["diagnostics"]
    assert (found["line"], found["column"], found["end_column"]) == (2, 2, 3)


def test_an_annotation_is_one_line_whatever_the_words(reports: list[FileReport]) -> None:
    for report in [*reports, awkward()]:
        lines = render_github([report]).splitlines()
        assert len(lines) == len(report.diagnostics)
        for line in lines:
            assert re.fullmatch(r"::(error|warning|notice) file=[^:\n]+::.*", line), line
    assert render_github([FileReport("a.txt", Source("a.txt", b""), [])]) == ""


def unescape(value: str) -> str:
    """As the runner reads it: https://github.com/actions/toolkit, command.ts, backwards."""
    for code, char in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        value = value.replace(code, char)
    return value


def test_an_annotation_is_read_back_as_it_was_meant() -> None:
    report = awkward()
    line = render_github([report]).splitlines()[0]
    head, _, message = line.removeprefix("::").partition("::")
    command, _, told = head.partition(" ")
    properties = {name: unescape(value) for name, _, value in (part.partition("=") for part in told.split(","))}
    assert command == "warning"
    assert properties["file"] == report.path
    assert (properties["line"], properties["col"], properties["endColumn"]) == ("2", "1", "3")
    assert unescape(message) == "说明：一,二%三\n::error::四\n办法：办法\r五"


def test_an_annotation_over_lines_names_no_columns() -> None:
    line = render_github([awkward()]).splitlines()[1]
    assert "endLine=3" in line
    assert "col=" not in line


def test_sarif_is_valid_against_the_schema_of_the_standard(reports: list[FileReport]) -> None:
    Draft4Validator.check_schema(SCHEMA)
    for some in (reports, [awkward()], []):
        faults = [error.message for error in Draft4Validator(SCHEMA).iter_errors(json.loads(render_sarif(some, "1.0")))]
        assert faults == []


def sarif(reports: list[FileReport]) -> dict[str, Any]:
    run: dict[str, Any] = json.loads(render_sarif(reports, "1.0"))["runs"][0]
    return run


def test_sarif_names_rules_places_and_files(reports: list[FileReport]) -> None:
    run = sarif(reports)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        report = reports[place["artifactLocation"]["index"]]
        assert place["artifactLocation"]["uri"] == report.path
        assert run["artifacts"][place["artifactLocation"]["index"]]["hashes"]["sha-256"] == report.source.sha256
    assert len(run["results"]) == sum(len(report.diagnostics) for report in reports)


def test_sarif_escapes_paths() -> None:
    run = sarif([awkward()])
    assert run["artifacts"][0]["location"]["uri"] == "notices/%E7%94%B2%20b%3Ac%2Cd%25.txt"


def test_a_result_keeps_its_fingerprint_when_its_line_moves() -> None:
    def prints(text: str) -> list[str]:
        notice = read(text)
        found = [d for d in check_notice(notice) if d.code == "GK404"]
        run = sarif([FileReport("a.txt", notice.source, found)])
        return [result["partialFingerprints"]["gongkai/v1"] for result in run["results"]]

    line = "整改情况：2024年11月3020日开会，2024年1130日检查。\n"
    assert prints(line) == prints("新的一行。\n" + line)
    assert len(set(prints(line))) == 2


def test_a_merge_request_is_told_file_line_and_words_and_no_fingerprint_twice(reports: list[FileReport]) -> None:
    told = json.loads(render_gitlab([*reports, awkward()]))
    assert len(told) == sum(len(report.diagnostics) for report in reports) + 3
    assert len({issue["fingerprint"] for issue in told}) == len(told)
    first, over_lines, hint = told[-3:]
    assert first["location"] == {"path": "notices/甲 b:c,d%.txt", "lines": {"begin": 2, "end": 2}}
    assert first["description"] == f"GK404 {RULES['GK404'].title}：说明：一,二%三\n::error::四办法：办法\r五"
    assert over_lines["location"]["lines"] == {"begin": 1, "end": 3}
    assert hint["severity"] == "info"
    assert render_gitlab([]) == "[]\n"


def test_the_same_input_gives_the_same_bytes(reports: list[FileReport]) -> None:
    for render in (render_json, render_github, render_gitlab, lambda reports: render_sarif(reports, "1.0")):
        assert render(reports) == render(list(reports))
