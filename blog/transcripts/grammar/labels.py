"""Labels: who the words before a colon, or on a line of their own, may name."""

import re
import unicodedata
from functools import lru_cache

from blog.transcripts.exchange import ANSWER, EDITOR, QUESTION
from blog.transcripts.grammar.words import (
    ANSWERERS,
    ASKERS,
    EDITORS,
    HONOURS,
    JOINING,
    NEVER_FIRST,
    NO_LABELS,
    ROLES,
    TITLES,
    WITH_ROLES,
)

MOST_WORDS, LONGEST = 6, 60
"""The longest label of the pasted forms, in words and characters."""
LONGEST_WITHOUT_CASE = 12
"""The longest word of a name in a script without capitals, where a sentence may have no spaces."""

_NUMBERED = re.compile(r"(?P<role>[^\W\d_]+)\s?[\d.]{1,6}")
UNSEEN = "\u00ad\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
"""Signs that say how to set the letters beside them, and are none."""

_UNSEEN = re.compile(f"[{UNSEEN}]")
_PRONOUN = "she|he|they|it|ze|xe|her|hers|him|his|them|theirs|any|ella|él|elle|il|sie|er"
_PRONOUNS = re.compile(rf"\s*[(\[]\s*(?:{_PRONOUN})(?:\s*/\s*\w{{1,8}}){{1,3}}\s*[)\]]", re.IGNORECASE)
_HANDLE = re.compile(r"(?:@|u/)[\w.-]+|[a-z]+[_\d]\w*", re.ASCII)
_PREFIXED = re.compile(r"(?:[dlo]['’]|(?:al|el|bin|ben|ibn|abu)-)(?=[^\W\d_])(?![a-z])")
_EDGES = "\"'“”‘’«»(),./_@#-"
_NEVER_IN = frozenset(":：!?;,。、！？；=<>`|{}\\")


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """What makes two spellings the same name: NFKC, casefolded, single spaces, pronouns in brackets aside."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return " ".join(_PRONOUNS.sub("", _UNSEEN.sub("", folded)).split())


def bare_name(label: str) -> str:
    """The name in a label, without pronouns in brackets."""
    return " ".join(_PRONOUNS.sub("", label).split()) or label


def are_pronouns(bracket: str) -> bool:
    """Whether the text of a bracket after a name says pronouns, such as `she/her`."""
    return _PRONOUNS.fullmatch(f"({bracket})") is not None


def is_role(label: str) -> bool:
    """Whether the label is a part anyone may play: `Q`, `Host 2`, `Audience member`, `问`."""
    return bool(_roles(label))


def names_a_person(label: str) -> bool:
    """Whether a label may name someone: no role, no digits, more than a letter."""
    name = bare_name(label)
    if is_role(name) or any(sign.isdigit() for sign in name):
        return False
    return sum(sign.isalpha() for sign in name) > 1


@lru_cache(maxsize=4096)
def role_kind(label: str) -> str:
    """The kind of turn a role always has, or nothing."""
    for role in _roles(label):
        if role in ASKERS:
            return QUESTION
        if role in ANSWERERS:
            return ANSWER
        if role in EDITORS:
            return EDITOR
    return ""


@lru_cache(maxsize=4096)
def is_label(label: str) -> bool:
    """Whether a clean line may name a speaker: short, each word capitalised or of a script without case."""
    if not label or len(label) > LONGEST or not any(sign.isalpha() for sign in label):
        return False
    if is_role(label):
        return True
    key, words = fold_name(label), _UNSEEN.sub("", _without_honours(bare_name(label))).split()
    if len(words) > MOST_WORDS or key in NO_LABELS or key.split(" ")[0] in NEVER_FIRST:
        return False
    return all(_may_be_part(word, number) for number, word in enumerate(words))


def _without_honours(name: str) -> str:
    """`name` without what stands behind a comma, such as `KC` or `Ph.D.`, if that is all there is."""
    before, *honours = name.split(", ")
    are_honours = all(honour.replace(".", "").lower() in HONOURS for honour in honours)
    return before if are_honours else name


@lru_cache(maxsize=4096)
def may_name_outlet(label: str) -> bool:
    """Whether a clean line may name a paper or a station, in which words may be small, and is no label."""
    first, *further = words = label.split()
    if first in {"The", "THE"} and further and further[0][0].isupper():
        first = further[0]
    return (
        1 < len(words) <= MOST_WORDS
        and first.lower() not in NEVER_FIRST
        and first.lower() not in NO_LABELS
        and not _NEVER_IN.intersection(label)
        and not is_label(label)
    )


@lru_cache(maxsize=4096)
def _roles(label: str) -> tuple[str, ...]:
    """The roles a label is made of, if it is made of nothing else; `Q12` and `Host 2` are Q and Host."""
    key = fold_name(label)
    for role in (key, key.rstrip(".")):
        if role in ROLES:
            return (role,)
    if found := _NUMBERED.fullmatch(key):
        return (found["role"],) if found["role"] in ROLES else ()
    words = [word for word in key.split() if word not in WITH_ROLES]
    return tuple(words) if all(word in ROLES for word in words) else ()


def _may_be_part(word: str, number: int) -> bool:
    """Whether `word` may be the one of this `number`, from 0, in a name."""
    if number and word.lower() in JOINING:
        return True
    core = word.strip(_EDGES)
    if not core or _NEVER_IN.intersection(word):
        return word in {"/", "-", "–"}
    if word.endswith(".") and (core[-1].isdecimal() or (len(core) > 3 and core.lower() not in TITLES)):
        return False
    if _PREFIXED.match(core):
        return True
    first = core[0]
    if first.isalpha() and not first.islower():
        return first.isupper() or len(core) <= LONGEST_WITHOUT_CASE
    return (number > 0 and first.isdigit()) or _HANDLE.fullmatch(word) is not None
