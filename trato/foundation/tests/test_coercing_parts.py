"""What belongs to a record, as it is given: identities, tags, addresses, firms with roles."""

from uuid import UUID, uuid4

import pytest

from trato.foundation.extensions.kinds import FieldType
from trato.foundation.kinds.coercion import Coercion, identity
from trato.foundation.tests.coercing import ALICE, field, read, reading, refusal
from trato.kit.errors import DomainError


@pytest.mark.parametrize(
    ("type_", "given", "kind", "normalised"),
    [
        (FieldType.EMAIL, " Ana@F.Example ", "email", "ana@f.example"),
        (FieldType.PHONE, "600 190 044", "phone", "+34600190044"),
        (FieldType.PHONE, "+44 20 7946 0958", "phone", "+442079460958"),
        (FieldType.DOMAIN, "Bakery.Example", "domain", "bakery.example"),
        (FieldType.EXTERNAL_ID, " A-7 ", "external", "A-7"),
    ],
)
def test_a_single_identity_keeps_how_it_was_written(type_: FieldType, given: str, kind: str, normalised: str) -> None:
    found = read(type_, given)

    assert found == {"kind": kind, "value": given.strip(), "normalised": normalised, "proof": "typed"}


def test_a_number_is_of_the_country_it_is_read_in() -> None:
    assert read(FieldType.PHONE, "94905 01174", country="IN")["normalised"] == "+919490501174"
    assert identity("phone", "94905 01174", country="IN") != identity("phone", "949 050 117", country="ES")


def test_one_number_read_for_two_countries_is_two_numbers() -> None:
    coercion = reading(country="US")
    first = coercion.value(field(FieldType.PHONE), "212 555 0123")
    coercion.country = "ES"

    assert first["normalised"] == "+12125550123"
    with pytest.raises(DomainError):
        coercion.value(field(FieldType.PHONE), "212 555 0123")


@pytest.mark.parametrize(
    ("given", "tags"),
    [
        ("vip, fair;  drip", ["vip", "fair", "drip"]),
        (["vip", " fair "], ["vip", "fair"]),
        ("VIP,vip", ["vip"]),
        (" , ;", []),
        ([], []),
        (["ß", "SS"], ["SS"]),
    ],
)
def test_tags_are_words(given: object, tags: list[str]) -> None:
    assert read(FieldType.TAGS, given) == tags


@pytest.mark.parametrize("given", [7, {"a": 1}, [1], [None], [["a"]], ["a" * 101], ["a"] * 101, ["ΐ" * 100], ["\0"]])
def test_what_are_no_tags_is_refused(given: object) -> None:
    assert refusal(FieldType.TAGS, given)


def test_identities_keep_their_order_their_labels_and_how_they_were_given() -> None:
    given = [
        {"kind": "handle", "source": "telegram", "value": "@Ana"},
        {"kind": "email", "value": "A@f.example", "label": "work", "shared": True, "proof": "proven", "id": "x"},
    ]

    first, second = read(FieldType.IDENTITIES, given)
    assert (first["normalised"], first["source"], first["shared"]) == ("ana", "telegram", False)
    assert (second["label"], second["shared"]) == ("work", True)
    assert {each["proof"] for each in (first, second)} == {"typed"}, "nobody says himself that he was proven"


@pytest.mark.parametrize(
    "given",
    [
        "a@b.es",
        {"kind": "email"},
        [1],
        [{}],
        [{"kind": "email"}],
        [{"kind": "fax", "value": "1"}],
        [{"kind": [], "value": "1"}],
        [{"kind": {"a": 1}, "value": "1"}],
        [{"kind": "email", "value": "nobody"}],
        [{"kind": "handle", "value": 7}],
        [{"kind": "handle", "value": "   "}],
        [{"kind": "handle", "value": "x", "label": "y" * 101}],
        [{"kind": "handle", "value": "x", "source": "y" * 101}],
        [{"kind": "handle", "value": "x", "source": 5}],
        [{"kind": "handle", "value": "𠜎" * 600}],
        [{"kind": "handle", "value": "x" * 1_001}],
        [{"kind": "handle", "value": "x", "colour": "red"}],
        [{"kind": "handle", "value": "x"}] * 101,
    ],
)
def test_what_are_no_identities_is_refused(given: object) -> None:
    assert refusal(FieldType.IDENTITIES, given)


def test_an_address_knows_its_country_and_nothing_else() -> None:
    (found,) = read(FieldType.ADDRESSES, [{"street": "Calle Mayor 1", "country": "Spain", "id": "7"}])

    assert found == {
        "label": "", "street": "Calle Mayor 1", "city": "", "region": "", "postal_code": "", "country": "ES",
    }  # fmt: skip


@pytest.mark.parametrize("given", ["here", [1], [{"planet": "Mars"}], [{"city": 5}], [{"city": "x" * 1_001}], {}])
def test_what_are_no_addresses_is_refused(given: object) -> None:
    assert refusal(FieldType.ADDRESSES, given)


def test_companies_come_by_id_with_a_role() -> None:
    id_ = str(uuid4())

    assert read(FieldType.COMPANIES, [{"company": id_, "role": "Baker", "name": "B"}, {"role": "Mayor"}]) == [
        {"company": id_, "role": "Baker"},
        {"company": None, "role": "Mayor"},
    ]


@pytest.mark.parametrize(
    "given", ["B", [{"company": "Corner Bakery"}], [{"company": 7}], [{"role": ["Baker"]}], [{"boss": 1}]]
)
def test_what_are_no_companies_is_refused(given: object) -> None:
    assert refusal(FieldType.COMPANIES, given)


def test_each_distinct_value_is_worked_out_once() -> None:
    asked: list[str] = []

    def find(name: str) -> UUID:
        asked.append(name)
        return ALICE

    coercion = Coercion(country="ES", currency="EUR", proof="typed", locale="en", find_user=find, find_team=find)
    for name in ("Alice", "Bob", "Alice", "Alice"):
        coercion.value(field(FieldType.USER), name)

    assert asked == ["Alice", "Bob"]
