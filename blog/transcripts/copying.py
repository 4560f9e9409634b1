"""What a reader gets who selects an excerpt and copies it; a Transcript box reads it back as the same."""

from blog.transcripts.exchange import Exchange, Turn


def plain(exchange: Exchange) -> str:
    """The lines `Q: …`, `Name (capacity) (41:07): …`, `Source: title, date`, a blank line between them."""
    parts = [f"Context: {exchange.context}"] if exchange.context else []
    parts += [_turn(turn) for turn in exchange.turns]
    if source := exchange.source:
        parts.append(f"Source: {', '.join(filter(None, (source.title or source.url, source.date)))}")
    return "\n\n".join(parts)


def _turn(turn: Turn) -> str:
    brackets = "".join(f" ({part})" for part in (turn.capacity, turn.time) if part)
    said = f"{turn.label}{brackets}: {turn.text}"
    if not turn.translation:
        return said
    of = ", ".join(filter(None, (turn.translation.language, turn.translation.translator)))
    return f"{said}\n\nTranslation{f' ({of})' if of else ''}: {turn.translation.text}"
