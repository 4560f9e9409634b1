"""Which way the words of a language run."""

_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he iw ks nqo pnb ps sd syr ug ur yi".split())
_RIGHT_TO_LEFT_SCRIPTS = frozenset("adlm arab hebr mand nkoo rohg samr syrc thaa".split())


def direction(language: str) -> str:
    """`rtl` or `ltr`, from a language tag (BCP 47): its script where it names one, else its language."""
    primary, *others = language.lower().split("-")
    script = next((part for part in others if len(part) == 4 and part.isalpha()), "")
    if script:
        return "rtl" if script in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if primary in _RIGHT_TO_LEFT else "ltr"
