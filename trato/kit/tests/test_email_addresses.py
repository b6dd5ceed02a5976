import json
import unicodedata

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st

from trato.kit.email_addresses import _PLAIN, EmailRefused, normalise_email
from trato.kit.testing.real_files import real_file

# The verdicts are older than RFC 6531, which allows letters beyond ASCII, quoted or not.
TAKEN_ALTHOUGH_AN_ERROR_THEN = {'"test\\©"@iana.org'}
# Of what is correct but doubtful, these are taken: no look-up is made, hosts may have no dot, long and quoted names.
TAKEN_WARNINGS = {
    "dnsWarnNoRecord",
    "dnsWarnNoMXRecord",
    "rfc5321TLD",
    "rfc5321QuotedString",
    "rfc5322LocalTooLong",
    "cfwsFWS",
}
RESERVED = ("arpa", "invalid", "local", "localhost", "onion", "test")
PLAIN_LETTERS = st.text("abcABC019._-+", min_size=1, max_size=12) | st.text("abXN09-", min_size=1, max_size=66)


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("Jane.Doe@Example.COM", "jane.doe@example.com"),
        (" jane@example.com\u00a0", "jane@example.com"),
        ("jane+news@example.com", "jane+news@example.com"),
        ("zoë@Bücher.example", "zoë@xn--bcher-kva.example"),
        ("zoe\u0308@example.com", "zoë@example.com"),
        ("用户@例子。广告", "用户@xn--fsqu00a.xn--4rr70v"),
        ("రాజు@example.com", "రాజు@example.com"),
        ("root@localhost", "root@localhost"),
        ("printer@office.local", "printer@office.local"),
        ("a@bakery.test", "a@bakery.test"),
        ('"john..doe"@docomo.ne.jp', '"john..doe"@docomo.ne.jp'),
        ('"jane"@example.com', "jane@example.com"),
        ('"a@b"@example.com', '"a@b"@example.com'),
        ("!#$%&'*+/=?^_`{|}~-@example.com", "!#$%&'*+/=?^_`{|}~-@example.com"),
    ],
)
def test_an_address_is_taken_in_its_normal_form(typed: str, normal: str) -> None:
    assert normalise_email(typed) == normal


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "email-empty"),
        ("  ", "email-empty"),
        ("jane", "email-no-at"),
        ("jane＠example.jp", "email-wide-at"),
        ("jane@doe@example.com", "email-two-ats"),
        ("a@example.com, b@example.com", "email-several"),
        ("a@example.com;b@example.com", "email-several"),
        ("Jane <jane@example.com>", "email-with-name"),
        ("@example.com", "email-nothing-before"),
        ('""@example.com', "email-nothing-before"),
        ("jane@", "email-nothing-after"),
        ("jane doe@example.com", "email-space"),
        ("jane@exam ple.com", "email-space"),
        ("jane(work)@example.com", "email-comment"),
        ("jane@[10.0.0.1]", "email-at-a-number"),
        (".jane@example.com", "email-dot-first"),
        ("jane.@example.com", "email-dot-before-at"),
        ("jane..doe@example.com", "email-two-dots"),
        ('"jane@example.com', "email-quotation-marks"),
        ('"jane@example.com"', "email-no-at"),
        ('ja"ne@example.com', "email-quotation-marks"),
        ("jane:doe@example.com", "email-character"),
        ("jane@example.com\n", "email-control-character"),
        ("jane@example.com\r\nBcc: all@example.com", "email-control-character"),
        ("\tjane@example.com", "email-control-character"),
        ("ja\x00ne@example.com", "email-control-character"),
        ("ja\u200bne@example.com", "email-control-character"),
        ("jane\u202e@example.com", "email-control-character"),
        ("jane\u2028@example.com", "email-control-character"),
        ("\ud800@example.com", "email-control-character"),
        ("\u0301jane@example.com", "email-not-valid"),
        ("j" * 250 + "@example.com", "email-too-long"),
        ("é" * 130 + "@example.com", "email-too-long"),
        ("jane@example..com", "domain-empty-label"),
        ("jane@example.com.", "domain-empty-label"),
        ("jane@-example.com", "domain-hyphen"),
        ("jane@exam_ple.com", "domain-character"),
        ("jane@10.0.0.1", "domain-is-a-number"),
        ("jane@" + "a" * 64 + ".com", "domain-label-too-long"),
    ],
)
def test_what_is_no_address_is_refused_with_its_reason(typed: str, code: str) -> None:
    with pytest.raises(EmailRefused) as refusal:
        normalise_email(typed)

    assert refusal.value.code == code
    assert str(refusal.value).endswith(".")


def test_the_reason_names_the_character() -> None:
    with pytest.raises(EmailRefused, match="“:” before the @ sign"):
        normalise_email("jane:doe@example.com")
    with pytest.raises(EmailRefused, match=r"invisible character: U\+200B"):
        normalise_email("ja\u200bne@example.com")


def test_the_verdicts_of_isemail_hold() -> None:
    verdicts = json.loads(real_file("robustness/isemail/tests.json").read_text(encoding="utf-8"))

    for typed, verdict in verdicts:
        taken = is_taken(typed)
        if verdict == "valid":
            assert taken, typed
        elif verdict.startswith("err"):
            assert taken == (typed in TAKEN_ALTHOUGH_AN_ERROR_THEN), (typed, verdict)
        else:
            assert not taken or verdict in TAKEN_WARNINGS, (typed, verdict)
    assert len(verdicts) >= 180


@given(st.text(st.characters(), max_size=40) | st.emails())
def test_what_passes_has_no_control_characters_and_is_its_own_normal_form(text: str) -> None:
    try:
        normal = normalise_email(text)
    except EmailRefused:
        return
    assert not any(unicodedata.category(letter)[0] == "C" for letter in normal)
    assert normal.rpartition("@")[2].isascii()
    assert normalise_email(normal) == normal


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12), st.sampled_from(["", '"']))
def test_letters_of_all_scripts_keep_their_normal_form(local: str, mark: str) -> None:
    try:
        normal = normalise_email(f"{mark}{local}{mark}@example.com")
    except EmailRefused:
        return
    assert normalise_email(normal) == normal
    assert normalise_email(normal.upper().replace("EXAMPLE.COM", "example.com")) == normal or not local.isascii()


@given(PLAIN_LETTERS, st.lists(PLAIN_LETTERS, min_size=1, max_size=4))
def test_the_short_way_for_plain_addresses_agrees_with_the_library(local: str, labels: list[str]) -> None:
    typed = f"{local}@{'.'.join(labels)}"
    if not _PLAIN.fullmatch(typed.lower()) or labels[-1].lower() in RESERVED:
        return
    try:
        checked = validate_email(typed, check_deliverability=False)
    except EmailNotValidError as refusal:  # pragma: no cover - the failure this test looks for
        pytest.fail(f"{typed}: {refusal}")
    assert normalise_email(typed) == checked.normalized.lower()


def is_taken(typed: str) -> bool:
    try:
        normalise_email(typed)
    except EmailRefused:
        return False
    return True
