"""Static files with their content's hash in the name, once `collectstatic` has run; under their plain names before."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

OUR_MODULES = "web/js/*.js"
IMPORTS = (
    (r"""(?P<matched>from\s*["'](?P<url>\.{1,2}/[^"']+)["'])""", 'from "%(url)s"'),
    (r"""(?P<matched>import\s*["'](?P<url>\.{1,2}/[^"']+)["'])""", 'import "%(url)s"'),
)


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # WhiteNoise's storage is untyped
    """Tests and a fresh checkout have no manifest: the finders serve the plain files, and nothing fails for it.

    Our modules import each other by hashed names too. Django's own switch for that would also rewrite other
    packages' modules, which import names that only a bundler knows.
    """

    manifest_strict = False
    patterns = (*CompressedManifestStaticFilesStorage.patterns, (OUR_MODULES, IMPORTS))

    def stored_name(self, name: str) -> str:
        known: str | None = self.hashed_files.get(self.hash_key(self.clean_name(name)))
        return known or str(self.clean_name(name))
