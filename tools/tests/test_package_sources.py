"""A machine set up for pip and npm only gets its packages from where it says."""

from pathlib import Path

import pytest

from tools import package_sources
from tools.package_sources import npm_environment, uv_environment


@pytest.fixture
def environ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A machine without any settings."""
    monkeypatch.setattr(package_sources, "MACHINES_SETTINGS", tmp_path / "etc")
    return {"HOME": str(tmp_path), "XDG_CONFIG_DIRS": str(tmp_path / "xdg"), "PATH": "/nowhere"}


def write_pip_conf(environ: dict[str, str], text: str) -> None:
    folder = Path(environ["HOME"]) / ".config" / "pip"
    folder.mkdir(parents=True)
    (folder / "pip.conf").write_text(text)


def test_pips_index_becomes_uvs(environ: dict[str, str]) -> None:
    write_pip_conf(environ, "[global]\nindex-url = https://mirror.example/simple\n")

    assert uv_environment(environ)["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"


def test_a_variable_wins_over_the_file(environ: dict[str, str]) -> None:
    write_pip_conf(environ, "[global]\nindex-url = https://mirror.example/simple\n")
    environ["PIP_INDEX_URL"] = "https://other.example/simple"

    assert uv_environment(environ)["UV_DEFAULT_INDEX"] == "https://other.example/simple"


def test_the_install_section_wins_over_the_global_one(environ: dict[str, str]) -> None:
    write_pip_conf(environ, "[install]\nindex_url = https://b.example/\n[global]\nindex-url = https://a.example/\n")

    assert uv_environment(environ)["UV_DEFAULT_INDEX"] == "https://b.example/"


def test_uvs_own_index_is_left_alone(environ: dict[str, str]) -> None:
    environ |= {"PIP_INDEX_URL": "https://mirror.example/simple", "UV_INDEX": "https://own.example/simple"}

    found = uv_environment(environ)

    assert "UV_DEFAULT_INDEX" not in found
    assert found["UV_INDEX"] == "https://own.example/simple"


def test_uvs_own_file_is_left_alone(environ: dict[str, str]) -> None:
    folder = Path(environ["HOME"]) / ".config" / "uv"
    folder.mkdir(parents=True)
    (folder / "uv.toml").write_text('[[index]]\nurl = "https://own.example/simple"\n')
    environ["PIP_INDEX_URL"] = "https://mirror.example/simple"

    assert "UV_DEFAULT_INDEX" not in uv_environment(environ)


def test_a_folder_that_is_not_there_is_passed_by(environ: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    (tmp_path / "my index").mkdir()
    environ["PIP_EXTRA_INDEX_URL"] = f"file:///nowhere/simple file://{tmp_path}/my%20index"
    environ["PIP_FIND_LINKS"] = f"/nowhere {tmp_path}/wheels"

    found = uv_environment(environ)

    assert found["UV_INDEX"] == f"file://{tmp_path}/my%20index"
    assert found["UV_FIND_LINKS"] == f"{tmp_path}/wheels"


def test_with_no_settings_nothing_is_invented(environ: dict[str, str]) -> None:
    found = uv_environment(environ)

    assert not {"UV_DEFAULT_INDEX", "UV_INDEX", "UV_FIND_LINKS", "SSL_CERT_FILE", "HTTPS_PROXY"} & found.keys()


def test_uv_never_brings_a_python_of_its_own(environ: dict[str, str]) -> None:
    assert uv_environment(environ)["UV_PYTHON_DOWNLOADS"] == "never"


def test_pips_certificate_serves_uv_and_npm(environ: dict[str, str], tmp_path: Path) -> None:
    certificate = tmp_path / "ca.pem"
    certificate.touch()
    environ["PIP_CERT"] = str(certificate)

    assert uv_environment(environ)["SSL_CERT_FILE"] == str(certificate)
    assert npm_environment(environ)["NODE_EXTRA_CA_CERTS"] == str(certificate)


def test_the_settings_of_the_machines_npm_reach_ours(environ: dict[str, str], tmp_path: Path) -> None:
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho /somewhere/etc/npmrc\n")
    npm.chmod(0o755)
    environ["PATH"] = str(tmp_path)

    assert npm_environment(environ)["NPM_CONFIG_GLOBALCONFIG"] == "/somewhere/etc/npmrc"
