from django.conf import settings


def mail_is_set_up() -> bool:
    """Without a server of its own Trato sends nothing, and says so."""
    return bool(settings.EMAIL_HOST)
