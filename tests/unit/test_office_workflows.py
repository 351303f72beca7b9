"""Workflows and scripts that offices run, and our own: valid by their platforms' schemas, pinned, and without a hole."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
OFFICE = ROOT / "templates/office"
GITHUB = [OFFICE / "github/check.yml", OFFICE / "github/publish.yml", ROOT / ".github/workflows/ci.yml"]
GITLAB = OFFICE / "gitlab-ci.yml"
SCRIPTS = [OFFICE / "gongkai.sh", ROOT / ".ci/run", ROOT / ".ci/packages"]
BIN = Path(sys.executable).parent


def tool(name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """A linter of this environment, without network."""
    return subprocess.run(
        [str(BIN / name), *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False
    )


def schema(kind: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return tool("check-jsonschema", "--builtin-schema", f"vendor.{kind}", *arguments)


def audit(*files: object) -> subprocess.CompletedProcess[str]:
    return tool("zizmor", "--offline", "--strict-collection", "--persona", "auditor", "--quiet", *files)


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.name)
def test_a_github_workflow_is_valid_and_passes_the_strictest_audit(path: Path) -> None:
    for found in (schema("github-workflows", path), audit(path)):
        assert found.returncode == 0, found.stdout + found.stderr


def test_the_gitlab_pipeline_is_valid() -> None:
    found = schema("gitlab-ci", "--data-transform", "gitlab-ci", GITLAB)
    assert found.returncode == 0, found.stdout + found.stderr


def test_the_linters_would_speak(tmp_path: Path) -> None:
    good = GITHUB[1].read_text(encoding="utf-8")
    for name, bad in {
        "unpinned": re.sub(r"actions/checkout@\S+ # \S+", "actions/checkout@main", good),
        "injection": good.replace("run: gongkai build", 'run: gongkai build "${{ github.head_ref }}"'),
        "permissions": good.replace("permissions: {}", "permissions: write-all"),
    }.items():
        assert bad != good
        path = tmp_path / f"{name}.yml"
        path.write_text(bad, encoding="utf-8")
        assert audit(path).returncode != 0, name
    (tmp_path / "typo.yml").write_text(good.replace("runs-on", "run-on"), encoding="utf-8")
    assert schema("github-workflows", tmp_path / "typo.yml").returncode != 0
    (tmp_path / "gitlab.yml").write_text(GITLAB.read_text(encoding="utf-8").replace("script:", "scripts:"))
    assert schema("gitlab-ci", tmp_path / "gitlab.yml").returncode != 0
    (tmp_path / "bad.sh").write_text("#!/bin/sh\nrm -rf $1/*\n")
    assert tool("shellcheck", tmp_path / "bad.sh").returncode != 0


def shell_of_pipelines() -> Iterator[tuple[str, str]]:
    """Every piece of shell inside a workflow, as one script each."""
    for path in GITHUB:
        for number, step in enumerate(steps(path)):
            if "run" in step:
                yield f"{path.name}-{number}", step["run"]
    pipeline = yaml.safe_load(GITLAB.read_text(encoding="utf-8"))
    for job in ("default", "check", "pages"):
        lines = [*pipeline[job].get("before_script", ()), *pipeline[job].get("script", ())]
        yield f"gitlab-{job}", "\n".join(lines)


def test_all_shell_is_clean(tmp_path: Path) -> None:
    paths = list(SCRIPTS)
    for name, lines in shell_of_pipelines():
        paths.append(tmp_path / f"{name}.sh")
        paths[-1].write_text(f"#!/bin/bash\nset -e\n{lines}\n", encoding="utf-8")
    assert len(paths) > 8
    found = tool("shellcheck", "--severity=style", *paths)
    assert found.returncode == 0, found.stdout


def test_a_check_may_read_only_and_publishing_may_publish_only() -> None:
    check, publish = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in GITHUB[:2])
    assert check["permissions"] == publish["permissions"] == {}
    assert [job["permissions"] for job in check["jobs"].values()] == [{"contents": "read"}]
    assert publish["jobs"]["build"]["permissions"] == {"contents": "read"}
    assert publish["jobs"]["publish"]["permissions"] == {"pages": "write", "id-token": "write"}


def test_a_merge_request_is_annotated_and_main_is_published_with_the_cache_kept() -> None:
    check, publish = ([str(step.get("run", "")) for step in steps(path)] for path in GITHUB[:2])
    assert "gongkai check notices --format github" in check
    assert "gongkai build" in publish
    cached = [step for step in steps(GITHUB[1]) if str(step.get("uses", "")).startswith("actions/cache@")]
    assert [step["with"]["path"] for step in cached] == ["build"]
    pipeline = yaml.safe_load(GITLAB.read_text(encoding="utf-8"))
    assert pipeline["check"]["artifacts"]["reports"]["codequality"] in pipeline["check"]["script"][0]
    assert "build/" in pipeline["default"]["cache"]["paths"]
    assert pipeline["pages"]["artifacts"]["paths"] == ["public"]
