"""What the server says about itself, kept from growing for ever."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

LARGEST = 20_000_000


@dataclass(frozen=True)
class ServerLog:
    path: Path

    def open(self) -> BinaryIO:
        """For appending, so that emptying the file under a running server works."""
        log = self.path.open("ab")
        self.path.chmod(0o600)
        return log

    def keep_small(self) -> None:
        """One older part is kept. Lines written between copying and emptying are lost, the price of not restarting."""
        if self.path.exists() and self.path.stat().st_size > LARGEST:
            shutil.copy(self.path, self.path.with_suffix(".log.1"))
            with self.path.open("r+b") as log:
                log.truncate(0)

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def last_lines(self, *, since: int = 0, count: int = 10) -> str:
        if not self.path.exists():
            return ""
        with self.path.open("rb") as log:
            log.seek(max(since, self.size - 10_000))
            return "\n".join(log.read().decode(errors="replace").splitlines()[-count:])
