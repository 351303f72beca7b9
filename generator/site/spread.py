"""Work spread over processes or machines through `concurrent.futures.Executor`, in whatever order, told in order.

With one worker, or too little work to pay for starting processes, everything happens here. What is spread are pure
functions of picklable arguments, so the result does not depend on who computed it.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar, cast

Item = TypeVar("Item")
Result = TypeVar("Result")


class WorkerError(Exception):
    """A process that worked for this one is gone."""


WATCH = 0.3
"""Seconds between two looks at whether the process that a worker works for is still there."""


class SchedulerError(Exception):
    """The cluster cannot be used, and why."""


class Spread:
    """Where work goes. `batch` is how many items are sent at a time at most; `least` how many there must be to send any;
    `hands` how many work at the same time, 0 where nobody knows.

    `shares_disk` says whether those who work see the files of this machine.
    """

    def __init__(
        self, executor: Executor | None, batch: int = 48, least: int = 48, hands: int = 0, shares_disk: bool = True
    ) -> None:
        self.executor, self.batch, self.least, self.hands = executor, batch, least, hands
        self.shares_disk = shares_disk
        self.started = False

    @contextmanager
    def beside(self, work: Callable[..., Result], *shared: Any) -> Iterator[Callable[[], Result]]:
        """Do `work(*shared)` at the same time as what follows; call what is given for its result.

        It is done in a process of its own where this one can be forked, because Python lets one thread of a process work at a
        time, else in a thread. What the work changes in its arguments is not seen here, so it returns all there is to know.
        """
        alone = threading.active_count() == 1 and not self.started
        if self.executor is None or sys.platform != "linux" or not self.shares_disk or not alone:
            with ThreadPoolExecutor(1) as thread:
                yield thread.submit(work, *shared).result
            return
        context = get_context("fork")
        answers, answer = context.Pipe(duplex=False)
        child = context.Process(target=_answer, args=(answer, os.getpid(), work, shared), daemon=True)
        child.start()
        answer.close()

        def result() -> Result:
            try:
                made, error = answers.recv()
            except EOFError:
                raise WorkerError("一个工作进程意外结束，请重新构建。") from None
            if error is not None:
                raise error
            return cast(Result, made)

        try:
            yield result
        finally:
            child.terminate()
            child.join()
            answers.close()

    def worth(self, items: int) -> bool:
        """Whether so many items are worth sending to anybody."""
        return self.executor is not None and items >= self.least

    def start(
        self, work: Callable[..., list[Result]], items: Sequence[Item], *shared: Any, few: bool = False
    ) -> Callable[[], Iterator[Result]]:
        """Begin `work(batch of items, *shared)` for all items; call what comes back for the results, in order.

        With `few`, each item is work enough to be sent alone.
        """
        if self.executor is None or not (items if few else self.worth(len(items))):
            return lambda: iter(work(list(items), *shared)) if items else iter(())
        self.started = True
        size = 1 if few else self._size(len(items))
        batches = [list(items[at : at + size]) for at in range(0, len(items), size)]
        futures: list[Future[list[Result]]] = [self.executor.submit(work, batch, *shared) for batch in batches]

        def results() -> Iterator[Result]:
            for future in futures:
                yield from future.result()

        return results

    def _size(self, items: int) -> int:
        """Items of a batch: some batches for each hand, so that all are done at about the same time."""
        return min(self.batch, -(-items // (3 * self.hands))) if self.hands else self.batch


@contextmanager
def spread(workers: int, scheduler: str | None = None) -> Iterator[Spread]:
    """`workers` processes here, or the cluster at `scheduler` (tcp://host:port). Raises SchedulerError."""
    if scheduler is not None:
        with cluster(scheduler) as executor:
            yield Spread(executor, shares_disk=False)
    elif workers < 2:
        yield Spread(None)
    else:
        forked = sys.platform == "linux" and threading.active_count() == 1
        context = get_context("fork" if forked else "spawn")
        pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(os.getpid(),))
        try:
            # A fork has all modules loaded already; another process takes half a second to load them.
            yield Spread(pool, batch=96, least=4 if forked else 48, hands=workers)
        finally:
            pool.shutdown(cancel_futures=True)


def _answer(answer: Connection, parent: int, work: Callable[..., Any], shared: tuple[Any, ...]) -> None:
    """In a process of its own: the result of the work, or what it raised."""
    _begin(parent)
    try:
        made = work(*shared)
    except Exception as error:  # told to the process that asked
        answer.send((None, error))
    else:
        answer.send((made, None))
    answer.close()


def _begin(parent: int) -> None:
    """Prepare a process that works for another one, and end it with that one: a build that was killed would leave processes
    that wait for ever, with its lock."""
    gc.disable()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(WATCH)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """The executor of a Dask cluster. Raises SchedulerError where it is not installed or does not answer."""
    try:
        from distributed import Client
    except ImportError as error:
        raise SchedulerError("--scheduler 需要 Dask：pip install 'gongkai[cluster]'。") from error
    try:
        client = Client(address, timeout=10, set_as_default=False)  # type: ignore[no-untyped-call]  # Dask publishes no types
    except (OSError, TimeoutError, ValueError) as error:
        raise SchedulerError(f"连不上调度器 {address}：{error}") from error
    with client:
        yield client.get_executor(pure=False)  # type: ignore[no-untyped-call]


@contextmanager
def no_collections() -> Iterator[None]:
    """Without Python's cycle collector, which walks the whole library again and again and finds nothing: a build is
    short, and what it makes are trees."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
