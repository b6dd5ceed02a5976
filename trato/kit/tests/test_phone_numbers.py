import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trato.kit.phone_numbers import PhoneRefused, country_of_phone, formatted_phone, normalise_phone
from trato.kit.testing.real_files import real_file

FORMS = ("e164", "international", "national", "rfc3966")
# Not assigned numbers, on which the library does not strip the 0 of the British Isles' national form; what it makes of
# them is possible in Great Britain, whose country code and rules they share.
KEEPS_ITS_ZERO = {("IM", "01624 75678"), ("JE", "01534 45678")}


@pytest.mark.parametrize(
    ("text", "country", "e164"),
    [
        ("06 12 34 56 78", "FR", "+33612345678"),
        ("06.12.34.56.78", "fr", "+33612345678"),
        ("+33 6 12 34 56 78", "", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "US", "+33612345678"),
        ("0033612345678", "FR", "+33612345678"),
        ("011 33 6 12 34 56 78", "US", "+33612345678"),
        ("tel:+33-6-12-34-56-78", "", "+33612345678"),
        ("(415) 555-2671", "US", "+14155552671"),
        ("1-800-FLOWERS", "US", "+18003569377"),
        ("٠٦١٢٣٤٥٦٧٨", "FR", "+33612345678"),
        ("＋３３６１２３４５６７８", "", "+33612345678"),
        ("040 2345 6789", "IN", "+914023456789"),
        ("310-1234", "CA", "+13101234"),
    ],
)
def test_a_number_is_read_as_in_its_country(text: str, country: str, e164: str) -> None:
    assert normalise_phone(text, country=country) == e164


@pytest.mark.parametrize(
    "text",
    ["+33 6 12 34 56 78 ext. 12", "06 12 34 56 78 x12", "+33612345678;ext=12", "0612345678,12", "0612345678 #12"],
)
def test_an_extension_is_kept(text: str) -> None:
    assert normalise_phone(text, country="FR") == "+33612345678;ext=12"


def test_a_possible_number_is_taken_although_nobody_has_it() -> None:
    assert normalise_phone("+33 1 00 00 00 00", country="") == "+33100000000"
    assert normalise_phone("+971 2234567", country="") == "+9712234567"


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("", "FR", "phone-empty"),
        (" \n", "FR", "phone-empty"),
        ("call me", "FR", "phone-not-a-number"),
        ("@", "FR", "phone-not-a-number"),
        ("06 12 34 56 7\u202c8", "FR", "phone-not-a-number"),
        ("06 12 34 56 78 (bureau)", "FR", "phone-words"),
        ("0612345678 / 0687654321", "FR", "phone-several"),
        ("0612345678, 0687654321", "FR", "phone-several"),
        ("06 12 34 56 78 or 06 87 65 43 21", "FR", "phone-several"),
        ("0612345678\n0687654321", "FR", "phone-several"),
        ("0612345678", "", "phone-country-needed"),
        ("0612345678", "UK", "phone-country-needed"),
        ("+999 12345678", "FR", "phone-country-unknown"),
        ("2212 345", "EC", "phone-area-code-needed"),
        ("0612", "FR", "phone-too-short"),
        ("061234567890", "FR", "phone-too-long"),
        ("1" * 400, "FR", "phone-too-long"),
        ("+47 2123456", "", "phone-wrong-length"),
    ],
)
def test_what_cannot_be_a_number_is_refused_with_its_reason(text: str, country: str, code: str) -> None:
    with pytest.raises(PhoneRefused) as refusal:
        normalise_phone(text, country=country)

    assert refusal.value.code == code
    assert str(refusal.value) == PhoneRefused.reasons[code]


@given(st.text(max_size=40), st.sampled_from(["", "FR", "US", "IN", "ZZ"]))
def test_no_text_does_more_than_be_refused_and_normal_forms_stay(text: str, country: str) -> None:
    try:
        normal = normalise_phone(text, country=country)
    except PhoneRefused:
        return
    assert normalise_phone(normal, country="") == normal


@given(st.from_regex(r"\+?[0-9 ().\-]{3,20}(;ext=[0-9]{1,4})?", fullmatch=True))
def test_a_normal_form_is_plain_ascii_and_is_its_own_normal_form(text: str) -> None:
    try:
        normal = normalise_phone(text, country="FR")
    except PhoneRefused:
        return
    assert normal.startswith("+")
    assert normal.removeprefix("+").replace(";ext=", "").isdecimal()
    assert normalise_phone(normal, country="") == normal


@pytest.mark.parametrize(
    ("e164", "country", "shown"),
    [
        ("+33612345678", "FR", "06 12 34 56 78"),
        ("+33612345678", "US", "+33 6 12 34 56 78"),
        ("+33612345678", "", "+33 6 12 34 56 78"),
        ("+14155552671", "us", "(415) 555-2671"),
        ("+33612345678;ext=12", "FR", "06 12 34 56 78 ext. 12"),
        ("not a number", "FR", "not a number"),
    ],
)
def test_a_number_is_shown_as_at_home_or_with_its_country_code(e164: str, country: str, shown: str) -> None:
    assert formatted_phone(e164, country=country) == shown


@given(st.integers(10**8, 10**9 - 1), st.sampled_from(["FR", "DE", "IN", "US"]))
def test_what_is_shown_can_be_typed_again(digits: int, country: str) -> None:
    try:
        normal = normalise_phone(str(digits), country=country)
    except PhoneRefused:
        return
    assert normalise_phone(formatted_phone(normal, country=""), country="") == normal


def test_the_valid_example_of_every_region_and_type_comes_out_from_all_its_forms() -> None:
    valid = [row for row in examples() if row["valid"] == "True"]

    for row in valid:
        for form in FORMS:
            assert normalise_phone(row[form], country=row["region"]) == row["e164"], row
        assert normalise_phone(row["rfc3966"], country="") == row["e164"], row
        assert (
            normalise_phone(formatted_phone(row["e164"], country=row["region"]), country=row["region"]) == row["e164"]
        )
    assert len(valid) >= 1370
    assert len({row["region"] for row in valid}) >= 240


def test_the_invalid_example_of_every_region_comes_out_or_is_refused_for_its_length() -> None:
    outcomes: dict[str, int] = {}
    for row in examples():
        if row["valid"] == "True":
            continue
        for form in FORMS:
            try:
                outcome = normalise_phone(row[form], country=row["region"])
            except PhoneRefused as refusal:
                outcome = refusal.code
            if (row["region"], row[form]) in KEEPS_ITS_ZERO:
                continue
            assert outcome in (row["e164"], "phone-too-short", "phone-area-code-needed", "phone-wrong-length"), row
            outcomes[outcome] = outcomes.get(outcome, 0) + 1

    assert outcomes["phone-too-short"] == 163 * len(FORMS)
    assert outcomes["phone-area-code-needed"] == 16 * len(FORMS)
    assert outcomes["phone-wrong-length"] == 11 * len(FORMS)


def examples() -> list[dict[str, str]]:
    with real_file("robustness/phones/libphonenumber_example_numbers.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(
    ("known", "country"),
    [("+34600190044", "ES"), ("+91600190044", "IN"), ("600190044", "GB"), (None, "GB"), ("+1", "GB")],
)
def test_the_country_in_which_a_number_was_read_is_known_again(known: object, country: str) -> None:
    assert country_of_phone(known, otherwise="GB") == country
