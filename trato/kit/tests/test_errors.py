import pickle
import re

import pytest

from trato.kit.domains import DomainNameRefused
from trato.kit.email_addresses import EmailRefused
from trato.kit.errors import DomainError, Refused
from trato.kit.money import MoneyRefused
from trato.kit.phone_numbers import PhoneRefused
from trato.kit.text import TextRefused
from trato.kit.words import shown, to_translate


class FruitRefused(Refused):
    reasons = {"fruit-rotten": to_translate("The %(fruit)s is 100%% rotten."), "fruit-none": to_translate("No fruit.")}


def test_a_domain_error_needs_only_its_sentence() -> None:
    error = DomainError("The shop is closed.")

    assert (str(error), error.fields, error.code, error.params) == ("The shop is closed.", {}, "", {})


def test_a_domain_error_names_the_field_it_is_about() -> None:
    assert DomainError("Too long.", field="name").fields == {"name": "Too long."}
    assert DomainError("Two things.", fields={"a": "One.", "b": "Two."}).fields == {"a": "One.", "b": "Two."}


@pytest.mark.parametrize("message", ["Closed.", "100% closed.", "50%(s) off"])
def test_every_sentence_filled_with_its_params_is_the_message(message: str) -> None:
    error = DomainError(message)

    assert error.sentence % error.params == message


def test_a_refusal_carries_code_sentence_and_params_for_translation() -> None:
    refusal = FruitRefused("fruit-rotten", field="basket", fruit="apple")

    assert str(refusal) == "The apple is 100% rotten."
    assert refusal.code == "fruit-rotten"
    assert refusal.sentence % {"fruit": "pear"} == "The pear is 100% rotten."
    assert refusal.params == {"fruit": "apple"}
    assert refusal.fields == {"basket": "The apple is 100% rotten."}


@pytest.mark.parametrize("kind", [PhoneRefused, EmailRefused, DomainNameRefused, TextRefused, MoneyRefused])
def test_every_reason_is_a_whole_sentence_with_a_code_that_tells_what_it_is_about(kind: type[Refused]) -> None:
    for code, sentence in kind.reasons.items():
        assert re.fullmatch(r"(phone|email|domain|url|text|money)(-[a-z]+)+", code)
        assert sentence[0].isupper() or sentence.startswith("%("), sentence
        assert sentence.endswith("."), sentence
        assert "%" not in re.sub(r"%\([a-z]+\)s", "", sentence), sentence


def test_a_reason_that_is_not_listed_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        FruitRefused("fruit-green")


def test_a_refusal_survives_the_way_between_processes() -> None:
    refusal = pickle.loads(pickle.dumps(FruitRefused("fruit-rotten", field="basket", fruit="apple")))

    assert isinstance(refusal, FruitRefused)
    assert (str(refusal), refusal.code, refusal.params) == (
        "The apple is 100% rotten.",
        "fruit-rotten",
        {"fruit": "apple"},
    )
    assert refusal.fields == {"basket": "The apple is 100% rotten."}


@pytest.mark.parametrize(
    ("character", "words"),
    [("_", "“_”"), ("é", "“é”"), ("\n", "U+000A"), (" ", "U+0020"), ("\u202e", "U+202E"), ("\ud800", "U+D800")],
)
def test_what_cannot_be_seen_is_shown_by_its_number(character: str, words: str) -> None:
    assert shown(character) == words
