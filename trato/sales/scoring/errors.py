from trato.kit.errors import DomainError


class ScoringRefused(DomainError):
    """That cannot be a rule of points."""
