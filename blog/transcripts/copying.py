"""What a reader gets who selects an excerpt and copies it."""

from blog.transcripts.exchange import Exchange, Turn


def plain_text(exchange: Exchange) -> str:
    """The lines `Q: …`, `Name (capacity) (41:07): …`, `Source: …`, a blank line between them."""
    lines = [_turn(turn) for turn in exchange.turns]
    if exchange.source:
        lines.append(f"Source: {exchange.source.title or exchange.source.url}")
    return "\n\n".join(lines)


def _turn(turn: Turn) -> str:
    brackets = "".join(f" ({part})" for part in (turn.capacity, turn.time) if part)
    return f"{turn.label}{brackets}: {turn.text}"
