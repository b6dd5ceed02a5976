from trato.foundation.changes.models import Change, ChangeSet
from trato.foundation.events.models import LoggedEvent, ReaderCursor
from trato.foundation.imports.models import Import, ImportLink, ImportRefusal
from trato.foundation.installation.models import FirstRunLink, Installation
from trato.foundation.people.models import Role, Team, User
from trato.foundation.search.models import SearchWord

__all__ = [
    "Change",
    "ChangeSet",
    "FirstRunLink",
    "Import",
    "ImportLink",
    "ImportRefusal",
    "Installation",
    "LoggedEvent",
    "ReaderCursor",
    "Role",
    "SearchWord",
    "Team",
    "User",
]
