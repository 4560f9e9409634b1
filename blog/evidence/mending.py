"""What a quotation that differs from its source could say instead. Pure; only what passes is offered."""

from typing import NamedTuple

from blog.evidence.verbatim import Finding, check_all


class Mended(NamedTuple):
    """`words`: the passage as the source has it; `cut`: the quotation with its cuts marked; None: neither."""

    words: str | None
    cut: str | None


def mended(quote: str, snapshot: str, finding: Finding) -> Mended:
    """Both ways to mend `quote`, which `finding` calls altered."""
    if finding.verdict != "altered" or not finding.passages:
        return Mended(None, None)
    words, cut = snapshot[finding.passages[0].start : finding.passages[-1].end], _cut(quote, finding)
    of_words, of_cut = check_all([(words, None), (cut, None)], snapshot)
    return Mended(words if of_words.has_passed else None, cut if of_cut.has_passed else None)


def _cut(quote: str, finding: Finding) -> str:
    """`quote` with […] wherever the source says more."""
    at, said = 0, ""
    for change in finding.diff:
        if change.op == "delete":
            said = f"{said.rstrip()} […] "
            continue
        end = quote.find(change.quote, at) + len(change.quote)
        kept = quote[at:end]
        said += kept.lstrip() if said.endswith("[…] ") else kept
        at = end
    return said.replace("[…] .", "[…].").strip()
