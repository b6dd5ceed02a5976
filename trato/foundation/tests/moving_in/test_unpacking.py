"""Files as they are dropped: taken apart, bounded, and never written where their names say."""

import io
import struct
import zipfile
from collections.abc import Sequence

import openpyxl
import pytest

from trato.foundation.moving_in import unpacking
from trato.foundation.moving_in.unpacking import Dropped, Unreadable, dropped_files

CSV = b"Name\nAna\n"


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, content in members:
            file.writestr(name, content)
    out.seek(0)
    return out


def taken(*uploads: tuple[str, io.BytesIO]) -> list[tuple[str, bytes, str]]:
    return [(each.name, b"".join(each.content), each.reason) for each in dropped_files(uploads)]


def names(*uploads: tuple[str, io.BytesIO]) -> list[str]:
    return [name for name, _content, _reason in taken(*uploads)]


def reasons(*uploads: tuple[str, io.BytesIO]) -> dict[str, str]:
    return {name: reason for name, _content, reason in taken(*uploads) if reason}


def test_a_table_is_itself() -> None:
    assert taken(("people.csv", io.BytesIO(CSV))) == [("people.csv", CSV, "")]


def test_a_long_table_comes_in_blocks_and_whole() -> None:
    content = b"x" * (unpacking.BLOCK * 2 + 17)
    each, *_none = dropped_files([("long.csv", io.BytesIO(content))])
    blocks = list(each.content)
    assert [len(block) for block in blocks] == [unpacking.BLOCK, unpacking.BLOCK, 17]
    assert b"".join(blocks) == content


def test_several_that_are_dropped_together_stand_in_their_order() -> None:
    uploads = [
        ("b.csv", io.BytesIO(CSV)),
        ("a.zip", packed(("c.csv", CSV), ("d.csv", CSV))),
        ("e.csv", io.BytesIO(CSV)),
    ]
    assert names(*uploads) == ["b.csv", "c.csv", "d.csv", "e.csv"]


def test_what_was_read_before_is_read_from_its_beginning() -> None:
    file = io.BytesIO(CSV)
    file.read()
    assert taken(("people.csv", file)) == [("people.csv", CSV, "")]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("export/people.csv", "people.csv"),
        ("../../etc/people.csv", "people.csv"),
        ("/etc/cron.d/people.csv", "people.csv"),
        ("C:\\Users\\ana\\people.csv", "people.csv"),
        ("..\\..\\people.csv", "people.csv"),
        (f"{'x' * 300}.csv", f"{'x' * 246}.csv"),
        ("గుంటూరు/పరిచయాలు.csv", "పరిచయాలు.csv"),
    ],
)
def test_names_lead_nowhere(name: str, shown: str) -> None:
    assert names(("x.zip", packed((name, CSV)))) == [shown]


@pytest.mark.parametrize("name", ["__MACOSX/._people.csv", ".DS_Store", "folder/.hidden.csv", "~$book.xlsx"])
def test_what_systems_leave_behind_is_passed_over(name: str) -> None:
    assert names(("x.zip", packed((name, CSV), ("people.csv", CSV)))) == ["people.csv"]


def test_folders_are_nothing_themselves() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(zipfile.ZipInfo("export/"), b"")
        file.writestr("export/people.csv", CSV)
    assert names(("x.zip", out)) == ["people.csv"]


@pytest.mark.parametrize("name", ["photo.png", "readme.md", "inner.zip", "run.exe", "people"])
def test_what_holds_no_records_is_told(name: str) -> None:
    assert reasons(("x.zip", packed((name, CSV)))) == {name: "Files of this kind hold no records."}


@pytest.mark.parametrize("ending", unpacking.TABLES)
def test_tables_of_every_kind_are_taken_however_their_ending_is_written(ending: str) -> None:
    assert reasons(("x.zip", packed((f"people{ending}", CSV), (f"PEOPLE{ending.upper()}", CSV)))) == {}


def test_a_workbook_is_no_zip_to_be_taken_apart() -> None:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    assert names(("book.xlsx", out)) == ["book.xlsx"]


def locked(file: io.BytesIO) -> io.BytesIO:
    """The bit by which a ZIP says that a member needs a password."""
    content = bytearray(file.getvalue())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(signature) + offset
        (flags,) = struct.unpack_from("<H", content, at)
        struct.pack_into("<H", content, at, flags | 1)
    return io.BytesIO(bytes(content))


def test_a_locked_one_says_so() -> None:
    said = "It is locked with a password. Unlock it and drop it again."
    assert reasons(("x.zip", locked(packed(("people.csv", CSV))))) == {"people.csv": said}


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04", b"PK\x03\x04" + b"\x00" * 100, packed(("people.csv", CSV)).getvalue()[:-20]],
    ids=["only the mark", "zeros", "cut off"],
)
def test_a_damaged_one_says_so(content: bytes) -> None:
    assert reasons(("x.zip", io.BytesIO(content))) == {"x.zip": "This ZIP file is damaged."}


def test_a_member_that_is_damaged_is_noticed_while_it_is_read() -> None:
    file = packed(("people.csv", CSV * 1_000), method=zipfile.ZIP_STORED)
    content = bytearray(file.getvalue())
    content[200] ^= 0xFF
    with pytest.raises(Unreadable):
        taken(("x.zip", io.BytesIO(bytes(content))))


def test_a_bomb_is_not_opened() -> None:
    bomb = packed(("people.csv", b"a" * (unpacking.SMALL * 2)))
    (told,) = reasons(("x.zip", bomb)).values()
    assert told == "It unpacks into far more than it seems to be, so it was not opened."


def test_what_packs_well_and_is_small_is_no_bomb() -> None:
    assert reasons(("x.zip", packed(("people.csv", b"a" * (unpacking.SMALL - 1))))) == {}


def test_a_member_that_is_more_than_it_says_is_not_read_to_its_end() -> None:
    content = bytearray(packed(("people.csv", CSV * 500), method=zipfile.ZIP_STORED).getvalue())
    at = content.index(b"PK\x01\x02") + 24
    struct.pack_into("<I", content, at, 10)
    with pytest.raises(Unreadable):
        taken(("x.zip", io.BytesIO(bytes(content))))


def test_all_together_are_no_more_than_one_file_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST_BYTES", 30)
    told = taken(("x.zip", packed(("one.csv", b"1" * 20), ("two.csv", b"2" * 20), ("three.csv", b"3" * 10))))
    assert [(name, len(content)) for name, content, _reason in told] == [
        ("one.csv", 20),
        ("two.csv", 0),
        ("three.csv", 10),
    ]
    assert told[1][2] == "It is too large to be taken with the others."


def test_too_many_are_refused_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST_FILES", 2)
    members: Sequence[tuple[str, bytes]] = [(f"{number}.csv", CSV) for number in range(3)]
    assert reasons(("x.zip", packed(*members))) == {"x.zip": "It holds 3 files; at most 2 can be taken at once."}


def test_a_name_that_is_only_a_path_is_called_file() -> None:
    assert Dropped(unpacking._plain("/")).name == "file"
