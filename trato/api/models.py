from trato.api.idempotency.models import KeptAnswer
from trato.api.keys.models import ApiToken

__all__ = ["ApiToken", "KeptAnswer"]
