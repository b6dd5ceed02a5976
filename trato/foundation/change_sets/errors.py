from trato.kit.errors import DomainError


class SelectionRefused(DomainError):
    """What was selected cannot be read, or is nothing."""


class ChangeSetRefused(DomainError):
    """This cannot be done to many records at once, or not now."""


class IdentitiesLost(DomainError):
    """Somebody else has taken identities of one of several records: they must be looked at one by one."""
