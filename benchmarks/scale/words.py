"""Text with the shape of language: few words very often, most of them seldom (Zipf's law)."""

from bisect import bisect
from collections.abc import Iterator
from itertools import accumulate, product
from random import Random

COMMONEST = (
    "the of and to in is it that was for on with as by this are be not or from at an which but they we you"
    " have has had were one all there what when who will more no if out so up said do their about into them"
).split()
_ONSETS = "b c d f g h l m n p r s t v w br cl dr fl gr pl pr sk st tr".split()
_RHYMES = "a e i o u ai ea ou an en in on er al el ar or it et as us ent ing ock and".split()
VOCABULARY = 60_000


def vocabulary() -> list[str]:
    """The words, the commonest first: English ones, then syllables of two and three."""
    syllables = [onset + rhyme for onset, rhyme in product(_ONSETS, _RHYMES)]
    Random(1).shuffle(syllables)  # noqa: S311 - no secret
    made = (one + other for one, other in product(syllables, syllables))
    words = dict.fromkeys(COMMONEST)
    for word in made:
        if len(words) == VOCABULARY:
            break
        words.setdefault(word)
    found = list(words)
    rest = found[len(COMMONEST) :]
    Random(2).shuffle(rest)  # noqa: S311 - no secret
    return found[: len(COMMONEST)] + rest


class Prose:
    """An endless text, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - no secret
        self.words = vocabulary()
        self.weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))

    def some(self, number: int) -> list[str]:
        return self.random.choices(self.words, cum_weights=self.weights, k=number)

    def sentence(self, least: int, most: int, end: str = ".") -> str:
        said = " ".join(self.some(self.random.randint(least, most)))
        return said[0].upper() + said[1:] + end

    def paragraphs(self, number: int) -> Iterator[str]:
        for _paragraph in range(number):
            yield " ".join(self.sentence(6, 24) for _sentence in range(self.random.randint(2, 4)))

    def name(self) -> str:
        return " ".join(word.title() for word in self.random.sample(self.words[400:], 2))

    def ranked(self, share: float) -> str:
        """The word at this share of the vocabulary: 0 is the commonest."""
        return self.words[min(int(share * len(self.words)), len(self.words) - 1)]

    def uneven(self, number: int) -> int:
        """One of `number` things, the first ones oftener."""
        return bisect(self.weights, self.random.random() * self.weights[number - 1], hi=number - 1)
