"""Work spread over processes here or over a Dask cluster, through `concurrent.futures.Executor`.

What is spread are pure functions of picklable arguments, so the result does not depend on who computed it.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, TypeVar

from generator.build.memo import Memo

Item = TypeVar("Item")
Result = TypeVar("Result")


class PoolError(Exception):
    """The workers cannot be used, and why."""


class Pool:
    """Where work goes: to `executor`, or where there is none, done at once."""

    def __init__(self, executor: Executor | None, workers: int = 1, *, shares_disk: bool = True) -> None:
        self.executor, self.workers, self.shares_disk = executor, workers, shares_disk

    def submit(self, work: Callable[..., Result], *args: Any) -> Callable[[], Result]:
        """Begin the work; call what comes back for its result."""
        if self.executor is None:
            made = work(*args)
            return lambda: made
        return self.executor.submit(work, *args).result


def remembered(
    work: Callable[[Sequence[Item]], list[bytes]],
    items: Iterable[tuple[str, Item]],
    memo: Memo,
    pool: Pool,
    batch: int,
) -> Iterator[tuple[str, bytes]]:
    """Yield the key of each item with what `work` makes of it: from the memo, or made by the pool in batches and put there. In no order."""
    waiting: dict[str, Item] = {}
    started: deque[tuple[list[str], Callable[[], list[bytes]]]] = deque()

    def finished(most: int) -> Iterator[tuple[str, bytes]]:
        while len(started) > most:
            keys, result = started.popleft()
            for key, value in zip(keys, result(), strict=True):
                memo.put(key, value)
                yield key, value

    for key, item in items:
        known = memo.get(key)
        if known is not None:
            yield key, known
            continue
        waiting[key] = item
        if len(waiting) == batch:
            started.append(([*waiting], pool.submit(work, [*waiting.values()])))
            waiting.clear()
            yield from finished(2 * pool.workers)  # so that few results wait in memory
    if waiting:
        started.append(([*waiting], pool.submit(work, [*waiting.values()])))
    yield from finished(0)


@contextmanager
def opened_pool(workers: int, scheduler: str | None = None) -> Iterator[Pool]:
    """Open a pool of processes here, or the Dask cluster at `scheduler` (tcp://host:port). Raises PoolError."""
    if scheduler is not None:
        with _dask_executor(scheduler) as executor:
            yield Pool(executor, 8, shares_disk=False)
    elif workers < 2:
        yield Pool(None)
    else:
        with ProcessPoolExecutor(workers, initializer=_end_with_parent) as executor:
            executor.submit(int)  # starts the workers while this process is small
            try:
                yield Pool(executor, workers)
            except BrokenProcessPool:
                raise PoolError("一个工作进程意外结束，请重新构建。") from None
            except BaseException:
                executor.shutdown(cancel_futures=True)
                raise


def _end_with_parent() -> None:
    """End this worker when the process that it works for ends: one that was killed would leave workers that wait for ever."""
    parent = multiprocessing.parent_process()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent says when to stop

    def watch() -> None:
        if parent is not None:
            parent.join()
            signal.raise_signal(signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def _dask_executor(address: str) -> Iterator[Executor]:
    """Open the executor of a Dask cluster. Raises PoolError where it is not installed or does not answer."""
    try:
        from distributed import Client
    except ImportError as error:
        raise PoolError("--scheduler 需要 Dask：pip install 'gongkai[cluster]'。") from error
    try:
        client = Client(address, timeout=10, set_as_default=False)  # type: ignore[no-untyped-call]  # Dask publishes no types
    except (OSError, TimeoutError, ValueError) as error:
        raise PoolError(f"连不上调度器 {address}：{error}") from error
    with client:
        yield client.get_executor(pure=False)  # type: ignore[no-untyped-call]
