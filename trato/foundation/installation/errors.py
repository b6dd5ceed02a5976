from trato.kit.errors import DomainError


class LinkRefused(DomainError):
    """The one-time link to the first page does not open it."""


class CompanyRefused(DomainError):
    """What was given about the company cannot be taken."""
