"""Labels: who a name in front of words may be."""

import re
import unicodedata
from functools import lru_cache

from blog.transcripts.exchange import ANSWER, EDITOR, QUESTION

ASKERS = frozenset(
    "q question interviewer interviewers moderator host presenter reader audience caller reporter journalist"
    " questioner asker chair listener member frage interviewerin moderatorin pregunta entrevistador"
    " entrevistadora presentador presentadora intervieweur intervieweuse domanda intervistatore pergunta"
    " 问 問 主持人 记者 記者 質問 س سؤال المذيع".split()
)
ANSWERERS = frozenset(
    "a answer respondent guest panel panelist witness antwort respuesta réponse risposta resposta"
    " 答 回答 ج جواب".split()
)
EDITORS = frozenset({"editor", "ed", "editor's note", "editor’s note", "editors' note"})
ROLES = (
    ASKERS | ANSWERERS | EDITORS | set("narrator speaker unknown anonymous all crowd op staff team".split())
)

NO_LABELS = frozenset(
    "note notes update updated edit edited example examples e.g i.e warning tip tips hint important caution"
    " ingredients method directions instructions serves preparation step subject to cc bcc date sent re fwd"
    " title tags tag author byline published posted summary tl;dr tldr abstract ps p.s todo fixme keywords"
    " category categories disclaimer correction http https mailto ftp file see also table figure chapter"
    " section page phone tel email fax address time location where when what why how price total result"
    " results conclusion".split()
)
"""Words that stand before a colon without speaking."""

_NUMBERED = re.compile(r"(?P<role>[qa]|question|answer)\s?\d{1,4}", re.IGNORECASE)
_PRONOUNS = re.compile(
    r"\s*[(\[]\s*(?:she|he|they|it|ze|xe|her|him|them|any)(?:\s*/\s*\w{1,8}){1,3}\s*[)\]]", re.I
)


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """What makes two spellings the same name: NFKC, casefolded, single spaces, pronouns in brackets aside."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return " ".join(_PRONOUNS.sub("", folded).split())


def bare_name(label: str) -> str:
    """The name in a label, without pronouns in brackets."""
    return " ".join(_PRONOUNS.sub("", label).split()) or label


def are_pronouns(bracket: str) -> bool:
    """Whether the text of a bracket after a name says pronouns, such as `she/her`."""
    return _PRONOUNS.fullmatch(f"({bracket})") is not None


def is_role(label: str) -> bool:
    """Whether the label is a part anyone may play (Q, Host, Audience …), numbered or not."""
    key = fold_name(label).rstrip(".")
    return key in ROLES or _NUMBERED.fullmatch(key) is not None


@lru_cache(maxsize=4096)
def role_kind(label: str) -> str:
    """The kind of turn a role always has, or nothing."""
    key = fold_name(label).rstrip(".")
    if found := _NUMBERED.fullmatch(key):
        key = found["role"]
    if key in ASKERS:
        return QUESTION
    if key in ANSWERERS:
        return ANSWER
    return EDITOR if key in EDITORS else ""


def names_a_person(label: str) -> bool:
    """Whether a label may name someone: no role, no digits, more than a letter."""
    name = bare_name(label)
    if is_role(name) or any(sign.isdigit() for sign in name):
        return False
    first = fold_name(name).split(" ")[0]
    letters = [sign for sign in name if sign.isalpha()]
    return len(letters) > 1 and (" " in name or first not in ROLES)
