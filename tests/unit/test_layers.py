"""The order of the stages: data flows down, so a stage imports only from the stages above it (ARCHITECTURE.md)."""

import ast
from collections.abc import Iterator
from pathlib import Path

GENERATOR = Path(__file__).parents[2] / "generator"
ORDER = (
    *(
        "source",
        "diagnostics",
        "rules",
        "syntax",
        "facts",
        "aliases",
        "checks",
        "sidecar",
        "filing",
        "library",
        "exchange",
    ),
    *("pages", "search", "exports", "build", "single", "intake", "office", "report", "review", "serve"),
    *("usage", "cli", "__main__"),
)
"""Stages in the order that data flows."""
ROOMS = frozenset(("build", "intake", "office", "review", "serve", "cli"))
"""What may touch the disk, start a process or print."""
OUTSIDE = {
    # The program's own data and templates, which come with it.
    "rules/__init__.py": {"read_bytes"},
    "syntax/vocabulary.py": {"read_bytes"},
    "facts/regions.py": {"read_text"},
    "facts/topics.py": {"read_bytes"},
    "exports/sqlite.py": {"read_bytes"},
    "pages/prose.py": {"is_dir"},
    # Commands without a room of their own: `parse`, `check`, and what the command line says of a wrong call.
    "single.py": {"read_bytes", "exists"},
    "report/check.py": {"is_dir"},
    "usage.py": {"echo"},
}
"""All that does so elsewhere, and how."""
FUNCTIONS = {"print", "open", "input", "exec", "eval"}
METHODS = {
    *("read_bytes", "read_text", "exists", "is_dir", "is_file", "stat", "iterdir", "glob", "rglob", "open"),
    *("write_bytes", "write_text", "mkdir", "touch", "chmod", "rename", "rmdir", "unlink", "symlink_to"),
    *("echo", "today", "now"),
}
MODULES = {
    "subprocess",
    "socket",
    "shutil",
    "tempfile",
    "urllib.request",
    "http",
    "requests",
    "time",
    "random",
    "locale",
}
LINES_OF_A_FILE, LINES_OF_A_FUNCTION = 300, 50


def modules() -> Iterator[tuple[str, str, ast.Module]]:
    """Every module: its path, its stage, its syntax tree."""
    for path in sorted(GENERATOR.rglob("*.py")):
        name = path.relative_to(GENERATOR)
        if name.name != "__init__.py" or len(name.parts) > 1:
            yield name.as_posix(), name.parts[0].removesuffix(".py"), ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> Iterator[str]:
    """The modules that a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "a relative import hides the stage it comes from"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def touches(tree: ast.Module) -> Iterator[str]:
    """How a module reaches for the disk, another process, the clock or the person in front of it."""
    for name in imports(tree):
        yield from (module for module in MODULES if f"{name}.".startswith(f"{module}."))
    for node in ast.walk(tree):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Name) and called.id in FUNCTIONS:
            yield called.id
        if isinstance(called, ast.Attribute) and called.attr in METHODS:
            yield called.attr
        if isinstance(node, ast.Attribute) and node.attr in ("stdout", "stderr", "stdin"):
            yield node.attr


def test_every_module_belongs_to_a_stage_and_every_stage_exists() -> None:
    assert {stage for _, stage, _ in modules()} == set(ORDER)


def test_a_stage_imports_only_from_the_stages_above_it() -> None:
    below = {stage: set(ORDER[at + 1 :]) for at, stage in enumerate(ORDER)}
    wrong = [
        f"{path} imports {name}"
        for path, stage, tree in modules()
        for name in imports(tree)
        if name.startswith("generator.") and name.split(".")[1] in below[stage]
    ]
    assert wrong == []


def test_only_the_rooms_for_it_touch_disk_processes_clock_or_screen() -> None:
    outside = {path: set(touches(tree)) for path, stage, tree in modules() if stage not in ROOMS}
    assert {path: how for path, how in outside.items() if how} == OUTSIDE


def test_mkdocs_is_known_to_the_build_alone_and_its_server_to_serve() -> None:
    knowing: dict[str, set[str]] = {}
    for _, stage, tree in modules():
        for name in imports(tree):
            if name.split(".")[0] in ("mkdocs", "material"):
                knowing.setdefault(stage, set()).add(name)
    assert set(knowing) == {"build", "serve"}
    assert knowing["serve"] == {"mkdocs.livereload.LiveReloadServer"}


def test_files_and_functions_are_short_enough_to_read_in_one_sitting() -> None:
    long = []
    for path, _, tree in modules():
        if tree.body and (last := tree.body[-1].end_lineno or 0) > LINES_OF_A_FILE:
            long.append(f"{path}: {last} lines")
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= LINES_OF_A_FUNCTION:
                long.append(f"{path}: {node.name}")
    assert long == []
