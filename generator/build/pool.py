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
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, NamedTuple, TypeVar, cast

Item = TypeVar("Item")
Result = TypeVar("Result")


class WorkerError(Exception):
    """A process that worked for this one is gone."""


WATCH = 0.3
"""Seconds between two looks at whether the process that a worker works for is still there."""


SMALLEST = 6
"""Items of a batch at least: to frame one page takes MkDocs as long as three."""


class SchedulerError(Exception):
    """The cluster cannot be used, and why."""


class Planned(NamedTuple):
    """Work that nobody has begun, on items that nobody has made."""

    work: Callable[..., list[Any]]
    makers: Sequence[Callable[[], Any]]
    shared: tuple[Any, ...]
    few: bool
    futures: list[Future[list[Any]]]


PLANNED: list[Planned] = []
"""What copies of this process are to do; they find it here, so that nothing has to travel."""


class Spread:
    """Where work goes. `batch` is how many items are sent at a time at most; `least` how many there must be to send any;
    `hands` how many work at the same time, 0 where nobody knows.

    `shares_disk` says whether those who work see the files of this machine, `copies` whether they are copies of this process
    as it is when they are first needed.
    """

    def __init__(
        self,
        pool: Callable[[], Executor] | None,
        batch: int = 48,
        least: int = 48,
        hands: int = 0,
        shares_disk: bool = True,
        copies: bool = False,
    ) -> None:
        self.pool, self.batch, self.least, self.hands = pool, batch, least, hands
        self.shares_disk, self.copies = shares_disk, copies
        self._executor: Executor | None = None

    @contextmanager
    def beside(self, work: Callable[..., Result], *shared: Any) -> Iterator[Callable[[], Result]]:
        """Do `work(*shared)` at the same time as what follows; call what is given for its result.

        It is done in a process of its own where this one can be forked, because Python lets one thread of a process work at a
        time; else in a thread while others work elsewhere; else when the result is asked for. What the work changes in its arguments is not seen here, so it returns all there is to know.
        """
        if self.pool is None:
            yield lambda: work(*shared)
            return
        if not self.copies or threading.active_count() > 1:
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
        return self.pool is not None and items >= self.least

    def start(
        self, work: Callable[..., list[Result]], items: Sequence[Item], *shared: Any, few: bool = False
    ) -> Callable[[], Iterator[Result]]:
        """Begin `work(batch of items, *shared)` for all items; call what comes back for the results, in order.

        With `few`, each item is work enough to be sent alone.
        """
        if self.pool is None or not (items if few else self.worth(len(items))):
            return lambda: iter(work(list(items), *shared)) if items else iter(())
        executor = self._workers(self.pool)
        futures = [executor.submit(work, items[batch], *shared) for batch in self._batches(len(items), few)]
        return partial(_results, futures)

    def plan(
        self, work: Callable[..., list[Result]], makers: Sequence[Callable[[], Item]], *shared: Any, few: bool = False
    ) -> Callable[[], Iterator[Result]]:
        """The same for items that are still to be made, in which much of this process would travel. Copies of it make them
        themselves, once `begin` is called; for others they are made here, at once."""
        if not self.copies:
            return self.start(work, [make() for make in makers], *shared, few=few)
        planned = Planned(work, makers, shared, few, [])
        PLANNED.append(planned)

        def results() -> Iterator[Result]:
            if planned.futures:
                return _results(planned.futures)
            return iter(work([make() for make in makers], *shared)) if makers else iter(())

        return results

    def begin(self) -> None:
        """Begin what is planned."""
        items = sum(len(planned.makers) for planned in PLANNED)
        if self.pool is not None and (self.worth(items) or any(planned.few and planned.makers for planned in PLANNED)):
            self.anew()
            executor = self._workers(self.pool)
            for number, planned in enumerate(PLANNED):
                batches = self._batches(len(planned.makers), planned.few)
                planned.futures.extend(executor.submit(_planned, number, batch) for batch in batches)
        PLANNED.clear()

    def anew(self) -> None:
        """Let those who work here go: the next ones are copies of this process as it is then."""
        if self.copies:
            self.end()

    def end(self) -> None:
        """Let those who work here go, and drop what they have not begun."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None

    def _workers(self, pool: Callable[[], Executor]) -> Executor:
        if self._executor is None:
            self._executor = pool()
        return self._executor

    def _batches(self, items: int, few: bool) -> Iterator[slice]:
        """Large ones first, small ones at the end, so that all hands are done at about the same time."""
        at = 0
        while at < items:
            share = -(-(items - at) // (3 * self.hands)) if self.hands else self.batch
            size = 1 if few else min(self.batch, max(share, SMALLEST))
            yield slice(at, at + size)
            at += size


@contextmanager
def spread(workers: int, scheduler: str | None = None) -> Iterator[Spread]:
    """`workers` processes here, or the cluster at `scheduler` (tcp://host:port). Raises SchedulerError."""
    if scheduler is not None:
        with cluster(scheduler) as executor:
            yield Spread(lambda: executor, shares_disk=False)
    elif workers < 2:
        yield Spread(None)
    else:
        forked = sys.platform == "linux" and threading.active_count() == 1
        context = get_context("fork" if forked else "spawn")
        pool = partial(ProcessPoolExecutor, workers, mp_context=context, initializer=_begin, initargs=(os.getpid(),))
        # A fork has all modules loaded already; another process takes half a second to load them.
        spread = Spread(pool, batch=96, least=4 if forked else 48, hands=workers, copies=forked)
        try:
            yield spread
        finally:
            PLANNED.clear()
            spread.end()


def _results(futures: list[Future[list[Result]]]) -> Iterator[Result]:
    """Once: what was told is not held any longer."""
    futures.reverse()
    while futures:
        yield from futures.pop().result()


def _planned(number: int, batch: slice) -> list[Any]:
    """In a copy of the process that planned it: a batch of its work."""
    planned = PLANNED[number]
    return planned.work([make() for make in planned.makers[batch]], *planned.shared)


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
def no_collections(for_good: bool = False) -> Iterator[None]:
    """Without Python's cycle collector, which walks the whole library again and again and finds nothing: a build is
    short, and what it makes are trees. `for_good` in a process that ends with the build."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled and not for_good:
            gc.enable()
