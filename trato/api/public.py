"""What modules use to build JSON endpoints."""

from trato.api.building import api

__all__ = ["api"]
