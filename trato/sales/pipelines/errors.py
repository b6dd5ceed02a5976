from trato.kit.errors import DomainError


class PipelineRefused(DomainError):
    """A pipeline, or a stage of one, cannot be so."""
