from trato.kit.errors import DomainError


class RelationRefused(DomainError):
    """They cannot be related like that."""
