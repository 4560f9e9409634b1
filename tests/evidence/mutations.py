"""Quotations made of transcripts: as they stand, folded or elided, and altered in eleven ways. Seeded.

It knows nothing of the check. Whether an altered quotation might after all stand in its transcript is asked
of the bare text, with white space as single spaces; such a one is left out.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

TRANSCRIPTS = tuple(sorted((Path(__file__).parent / "transcripts").glob("*.txt")))

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[.!?][”“\"»])\s+")
_LABEL = re.compile(r"^[\w .]{2,20}: ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Language:
    """Words of one language that change what is said. `alike`: what is easily taken for another."""

    negation: str
    negations: frozenset[str]
    numbers: tuple[str, ...]
    alike: dict[str, str]


def _both_ways(pairs: str) -> dict[str, str]:
    alike: dict[str, str] = {}
    for pair in pairs.split():
        one, other = pair.split("/")
        alike |= {one: other, other: one}
    return alike


LANGUAGES = {
    "en": Language(
        "not",
        frozenset("not never no nobody nothing none neither nor hardly without".split()),
        tuple("two three four five six seven eight nine ten eleven twelve".split()),
        _both_ways(
            "is/was are/were will/would can/could the/a this/that all/some and/or more/less I/we do/did"
        ),
    ),
    "de": Language(
        "nicht",
        frozenset("nicht nie niemals kein keine keinen niemand nichts ohne kaum".split()),
        tuple("zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()),
        _both_ways(
            "ist/war sind/waren hat/hatte wird/würde die/eine der/ein und/oder alle/einige ich/wir dass/ob"
        ),
    ),
    "es": Language(
        "no",
        frozenset("no nunca jamás nadie nada ningún ninguna ni sin tampoco".split()),
        tuple("dos tres cuatro cinco seis siete ocho nueve diez once doce".split()),
        _both_ways("es/era está/estaba el/un la/una y/o que/como todos/algunos más/menos ha/había se/me"),
    ),
}


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words as someone might quote them, what was done to them, and the text they are from."""

    how: str
    quote: str
    source: str


class Transcript:
    """A text with its sentences of six words or more, and the names in it."""

    def __init__(self, path: Path) -> None:
        self.text = path.read_text()
        self.language = LANGUAGES[path.suffixes[0][1:]]
        turns = [_LABEL.sub("", line) for line in self.text.splitlines() if _LABEL.match(line)]
        every = [sentence for turn in turns for sentence in _SENTENCE_END.split(turn)]
        self.sentences = [one for one in every if len(one.split()) >= 6 and self.text.count(one) == 1]
        inner = [word.strip('.,;:?!”“"»«') for one in every for word in one.split()[1:]]
        lower = {word for word in inner if word.islower()}
        self.names = sorted(
            {word for word in inner if word.istitle() and len(word) > 3 and word.lower() not in lower}
        )
        self.words = sorted({word for word in inner if word.isalpha() and word.islower()})
        self._spaced = " ".join(self.text.split())

    def has(self, quote: str) -> bool:
        return " ".join(quote.split()) in self._spaced


def altered(path: Path, seed: int) -> Iterator[Quotation]:
    """Every sentence in every way that fits it."""
    transcript, random = Transcript(path), Random(seed)
    for sentence in transcript.sentences:
        for way in WAYS:
            quote = way(sentence, transcript, random)
            if quote and not transcript.has(quote):
                yield Quotation(way.__name__, quote, transcript.text)


def faithful(path: Path, seed: int) -> Iterator[Quotation]:
    """Every sentence as it stands, in other glyphs, and with a marked gap or a marked insertion."""
    transcript, random = Transcript(path), Random(seed)
    for sentence in transcript.sentences:
        for how, way in FAITHFUL.items():
            quote = way(sentence, transcript, random)
            if quote and quote != sentence:
                yield Quotation(how, quote, transcript.text)
        yield Quotation("exact", sentence, transcript.text)


def negation_dropped(sentence: str, transcript: Transcript, random: Random) -> str:
    words = sentence.split()
    inner = range(1, len(words) - 1)
    negations = [at for at in inner if words[at].strip(",;").lower() in transcript.language.negations]
    contracted = [at for at in inner if re.search(r"n[’']t\b", words[at])]
    if contracted and not negations:
        at = random.choice(contracted)
        return " ".join([*words[:at], re.sub(r"n[’']t\b", "", words[at]), *words[at + 1 :]])
    if not negations:
        return ""
    at = random.choice(negations)
    return " ".join(words[:at] + words[at + 1 :])


def negation_added(sentence: str, transcript: Transcript, random: Random) -> str:
    words = sentence.split()
    at = random.randrange(1, len(words) - 1)
    return " ".join([*words[:at], transcript.language.negation, *words[at:]])


def number_changed(sentence: str, transcript: Transcript, random: Random) -> str:
    numbers = transcript.language.numbers
    found = list(re.finditer(r"\d|\b(?:" + "|".join(numbers) + r")\b", sentence))
    if not found:
        return ""
    number = random.choice(found)
    others = "0123456789" if number[0].isdigit() else numbers
    other = random.choice([other for other in others if other != number[0]])
    return sentence[: number.start()] + other + sentence[number.end() :]


