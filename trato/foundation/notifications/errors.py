from trato.kit.errors import DomainError


class MailNotSent(DomainError):
    """The mail server did not take it. Nothing was sent."""


class ChoiceRefused(DomainError):
    """There is no such kind of news."""
