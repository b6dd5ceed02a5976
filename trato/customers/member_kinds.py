"""What segments, lists and traits are about."""

from django.utils.translation import gettext_lazy as _

MEMBER_KINDS = (("contact", _("Contacts")), ("company", _("Companies")))
