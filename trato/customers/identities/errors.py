from trato.kit.errors import DomainError


class IdentityTaken(DomainError):
    """Another living record already has this naming identity."""
