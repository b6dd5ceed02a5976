from trato.kit.errors import DomainError


class MoveRefused(DomainError):
    """The move is at another step than what was asked for, or cannot be begun as it is."""
