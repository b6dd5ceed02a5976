"""Finished exports, in the home and readable by its owner only. Never below what a web server hands out."""

import os
from collections.abc import Container
from pathlib import Path
from uuid import UUID

from trato.kit.postgres.durable import rename_durably, sync
from trato.kit.postgres.home import Home

FILE_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/jsonl; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "vcf": "text/vcard; charset=utf-8",
}


def finished_path(export_id: UUID, format_: str) -> Path:
    return exports_folder() / f"{export_id}.{format_}"


def part_path(export_id: UUID, attempt: int) -> Path:
    """Each worker that takes an export up writes a file of its own."""
    return exports_folder() / f"{export_id}.{attempt}.part"


def make_durable(part: Path, finished: Path) -> int:
    """On disk and in its place when this returns. Answers its size."""
    part.chmod(0o600)
    sync(part)
    rename_durably(part, finished)
    return finished.stat().st_size


def forget_files(export_id: UUID) -> None:
    for path in exports_folder().glob(f"{export_id}.*"):
        path.unlink(missing_ok=True)


def forget_strays(known: Container[str]) -> int:
    """Files whose export is gone, such as one that was erased with its maker. Answers how many."""
    strays = [path for path in exports_folder().iterdir() if path.name.partition(".")[0] not in known]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def exports_folder() -> Path:
    folder = Home.find(os.environ).path / "files" / "exports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
