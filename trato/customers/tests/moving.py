"""What the tests of moving in have in common: a set of files dropped, and the move brought to its end."""

from io import BytesIO
from pathlib import Path
from typing import IO
from zipfile import ZipFile

from trato.foundation.moving_in.public import Move, choose_people, prepare_move, run_move_to_the_end, start_move
from trato.foundation.public import Actor

SETS = Path(__file__).parent / "moving_in"
Files = list[tuple[str, IO[bytes]]]


def files_of(system: str, *, but: str = "") -> Files:
    paths = sorted((SETS / system).iterdir())
    return [(path.name, BytesIO(path.read_bytes())) for path in paths if not but or but not in path.name]


def given(**files: str) -> Files:
    """given(contacts="a,b\\n1,2\\n"): files by their names without the ending."""
    return [(f"{name}.csv", BytesIO(content.encode())) for name, content in files.items()]


def zipped(files: Files, **named: str) -> Files:
    out = BytesIO()
    with ZipFile(out, "w") as packed:
        for name, file in files:
            packed.writestr(f"export/{name}", file.read())
        for name, content in named.items():
            packed.writestr(name, content)
    out.seek(0)
    return [("export.zip", out)]


def moved(system: str, files: Files, *, by: Actor, nobody: bool = True) -> Move:
    """Who is not known here is nobody's."""
    move = start_move(system, files, by=by)
    unknown = [key for key, each in move.people.items() if each["user"] is None]
    if nobody and unknown:
        choose_people(move.id, dict.fromkeys(unknown, ""), by=by)
    return brought_in(move, by=by)


def brought_in(move: Move, *, by: Actor) -> Move:
    prepare_move(move.id, by=by)
    run_move_to_the_end(move.id)
    move.refresh_from_db()
    return move
