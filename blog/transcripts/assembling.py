"""From what a format found to an exchange, and to the words that fit nowhere."""

from operator import itemgetter

from blog.transcripts.cleaning import tidy
from blog.transcripts.exchange import Exchange, Translation, Turn
from blog.transcripts.formats import Raw, RawTurn
from blog.transcripts.grammar.kinds import Asking


def assemble(raw: Raw) -> tuple[Exchange, list[RawTurn]]:
    """The exchange of the turns that have words, with their kinds; and the turns that have none."""
    asking, turns, silent = Asking(), list[Turn](), list[RawTurn]()
    for found in raw.turns:
        text = tidy("\n".join(found.lines))
        if not text:
            silent.append(found)
            continue
        kind = found.kind or asking.kind(found.label, text)
        asking.settle(found.label, kind)
        translation = _translation(found) if found.translation else None
        turns.append(Turn(kind, found.label, text, found.capacity, found.time, found.language, translation))
    return Exchange(tuple(turns), raw.source, context=tidy("\n".join(raw.context))), silent


def left_over(raw: Raw, silent: list[RawTurn]) -> tuple[str, ...]:
    """Every word that is in no turn, in order; lines that stood one under another are told together."""
    told = raw.before + raw.beside + raw.after
    told += [(turn.line, words) for turn in silent for words in _head_of(turn)]
    paragraphs, last = list[list[str]](), -1
    for number, line in sorted(told, key=itemgetter(0)):
        if number > last + 1:
            paragraphs.append([])
        paragraphs[-1].append(line)
        last = number
    return tuple(words for lines in paragraphs if (words := tidy("\n".join(lines))))


def _head_of(turn: RawTurn) -> list[str]:
    """What a head without words said."""
    said = [part for part in (turn.label, turn.capacity, turn.time) if part]
    if turn.translation:
        said += [*turn.translation[:2], *turn.translation[2]]
    return said


def _translation(found: RawTurn) -> Translation | None:
    language, translator, lines = found.translation or ("", "", [])
    text = tidy("\n".join(lines))
    return Translation(language, translator, text) if text else None
