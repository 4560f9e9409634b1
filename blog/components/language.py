"""The language and the direction of words, told where they differ from the page's."""

from blog.components.html import html

_RIGHT_TO_LEFT = frozenset(
    ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "pnb", "ps", "sd", "syr", "ug", "ur", "yi"]
)
_RIGHT_TO_LEFT_SCRIPTS = frozenset(["adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"])


def direction(language: str) -> str:
    """`rtl` or `ltr`, from a language tag (BCP 47): its script where it names one, else its language."""
    primary, *others = language.lower().split("-")
    script = next((part for part in others if len(part) == 4 and part.isalpha()), "")
    if script:
        return "rtl" if script in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if primary in _RIGHT_TO_LEFT else "ltr"


def in_language(language: str, page: str) -> str:
    """` lang="…" dir="…"`, where it differs from the page's; else nothing."""
    if not language or language.lower() == page.lower():
        return ""
    if direction(language) == direction(page):
        return html(' lang="{}"', language)
    return html(' lang="{}" dir="{}"', language, direction(language))


def spoken_in(language: str, found: str, page: str) -> str:
    """` lang="…" dir="…"` of quoted words where they differ from the page's; `found` is how they run."""
    tag = html(' lang="{}"', language) if language and language.lower() != page.lower() else ""
    turned = found and found != direction(page)
    return html('{} dir="{}"', tag, found) if turned else tag
