from trato.kit.errors import DomainError


class DealRefused(DomainError):
    """That cannot be done with a deal."""
