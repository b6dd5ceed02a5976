"""Where one wants to be told what."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.notifications.errors import ChoiceRefused
from trato.foundation.notifications.events import NotificationsChosen
from trato.foundation.notifications.models import NotificationChoice
from trato.foundation.notifications.queries import own_channels
from trato.foundation.people.queries import own_user
from trato.foundation.people.recording import record_and_publish
from trato.foundation.use_cases import use_case


@use_case()
def choose_notifications(chosen: Mapping[str, tuple[bool, bool]], *, by: Actor) -> None:
    """By kind: in the app, by mail. What is not named stays."""
    user = own_user(by)
    before = {each.kind.name: (each.app, each.mail) for each in own_channels(user.id)}
    if unknown := sorted(set(chosen) - set(before)):
        raise ChoiceRefused(_("There is no kind of news called “%(name)s”.") % {"name": unknown[0][:60]})
    changed = {name: given for name, given in chosen.items() if given != before[name]}
    for name, (app, mail) in changed.items():
        NotificationChoice.objects.update_or_create(user=user, kind=name, defaults={"app": app, "mail": mail})
    if changed:
        record_and_publish(
            NotificationsChosen(subject_id=user.id, kinds=tuple(changed)),
            by=by,
            before={name: list(before[name]) for name in changed},
            after={name: list(given) for name, given in changed.items()},
        )
