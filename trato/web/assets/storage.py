"""Static files with their content's hash in the name, once `collectstatic` has run; under their plain names before."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Tests and a fresh checkout have no manifest: the finders serve the plain files, and nothing fails for it."""

    manifest_strict = False
    support_js_module_import_aggregation = True  # our modules import each other by relative paths

    def stored_name(self, name: str) -> str:
        known: str | None = self.hashed_files.get(self.hash_key(self.clean_name(name)))
        return known or str(self.clean_name(name))
