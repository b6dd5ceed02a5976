"""Telling our server from everything else that runs."""

import os
import subprocess
from pathlib import Path

import psutil

from trato.kit.postgres.home import Home
from trato.kit.postgres.processes import end_orphans_in, is_alive, postmaster_of, working_in
from trato.kit.postgres.tenancy import using_database
from trato.kit.postgres.tests.scene import server_of


def test_an_empty_folder_has_no_server(tmp_path: Path) -> None:
    assert postmaster_of(tmp_path, os.geteuid()) is None
    end_orphans_in(tmp_path, os.geteuid())


def test_a_program_that_only_works_in_the_folder_is_not_touched(tmp_path: Path) -> None:
    with subprocess.Popen(["sleep", "60"], cwd=tmp_path) as bystander:
        assert not list(working_in(tmp_path, os.geteuid()))
        end_orphans_in(tmp_path, os.geteuid())
        assert bystander.poll() is None
        bystander.kill()


def test_a_server_of_that_name_under_another_user_is_not_ours(home: Home) -> None:
    with using_database(home):
        assert server_of(home)
        assert postmaster_of(home.data, home.account.uid + 1) is None


def test_its_connections_are_not_taken_for_the_server(home: Home) -> None:
    with using_database(home):
        server = server_of(home)
        assert server
        others = [process for process in working_in(home.data, home.account.uid) if process != server]
        assert len(others) >= 4
        assert {process.ppid() for process in others} == {server.pid}


def test_a_zombie_is_not_alive_and_is_put_to_rest() -> None:
    child = subprocess.Popen(["true"])
    process = psutil.Process(child.pid)
    while process.status() != psutil.STATUS_ZOMBIE:
        pass

    assert not is_alive(process)
    assert not psutil.pid_exists(child.pid)
    child.wait()


def test_a_process_that_goes_on_is_alive() -> None:
    with subprocess.Popen(["sleep", "60"]) as child:
        assert is_alive(psutil.Process(child.pid))
        child.kill()
