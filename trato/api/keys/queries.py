"""Questions about tokens."""

from django.db import connection

from trato.api.keys.models import ApiToken
from trato.foundation.public import User

# Asked with every request: one statement as text costs a quarter of what building it each time does.
_TOKEN = ("id", "name", "digest", "last_used_at", "expires_at", "revoked_at", "user_id")
_USER = ("id", "email", "name", "is_active", "language", "time_zone")
_BY_DIGEST = f"""
select {", ".join(f"t.{name}" for name in _TOKEN)}, {", ".join(f"u.{name}" for name in _USER)}
from api_apitoken t join foundation_user u on u.id = t.user_id where t.digest = %s
"""  # noqa: S608  # constants


def token_with_user(digest: str) -> ApiToken | None:
    with connection.cursor() as cursor:
        cursor.execute(_BY_DIGEST, [digest])
        row = cursor.fetchone()
    if row is None:
        return None
    token = ApiToken.from_db("default", _TOKEN, row[: len(_TOKEN)])
    token.user = User.from_db("default", _USER, row[len(_TOKEN) :])
    return token
