from trato.kit.errors import DomainError


class FileRefused(DomainError):
    """It cannot be kept: too large, empty, or there is no room. Nothing else was lost."""


class FileTooLarge(FileRefused):
    """More than one may send at once (413)."""
