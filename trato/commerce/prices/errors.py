from trato.kit.errors import DomainError


class PriceRefused(DomainError):
    """That cannot be a price, or a list of prices."""


class BundleRefused(DomainError):
    """No product can be made of that."""


class TaxRefused(DomainError):
    """That cannot be a rate of tax."""
