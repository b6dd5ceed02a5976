"""Texts of formulas as SQL."""


def literal(text: str) -> str:
    """What SQL or a driver could mistake for its own is told by its number: nothing that was typed is ever syntax."""
    pieces: list[str] = []
    for character in text:
        if not (character.isalnum() or character == " "):
            pieces.append(f"chr({ord(character)})")
        elif pieces and pieces[-1].startswith("'"):
            pieces[-1] = f"{pieces[-1][:-1]}{character}'"
        else:
            pieces.append(f"'{character}'")
    return f"({' || '.join(pieces)})::text" if pieces else "''::text"
