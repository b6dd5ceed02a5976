"""Companies from a file, with the firms they are part of."""

from pathlib import Path

import pytest

from trato.customers.companies.models import Company
from trato.customers.tests.importing import Bring, bring, counts, problems
from trato.foundation.public import ImportLink
from trato.kit.testing.real_files import real_file

__all__ = ["bring"]


def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FIRST", "FEWEST", "MOST"):
        monkeypatch.setattr(f"trato.foundation.jobs.pacing.{name}", 2)


def parents() -> dict[str, str]:
    return dict(Company.objects.filter(parent__isnull=False).values_list("name", "parent__name"))


def test_accounts_of_another_company_come_in_completely(bring: Bring) -> None:
    accounts = real_file("sales_pipeline/accounts.csv").read_bytes()
    result = bring(accounts, kind="companies", name="accounts.csv")

    assert (result["rows"], *counts(result)) == (85, 85, 0, 0, 0)
    assert Company.objects.count() == 85
    assert parents()["Bluth Company"] == "Acme Corporation"
    acme = Company.objects.get(name="Acme Corporation")
    assert (acme.industry, acme.founded_year, acme.employee_count) == ("technolgy", 1996, 2822)
    assert str(acme.annual_revenue) == "1100.0400"
    assert Company.objects.get(name="Bioholding").addresses.get().country == "Philipines"


def test_and_a_second_time_change_nothing(bring: Bring) -> None:
    accounts = real_file("sales_pipeline/accounts.csv").read_bytes()
    bring(accounts, kind="companies")

    assert counts(bring(accounts, kind="companies")) == (0, 0, 85, 0)


def test_in_chunks_of_two_they_are_the_same(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    small_chunks(monkeypatch)
    accounts = real_file("sales_pipeline/accounts.csv").read_bytes()
    result = bring(accounts, kind="companies")

    assert (result["rows"], *counts(result)) == (85, 85, 0, 0, 0)
    assert Company.objects.count() == 85
    assert parents()["Bluth Company"] == "Acme Corporation"
    assert len(parents()) == sum(1 for line in accounts.decode().splitlines()[1:] if line.split(",")[-1])


FAMILY = "account,subsidiary_of\nBranch,House\nTwig,Branch\nHouse,\nOther,Far Away\nLeaf,branch\n"


@pytest.mark.parametrize("in_chunks", [False, True], ids=["at once", "in chunks"])
def test_a_parent_may_stand_anywhere_or_nowhere(bring: Bring, monkeypatch: pytest.MonkeyPatch, in_chunks: bool) -> None:
    if in_chunks:
        small_chunks(monkeypatch)
    result = bring(FAMILY, kind="companies")

    assert counts(result) == (5, 0, 0, 0)
    assert parents() == {"Branch": "House", "Twig": "Branch", "Other": "Far Away", "Leaf": "Branch"}
    assert Company.objects.count() == 6
    assert not ImportLink.objects.exists()


def test_a_refused_parent_does_not_refuse_its_children(bring: Bring) -> None:
    result = bring("account,employees,subsidiary_of\nHouse,many,\nBranch,3,House\n", kind="companies")

    assert counts(result) == (1, 0, 0, 1)
    assert problems() == [(2, "employees", "many", "“many” is not a whole number.")]
    assert parents() == {"Branch": "House"}


def test_a_domain_comes_before_a_name(bring: Bring) -> None:
    bring("name,domain\nBakery,bakery.example\n", kind="companies")

    assert counts(bring("name,domain\nCorner Bakery,https://www.bakery.example/x\n", kind="companies")) == (0, 1, 0, 0)
    assert Company.objects.get().name == "Corner Bakery"


def test_a_revenue_no_database_holds_is_refused_alone(bring: Bring) -> None:
    result = bring(f"name,revenue\nHuge,{'9' * 40}\nFine,12\n", kind="companies")

    assert counts(result) == (1, 0, 0, 1)
    assert Company.objects.get().name == "Fine"


def test_memory_holds_a_chunk_and_not_the_file(bring: Bring, tmp_path: Path) -> None:
    """Read, matched and refused as a stream: the rows of the file are never all in memory at once."""
    import tracemalloc

    content = "name,employees\n" + "".join(f"Firm {n},x{'y' * 200}\n" for n in range(20_000))
    tracemalloc.start()
    bring(content, kind="companies", on_match="create")
    peak = tracemalloc.get_traced_memory()[1] - len(content)
    tracemalloc.stop()

    assert peak < 40_000_000
