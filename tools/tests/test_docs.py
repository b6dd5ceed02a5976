"""The documents written by hand keep up with the code."""

import re
import tomllib
from pathlib import Path

import pytest

from trato.config.environment import KNOWN

ROOT = Path(__file__).resolve().parents[2]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))


def headings(path: Path, level: int) -> list[str]:
    return re.findall(rf"^{'#' * level} (.+)$", path.read_text(), re.MULTILINE)


def test_every_setting_has_its_heading_and_no_heading_is_left_over() -> None:
    assert sorted(headings(ROOT / "docs" / "settings.md", 2)) == sorted([*KNOWN, "PORT"])


def test_every_dependency_says_why_it_is_here() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {re.split(r"[^\w.-]", requirement, maxsplit=1)[0] for requirement in wanted}
    told = set(
        re.findall(r"^\| `([\w.-]+)` \|", (ROOT / "docs/decisions/0005-dependencies.md").read_text(), re.MULTILINE)
    )

    assert told == names


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_names_what_was_rejected(path: Path) -> None:
    assert headings(path, 2) == ["Context", "Decision", "Rejected"]
    assert headings(path, 1)[0].startswith(path.stem[:4])


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(path.stem[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("path", [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")], ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text())

    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_the_first_line_of_the_readme_says_what_the_machine_needs() -> None:
    assert "git make python3 python3-venv" in (ROOT / "README.md").read_text().splitlines()[0]


def test_every_target_of_make_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE)) - {"browser"}

    assert targets == {"help", "setup", "demo", "serve", "test", "test-all", "faults", "check", "fix", "docs"} | {
        "bench",
        "bench-parts",
    }
    for target in targets:
        assert re.search(rf"^{target}:.*## \S", makefile, re.MULTILINE)
