"""A skip is either explained as not proven, or a failure."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run_pytest(folder: Path, source: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_it.py").write_text(f"import pytest\n{source}\n")
    (folder / "pytest.ini").write_text(f"[pytest]\npythonpath = {ROOT}\n")
    command = [sys.executable, "-m", "pytest", "-p", "tools.not_proven", "-p", "no:django", "--rootdir", str(folder)]
    return subprocess.run([*command, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False)


def test_what_was_not_proven_is_listed_with_its_reason(tmp_path: Path) -> None:
    done = run_pytest(tmp_path, "def test_a_click():\n    pytest.skip('not proven: no Chromium on this machine')")

    assert done.returncode == 0
    assert "NOT PROVEN" in done.stdout
    assert "no Chromium on this machine (1)\n    test_it.py::test_a_click\n" in done.stdout
    assert "1 skipped" in done.stdout.splitlines()[-1]


def test_a_skip_without_that_word_fails(tmp_path: Path) -> None:
    done = run_pytest(tmp_path, "@pytest.mark.skip(reason='flaky')\ndef test_a_click():\n    pass")

    assert done.returncode == 1
    assert "test_it.py::test_a_click was skipped: flaky" in done.stdout


def test_a_whole_file_cannot_be_skipped_silently_either(tmp_path: Path) -> None:
    done = run_pytest(tmp_path, "pytest.importorskip('no_such_module')")

    assert done.returncode != 0


def test_a_whole_file_may_be_not_proven(tmp_path: Path) -> None:
    done = run_pytest(
        tmp_path,
        "def test_one():\n    pass\n",
    )
    assert "nothing was left unproven" in done.stdout

    (tmp_path / "test_other.py").write_text(
        "import pytest\npytest.skip('not proven: no peer here', allow_module_level=True)\n"
    )
    done = run_pytest(tmp_path, "def test_one():\n    pass\n")

    assert done.returncode == 0
    assert "no peer here (1)" in done.stdout


def test_an_expected_failure_is_not_a_skip(tmp_path: Path) -> None:
    done = run_pytest(tmp_path, "@pytest.mark.xfail(reason='known')\ndef test_it():\n    assert False")

    assert done.returncode == 0
    assert "nothing was left unproven" in done.stdout
