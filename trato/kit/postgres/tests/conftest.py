"""Homes on the real disk and commands in real processes; nothing is left running, whatever a test did."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from trato.kit.postgres.binaries import OLDEST_MAJOR, Binaries, everything_on_this_machine, find_binaries
from trato.kit.postgres.home import Home
from trato.kit.postgres.processes import working_in
from trato.kit.postgres.tenancy import using_database
from trato.kit.postgres.tests.scene import Command


@pytest.fixture(scope="session")
def home_with_binaries() -> Iterator[Home]:
    """As root the binaries are copied into every home; once is enough for the time of a test run."""
    yield (home := _new_home())
    _clear_away(home)


@pytest.fixture
def new_home(home_with_binaries: Home) -> Iterator[Callable[..., Home]]:
    made: list[Home] = []

    def make(name: str = "home", *, with_binaries: bool = True) -> Home:
        home = _new_home(name)
        made.append(home)
        home.prepare()
        if home.account.apart and with_binaries:
            home_with_binaries.prepare()
            find_binaries(home_with_binaries)
            home.binaries.symlink_to(home_with_binaries.binaries)
        return home

    yield make
    for home in made:
        _clear_away(home)


@pytest.fixture
def empty_home(new_home: Callable[..., Home]) -> Home:
    return new_home()


@pytest.fixture
def bare_home(new_home: Callable[..., Home]) -> Home:
    """Without the binaries, which the others share by a link."""
    return new_home(with_binaries=False)


@pytest.fixture(scope="session")
def shared_home(home_with_binaries: Home) -> Home:
    """A database made once, by the real way, and stopped."""
    with using_database(home_with_binaries):
        pass
    return home_with_binaries


@pytest.fixture
def home(shared_home: Home) -> Iterator[Home]:
    """A home whose database was made and left before, for tests that leave it as they found it."""
    shared_home.log_file.unlink(missing_ok=True)
    yield shared_home
    _end_servers(shared_home)


@pytest.fixture
def copied_home(new_home: Callable[..., Home], shared_home: Home) -> Callable[..., Home]:
    """The same under another name, without the seconds that making a database takes."""

    def copy(name: str = "home") -> Home:
        home = new_home(name)
        things = [shared_home.postgres, shared_home.password_file, shared_home.start_lock]
        subprocess.run(["cp", "-a", "--reflink=auto", *things, home.path], check=True)
        return home

    return copy


@pytest.fixture
def own_home(copied_home: Callable[..., Home]) -> Home:
    """For tests that spoil it."""
    return copied_home()


@pytest.fixture
def command() -> Iterator[Callable[[Home], Command]]:
    started: list[Command] = []

    def start(home: Home) -> Command:
        started.append(Command(home))
        return started[-1]

    yield start
    for one in started:
        one.kill()


def _new_home(name: str = "home") -> Home:
    folder = Path(tempfile.mkdtemp(prefix="trato-test-", dir="/var/tmp"))
    folder.chmod(0o755)
    return Home.find({"TRATO_HOME": str(folder / name)})


def _end_servers(home: Home) -> None:
    for process in working_in(home.data, home.account.uid):
        with suppress(psutil.NoSuchProcess):
            process.kill()


def _clear_away(home: Home) -> None:
    _end_servers(home)
    if home.socket_note.exists():
        shutil.rmtree(Path(home.socket_note.read_text()), ignore_errors=True)
    top = next(folder for folder in (home.path, *home.path.parents) if folder.name.startswith("trato-test-"))
    shutil.rmtree(top)


@pytest.fixture
def older(empty_home: Home) -> Callable[[], Binaries]:
    """A PostgreSQL before 17, where the machine has one."""

    def find() -> Binaries:
        for found in everything_on_this_machine(empty_home, ""):
            if OLDEST_MAJOR <= found.major < 17:
                return found
        pytest.skip("not proven: there is no PostgreSQL 15 or 16 on this machine")

    return find
