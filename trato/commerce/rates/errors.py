from trato.kit.errors import DomainError


class RatesRefused(DomainError):
    """Nothing of this file of rates can be taken."""
