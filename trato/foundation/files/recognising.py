"""What a file is, told by its content. The name says what somebody wants it to be."""

import filetype

HEAD = 8 * 1024
UNKNOWN = "application/octet-stream"


def content_type_of(head: bytes) -> str:
    """From its first bytes. Text is text, whatever language it is in: HTML and SVG are never shown as what they are."""
    known = filetype.guess_mime(head)
    if known:
        return str(known)
    return "text/plain" if _is_text(head) else UNKNOWN


def _is_text(head: bytes) -> bool:
    if not head or b"\0" in head:
        return False
    for cut in range(4):  # the last character may be cut in two
        try:
            head[: len(head) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return True
    return False
