"""A build spread over a Dask cluster gives the bytes of a build on one machine."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.build.pool import PoolError, opened_pool
from tests.corpus.make import make
from tests.unit.test_build import manifest

ROOT = Path(__file__).parents[2]
CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))}


@contextmanager
def two_workers(folder: Path) -> Iterator[str]:
    """The address of a cluster of two worker processes."""
    script = folder / "cluster.py"
    script.write_text(CLUSTER)
    with subprocess.Popen(
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT
    ) as process:
        assert process.stdin
        assert process.stdout
        yield process.stdout.readline().strip()
        process.stdin.close()


def build(folder: Path, *options: str) -> dict[str, str]:
    (folder / "notices").mkdir(parents=True)
    for made in make(60):
        (folder / "notices" / f"{made.id}.txt").write_bytes(made.text.encode())
    command = [sys.executable, "-m", "generator", "build", *options]
    subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=True, capture_output=True)
    return manifest(folder / "site")


def test_two_workers_of_a_cluster_make_the_bytes_that_one_process_makes(tmp_path: Path) -> None:
    alone = build(tmp_path / "alone", "--workers", "1")
    with two_workers(tmp_path) as address:
        assert build(tmp_path / "spread", "--scheduler", address) == alone


def test_a_scheduler_that_does_not_answer_is_a_message() -> None:
    with pytest.raises(PoolError, match="连不上"), opened_pool(1, "tcp://127.0.0.1:9"):
        pass
