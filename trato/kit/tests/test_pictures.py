"""What a picture is, how large, and whether it is all there, is told by a few of its bytes."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trato.kit.pictures import Picture, begins_as_picture, read_picture


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def jpeg(width: int, height: int, *, before: bytes = b"\xff\xe0\x00\x04JF") -> bytes:
    size = b"\xff\xc2\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03" + b"\0" * 9
    return b"\xff\xd8" + before + size + b"\xff\xda\x00\x02scan" + b"\xff\xd9"


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0" + b"image data" + b"\x3b"


def webp(first: bytes, content: bytes) -> bytes:
    inside = b"WEBP" + first + struct.pack("<I", len(content)) + content
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


def lossy(width: int, height: int) -> bytes:
    return webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", width, height) + b"data")


def lossless(width: int, height: int) -> bytes:
    return webp(b"VP8L", b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14) + b"data")


def extended(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return webp(b"VP8X", b"\0\0\0\0" + size + b"data")


MAKERS = {
    "image/png": [png],
    "image/jpeg": [jpeg],
    "image/gif": [gif],
    "image/webp": [lossy, lossless, extended],
}
CASES = [(media, make) for media, makers in MAKERS.items() for make in makers]


@pytest.mark.parametrize(("media", "make"), CASES)
@pytest.mark.parametrize(("width", "height"), [(1, 1), (640, 480), (3, 16_000)])
def test_each_kind_says_its_size(media, make, width: int, height: int) -> None:
    assert read_picture(make(width, height)) == Picture(media, width, height, is_whole=True)


@pytest.mark.parametrize(("media", "make"), CASES)
def test_a_picture_without_its_end_is_not_whole(media, make) -> None:
    found = read_picture(make(20, 30)[:-3])

    assert found
    assert not found.is_whole


def test_what_mailers_write_behind_the_end_is_no_matter() -> None:
    assert read_picture(jpeg(20, 30) + b"\r\n\0\0").is_whole  # type: ignore[union-attr]  # fails where it is None


def test_a_thumbnail_inside_does_not_say_the_size() -> None:
    inside = jpeg(4, 4)
    before = b"\xff\xe1" + struct.pack(">H", len(inside) + 2) + inside

    assert read_picture(jpeg(300, 200, before=before)) == Picture("image/jpeg", 300, 200, is_whole=True)


def test_a_bomb_tells_its_size_without_being_unpacked() -> None:
    found = read_picture(png(60_000, 60_000))

    assert found
    assert found.pixels == 3_600_000_000


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0\xff\xff",
        b"RIFF\0\0\0\0WAVEfmt ",
        b"RIFF\0\0\0\0WEBPVP8X",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
        png(0, 5),
        gif(5, 0),
    ],
)
def test_whatever_is_no_picture_is_none(content: bytes) -> None:
    assert read_picture(content) is None


@given(st.sampled_from([make for _media, make in CASES]), st.integers(0, 80), st.binary(max_size=40))
def test_nothing_that_begins_as_a_picture_breaks_the_reader(make, cut: int, more: bytes) -> None:
    content = make(7, 9)[:cut] + more

    found = read_picture(content)

    assert found is None or (found.pixels > 0 and begins_as_picture(content))
