from trato.kit.errors import DomainError


class TraitRefused(DomainError):
    """A definition or a value that cannot be taken."""
