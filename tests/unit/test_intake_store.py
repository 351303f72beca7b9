"""Notices are placed whole: every step may be the last one of a killed run."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from checking import collected

from generator.intake import store
from generator.intake.model import RefusedFileError
from generator.intake.store import locked_folder, store_new, store_replacement, stored_notices

OLD = {".txt": "旧通报".encode(), ".docx": b"old", ".sha256": b"1"}
NEW = {".txt": "新通报".encode(), ".docx": b"new", ".sha256": b"2"}


class KilledError(BaseException):
    """Stands for SIGKILL: no handler of errors sees it."""


def visible(notices: Path) -> dict[str, bytes]:
    """The files a reader of the folder sees."""
    files = (path for path in notices.rglob("*") if path.is_file())
    named = {path.relative_to(notices): path for path in files}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in named.items()
        if not any(part.startswith(".") for part in name.parts)
    }


def killing(at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the call that changes the disk for the `at`-th time dies before it does."""
    left = [at]

    def dying(call: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                raise KilledError
            return call(*arguments, **named)

        return step

    for owner, name in (
        (os, "fsync"),
        (Path, "rename"),
        (Path, "replace"),
        (Path, "mkdir"),
        (Path, "open"),
        (shutil, "rmtree"),
        (store, "exchange"),
    ):
        monkeypatch.setattr(owner, name, dying(getattr(owner, name)))


def outcomes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prepare: Callable[[Path], None], act: Callable[[Path], object]
) -> list[dict[str, bytes]]:
    """What is seen after a death at each step of an action, and after the action; each is followed by a recovery."""
    seen = []
    for step in range(60):
        notices = tmp_path / str(step)
        notices.mkdir()
        prepare(notices)
        with monkeypatch.context() as patch:
            killing(step, patch)
            try:
                with locked_folder(notices):
                    act(notices)
                done = True
            except KilledError:
                done = False
        seen.append(visible(notices))
        assert collected(notices).problems == ()
        with locked_folder(notices):
            assert visible(notices) == seen[-1]
        assert not [path for path in notices.iterdir() if path.name.startswith(".")]
        if done:
            return seen
    raise AssertionError("the action never ended")


def test_a_new_notice_of_one_file_is_there_or_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {".txt": OLD[".txt"]}
    seen = outcomes(tmp_path, monkeypatch, lambda _: None, lambda notices: store_new(notices, "a", files))
    whole = {"a.txt": OLD[".txt"]}
    assert all(each in ({}, whole) for each in seen)
    assert seen[0] == {}
    assert seen[-1] == whole
    assert len(seen) > 4


def test_a_new_notice_of_several_files_is_there_with_all_of_them_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = outcomes(tmp_path, monkeypatch, lambda _: None, lambda notices: store_new(notices, "a", OLD))
    whole = {f"a/a{suffix}": data for suffix, data in OLD.items()}
    assert all(each in ({}, whole) for each in seen)
    assert seen[-1] == whole
    assert len(seen) > 6


SIDECAR = b"source_url: https://a.cn/\n"
BEFORE = {f"a/a{suffix}": data for suffix, data in OLD.items()} | {"a/a.pdf": b"older", "a/a.yml": SIDECAR}
AFTER = {f"a/a{suffix}": data for suffix, data in NEW.items()} | {"a/a.yml": SIDECAR}


def with_old_notice(notices: Path) -> None:
    """Places the notice to be replaced."""
    with locked_folder(notices):
        store_new(notices, "a", {**OLD, ".pdf": b"older", ".yml": SIDECAR})


def with_new_notice(notices: Path) -> None:
    """Replaces it."""
    store_replacement(notices, notices / "a" / "a.txt", NEW)


def test_a_replaced_notice_is_the_old_one_or_the_new_one_and_keeps_its_sidecar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = outcomes(tmp_path, monkeypatch, with_old_notice, with_new_notice)
    assert all(each in (BEFORE, AFTER) for each in seen)
    assert seen[0] == BEFORE
    assert seen[-1] == AFTER


def test_where_folders_cannot_be_exchanged_the_next_run_brings_the_notice_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in range(60):
        notices = tmp_path / str(step)
        notices.mkdir()
        with_old_notice(notices)
        done = False
        with monkeypatch.context() as patch:
            killing(step, patch)
            patch.setattr(store, "exchange", lambda one, other: False)
            with contextlib.suppress(KilledError), locked_folder(notices):
                with_new_notice(notices)
                done = True
        with locked_folder(notices):
            came = visible(notices)
        assert came in (BEFORE, AFTER)
        if done:
            assert came == AFTER
            return
    raise AssertionError("the replacement never ended")


def test_a_flat_notice_is_replaced_in_one_step_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(OLD[".txt"])
    (tmp_path / "a.yml").write_bytes(b"unit: x\n")
    (tmp_path / "b.txt").write_bytes(b"b")
    with locked_folder(tmp_path):
        assert store_replacement(tmp_path, tmp_path / "a.txt", {".txt": NEW[".txt"]}) == tmp_path / "a.txt"
        with pytest.raises(RefusedFileError, match="GK045"):
            store_replacement(tmp_path, tmp_path / "a.txt", NEW)
    assert visible(tmp_path) == {"a.txt": NEW[".txt"], "a.yml": b"unit: x\n", "b.txt": b"b"}


def test_a_name_that_is_taken_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"here first")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "note.md").write_bytes(b"here first")
    with locked_folder(tmp_path), pytest.raises(RefusedFileError, match="GK044"):
        store_new(tmp_path, "a", {".txt": b"x"})
    with locked_folder(tmp_path), pytest.raises(RefusedFileError, match="GK044"):
        store_new(tmp_path, "b", OLD)
    assert visible(tmp_path) == {"a.txt": b"here first", "b/note.md": b"here first"}


def test_two_runs_do_not_work_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "PATIENCE", 0.0)
    with locked_folder(tmp_path), pytest.raises(RefusedFileError, match="GK046"), locked_folder(tmp_path):
        raise AssertionError("the lock was given twice")


def test_the_same_words_are_known_again_whatever_file_they_came_in(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("\ufeff通报\r\n　整改情况：一是".encode())
    assert stored_notices(tmp_path)["a"].words == store.hash_words("通报\n整改情况： 一是\n")
    assert stored_notices(tmp_path)["a"].words != store.hash_words("通报整改情况：二是")
