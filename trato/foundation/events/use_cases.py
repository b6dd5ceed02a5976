"""What an administrator may do with a reader of the log."""

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotFound
from trato.foundation.events.log import publish
from trato.foundation.events.models import ReaderCursor
from trato.foundation.events.retried import ReaderRetried
from trato.foundation.use_cases import use_case


@use_case(right="foundation.manage_operations")
def retry_reader(name: str, *, by: Actor) -> None:
    """At once instead of when its pause is over."""
    if not ReaderCursor.objects.filter(name=name).update(retry_at=None):
        raise NotFound(_("There is no reader “%(name)s”.") % {"name": name[:100]})
    publish(ReaderRetried(reader=name), by=by)
