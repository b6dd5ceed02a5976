"""What may be said about a colleague: each value checked, refused with the name of its field."""

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from trato.foundation.people.errors import ColleagueRefused
from trato.foundation.people.models import Theme, User
from trato.kit.clock import zone_names
from trato.kit.email_addresses import EmailRefused, normalise_email
from trato.kit.text import TextRefused, clean_text

LONGEST_NAME = 200


def clean_address(email: str) -> str:
    """In the one form in which addresses are compared."""
    try:
        return normalise_email(email)
    except EmailRefused as refusal:
        raise ColleagueRefused(_(refusal.sentence) % refusal.params, field="email") from refusal


def clean_name(name: str, *, field: str = "name", longest: int = LONGEST_NAME) -> str:
    """One line of text that a database can hold. Used for people, teams, roles and the company."""
    try:
        cleaned = " ".join(clean_text(name).split())
    except TextRefused as refusal:
        raise ColleagueRefused(_(refusal.sentence) % refusal.params, field=field) from refusal
    if not cleaned:
        raise ColleagueRefused(_("A name is needed."), field=field)
    if len(cleaned) > longest:
        message = _("A name has at most %(longest)d characters.") % {"longest": longest}
        raise ColleagueRefused(message, field=field)
    return cleaned


def clean_language(language: str) -> str:
    if language not in dict(settings.LANGUAGES):
        raise ColleagueRefused(_("Trato does not speak this language yet."), field="language")
    return language


def clean_time_zone(zone: str) -> str:
    if zone not in zone_names():
        raise ColleagueRefused(_("There is no such time zone."), field="time_zone")
    return zone


def clean_theme(theme: str) -> str:
    if theme not in Theme.values:
        raise ColleagueRefused(_("There is no such theme."), field="theme")
    return theme


def check_password(password: str, *, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as refusal:
        raise ColleagueRefused(" ".join(refusal.messages), field="password") from refusal
