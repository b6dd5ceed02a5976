"""A request from a signed-in colleague."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from trato.foundation.public import Actor, User


class StaffRequest(HttpRequest):
    user: User
    actor: Actor
    htmx: HtmxDetails
