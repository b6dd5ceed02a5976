"""Mail with a link, to colleagues: from fixed templates, to addresses that are known to be theirs, and invitations.

Mail to customers never goes this way.
"""

import logging
import unicodedata
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate.contrib.django import app

from trato.foundation.actors.errors import NotAllowed
from trato.foundation.installation.queries import installation
from trato.foundation.notifications.errors import MailNotSent
from trato.foundation.notifications.queries import mail_is_set_up
from trato.foundation.people.links import password_link
from trato.foundation.people.models import User
from trato.foundation.people.placeholders import is_placeholder
from trato.foundation.people.queries import has_confirmed_address

JOB = "foundation.send_password_link"
LONGEST_SUBJECT = 150

logger = logging.getLogger(__name__)


def mail_invitation(user: User, *, path: str) -> None:
    """The one mail that goes to an address nobody has confirmed yet."""
    with override(user.language):
        subject = _("%(company)s invites you to Trato") % {"company": installation().name}
    _send(user, subject, "foundation/mail/invitation.txt", path)


def mail_password_link(user: User, *, path: str) -> None:
    if not has_confirmed_address(user):
        raise NotAllowed(_("This address was never confirmed, so no mail goes there."))
    with override(user.language):
        subject = _("Choose a new password for Trato")
    _send(user, subject, "foundation/mail/password_link.txt", path)


def ask_for_password_link(email: str) -> None:
    """Left to the workers for any address alike, so that not even the time it takes tells whether it is known."""
    app.configure_task(JOB).defer(email=email)


def send_password_link(email: str) -> None:
    """Whoever asked learns nothing of what happens here, so a failure is for the log alone."""
    for user in User.objects.filter(email__iexact=email, is_active=True):
        try:
            mail_password_link(user, path=password_link(user, is_mailed=True))
        except NotAllowed:
            logger.info("No password link was mailed: the address of user %s was never confirmed.", user.pk)
        except MailNotSent as failure:
            logger.error("A password link could not be mailed: %s", failure)  # noqa: TRY400  # the reason is in it


def mail_confirmation(user: User, *, path: str) -> None:
    """To the address a person says is theirs; what comes back confirms it."""
    with override(user.language):
        subject = _("Confirm your address for Trato")
    _send(user, subject, "foundation/mail/confirmation.txt", path)


def one_line(text: str) -> str:
    """Nothing in a subject can begin another header: some Pythons before their last patches let it."""
    kept = (" " if unicodedata.category(each) in ("Cc", "Cs", "Zl", "Zp") else each for each in text)
    return " ".join("".join(kept).split())[:LONGEST_SUBJECT]


def _send(user: User, subject: str, template: str, path: str) -> None:
    if not mail_is_set_up():
        raise MailNotSent(_("This Trato has no mail server, so nothing was sent."))
    if is_placeholder(user.email):
        raise MailNotSent(_("No e-mail is known of %(name)s yet, so nothing was sent.") % {"name": user.name})
    facts = {"name": user.name, "company": installation().name, "link": f"{settings.BASE_URL}{path}"}
    with override(user.language):  # only the mail speaks to its reader: what fails is told to the sender
        mail = EmailMessage(one_line(subject), render_to_string(template, facts), to=[user.email])
    try:
        mail.send()
    except (SMTPException, OSError) as failure:
        message = _("The mail server did not take the mail (%(reason)s). Copy the link and send it yourself.")
        raise MailNotSent(message % {"reason": one_line(str(failure))}) from failure
