from trato.foundation.changes.models import Change, ChangeSet, ChangeSetRefusal
from trato.foundation.copies.models import ArrivingCopy
from trato.foundation.erasure.models import ErasedRecord, Erasure
from trato.foundation.events.models import LoggedEvent, ReaderCursor
from trato.foundation.exports.models import Export
from trato.foundation.fields.models import CustomField, FieldOption, FieldsVersion
from trato.foundation.files.models import StoredFile
from trato.foundation.imports.models import Import, ImportLink, ImportMapping, ImportRefusal, OldId
from trato.foundation.installation.models import FirstRunLink, Installation
from trato.foundation.jobs.models import JobTrouble
from trato.foundation.moving_in.models import Move
from trato.foundation.notifications.models import Notification, NotificationChoice
from trato.foundation.people.models import Role, Team, User
from trato.foundation.search.models import SearchTerm, SearchWord
from trato.foundation.shortcuts.models import OpenedRecord, Pin
from trato.foundation.views.models import DefaultView, SavedView

__all__ = [
    "ArrivingCopy",
    "Change",
    "ChangeSet",
    "CustomField",
    "DefaultView",
    "FieldOption",
    "FieldsVersion",
    "ChangeSetRefusal",
    "ErasedRecord",
    "Erasure",
    "Export",
    "FirstRunLink",
    "Import",
    "ImportLink",
    "ImportMapping",
    "ImportRefusal",
    "Installation",
    "JobTrouble",
    "LoggedEvent",
    "Move",
    "Notification",
    "NotificationChoice",
    "OldId",
    "OpenedRecord",
    "Pin",
    "ReaderCursor",
    "Role",
    "SavedView",
    "SearchTerm",
    "SearchWord",
    "StoredFile",
    "Team",
    "User",
]
