from trato.kit.errors import DomainError


class RequestRefused(DomainError):
    """A request about somebody's data cannot be answered like this."""


class RuleRefused(DomainError):
    """A retention rule cannot be kept like this."""