def name_changed(sentence: str, transcript: Transcript, random: Random) -> str:
    found = [name for name in transcript.names if re.search(rf"\b{name}\b", sentence)]
    if not found:
        return ""
    name = random.choice(found)
    other = random.choice([other for other in transcript.names if other != name])
    return re.sub(rf"\b{name}\b", other, sentence, count=1)


def word_swapped(sentence: str, transcript: Transcript, random: Random) -> str:
    words = sentence.split()
    at = random.randrange(1, len(words) - 1)
    words[at] = random.choice([word for word in transcript.words if word != words[at].lower()])
    return " ".join(words)


def clauses_reordered(sentence: str, transcript: Transcript, random: Random) -> str:
    clauses = re.split(r"([,;:] )", sentence)
    if len(clauses) >= 3:
        at = random.randrange(0, len(clauses) - 2, 2)
        clauses[at], clauses[at + 2] = clauses[at + 2], clauses[at]
        return "".join(clauses)
    words = sentence.split()
    at = random.randrange(1, len(words) - 2)
    words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


def cut_unmarked(sentence: str, transcript: Transcript, random: Random) -> str:
    words = sentence.split()
    at = random.randrange(1, len(words) - 2)
    length = random.randint(1, min(6, len(words) - at - 2))
    return " ".join(words[:at] + words[at + length :])


def stitched(sentence: str, transcript: Transcript, random: Random) -> str:
    other = random.choice([one for one in transcript.sentences if one != sentence]).split()
    words = sentence.split()
    return " ".join(words[: len(words) // 2] + other[len(other) // 2 :])


def look_alike(sentence: str, transcript: Transcript, random: Random) -> str:
    """One small word for another, or else a letter less, or another case."""
    words, alike = sentence.split(), transcript.language.alike
    small = [at for at, word in enumerate(words) if word in alike]
    at = random.choice(small or range(1, len(words) - 1))
    word = words[at]
    words[at] = alike[word] if small else word[0] + word[2:] if len(word) > 4 else word.swapcase()
    return " ".join(words)


def parts_reordered(sentence: str, transcript: Transcript, random: Random) -> str:
    one, gap, other = _elided(sentence, transcript, random).partition(" […] ")
    return f"{other}{gap}{one}" if gap else ""


def word_swapped_beside_a_gap(sentence: str, transcript: Transcript, random: Random) -> str:
    one, gap, other = _elided(sentence, transcript, random).partition(" […] ")
    return f"{one}{gap}{word_swapped(other, transcript, random)}" if gap else ""


type Way = Callable[[str, Transcript, Random], str]

WAYS: tuple[Way, ...] = (
    negation_dropped,
    negation_added,
    number_changed,
    name_changed,
    word_swapped,
    clauses_reordered,
    cut_unmarked,
    stitched,
    look_alike,
    parts_reordered,
    word_swapped_beside_a_gap,
)


def _other_glyphs(sentence: str, transcript: Transcript, random: Random) -> str:
    pairs = [("’'", "‘'"), ('“"', "”„«»")]
    for kept, others in pairs:
        for sign in dict.fromkeys(kept + others):
            if sign in sentence:
                other = random.choice([one for one in kept + others if one != sign])
                sentence = sentence.replace(sign, other)
                break
    return re.sub(r" [—–-] ", lambda _found: random.choice([" — ", " – ", " - ", " -- "]), sentence)


def _wrapped(sentence: str, transcript: Transcript, random: Random) -> str:
    return "".join(
        random.choice([sign, "\n", "\u00a0", "  ", "\t"]) if sign == " " else sign for sign in sentence
    )


def _decomposed(sentence: str, transcript: Transcript, random: Random) -> str:
    return unicodedata.normalize("NFD", sentence)


def _set_by_a_printer(sentence: str, transcript: Transcript, random: Random) -> str:
    """With ligatures, and soft hyphens in long words."""
    drawn = sentence.replace("ffi", "ﬃ").replace("ff", "ﬀ").replace("fi", "ﬁ").replace("fl", "ﬂ")
    return re.sub(r"(\w{4})(?=\w{3})", "\\1\u00ad", drawn)


def _elided(sentence: str, transcript: Transcript, random: Random) -> str:
    """A gap where both parts have three words or more, and stand once."""
    words = sentence.split()
    cuts = [(at, end) for at in range(3, len(words) - 3) for end in range(at + 1, len(words) - 2)]
    random.shuffle(cuts)
    for at, end in cuts[:20]:
        parts = " ".join(words[:at]), " ".join(words[end:])
        if all(transcript.text.count(part) == 1 for part in parts):
            return random.choice([" […] ", " [...] "]).join(parts)
    return ""


def _elided_in_print(sentence: str, transcript: Transcript, random: Random) -> str:
    return _set_by_a_printer(_elided(sentence, transcript, random), transcript, random)


def _inserted(sentence: str, transcript: Transcript, random: Random) -> str:
    words = sentence.split()
    at = random.randrange(1, len(words))
    return " ".join([*words[:at], random.choice(["[sic]", "[of the barrier]", "[lacht]"]), *words[at:]])


FAITHFUL: dict[str, Way] = {
    "folded quotes": _other_glyphs,
    "folded white space": _wrapped,
    "folded letters": _decomposed,
    "folded print": _set_by_a_printer,
    "elided": _elided,
    "elided in print": _elided_in_print,
    "exact but for an insertion": _inserted,
}
