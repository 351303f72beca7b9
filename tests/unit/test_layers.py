"""The order of the stages: data flows down, so a stage imports only from the stages above it (ARCHITECTURE.md)."""

import ast
from collections.abc import Iterator
from pathlib import Path

GENERATOR = Path(__file__).parents[2] / "generator"
# Stages in the order that data flows; those in one row may not import each other.
ORDER = [
    {"source"},
    {"diagnostics"},
    {"rules"},
    {"syntax"},
    {"facts"},
    {"sidecar", "checks"},
    {"filing"},
    {"sums"},
    {"library"},
    {"pages", "search", "report"},
    {"exports"},  # data bears the addresses and words of the pages
    {"intake"},
    {"build"},
    {"office", "review"},
    {"serve"},
    {"usage"},
    {"cli"},
    {"__main__"},
]
RANK = {stage: rank for rank, row in enumerate(ORDER) for stage in row}
MAY_TOUCH_THE_WORLD = {"build", "intake", "office", "review", "serve", "cli", "__main__"}
WORLD = {"subprocess", "socket", "shutil", "tempfile", "urllib.request", "http", "requests", "time", "random", "locale"}


def stage_of(path: Path) -> str:
    first = path.relative_to(GENERATOR).parts[0]
    return first.removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (
                [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "generator" else [node.module]
            )


def modules() -> list[Path]:
    found = [path for path in sorted(GENERATOR.rglob("*.py")) if path != GENERATOR / "__init__.py"]
    assert len(found) > 30
    return found


def test_every_module_belongs_to_a_stage() -> None:
    assert {stage_of(path) for path in modules()} <= set(RANK)


def test_a_stage_imports_only_from_the_stages_above_it() -> None:
    wrong = []
    for path in modules():
        own = stage_of(path)
        for name in imports(path):
            parts = name.split(".")
            if (
                parts[0] == "generator"
                and len(parts) > 1
                and parts[1] != own
                and parts[1] in RANK
                and RANK[parts[1]] >= RANK[own]
            ):
                wrong.append(f"{path.relative_to(GENERATOR)} imports {name}")
    assert wrong == []


def test_only_the_last_stages_touch_disk_network_processes_or_the_clock() -> None:
    wrong = []
    for path in modules():
        if stage_of(path) in MAY_TOUCH_THE_WORLD:
            continue
        wrong += [
            f"{path.relative_to(GENERATOR)} imports {name}"
            for name in imports(path)
            if name.split(".")[0] in WORLD or name in WORLD
        ]
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("print", "open", "input")
            ):
                wrong.append(f"{path.relative_to(GENERATOR)}:{node.lineno} calls {node.func.id}()")
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("write_text", "write_bytes", "unlink", "mkdir", "today", "now")
            ):
                wrong.append(f"{path.relative_to(GENERATOR)}:{node.lineno} calls .{node.func.attr}()")
    assert wrong == []


def test_mkdocs_is_known_to_the_site_stage_alone() -> None:
    wrong = [
        str(path.relative_to(GENERATOR))
        for path in modules()
        if stage_of(path) not in ("build", "serve")
        and any(name.split(".")[0] in ("mkdocs", "material") for name in imports(path))
    ]
    assert wrong == []


def test_files_stay_short_enough_to_read_in_one_sitting() -> None:
    long = {
        str(path.relative_to(GENERATOR)): count
        for path in modules()
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 320
    }
    assert long == {}
