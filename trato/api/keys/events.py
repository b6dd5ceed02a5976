from dataclasses import dataclass
from uuid import UUID

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class ApiTokenCreated(Event):
    """`user_id` is whom the token speaks for."""

    kind = "api.token_created"
    subject_type = "api_token"

    user_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApiTokenRevoked(Event):
    kind = "api.token_revoked"
    subject_type = "api_token"

    user_id: UUID
