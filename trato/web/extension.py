"""What the shell itself adds."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.foundation.public import (
    FileAdded,
    FileRemoved,
    FileRestored,
    HelpPage,
    NavigationItem,
    PhotoChosen,
    PhotoTakenOff,
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
    HelpPage(
        name="lists",
        title=_("Lists and filters"),
        template="web/help/about_lists.html",
        pages=["web:search"],
        order=10,
    ),
    HelpPage(
        name="import",
        title=_("Import and moving in"),
        template="web/help/about_import.html",
        pages=[
            "web:import_start",
            "web:import",
            "web:import_columns",
            "web:import_matching",
            "web:import_preview",
            "web:move_start",
            "web:move",
        ],
        order=70,
    ),
    HelpPage(
        name="fields",
        title=_("Custom fields"),
        template="web/help/about_fields.html",
        pages=["web:fields", "web:field", "web:new_field"],
        order=80,
    ),
    TimelineGroup(name="files", label=_("Files"), order=40),
    *[
        TimelineKind(event=event.kind, template=f"web/files/{name}.html", icon=icon, records=_files_told, group="files")
        for event, name, icon in (
            (FileAdded, "added", "paperclip"),
            (FileRemoved, "removed", "trash"),
            (FileRestored, "restored", "arrow-back-up"),
            (PhotoChosen, "photo_chosen", "photo"),
            (PhotoTakenOff, "photo_taken_off", "photo-off"),
        )
    ],
]
