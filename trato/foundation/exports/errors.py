from trato.kit.errors import DomainError


class ExportRefused(DomainError):
    """Not these records, not these columns, or not in this form."""


class ExportNotReady(DomainError):
    """There is no file: it is not written yet, was stopped, or its days are over."""
