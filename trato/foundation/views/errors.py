from trato.kit.errors import DomainError


class ViewRefused(DomainError):
    """Not a name, not a state, or not a team to share with."""
