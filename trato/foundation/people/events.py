from dataclasses import dataclass

from trato.foundation.events.log import Event


@dataclass(frozen=True, kw_only=True)
class UserInvited(Event):
    kind = "foundation.user_invited"
    subject_type = "user"


@dataclass(frozen=True, kw_only=True)
class UserChanged(Event):
    """`fields` are names of what differs; "roles" and "teams" among them."""

    kind = "foundation.user_changed"
    subject_type = "user"

    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class UserDeactivated(Event):
    kind = "foundation.user_deactivated"
    subject_type = "user"


@dataclass(frozen=True, kw_only=True)
class UserReactivated(Event):
    kind = "foundation.user_reactivated"
    subject_type = "user"


@dataclass(frozen=True, kw_only=True)
class PasswordLinkMade(Event):
    """Somebody else than its owner saw a link that opens an account."""

    kind = "foundation.password_link_made"
    subject_type = "user"


@dataclass(frozen=True, kw_only=True)
class PasswordChosen(Event):
    kind = "foundation.password_chosen"
    subject_type = "user"


@dataclass(frozen=True, kw_only=True)
class AddressConfirmed(Event):
    """A link that only went to the person's mailbox came back."""

    kind = "foundation.address_confirmed"
    subject_type = "user"


@dataclass(frozen=True, kw_only=True)
class UserSignedIn(Event):
    kind = "foundation.user_signed_in"
    subject_type = "user"


@dataclass(frozen=True, kw_only=True)
class RoleCreated(Event):
    kind = "foundation.role_created"
    subject_type = "role"


@dataclass(frozen=True, kw_only=True)
class RoleChanged(Event):
    kind = "foundation.role_changed"
    subject_type = "role"

    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RoleDeleted(Event):
    kind = "foundation.role_deleted"
    subject_type = "role"


@dataclass(frozen=True, kw_only=True)
class TeamCreated(Event):
    kind = "foundation.team_created"
    subject_type = "team"


@dataclass(frozen=True, kw_only=True)
class TeamChanged(Event):
    """Renamed or moved; `fields` says which."""

    kind = "foundation.team_changed"
    subject_type = "team"

    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TeamDeleted(Event):
    kind = "foundation.team_deleted"
    subject_type = "team"
