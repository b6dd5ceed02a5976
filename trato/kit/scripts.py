"""In which language a piece of text is, as far as its letters tell: for fonts, line height and screen readers."""

import re

# Scripts that one language of ours or of our customers is written in. Where several share one, the record must say.
_OWN_SCRIPTS = {
    "te": "\u0c00-\u0c7f",
    "ta": "\u0b80-\u0bff",
    "kn": "\u0c80-\u0cff",
    "ml": "\u0d00-\u0d7f",
    "gu": "\u0a80-\u0aff",
    "pa": "\u0a00-\u0a7f",
    "bn": "\u0980-\u09ff",
    "si": "\u0d80-\u0dff",
    "th": "\u0e00-\u0e7f",
    "ka": "\u10a0-\u10ff",
    "hy": "\u0530-\u058f",
    "el": "\u0370-\u03ff",
    "he": "\u0590-\u05ff",
    "ko": "\uac00-\ud7af",
    "ja": "\u3040-\u30ff",
}
_LANGUAGE_OF = {language: re.compile(f"[{letters}]") for language, letters in _OWN_SCRIPTS.items()}
_LATIN = re.compile("[a-zA-Z\u00c0-\u024f]")


def language_of(text: str, known: str = "") -> str:
    """The code for a `lang` attribute, or nothing. `known` is the language of the person whose text it is."""
    if text.isascii() or _LATIN.search(text):
        return ""
    for language, letters in _LANGUAGE_OF.items():
        if letters.search(text):
            return language
    return known if any(letter.isalpha() for letter in text) else ""
