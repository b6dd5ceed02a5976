"""E-mail addresses in the one form in which two of them can be compared.

Storing an address is not sending to it: host names without a dot (`root@localhost`) and reserved ones (`.local`,
`.test`) are taken, because mail from them arrives. Quoted local parts are taken, because Japanese carriers gave them to
millions of people. Not taken: comments and folded white space, which are a notation of mail headers; addresses at a
bare IP number; anything with a control character or a line break, which could become another header.
"""

import re
import unicodedata
from collections.abc import Callable

from email_validator import EmailNotValidError, validate_email

from trato.kit.domains import DomainNameRefused, normalise_host
from trato.kit.errors import Refused
from trato.kit.words import shown, to_translate

LONGEST_EMAIL = 254  # RFC 3696, erratum 1690

# Nearly all addresses look like this, and the library takes 20 times as long to say so. A test holds them equal.
_PLAIN = re.compile(
    r"[a-z0-9_+\-]+(?:\.[a-z0-9_+\-]+)*@(?:(?=[^.]{1,63}\.)[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,63}", re.ASCII
)


class EmailRefused(Refused):
    reasons = DomainNameRefused.reasons | {
        "email-empty": to_translate("There is no e-mail address here."),
        "email-control-character": to_translate("The address has an invisible character: %(character)s."),
        "email-no-at": to_translate("There is no @ sign in the address."),
        "email-wide-at": to_translate("The address has a wide ＠ instead of the @ sign."),
        "email-two-ats": to_translate("There are two @ signs in the address."),
        "email-several": to_translate("There is more than one address here."),
        "email-with-name": to_translate("Only the address itself is taken, without a name and without angle brackets."),
        "email-nothing-before": to_translate("There is nothing before the @ sign."),
        "email-nothing-after": to_translate("There is nothing after the @ sign."),
        "email-space": to_translate("There is a space in the address."),
        "email-comment": to_translate("There are parentheses in the address."),
        "email-at-a-number": to_translate("An address at a network number in brackets is not accepted."),
        "email-dot-first": to_translate("The address cannot begin with a dot."),
        "email-dot-before-at": to_translate("There cannot be a dot just before the @ sign."),
        "email-two-dots": to_translate("There are two dots in a row before the @ sign."),
        "email-quotation-marks": to_translate("The quotation marks in the address must enclose all before the @ sign."),
        "email-character": to_translate("There cannot be the character %(character)s before the @ sign."),
        "email-too-long": to_translate("An address has at most 254 characters."),
        "email-not-valid": to_translate("No e-mail address can be written like this."),
    }


# Asked in this order, with the address and with what of it is not in quotation marks.
_WRONG_WITH_THE_WHOLE: tuple[tuple[str, Callable[[str, str], bool]], ...] = (
    ("email-wide-at", lambda address, unquoted: "@" not in unquoted and "＠" in unquoted),
    ("email-no-at", lambda address, unquoted: "@" not in unquoted),
    ("email-with-name", lambda address, unquoted: "<" in unquoted or ">" in unquoted),
    ("email-several", lambda address, unquoted: unquoted.count("@") > 1 and re.search("[,; ]", unquoted) is not None),
    ("email-two-ats", lambda address, unquoted: unquoted.count("@") > 1),
    ("email-nothing-before", lambda address, unquoted: address.startswith(("@", '""@'))),
    ("email-nothing-after", lambda address, unquoted: address.endswith("@")),
    ("email-at-a-number", lambda address, unquoted: "@[" in unquoted),
    ("email-comment", lambda address, unquoted: "(" in unquoted or ")" in unquoted),
    ("email-space", lambda address, unquoted: " " in unquoted),
)


def normalise_email(text: str) -> str:
    """Lower case, composed (NFC), the domain in ASCII. Refuses with the reason what is not an address."""
    address = text.strip(" \u00a0\u3000")  # what comes along when a person copies; a line break is not forgiven
    if len(address) <= LONGEST_EMAIL and _PLAIN.fullmatch(lowered := address.lower()):
        return lowered
    _refuse_the_unreadable(address)
    local, _, domain = address.rpartition("@")
    local = _normalised_local(local)
    try:
        host = normalise_host(domain)
    except DomainNameRefused as refusal:
        raise EmailRefused(refusal.code, field="", **refusal.params) from refusal
    normalised = f"{local}@{host}"
    if len(normalised.encode()) > LONGEST_EMAIL:
        raise EmailRefused("email-too-long")
    return normalised


def _normalised_local(local: str) -> str:
    # The library would refuse reserved domains, so it is shown the local part with a domain it takes.
    try:
        checked = validate_email(f"{local}@example.com", allow_quoted_local=True, check_deliverability=False)
    except EmailNotValidError as refusal:
        raise _reason_before_the_at(local) from refusal
    return unicodedata.normalize("NFC", checked.local_part.casefold())


def _refuse_the_unreadable(address: str) -> None:
    """What is wrong with the whole: nothing after this meets a control character or a second address."""
    if not address:
        raise EmailRefused("email-empty")
    if len(address) > 4 * LONGEST_EMAIL:  # nothing this long is looked at letter by letter
        raise EmailRefused("email-too-long")
    invisible = next((letter for letter in address if _is_invisible(letter)), None)
    if invisible:
        raise EmailRefused("email-control-character", character=shown(invisible))
    if len(address.encode()) > LONGEST_EMAIL:  # of bytes, as in SMTP; what is invisible (surrogates) is out by now
        raise EmailRefused("email-too-long")
    unquoted = re.sub(r'"(?:[^"\\]|\\.)*"', "", address)
    for code, is_so in _WRONG_WITH_THE_WHOLE:
        if is_so(address, unquoted):
            raise EmailRefused(code)


def _is_invisible(letter: str) -> bool:
    kind = unicodedata.category(letter)
    return kind[0] == "C" or kind in ("Zl", "Zp")


def _reason_before_the_at(local: str) -> EmailRefused:
    if '"' in local:
        return EmailRefused("email-quotation-marks")
    if local.startswith("."):
        return EmailRefused("email-dot-first")
    if local.endswith("."):
        return EmailRefused("email-dot-before-at")
    if ".." in local:
        return EmailRefused("email-two-dots")
    forbidden = re.search(r"[\x20-\x7e](?<![A-Za-z0-9_!#$%&'*+\-/=?^`{|}~.])", local)
    if forbidden:
        return EmailRefused("email-character", character=shown(forbidden.group()))
    return EmailRefused("email-not-valid")
