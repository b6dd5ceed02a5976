from trato.kit.errors import DomainError


class ListRefused(DomainError):
    """These records cannot be put onto this list."""


class ListInUse(DomainError):
    """A segment asks who is on this list."""
