"""Django's SQLite, whose transactions stand in line at a file lock before they begin.

SQLite's own waiting is trying again and again: whoever has just written is back first, and one writer in many starves for seconds.
"""

import fcntl
import os

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions begin one after another, in the order in which they came."""

    _gate: int | None = None  # whoever comes next waits here alone, so that nobody who has just written slips past
    _place: int | None = None
    _stands_first = False

    def _start_transaction_under_autocommit(self) -> None:
        comes_new = not self._stands_first
        self._wait()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            if comes_new:
                self._leave()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._leave()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._leave()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._leave()
            for lock in (self._gate, self._place):
                if lock is not None:
                    os.close(lock)
            self._gate = self._place = None

    def _wait(self) -> None:
        if self._stands_first or self.is_in_memory_db():
            return
        if self._gate is None or self._place is None:
            self._gate, self._place = self._lock("gate"), self._lock("queue")
        fcntl.flock(self._gate, fcntl.LOCK_EX)
        try:
            fcntl.flock(self._place, fcntl.LOCK_EX)
        finally:
            fcntl.flock(self._gate, fcntl.LOCK_UN)
        self._stands_first = True

    def _lock(self, name: str) -> int:
        return os.open(f"{self.settings_dict['NAME']}-{name}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def _leave(self) -> None:
        if self._stands_first and self._place is not None:
            self._stands_first = False
            fcntl.flock(self._place, fcntl.LOCK_UN)
