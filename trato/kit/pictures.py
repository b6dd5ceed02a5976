"""What a picture is and how large, told by its first bytes, and whether it has an end. Nothing is ever unpacked."""

import struct
from dataclasses import dataclass

PNG, JPEG, GIF, WEBP = "image/png", "image/jpeg", "image/gif", "image/webp"
_PNG_BEGINS, _PNG_ENDS = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # segments of a JPEG that say its size
_ALONE = {0x01, *range(0xD0, 0xD9)}  # segments without content
_END_OF_JPEG = b"\xff\xd9"
_PADDING = 64 * 1024  # cameras and mailers write something behind the end


@dataclass(frozen=True)
class Picture:
    """Its type, its size in pixels, and whether it is all there."""

    content_type: str
    width: int
    height: int
    is_whole: bool

    @property
    def pixels(self) -> int:
        return self.width * self.height


def read_picture(content: bytes) -> Picture | None:
    """None for whatever is no PNG, JPEG, GIF or WebP, or has lost even its size."""
    try:
        for begins, read in _READERS:
            if content.startswith(begins):
                found = read(content)
                return found if found and found.pixels else None
    except (struct.error, IndexError):
        return None
    return None


def begins_as_picture(content: bytes) -> bool:
    return content.startswith(tuple(begins for begins, _read in _READERS))


def _png(content: bytes) -> Picture | None:
    if content[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", content[16:24])
    return Picture(PNG, width, height, _PNG_ENDS in content[-_PADDING:])


def _gif(content: bytes) -> Picture:
    width, height = struct.unpack("<HH", content[6:10])
    return Picture(GIF, width, height, b"\x3b" in content[13:][-_PADDING:])


def _jpeg(content: bytes) -> Picture | None:
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            return None
        mark = content[at + 1]
        if mark == 0xFF:
            at += 1
        elif mark in _ALONE:
            at += 2
        elif mark in _SIZES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return Picture(JPEG, width, height, _END_OF_JPEG in content[max(at, len(content) - _PADDING) :])
        else:
            (length,) = struct.unpack(">H", content[at + 2 : at + 4])
            at += 2 + max(length, 2)
    return None


def _webp(content: bytes) -> Picture | None:
    if content[8:12] != b"WEBP":
        return None
    (told,) = struct.unpack("<I", content[4:8])
    size = _SIZE_OF_WEBP.get(content[12:16])
    return Picture(WEBP, *size(content), len(content) >= told + 8) if size else None


def _lossy(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack("<HH", content[26:30])
    return width & 0x3FFF, height & 0x3FFF


def _lossless(content: bytes) -> tuple[int, int]:
    (bits,) = struct.unpack("<I", content[21:25])
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1


def _extended(content: bytes) -> tuple[int, int]:
    width, height = content[24:27], content[27:30]
    if len(height) < 3:
        raise IndexError(len(content))
    return int.from_bytes(width, "little") + 1, int.from_bytes(height, "little") + 1


_SIZE_OF_WEBP = {b"VP8 ": _lossy, b"VP8L": _lossless, b"VP8X": _extended}
_READERS = (
    (_PNG_BEGINS, _png),
    (b"\xff\xd8\xff", _jpeg),
    (b"GIF87a", _gif),
    (b"GIF89a", _gif),
    (b"RIFF", _webp),
)
