"""Records go out as vCards that every address book takes, and come back as they were."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trato.foundation.exports.cards import LONGEST_LINE, CardsFile, folded
from trato.foundation.exports.cells import BETWEEN
from trato.foundation.extensions.kinds import Field, FieldType
from trato.foundation.extensions.leaving import CardLayout
from trato.foundation.imports.vcards import read_vcards
from trato.kit.tag_lists import tags_of_cell

LAYOUT = CardLayout(
    kind="person",
    properties={
        "FN": "name",
        "ORG": "firm",
        "TITLE": "role",
        "EMAIL": "email",
        "TEL": "phone",
        "URL": "website",
        "ADR": "addresses",
        "CATEGORIES": "tags",
    },
    name_parts=("family", "given"),
)


def field(name: str, type_: FieldType = FieldType.TEXT, *, part: str = "") -> Field:
    return Field(name=name, label=name.capitalize(), type=type_, sql="", part=part)


FIELDS = [
    field("name"),
    field("given"),
    field("family"),
    field("firm", FieldType.REFERENCE),
    field("role"),
    field("email", FieldType.EMAIL, part="identities"),
    field("phone", FieldType.PHONE, part="identities"),
    field("website", FieldType.LINK, part="identities"),
    field("street", part="addresses"),
    field("addresses", FieldType.ADDRESSES, part="addresses"),
    field("identities", FieldType.IDENTITIES, part="identities"),
    field("tags", FieldType.TAGS),
    field("roof", FieldType.DECIMAL),
    field("plan", FieldType.LONG_TEXT),
]
HEADER = [*(str(each.label) for each in FIELDS), "Trato id"]
NURIA = {
    "name": "Núria Bosch",
    "given": "Núria",
    "family": "Bosch",
    "firm": "Corner Bakery; Sons, Ltd",
    "role": "Owner",
    "email": "nuria@bakery.example ::: n@home.example",
    "phone": "+34 600 190 044",
    "website": "https://bakery.example/a,b;c",
    "street": "Calle Mayor 1",
    "addresses": '[{"label":"work","street":"Calle Mayor 1","city":"València","country":"ES"},'
    '{"label":"Summer house","street":"Camí 2","postal_code":"46001"}]',
    "identities": '[{"kind":"email","value":"nuria@bakery.example"}]',
    "tags": 'vip, "north, and south"',
    "roof": "112.50",
    "plan": "South side first.\nThen the rest; see \\\\plans.",
}


def row(**values: str) -> list[str]:
    return [*(values.get(each.name, "") for each in FIELDS), "019ab000-0000-7000-8000-000000000001"]


def written(path: Path, rows: list[list[str]], *, version: str = "4.0", fields: Any = None) -> str:
    used = fields or FIELDS
    header = HEADER if fields is None else [str(each.label) for each in used]
    with CardsFile(path, header, used, layout=LAYOUT, version=version) as file:
        file.write(rows)
    return path.read_bytes().decode()


def read_back(path: Path) -> list[dict[str, str]]:
    arrived, rows = read_vcards(path)
    return [
        {name: cell for name, cell in zip(arrived.header, each.cells, strict=True) if cell}
        for each in rows
        if not each.problem
    ]


@pytest.mark.parametrize("version", ["4.0", "3.0"])
def test_a_card_says_all_that_is_known(tmp_path: Path, version: str) -> None:
    lines = written(tmp_path / "x.vcf", [row(**NURIA)], version=version).replace("\r\n ", "").split("\r\n")

    assert lines == [
        "BEGIN:VCARD",
        f"VERSION:{version}",
        "UID:urn:uuid:019ab000-0000-7000-8000-000000000001",
        "N:Bosch;Núria;;;",
        "FN:Núria Bosch",
        "ORG:Corner Bakery\\; Sons\\, Ltd",
        "TITLE:Owner",
        "EMAIL:nuria@bakery.example",
        "EMAIL:n@home.example",
        "TEL:+34 600 190 044",
        "URL:https://bakery.example/a\\,b\\;c",
        "ADR;TYPE=work:;;Calle Mayor 1;València;;;ES",
        "item1.ADR:;;Camí 2;;;46001;",
        "item1.X-ABLabel:Summer house",
        "CATEGORIES:vip,north\\, and south",
        "item2.X-TRATO-FIELD:112.50",
        "item2.X-ABLabel:Roof",
        "item3.X-TRATO-FIELD:South side first.\\nThen the rest\\; see \\\\\\\\plans.",
        "item3.X-ABLabel:Plan",
        "END:VCARD",
        "",
    ]


@pytest.mark.parametrize("version", ["4.0", "3.0"])
def test_a_card_comes_back_as_it_was(tmp_path: Path, version: str) -> None:
    written(tmp_path / "x.vcf", [row(**NURIA)], version=version)

    (told,) = read_back(tmp_path / "x.vcf")
    assert told == {
        "Name": "Núria Bosch",
        "First name": "Núria",
        "Last name": "Bosch",
        "Company": NURIA["firm"],
        "Job title": "Owner",
        "Email": "nuria@bakery.example",
        "Email 2": "n@home.example",
        "Phone": "+34 600 190 044",
        "Website": NURIA["website"],
        "Street": "Calle Mayor 1",
        "City": "València",
        "Country": "ES",
        "Addresses": told["Addresses"],
        "Tags": told["Tags"],
        "Roof": "112.50",
        "Plan": NURIA["plan"],
    }
    assert orjson.loads(told["Addresses"]) == orjson.loads(NURIA["addresses"])
    assert tags_of_cell(told["Tags"]) == ["vip", "north, and south"]


# Letters of three scripts, and every sign that means something in a card; controls have no place in one.
LETTERS = st.sampled_from("abcNÑéß నమస్తేక్షి 日本 עברית 🌞👩‍🚀 \\,;:\"'=\n^%&<>-|.")
TEXTS = st.text(LETTERS, max_size=120).map(lambda text: text.strip())
WORDS = TEXTS.map(lambda text: " ".join(text.split()))
NAMES = WORDS.filter(bool)
TAGS = st.lists(
    st.text(st.sampled_from("abcñ నమ日,; "), min_size=1).map(str.strip).filter(bool), unique=True, max_size=4
)


@st.composite
def people(draw: Any) -> dict[str, str]:
    local = st.text(st.sampled_from("abcxyz0123.-"), min_size=1, max_size=20)
    tags = ['"' + tag.replace('"', '""') + '"' for tag in draw(TAGS)]
    lines = {"street": draw(WORDS), "city": draw(WORDS), "postal_code": draw(WORDS)}
    address = {name: text for name, text in {"label": draw(WORDS), **lines}.items() if text}
    emails = list(dict.fromkeys(f"{each}@x.example" for each in draw(st.lists(local, max_size=4))))
    return {
        "name": draw(NAMES),
        "given": draw(WORDS),
        "family": draw(WORDS),
        "firm": draw(WORDS),
        "role": draw(WORDS),
        "email": BETWEEN.join(emails),
        "tags": ", ".join(tags),
        "addresses": orjson.dumps([address]).decode() if any(lines.values()) else "",
        "plan": draw(TEXTS),
    }


@settings(max_examples=150, deadline=None)
@given(st.lists(people(), min_size=1, max_size=5), st.sampled_from(["4.0", "3.0"]))
def test_whatever_people_are_called_comes_back(told: list[dict[str, str]], version: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.vcf"
        written(path, [row(**each) for each in told], version=version)
        back = read_back(path)

    assert [_of_person(each) for each in told] == [_of_card(each) for each in back]


def _of_person(told: dict[str, str]) -> tuple[Any, ...]:
    (address,) = orjson.loads(told["addresses"] or "[{}]")
    plain = [told[name] for name in ("name", "given", "family", "firm", "role", "email", "plan")]
    return (*plain, tags_of_cell(told["tags"]), address)


def _of_card(told: dict[str, str]) -> tuple[Any, ...]:
    emails = [told[name] for name in ("Email", "Email 2", "Email 3", "Email 4") if name in told]
    lines = {"Street": "street", "City": "city", "Postal code": "postal_code"}
    address = {name: told[column] for column, name in lines.items() if column in told}
    if "Addresses" in told:
        (address,) = orjson.loads(told["Addresses"])
    plain = [told.get(name, "") for name in ("Name", "First name", "Last name", "Company", "Job title")]
    return (*plain, BETWEEN.join(emails), told.get("Plan", ""), tags_of_cell(told.get("Tags", "")), address)


@settings(max_examples=200, deadline=None)
@given(st.text(LETTERS.filter(lambda letter: letter != "\n"), max_size=400))
def test_no_line_is_too_long_and_no_letter_is_cut(text: str) -> None:
    lines = folded(text).split("\r\n")

    assert all(len(line.encode()) <= LONGEST_LINE for line in lines)
    assert lines[0] + "".join(line[1:] for line in lines[1:]) == text
    assert all(line.startswith(" ") for line in lines[1:])


def test_line_ends_of_every_program_are_one_and_controls_are_left_out(tmp_path: Path) -> None:
    told = written(tmp_path / "x.vcf", [row(name="A", plan="one\r\ntwo\rthree\nfour\x00\x1b[31m")])

    assert "X-TRATO-FIELD:one\\ntwo\\nthree\\nfour[31m\r\n" in told


def test_nothing_that_people_write_makes_a_property_of_its_own(tmp_path: Path) -> None:
    written(tmp_path / "x.vcf", [row(name="A\r\nEMAIL:x@evil.example\r\nEND:VCARD", role="END:VCARD")])

    (told,) = read_back(tmp_path / "x.vcf")
    assert told == {"Name": "A\nEMAIL:x@evil.example\nEND:VCARD", "Job title": "END:VCARD"}


def test_a_card_without_a_name_is_called_by_what_else_is_known(tmp_path: Path) -> None:
    told = written(tmp_path / "x.vcf", [row(email="n@x.example"), row()], version="3.0")

    assert "FN:n@x.example\r\n" in told
    assert told.count("N:;;;;\r\n") == 2, "version 3.0 asks for one"
    assert "FN:019ab000" in told


def test_only_chosen_columns_are_in_it(tmp_path: Path) -> None:
    fields = [each for each in FIELDS if each.name in ("name", "email", "street")]
    told = written(tmp_path / "x.vcf", [["Núria", "n@x.example", "Calle Mayor 1"]], fields=fields)

    assert "TEL" not in told
    assert "UID" not in told
    assert "X-TRATO-FIELD:Calle Mayor 1\r\nitem1.X-ABLabel:Street" in told


def test_several_thousand_cards_come_back(tmp_path: Path) -> None:
    written(tmp_path / "x.vcf", [row(name=f"Contact {n}", email=f"c{n}@x.example") for n in range(5_000)])

    back = read_back(tmp_path / "x.vcf")
    assert (len(back), back[4_999]) == (5_000, {"Name": "Contact 4999", "Email": "c4999@x.example"})


OWN_FIELDS = [field("name"), field("birthday", FieldType.DAY), field("nickname"), field("note", FieldType.LONG_TEXT)]


@pytest.mark.parametrize("version", ["4.0", "3.0"])
def test_fields_that_people_made_stand_where_every_address_book_looks_for_them(tmp_path: Path, version: str) -> None:
    told = ["Núria", "1985-03-09", "Nuri", "Likes; bread\nand wine"]
    card = written(tmp_path / "x.vcf", [told], fields=OWN_FIELDS, version=version)
    assert "\r\nBDAY:1985-03-09\r\n" in card
    assert "\r\nNICKNAME:Nuri\r\n" in card
    assert "\r\nNOTE:Likes\\; bread\\nand wine\r\n" in card
    assert "X-TRATO-FIELD" not in card
    (back,) = read_back(tmp_path / "x.vcf")
    assert back == {"Name": "Núria", "Birthday": "1985-03-09", "Nickname": "Nuri", "Note": "Likes; bread\nand wine"}


def test_a_birthday_that_is_no_day_stays_under_its_label(tmp_path: Path) -> None:
    fields = [field("name"), field("birthday")]
    card = written(tmp_path / "x.vcf", [["Núria", "in spring"]], fields=fields, version="4.0")
    assert "BDAY" not in card
    assert read_back(tmp_path / "x.vcf") == [{"Name": "Núria", "Birthday": "in spring"}]
