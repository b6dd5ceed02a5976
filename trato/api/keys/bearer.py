"""Who is calling: the token behind `Authorization: Bearer`, and nothing else. No cookie opens this door."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from ninja.security import HttpBearer

from trato.api.keys.models import ApiToken
from trato.api.keys.queries import token_with_user
from trato.api.keys.use_cases import digest_of, note_use
from trato.api.limits.buckets import Limits
from trato.foundation.public import Actor, User
from trato.kit.clock import now


@dataclass(frozen=True)
class Caller:
    token: ApiToken
    user: User
    actor: Actor

    @property
    def token_id(self) -> UUID:
        return self.token.id


class ApiRequest(HttpRequest):
    """A request whose token was good."""

    auth: Caller


class Bearer(HttpBearer):
    """Made once for each process, with the buckets of its callers."""

    def __init__(self) -> None:
        super().__init__()
        self.limits = Limits.from_settings()

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        known = token_with_user(digest_of(token.strip()))
        if known is None:
            return None
        found, standing = known
        if not found.is_good(at=now()) or not found.user.is_active:
            return None
        request.allowance = self.limits.take(found.id)  # type: ignore[attr-defined]  # told by the middleware
        note_use(found)
        return Caller(found, found.user, found.user.acting("api", standing=standing))
