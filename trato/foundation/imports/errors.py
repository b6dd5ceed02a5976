from trato.kit.errors import DomainError


class FileRefused(DomainError):
    """Nothing of this file can be read."""


class ColumnRefused(DomainError):
    """A column or field was named that is not there."""


class ImportNotReady(DomainError):
    """The import is at another step than the one that was asked for."""
