import idna
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trato.kit.domains import _PLAIN_HOST, DomainNameRefused, normalise_domain, normalise_host, normalise_url

PASTED = st.text(st.characters(), max_size=40)
HOSTS = st.from_regex(r"(https?://)?[a-zA-Z0-9é例.\-]{1,20}(:[0-9]{1,6})?(/.{0,10})?", fullmatch=True)


@pytest.mark.parametrize(
    ("pasted", "domain"),
    [
        ("example.com", "example.com"),
        ("https://www.Example.com/path?q=1#here", "example.com"),
        ("http://example.com:8080", "example.com"),
        ("WWW.EXAMPLE.COM.", "example.com"),
        (" shop.example.co.uk ", "shop.example.co.uk"),
        ("Bücher.example", "xn--bcher-kva.example"),
        ("https://例え。テスト/パス", "xn--r8jz45g.xn--zckzah"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("example.com?x=a@b", "example.com"),
        ("123.com", "123.com"),
    ],
)
def test_the_domain_is_found_in_what_people_paste(pasted: str, domain: str) -> None:
    assert normalise_domain(pasted) == domain


@pytest.mark.parametrize(
    ("pasted", "url"),
    [
        ("example.com", "https://example.com"),
        ("www.Example.com/", "https://www.example.com"),
        ("HTTP://Example.com/Path", "http://example.com/Path"),
        ("http://example.com:80/", "http://example.com"),
        ("https://example.com:0443", "https://example.com"),
        ("example.com:8080/a b", "https://example.com:8080/a%20b"),
        ("https://example.com/%41?x=a%20b&y=é#ü", "https://example.com/%41?x=a%20b&y=%C3%A9#%C3%BC"),
        ("https://bücher.example/q", "https://xn--bcher-kva.example/q"),
        ('https://example.com/"><script>', "https://example.com/%22%3E%3Cscript%3E"),
    ],
)
def test_a_web_address_gets_its_scheme_and_loses_what_needs_quoting(pasted: str, url: str) -> None:
    assert normalise_url(pasted) == url


@pytest.mark.parametrize(
    ("pasted", "code"),
    [
        ("", "domain-empty"),
        ("https:///path", "domain-empty"),
        ("localhost", "domain-no-dot"),
        ("www.com", "domain-no-dot"),
        ("jane@example.com", "domain-is-an-address"),
        ("https://user:secret@example.com", "url-credentials"),
        ("a..example.com", "domain-empty-label"),
        (".example.com", "domain-empty-label"),
        ("-a.example.com", "domain-hyphen"),
        ("127.0.0.1", "domain-is-a-number"),
        ("http://[::1]/", "domain-is-a-number"),
        ("http://2130706433.1", "domain-is-a-number"),
        ("a" * 64 + ".com", "domain-label-too-long"),
        ("a." * 130 + "com", "domain-too-long"),
        ("exam ple.com", "domain-character"),
        ("exam_ple.com", "domain-character"),
        ("example\n.com", "domain-character"),
        ("example.com\x00", "domain-character"),
        ("\ud800.com", "domain-character"),
        ("https://example.com/\ud800", "domain-character"),
        ("http://good.example\\@evil.example", "domain-character"),
        ("i❤.ws", "domain-not-valid"),
        ("xn--zzzzzz.com", "domain-not-valid"),
        ("é" * 60 + ".com", "domain-not-valid"),
        ("ftp://example.com", "url-scheme"),
        ("javascript:alert(1)", "url-scheme"),
        ("mailto:jane@example.com", "url-scheme"),
        ("data:text/html,x", "url-scheme"),
        ("example.com:port", "url-port"),
        ("example.com:99999", "url-port"),
        ("example.com:0", "url-port"),
        ("example.com:" + "9" * 5000, "url-port"),
    ],
)
def test_what_has_no_domain_is_refused_with_its_reason(pasted: str, code: str) -> None:
    for normalise in (normalise_domain, normalise_url):
        with pytest.raises(DomainNameRefused) as refusal:
            normalise(pasted)
        assert refusal.value.code == code


def test_a_web_address_has_a_longest_length() -> None:
    with pytest.raises(DomainNameRefused, match="2048"):
        normalise_url("example.com/" + "é" * 1000)


def test_the_reason_names_the_character() -> None:
    with pytest.raises(DomainNameRefused, match="“_”"):
        normalise_domain("exam_ple.com")
    with pytest.raises(DomainNameRefused, match=r"U\+000A"):
        normalise_domain("example\n.com")


def test_a_host_name_may_have_no_dot() -> None:
    assert normalise_host("LocalHost") == "localhost"


@given(PASTED | HOSTS)
def test_no_text_does_more_than_be_refused_and_normal_forms_stay(text: str) -> None:
    for normalise in (normalise_domain, normalise_url):
        try:
            normal = normalise(text)
        except DomainNameRefused:
            continue
        assert normal.isascii()
        assert normal.isprintable()
        assert " " not in normal
        assert normalise(normal) == normal


@given(st.lists(st.text("abcxn019-", min_size=1, max_size=70), min_size=1, max_size=5).map(".".join))
def test_every_host_of_the_short_way_is_one_for_the_library(host: str) -> None:
    if len(host) <= 253 and _PLAIN_HOST.fullmatch(host):
        assert idna.encode(host, uts46=True, std3_rules=True).decode() == normalise_host(host)
