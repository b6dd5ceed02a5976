"""What the foundation contributes to access exports and erasures."""

from django.utils.translation import gettext_lazy as _

from trato.foundation.erasure import traces
from trato.foundation.extensions.persons import PersonalData

contributions = [
    PersonalData(
        name="foundation.files",
        label=_("Files"),
        tables=("foundation.StoredFile",),
        read=traces.files_read,
        files=traces.files_to_hand_out,
        count=traces.files_count,
        erase=traces.files_erase,
        order=300,
    ),
    PersonalData(
        name="foundation.changes",
        label=_("Old and new values of changes"),
        tables=("foundation.Change",),
        read=traces.changes_read,
        count=traces.changes_count,
        erase=traces.changes_erase,
        order=310,
    ),
    PersonalData(
        name="foundation.words",
        label=_("Words by which they are found"),
        tables=("foundation.SearchWord", "foundation.SearchTerm"),
        count=traces.words_count,
        erase=traces.words_erase,
        order=320,
    ),
    PersonalData(
        name="foundation.news",
        label=_("Notifications of colleagues"),
        tables=("foundation.Notification",),
        count=traces.news_count,
        erase=traces.news_erase,
        order=330,
    ),
    PersonalData(
        name="foundation.refused_rows",
        label=_("Rows of files that could not go in"),
        tables=("foundation.ImportRefusal", "foundation.ImportLink", "foundation.ChangeSetRefusal"),
        read=traces.refusals_read,
        count=traces.refusals_count,
        erase=traces.refusals_erase,
        order=340,
    ),
    PersonalData(
        name="foundation.kept_imports",
        label=_("Kept copies of files that name them"),
        tables=("foundation.Import",),
        count=traces.kept_imports_count,
        erase=traces.kept_imports_erase,
        order=350,
    ),
    PersonalData(
        name="foundation.kept_exports",
        label=_("Exported lists that name them"),
        tables=("foundation.Export",),
        count=traces.kept_exports_count,
        erase=traces.kept_exports_erase,
        order=360,
    ),
    PersonalData(
        name="foundation.troubles",
        label=_("What failed jobs said"),
        tables=("foundation.JobTrouble",),
        count=traces.troubles_count,
        erase=traces.troubles_erase,
        order=370,
    ),
]
