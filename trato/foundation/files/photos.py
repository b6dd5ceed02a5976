"""What can be the photo of a record."""

from django.utils.translation import gettext as _

from trato.kit.pictures import GIF, JPEG, PNG, WEBP, begins_as_picture, read_picture

MOST_BYTES = 5 * 1024**2
MOST_PIXELS = 50_000_000  # a phone's largest; a browser needs four bytes for each, however small the file is
ENDINGS = {PNG: "png", JPEG: "jpg", GIF: "gif", WEBP: "webp"}


def why_no_photo(content: bytes) -> str:
    """In words; nothing where it can be one."""
    if len(content) > MOST_BYTES:
        return too_large()
    picture = read_picture(content)
    if picture is None and not begins_as_picture(content):
        return _("It is no PNG, JPEG, GIF or WebP picture.")
    if picture is None or not picture.is_whole:
        return _("The picture is cut off or damaged.")
    if picture.pixels > MOST_PIXELS:
        return _("The picture has more than %(most)s million pixels.") % {"most": MOST_PIXELS // 1_000_000}
    return ""


def too_large() -> str:
    return _("The picture is larger than %(most)s MB.") % {"most": MOST_BYTES // 1024**2}
