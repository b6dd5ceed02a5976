"""What the log is told of copies."""

from trato.foundation.actors.actor import Actor
from trato.foundation.copies.events import CopyArrived, CopyTaken
from trato.foundation.copies.manifest import Manifest
from trato.foundation.events.log import publish
from trato.foundation.use_cases import use_case


@use_case()
def note_copy_taken(manifest: Manifest, *, by: Actor) -> None:
    publish(CopyTaken(rows=manifest.rows, files=manifest.files, with_secrets=manifest.with_secrets), by=by)


@use_case()
def note_copy_arrived(manifest: Manifest, *, by: Actor) -> None:
    publish(CopyArrived(rows=manifest.rows, files=manifest.files), by=by)
