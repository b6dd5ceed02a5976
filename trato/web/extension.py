"""What the shell itself adds."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.foundation.public import (
    FileAdded,
    FileRemoved,
    FileRestored,
    NavigationItem,
    StaffPages,
    StoredFile,
    TimelineGroup,
    TimelineKind,
)


def _files_told() -> Any:
    return StoredFile.told.all()


contributions = [
    StaffPages(prefix="account/", urlconf="trato.web.sign_in.urls", order=0),
    StaffPages(prefix="", urlconf="trato.web.urls", order=0),
    NavigationItem(
        label=_("Imports"),
        url_name="web:import_start",
        icon="upload",
        right="foundation.import_records",
        group=_("Administration"),
        order=890,
    ),
    NavigationItem(
        label=_("Changes"),
        url_name="web:change_sets",
        icon="history",
        group=_("Administration"),
        order=891,
    ),
    NavigationItem(
        label=_("Settings"), url_name="web:settings", icon="settings", group=_("Administration"), key="s", order=900
    ),
    TimelineGroup(name="files", label=_("Files"), order=40),
    *[
        TimelineKind(event=event.kind, template=f"web/files/{name}.html", icon=icon, records=_files_told, group="files")
        for event, name, icon in (
            (FileAdded, "added", "paperclip"),
            (FileRemoved, "removed", "trash"),
            (FileRestored, "restored", "arrow-back-up"),
        )
    ],
]
