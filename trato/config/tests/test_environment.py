import os
import subprocess
import sys

import pytest

from trato.config.environment import KNOWN, WrongEnvironment, names, refuse_unknown, text, whole_number
from trato.config.settings import _database


def test_a_typo_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(WrongEnvironment, match="TRATO_HOEM is not a setting of Trato. Did you mean TRATO_HOME?"):
        refuse_unknown({"TRATO_HOEM": "/x"})


def test_known_names_and_those_of_others_pass() -> None:
    refuse_unknown({**dict.fromkeys(KNOWN, ""), "PATH": "/bin", "TRATOX": "1"})


def test_blank_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRATO_HOST", "  ")

    assert text("TRATO_HOST", "127.0.0.1") == "127.0.0.1"


@pytest.mark.parametrize("given", ["many", "-1", "70000", "1.5", "٣٠٠٠٠٠"])
def test_a_number_out_of_range_names_the_variable(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", given)

    with pytest.raises(WrongEnvironment, match="PORT must be a whole number from 0 to 65535"):
        whole_number("PORT", 8000, most=65535)


def test_a_list_ignores_empty_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRATO_WITHOUT", "sales, ,marketing,")

    assert names("TRATO_WITHOUT") == ["sales", "marketing"]


def test_a_database_address_may_name_a_socket_folder() -> None:
    here = _database("postgresql://trato:p%40ss@/trato?host=/run/x&port=5433&sslmode=disable")

    assert (here["HOST"], here["PORT"], here["PASSWORD"], here["NAME"]) == ("/run/x", "5433", "p@ss", "trato")
    assert here["OPTIONS"]["sslmode"] == "disable"  # type: ignore[index]  # a dict by construction


def test_a_database_address_may_name_a_host() -> None:
    here = _database("postgresql://me@db.example:6000/crm")

    assert (here["HOST"], here["PORT"], here["USER"], here["NAME"]) == ("db.example", "6000", "me", "crm")


def trato(*words: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRATO_")}
    command = [sys.executable, "-m", "trato.config", *words]
    return subprocess.run(command, env={**kept, **environ}, capture_output=True, text=True, timeout=60, check=False)


def test_the_command_says_in_one_sentence_what_is_wrong_with_the_environment() -> None:
    done = trato("web", TRATO_DATABSE_URL="x")

    assert done.returncode == 1
    assert done.stderr == "trato: TRATO_DATABSE_URL is not a setting of Trato. Did you mean TRATO_DATABASE_URL?\n"


def test_a_home_that_cannot_be_is_refused_naming_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("homes") / "file"
    file.write_text("")

    done = trato("migrate", TRATO_HOME=str(file / "home"))

    assert done.returncode == 1
    assert str(file) in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_word_is_no_traceback() -> None:
    done = trato("dance", TRATO_DATABASE_URL=os.environ["TRATO_DATABASE_URL"])

    assert done.returncode == 1
    assert "Unknown command: 'dance'" in done.stderr
    assert "Traceback" not in done.stderr


def test_leaving_out_a_module_that_is_none_is_refused() -> None:
    done = trato("check", TRATO_WITHOUT="nosuch")

    assert done.returncode == 1
    assert done.stderr.startswith("trato: TRATO_WITHOUT names nosuch, which is no module. There are: foundation,")
