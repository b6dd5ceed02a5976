from trato.foundation.notifications.use_cases.links import (
    JOB,
    ask_for_password_link,
    mail_confirmation,
    mail_invitation,
    mail_password_link,
    one_line,
    send_password_link,
)

__all__ = [
    "JOB",
    "ask_for_password_link",
    "mail_confirmation",
    "mail_invitation",
    "mail_password_link",
    "one_line",
    "send_password_link",
]
