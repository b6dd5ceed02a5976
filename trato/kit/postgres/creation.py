"""Making a new database cluster. Whatever interrupts it, the next command starts over from nothing."""

import os
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

from trato.kit.postgres.account import Account
from trato.kit.postgres.binaries import CLEAN_ENVIRONMENT, Binaries
from trato.kit.postgres.durable import rename_durably, sync, write_durably
from trato.kit.postgres.errors import CreationFailed
from trato.kit.postgres.home import Home

USER = "trato"

# What suits a small machine. In the file and not on the command line, so that ALTER SYSTEM can change it.
SETTINGS = """
# Trato's starting values; change them with ALTER SYSTEM.
shared_buffers = '256MB'
work_mem = '16MB'
max_connections = 200
synchronous_commit = on
# To pack whole pages with pglz, the only way in the build we ship, takes longer than to write them: docs/decisions.
wal_compression = off
max_wal_size = '2GB'
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] '
"""


def create_database(home: Home, binaries: Binaries, *, lock: int) -> None:
    """Everything happens in a folder beside, which becomes `postgres/` by one rename when it is complete.

    `initdb` holds the start lock too: were this command killed, the next would wait for the orphan before clearing up.
    """
    _refuse_to_overwrite(home)
    for leftover in home.path.glob("postgres.new-*"):
        shutil.rmtree(leftover)
    if not home.password_file.exists():
        write_durably(home.password_file, secrets.token_urlsafe(32))
    scratch = _scratch(home)
    data = scratch / "data"
    _run_initdb(home, binaries, scratch, lock)
    with (data / "postgresql.conf").open("a") as settings:
        settings.write(SETTINGS)
    (scratch / "password").unlink()
    (scratch / "socket").mkdir(mode=0o700)
    (scratch / "created").write_text(f"{binaries.version}\n")
    _hand_over(scratch, home.account)
    for path in (data / "postgresql.conf", scratch / "created", data, scratch):
        sync(path)
    rename_durably(scratch, home.postgres)


def _refuse_to_overwrite(home: Home) -> None:
    if home.postgres.exists() and any(home.postgres.iterdir()):
        raise CreationFailed(
            f"{home.postgres} holds something that is not a complete database of ours: move it away and try again."
        )


def _scratch(home: Home) -> Path:
    """Root's, only our own group let through: `nobody` makes the data, but its other processes do not see it."""
    scratch = Path(tempfile.mkdtemp(prefix="postgres.new-", dir=home.path))
    data = scratch / "data"
    data.mkdir(mode=0o700)
    password = scratch / "password"
    shutil.copyfile(home.password_file, password)
    password.chmod(0o600)
    if (creator := home.account.creator) is not None:
        os.chown(scratch, 0, home.account.gid)
        scratch.chmod(0o710)
        os.chown(data, creator, home.account.gid)
        os.chown(password, creator, home.account.gid)
    return scratch


def _run_initdb(home: Home, binaries: Binaries, scratch: Path, lock: int) -> None:
    command = [str(binaries.folder / "initdb"), f"--pgdata={scratch / 'data'}", f"--username={USER}"]
    safety = ["--auth=scram-sha-256", f"--pwfile={scratch / 'password'}", "--encoding=UTF8", "--data-checksums"]
    done = subprocess.run(
        [*command, *safety, *binaries.locale_options],
        env=CLEAN_ENVIRONMENT,
        cwd="/",
        user=home.account.creator,
        group=home.account.group,
        extra_groups=home.account.extra_groups,
        pass_fds=(lock,),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode != 0:
        said = "\n".join(done.stdout.decode(errors="replace").splitlines()[-10:])
        raise CreationFailed(f"PostgreSQL {binaries.version} could not make a database in {home.path}:\n{said}")


def _hand_over(tree: Path, account: Account) -> None:
    """To the number the server runs with. Links are not followed: `nobody` wrote in here."""
    tree.chmod(0o700)
    if not account.apart:
        return
    for folder, folders, files in os.walk(tree):
        for name in (*folders, *files):
            os.chown(Path(folder) / name, account.uid, account.gid, follow_symlinks=False)
    os.chown(tree, account.uid, account.gid)
