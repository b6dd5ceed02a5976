"""Questions about tokens."""

from collections.abc import Sequence
from typing import Any

from trato.api.keys.models import ApiToken
from trato.foundation.public import STANDING_OF_PERSON, User
from trato.kit.prepared import rows_prepared

# Asked with every request: one statement as text costs a quarter of what building it each time does. One that also
# says what the colleague may do saves another way to the database and back.
_TOKEN = ("id", "name", "digest", "last_used_at", "expires_at", "revoked_at", "user_id")
_USER = ("id", "email", "name", "is_active", "language", "time_zone")
_BY_DIGEST = f"""
select {", ".join(f"t.{name}" for name in _TOKEN)}, {", ".join(f"u.{name}" for name in _USER)}, s.*
from api_apitoken t join foundation_user u on u.id = t.user_id cross join lateral ({STANDING_OF_PERSON}) s
where t.digest = %s
"""  # noqa: S608  # constants


def token_with_user(digest: str) -> tuple[ApiToken, Sequence[Any]] | None:
    """And how the colleague stands."""
    found = rows_prepared(_BY_DIGEST, [digest])
    if not found:
        return None
    row, end = found[0], len(_TOKEN) + len(_USER)
    token = ApiToken(**dict(zip(_TOKEN, row, strict=False)))
    token.user = User(**dict(zip(_USER, row[len(_TOKEN) : end], strict=True)))
    return token, row[end:]
