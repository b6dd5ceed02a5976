"""What a person can say about a file: formats, empty cells, several columns, kept mappings."""

from decimal import Decimal

import pytest

from trato.customers.companies.models import Company
from trato.customers.public import Contact
from trato.customers.tests.importing import Bring, bring, counts, problems
from trato.foundation.public import Change, Import, ImportMapping, User
from trato.kit.errors import DomainError
from trato.kit.testing.real_files import real_file

__all__ = ["bring"]


def told() -> Import:
    return Import.objects.latest("created_at")


def test_an_empty_cell_takes_away_when_it_is_told_to(bring: Bring, nuria: Contact) -> None:
    bring("email,source,city,tags\nnuria@bakery.example,Fair,Soria,vip\n")
    result = bring("email,source,city,tags,phone\nnuria@bakery.example,,,,\n", empty="clear")

    nuria.refresh_from_db()
    assert counts(result) == (0, 1, 0, 0)
    assert (nuria.source, nuria.name) == ("", "Núria Bosch")
    assert not nuria.addresses.exists()
    assert not nuria.identities.filter(kind="phone").exists()
    assert nuria.identities.filter(kind="email").exists()


def test_clearing_is_in_the_history_and_again_changes_nothing(bring: Bring, nuria: Contact) -> None:
    bring("email,source\nnuria@bakery.example,Fair\n")
    bring("email,source\nnuria@bakery.example,\n", empty="clear")
    again = bring("email,source\nnuria@bakery.example,\n", empty="clear")

    change = Change.objects.filter(record_id=nuria.id).latest("version")
    assert (change.before["source"], change.after["source"]) == ("Fair", None)
    assert counts(again) == (0, 0, 1, 0)


def test_a_name_is_never_cleared(bring: Bring, nuria: Contact) -> None:
    result = bring("email,name\nnuria@bakery.example,\n", empty="clear")

    nuria.refresh_from_db()
    assert nuria.name == "Núria Bosch"
    assert counts(result) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("written", "amount"),
    [("1.234,56", "1234.56"), ("1,234.56", "1234.56"), ("€ 12,50", "12.50"), ("1.234.567", "1234567")],
)
def test_money_is_read_as_its_column_is_written(bring: Bring, written: str, amount: str) -> None:
    result = bring(f'name,annual revenue\nAcme,"{written}"\n', kind="companies")

    assert counts(result) == (1, 0, 0, 0)
    assert Company.objects.get().annual_revenue == Decimal(amount)


def test_points_that_can_be_either_are_asked(bring: Bring) -> None:
    with pytest.raises(DomainError, match="annual revenue"):
        bring('name,annual revenue\nAcme,"1.234"\n', kind="companies")


@pytest.mark.parametrize(("numbers", "revenue"), [("comma", 1234.0), ("point", None)])
def test_and_are_read_as_they_are_said(bring: Bring, numbers: str, revenue: float | None) -> None:
    result = bring('name,annual revenue\nAcme,"1.234"\n', kind="companies", numbers=numbers)

    assert result["failed"] == (revenue is None)
    assert list(Company.objects.values_list("annual_revenue", flat=True)) == ([revenue] if revenue else [])


def test_three_columns_of_phones_are_all_kept(bring: Bring) -> None:
    bring("name,phone,mobile,phone 3\nAna,+34 600 111 222,,+34 975 111 222; +34 976 111 222\n")

    values = Contact.objects.get().identities.filter(kind="phone").order_by("place").values_list("value", flat=True)
    assert list(values) == ["+34 600 111 222", "+34 975 111 222", "+34 976 111 222"]


def test_a_bad_second_email_is_told_at_its_own_column(bring: Bring) -> None:
    bring("name,email,email 2\nAna,ana@f.example,ana@@f.example\n")

    assert [(column, value) for _line, column, value, _why in problems()] == [("email 2", "ana@@f.example")]


def test_a_mapping_is_kept_and_put_onto_the_next_file_like_it(bring: Bring, alice: User) -> None:
    bring("who,where\nAna,Soria\n", map=["who=name", "where=city"], keep="Fair", by=alice.email)
    bring("Where,Who\nJaca,Eva\n", by=alice.email)

    assert told().mapping == ["city", "name"]
    assert Contact.objects.get(name="Eva").addresses.get().city == "Jaca"


def test_a_mapping_is_named(bring: Bring, alice: User) -> None:
    bring("who,where\nAna,Soria\n", map=["who=name", "where=city"], keep="Fair", by=alice.email)
    bring("who,where,more\nEva,Jaca,x\n", mapping="fair", by=alice.email)

    assert told().mapping == ["name", "city", ""]


def test_no_mapping_is_called_that(bring: Bring) -> None:
    with pytest.raises(DomainError, match="No mapping"):
        bring("name\nAna\n", mapping="Nothing")


def test_a_colleagues_mapping_is_not_overwritten(bring: Bring, alice: User, bob: User) -> None:
    bring("who\nAna\n", map=["who=name"], keep="Fair", by=alice.email)

    with pytest.raises(DomainError, match="colleague"):
        bring("who\nAna\n", map=["who=city"], keep="FAIR", by=bob.email)
    assert ImportMapping.objects.get().columns == {"who": "name"}


def test_a_file_without_a_header_row(bring: Bring) -> None:
    result = bring("Ana,Soria\nEva,Jaca\n", no_header=True, map=["Column 1=name", "Column 2=city"])

    assert counts(result) == (2, 0, 0, 0)


@pytest.mark.parametrize("encoding", ["Shift-JIS", "cp932"])
def test_an_encoding_is_said_as_people_call_it(bring: Bring, encoding: str) -> None:
    bring("name\n山田太郎\n".encode("cp932"), encoding=encoding)

    assert Contact.objects.get().name == "山田太郎"


def test_wide_files_come_in(bring: Bring) -> None:
    header = ",".join(["name", *(f"extra {number}" for number in range(999))])
    result = bring(f"{header}\nAna{',x' * 999}\n")

    assert counts(result) == (1, 0, 0, 0)


def test_a_defused_cell_is_as_it_was(bring: Bring) -> None:
    bring("name,phone\n'=SUM(A1),'+34 600 111 222\n")

    assert Contact.objects.get().name == "=SUM(A1)"
    assert Contact.objects.get().identities.get().value == "+34 600 111 222"


def test_names_of_every_locale_come_in_as_they_are(bring: Bring) -> None:
    lines = real_file("robustness/names/cldr_sample_person_names.csv").read_text(encoding="utf-8").splitlines()[1:]
    names = sorted({" ".join(filter(None, line.split(",")[4:])) for line in lines if '"' not in line} - {""})
    result = bring("name\n" + "\n".join(names) + "\n")

    assert result["failed"] == 0
    assert result["created"] + result["updated"] + result["skipped"] == len(names)
