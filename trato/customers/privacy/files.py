"""Where the answers to people's requests lie: in the home, for as long as promised."""

import os
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from trato.kit.postgres.home import Home

KEPT_FOR = timedelta(days=30)


def export_path(export_id: UUID) -> Path:
    return privacy_folder() / f"{export_id}.zip"


def forget_export(export_id: UUID) -> None:
    for path in privacy_folder().glob(f"{export_id}.*"):
        path.unlink(missing_ok=True)


def privacy_folder() -> Path:
    folder = Home.find(os.environ).path / "files" / "privacy"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
