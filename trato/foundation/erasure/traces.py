"""What the foundation keeps about records of any kind, and about people whom a file once named."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from trato.foundation.changes.models import Change, ChangeSetRefusal
from trato.foundation.erasure.inside_files import OutOfTime, stands_in, stands_in_parquet
from trato.foundation.exports.files import finished_path, forget_files
from trato.foundation.exports.models import Export, ExportState
from trato.foundation.extensions.persons import AtLeast, Subject
from trato.foundation.files.keeping import path_of
from trato.foundation.files.models import StoredFile
from trato.foundation.imports.files import forget_file, is_our_copy
from trato.foundation.imports.models import DRAFTS, UNDER_WAY, Import, ImportLink, ImportRefusal, State
from trato.foundation.jobs.models import JobTrouble
from trato.foundation.notifications.models import Notification
from trato.foundation.search.models import SearchWord
from trato.kit.text import words

MOST_COUNTED = 10_000
LOOKED_FOR = 1.0  # seconds that somebody waits for a count; the erasure itself looks at everything
Rows = Sequence[Mapping[str, Any]]


# Files on the record


def files_read(subject: Subject) -> Rows:
    rows = _files(subject).order_by("created_at")
    return [{"name": each.name, "type": each.content_type, "size": each.size, "at": each.created_at} for each in rows]


def files_to_hand_out(subject: Subject) -> list[tuple[str, Path]]:
    rows = _files(subject).filter(deleted_at=None).order_by("created_at")
    return [(each.name, path_of(each.id)) for each in rows if path_of(each.id).exists()]


def files_count(subject: Subject) -> int:
    return counted(_files(subject))


def files_erase(subject: Subject, most: int) -> int:
    """The bytes first: what then fails is done again, and a row never speaks of nothing for long."""
    rows = list(_files(subject)[:most])
    for each in rows:
        path_of(each.id).unlink(missing_ok=True)
    Change.objects.filter(record_type="file", record_id__in=[each.id for each in rows]).delete()
    StoredFile.objects.filter(pk__in=[each.id for each in rows]).delete()
    return len(rows)


def _files(subject: Subject) -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(record_type=subject.kind, record_id__in=subject.ids)


# Old and new values


def changes_read(subject: Subject) -> Rows:
    rows = _changes(subject).order_by("at", "version")
    names = ("at", "version", "act", "door", "source", "before", "after")
    return list(rows.values(*names))


def changes_count(subject: Subject) -> int:
    return counted(_changes(subject))


def changes_erase(subject: Subject, most: int) -> int:
    """That there was a change stays, as the log's facts do; what it held goes."""
    ids = list(_changes(subject).values_list("pk", flat=True)[:most])
    return Change.objects.filter(pk__in=ids).update(before={}, after={}, source="")


def _changes(subject: Subject) -> QuerySet[Change]:
    rows = Change.objects.filter(record_id__in=subject.ids)
    return rows.exclude(before={}, after={}, source="")


# Words by which they are found

_FORGET = """
delete from foundation_searchterm t where t.kind = %s and t.word = any(%s) and not exists (
  select from foundation_searchword w where w.kind = t.kind and w.word = t.word and not w.record_id = any(%s))
"""


def words_count(subject: Subject) -> int:
    return counted(SearchWord.objects.filter(record_id__in=subject.ids))


def words_erase(subject: Subject, most: int) -> int:
    """A word that somebody else is called by, too, is theirs to keep."""
    ids = [str(each) for each in subject.ids]
    rows = SearchWord.objects.filter(record_id__in=ids)
    spelt = {*rows.values_list("word", flat=True), *(word for name in subject.names for word in words(name))}
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [subject.kind, sorted(spelt), ids])
        gone: int = max(0, cursor.rowcount)
    return gone + rows.delete()[0]


# News for colleagues about them


def news_count(subject: Subject) -> int:
    return counted(Notification.objects.filter(subject_id__in=subject.ids))


def news_erase(subject: Subject, most: int) -> int:
    ids = list(Notification.objects.filter(subject_id__in=subject.ids).values_list("pk", flat=True)[:most])
    return Notification.objects.filter(pk__in=ids).delete()[0]


# Rows of files that could not go in, and what undo could not put back


def refusals_count(subject: Subject) -> int:
    return _refused(subject).count() + _links(subject).count() + _of_sets(subject).count()


def refusals_read(subject: Subject) -> Rows:
    rows = _refused(subject).select_related("of")[:1_000]
    return [{"file": each.of.file_name, "line": each.line, "cells": each.cells} for each in rows]


