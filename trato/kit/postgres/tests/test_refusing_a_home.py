"""Folders that cannot hold the data are refused in a sentence that names the one to change."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from trato.kit.postgres.account import OUR_UID, Account
from trato.kit.postgres.errors import HomeRefused
from trato.kit.postgres.home import Home
from trato.kit.postgres.tenancy import using_database

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="not proven: only root's server runs as another user")


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="trato-test-", dir="/var/tmp"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def home_at(path: Path) -> Home:
    return Home.find({"TRATO_HOME": str(path)})


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@only_root
def test_a_home_behind_a_closed_door_is_refused_naming_the_door(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)

    with pytest.raises(HomeRefused, match=f"cannot pass through {closed},"), using_database(home_at(closed / "home")):
        pass

    assert mode_of(closed) == 0o700
    assert not any(closed.iterdir())


@only_root
def test_a_link_does_not_hide_the_closed_door(folder: Path) -> None:
    (folder / "closed").mkdir(mode=0o700)
    (folder / "link").symlink_to(folder / "closed")

    with pytest.raises(HomeRefused, match=f"{folder}/closed,"):
        home_at(folder / "link" / "home").prepare()


@only_root
def test_folders_we_make_on_the_way_let_the_server_through_whatever_the_umask(folder: Path) -> None:
    umask = os.umask(0o077)
    try:
        home_at(folder / "one" / "two" / "home").prepare()
    finally:
        os.umask(umask)

    assert [mode_of(folder / name) for name in ("one", "one/two", "one/two/home")] == [0o755, 0o755, 0o711]


@only_root
def test_a_home_of_another_user_is_refused(folder: Path) -> None:
    (folder / "hers").mkdir()
    os.chown(folder / "hers", 12345, 12345)

    with pytest.raises(HomeRefused, match="belongs to another user"):
        home_at(folder / "hers").prepare()


def test_a_folder_full_of_other_things_keeps_its_mode_and_is_refused(folder: Path) -> None:
    full = folder / "full"
    full.mkdir()
    full.chmod(0o777)
    (full / "thesis").touch()

    with pytest.raises(HomeRefused, match="already holds other things and its mode 0777 does not fit"):
        home_at(full).prepare()

    assert mode_of(full) == 0o777


def test_an_empty_folder_is_taken_and_given_the_right_mode(folder: Path) -> None:
    (folder / "empty").mkdir(mode=0o700)
    home = home_at(folder / "empty")

    home.prepare()

    assert mode_of(home.path) == (0o711 if home.account.apart else 0o700)


def test_a_file_is_no_home(folder: Path) -> None:
    (folder / "file").touch()

    with pytest.raises(HomeRefused, match="cannot be used: Not a directory"):
        home_at(folder / "file").prepare()


@pytest.mark.parametrize("name", ['a"quote', "a$name", "a`tick", "a\\slash", "a\nline"])
def test_names_that_a_shell_would_read_are_refused(folder: Path, name: str) -> None:
    with pytest.raises(HomeRefused, match="which PostgreSQL's programs cannot take"):
        home_at(folder / name).prepare()


def test_the_home_is_where_the_environment_says_or_at_the_usual_place() -> None:
    apart = Account.for_this_process().apart

    assert Home.find({"TRATO_HOME": "/srv/ours", "HOME": "/home/alice"}).path == Path("/srv/ours")
    usual = Home.find({"TRATO_HOME": "", "HOME": "/nowhere/alice"}).path
    assert usual == Path("/var/lib/trato" if apart else "/nowhere/alice/.local/share/trato").resolve()


@pytest.mark.parametrize(
    ("uid", "gid", "mode", "passes"),
    [(0, 0, 0o711, True), (0, 0, 0o700, False), (0, OUR_UID, 0o710, True), (OUR_UID, 0, 0o011, False)],
)
def test_the_mode_of_a_folder_tells_who_may_pass(uid: int, gid: int, mode: int, passes: bool) -> None:
    folder = os.stat_result((stat.S_IFDIR | mode, 0, 0, 1, uid, gid, 0, 0, 0, 0))

    assert Account(OUR_UID, OUR_UID, apart=True).may_pass(folder) is passes
