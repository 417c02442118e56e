"""Two at once: threads with connections of their own, started together."""

from collections.abc import Callable
from contextlib import nullcontext
from threading import Barrier, Thread

from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection, transaction

from sinople.kernel.refused import Refused


def race(act: Callable[[int], object], *, runners: int = 2, in_one: bool = True) -> list[object]:
    """Run the act in several threads, each in its own transaction (or the one it opens itself); return for each its result, or the refusal it got."""
    together, results = Barrier(runners), [None] * runners

    def run(n: int) -> None:
        try:
            together.wait(timeout=20)
            with transaction.atomic() if in_one else nullcontext():
                results[n] = act(n)
        except (Refused, PermissionDenied, OperationalError) as fault:
            results[n] = fault
        finally:
            connection.close()

    threads = [Thread(target=run, args=(n,)) for n in range(runners)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def won(results: list[object]) -> int:
    """Return how many succeeded."""
    return sum(not isinstance(result, Exception) for result in results)