def refusals_erase(subject: Subject, most: int) -> int:
    gone = 0
    for rows in (_refused(subject), _links(subject), _of_sets(subject)):
        ids = list(rows.values_list("pk", flat=True)[:most])
        gone += rows.model.objects.filter(pk__in=ids).delete()[0]
    return gone


def _refused(subject: Subject) -> QuerySet[ImportRefusal]:
    """A cell that is the name, or that holds an address or number: parts of a name alone are anybody's."""
    condition = Q(pk=None)
    for each in subject.names:
        condition |= Q(cells__contains=[each])
    for each in subject.traces:
        condition |= Q(cells__icontains=_in_json(each))
    return ImportRefusal.objects.filter(condition)


def _links(subject: Subject) -> QuerySet[ImportLink]:
    return ImportLink.objects.filter(record_id__in=subject.ids)


def _of_sets(subject: Subject) -> QuerySet[ChangeSetRefusal]:
    return ChangeSetRefusal.objects.filter(record_id__in=subject.ids)


def _in_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


# Files that came in and lists that went out


def kept_imports_count(subject: Subject) -> int:
    return _counted_in_time(_imports_with(subject, until=monotonic() + LOOKED_FOR))


def kept_imports_erase(subject: Subject, most: int) -> int:
    """The kept copy of a file that names them goes, and what was shown of it; a file that was only looked at goes
    whole. That of an import which is on its way right now goes at its end, as all do."""
    gone = 0
    for one in _imports_with(subject):
        here = Import.objects.filter(pk=one.pk).exclude(state__in=UNDER_WAY)
        forget_file(one.path)
        if one.state in DRAFTS:
            gone += here.delete()[1].get("foundation.Import", 0)
            continue
        facts: dict[str, Any] = {"preview": {}}
        if one.state != State.FINISHED:
            said = _("This file named a person whose data was erased since, so the rest of it cannot be brought in.")
            facts |= {"state": State.FAILED, "failure": said}
        gone += here.update(**facts)
    return gone


def _imports_with(subject: Subject, *, until: float = math.inf) -> Iterator[Import]:
    for one in Import.objects.exclude(state__in=UNDER_WAY).order_by("id"):
        is_shown = any(_in_json(each) in json.dumps(one.preview, ensure_ascii=False) for each in _looked_for(subject))
        is_kept = is_our_copy(one.path) and stands_in(Path(one.path), _looked_for(subject), until=until)
        if is_shown or is_kept:
            yield one


def kept_exports_count(subject: Subject) -> int:
    return _counted_in_time(_exports_with(subject, until=monotonic() + LOOKED_FOR))


def kept_exports_erase(subject: Subject, most: int) -> int:
    gone = 0
    for one in _exports_with(subject):
        forget_files(one.id)
        gone += Export.objects.filter(pk=one.pk).update(state=ExportState.GONE, ids=None, given={})
    return gone


def _exports_with(subject: Subject, *, until: float = math.inf) -> Iterator[Export]:
    for one in Export.objects.filter(state=ExportState.FINISHED).order_by("id"):
        texts = [*_looked_for(subject), *map(str, subject.ids)]
        looks = stands_in_parquet if one.format == "parquet" else stands_in
        if looks(finished_path(one.id, one.format), texts, until=until):
            yield one


def counted(rows: QuerySet[Any]) -> int:
    found: int = rows[: MOST_COUNTED + 1].count()
    return AtLeast(MOST_COUNTED) if found > MOST_COUNTED else found


def _counted_in_time(found: Iterator[Any]) -> int:
    count = 0
    try:
        for _each in found:
            count += 1
    except OutOfTime:
        return AtLeast(count)
    return count


def _looked_for(subject: Subject) -> list[str]:
    return [*subject.traces, *(name for name in subject.names if " " in name)]


# What a failed job said


def troubles_count(subject: Subject) -> int:
    return counted(_troubles(subject))


def troubles_erase(subject: Subject, most: int) -> int:
    ids = list(_troubles(subject).values_list("pk", flat=True)[:most])
    return JobTrouble.objects.filter(pk__in=ids).delete()[0]


def _troubles(subject: Subject) -> QuerySet[JobTrouble]:
    condition = Q(pk=None)
    for each in _looked_for(subject):
        condition |= Q(problem__icontains=each)
    return JobTrouble.objects.filter(condition)


# Records of other kinds that are about them


def around_erase(subject: Subject, most: int) -> int:
    """Everything beside the row of a record: files, values, words, news. For modules that erase their own records."""
    return sum(erase(subject, most) for erase in (files_erase, changes_erase, words_erase, news_erase))
