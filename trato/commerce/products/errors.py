from trato.kit.errors import DomainError


class SkuTaken(DomainError):
    """Another product took this one's SKU while it was in the trash."""
