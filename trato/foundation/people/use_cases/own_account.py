"""What everybody does with their own account."""

from typing import Any

from allauth.account.models import EmailAddress

from trato.foundation.actors.actor import Actor
from trato.foundation.events.log import publish
from trato.foundation.people.events import AddressConfirmed, PasswordChosen, UserChanged, UserSignedIn
from trato.foundation.people.facts import clean_language, clean_name, clean_theme, clean_time_zone
from trato.foundation.people.models import User
from trato.foundation.people.queries import own_user
from trato.foundation.people.recording import differences, record_and_publish
from trato.foundation.use_cases import use_case

PREFERENCES = ("name", "language", "time_zone", "theme", "single_keys")


@use_case()
def set_preferences(
    *,
    by: Actor,
    name: str | None = None,
    language: str | None = None,
    time_zone: str | None = None,
    theme: str | None = None,
    single_keys: bool | None = None,
) -> User:
    """What is None stays."""
    user = own_user(by)
    before = _preferences(user)
    user.name = user.name if name is None else clean_name(name)
    user.language = user.language if language is None else clean_language(language)
    user.time_zone = user.time_zone if time_zone is None else clean_time_zone(time_zone)
    user.theme = user.theme if theme is None else clean_theme(theme)
    user.single_keys = user.single_keys if single_keys is None else single_keys
    old, new = differences(before, _preferences(user))
    if new:
        user.save(update_fields=list(new))
        record_and_publish(UserChanged(subject_id=user.id, fields=tuple(new)), by=by, before=old, after=new)
    return user


@use_case()
def choose_password(password: str, *, by: Actor) -> User:
    """The page has checked it. Other sessions and all links end, being signed over the old one."""
    user = own_user(by)
    user.set_password(password)
    user.save(update_fields=["password"])
    publish(PasswordChosen(subject_id=user.id), by=by)
    return user


@use_case()
def confirm_address(*, by: Actor) -> None:
    """The person came back from a mail: from now on other mail may go there."""
    user = own_user(by)
    _row, is_new = EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    if is_new:
        publish(AddressConfirmed(subject_id=user.id), by=by)


@use_case()
def record_sign_in(*, by: Actor) -> None:
    publish(UserSignedIn(subject_id=own_user(by).id), by=by)


def _preferences(user: User) -> dict[str, Any]:
    return {name: getattr(user, name) for name in PREFERENCES}
