from trato.kit.errors import DomainError


class CopyRefused(DomainError):
    """Not this directory, or not into this home. Nothing was changed unless the sentence says so."""
