"""Domain names and web addresses, in the one form in which two of them can be compared."""

import re
from urllib.parse import quote

import idna

from trato.kit.errors import Refused
from trato.kit.words import shown, to_translate

LONGEST_DOMAIN = 253  # RFC 1035
LONGEST_LABEL = 63
LONGEST_URL = 2048
DEFAULT_PORTS = {"http": "80", "https": "443"}

_PLAIN_HOST = re.compile(r"(?:(?=[^.]{1,63}(?:\.|\Z))[a-z0-9]+(?:-[a-z0-9]+)*\.)*[a-z][a-z0-9]{0,62}", re.ASCII)
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\\\\]")
_OTHER_SCHEME = re.compile(r"(?!https?://)[a-z][a-z0-9+\-]*:(?!\d)", re.IGNORECASE)
_WEB_ADDRESS = re.compile(r"(?:(https?)://)?([^/?#]*)(.*)", re.IGNORECASE)
_DOTS = re.compile("[.\u3002\uff0e\uff61]")  # the dots that people type in East Asian scripts count as dots
# All that RFC 3986 allows after the host; a "%" stays, for what came encoded must not be encoded twice.
_URL_CHARACTERS = "/?#[]@!$&'()*+,;=:%~"


class DomainNameRefused(Refused):
    reasons = {
        "domain-empty": to_translate("There is no domain name here."),
        "domain-is-an-address": to_translate("This is an e-mail address, not a domain name."),
        "domain-no-dot": to_translate("A domain name has a dot in it, as in example.com."),
        "domain-empty-label": to_translate("The domain name has a dot too many."),
        "domain-hyphen": to_translate("No part of a domain name can begin or end with a hyphen."),
        "domain-is-a-number": to_translate("A domain name cannot end with a number; network addresses are not kept."),
        "domain-too-long": to_translate("A domain name has at most 253 characters."),
        "domain-label-too-long": to_translate("No part of a domain name is longer than 63 characters."),
        "domain-character": to_translate("A domain name cannot have the character %(character)s."),
        "domain-not-valid": to_translate("No domain name can be written like this."),
        "url-scheme": to_translate("Only web addresses with http:// or https:// can be kept."),
        "url-credentials": to_translate("A web address with a user name or password in it is not kept."),
        "url-port": to_translate("The port after the colon must be a number from 1 to 65535."),
        "url-too-long": to_translate("A web address has at most 2048 characters."),
    }


def normalise_domain(text: str) -> str:
    """The domain of whatever people paste: a bare name or a whole web address. Lower-case ASCII, no "www."."""
    _, host, _, _ = _parts(text)
    return _dotted(normalise_host(host.removesuffix("."))).removeprefix("www.")


def normalise_url(text: str) -> str:
    """A web address with its scheme (https where none is typed), an ASCII host and nothing that needs quoting."""
    scheme, host, port, rest = _parts(text)
    host = _dotted(normalise_host(host.removesuffix(".")))
    shown_port = f":{port}" if port and port != DEFAULT_PORTS[scheme] else ""
    url = f"{scheme}://{host}{shown_port}{quote('' if rest == '/' else rest, safe=_URL_CHARACTERS)}"
    if len(url) > LONGEST_URL:
        raise DomainNameRefused("url-too-long")
    return url


def normalise_host(text: str) -> str:
    """A host name in lower-case ASCII (IDNA 2008 with the mapping of UTS 46). It may have no dot at all."""
    if len(text) <= LONGEST_DOMAIN and _PLAIN_HOST.fullmatch(lowered := text.lower()):
        return lowered
    _refuse_broken_labels(text)
    try:
        host = idna.encode(text, uts46=True, std3_rules=True).decode("ascii")
    except UnicodeError as refusal:  # idna's own errors are UnicodeErrors
        raise _refusal_of(text) from refusal
    if host.rpartition(".")[2].isdigit():
        raise DomainNameRefused("domain-is-a-number")
    return host


def _dotted(host: str) -> str:
    if "." not in host.removeprefix("www."):
        raise DomainNameRefused("domain-no-dot")
    return host


def _parts(text: str) -> tuple[str, str, str, str]:
    """Scheme, host, port and the rest of a typed web address."""
    text = text.strip(" \u00a0\u3000")
    unsafe = _UNSAFE.search(text)
    if unsafe:
        raise DomainNameRefused("domain-character", character=shown(unsafe.group()))
    if _OTHER_SCHEME.match(text):
        raise DomainNameRefused("url-scheme")
    match = _WEB_ADDRESS.fullmatch(text)
    scheme, authority, rest = match.groups() if match else (None, "", "")
    if "@" in authority:
        raise DomainNameRefused("url-credentials" if scheme else "domain-is-an-address")
    if authority.startswith("["):
        raise DomainNameRefused("domain-is-a-number")
    host, colon, port = authority.partition(":")
    if colon and not (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536):
        raise DomainNameRefused("url-port")
    return (scheme or "https").lower(), host, port.lstrip("0"), rest


def _refuse_broken_labels(text: str) -> None:
    if not text:
        raise DomainNameRefused("domain-empty")
    if len(text) > LONGEST_DOMAIN:  # also keeps idna from long work on long nonsense
        raise DomainNameRefused("domain-too-long")
    labels = _DOTS.split(text)
    if not all(labels):
        raise DomainNameRefused("domain-empty-label")
    if any(label[0] == "-" or label[-1] == "-" for label in labels):
        raise DomainNameRefused("domain-hyphen")
    if any(len(label) > LONGEST_LABEL for label in labels):
        raise DomainNameRefused("domain-label-too-long")


def _refusal_of(text: str) -> DomainNameRefused:
    impossible = next((character for character in _DOTS.sub("", text) if not _is_possible(character)), None)
    if impossible:
        return DomainNameRefused("domain-character", character=shown(impossible))
    return DomainNameRefused("domain-not-valid")


def _is_possible(character: str) -> bool:
    if character.isascii():
        return character.isalnum() or character == "-"
    try:
        idna.uts46_remap(character, std3_rules=True)
    except UnicodeError:
        return False
    return True
