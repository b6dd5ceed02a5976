from trato.kit.errors import DomainError


class SampleDataRefused(DomainError):
    """It is there already, or it is not."""
