from trato.kit.errors import DomainError


class PinRefused(DomainError):
    """Why it cannot be kept at hand."""
