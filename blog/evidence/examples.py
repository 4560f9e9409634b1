"""The contract by example: what readers are shown, and what a test holds the check to."""

from typing import NamedTuple

from blog.evidence.verbatim import Verdict

SOURCE = (
    "Interviewer: Would you open the archive again?\n\n"
    "Archivist: I would not open it in winter — the roof isn’t safe. We lost forty boxes, and three of them "
    "were never copied. Ask me in May, when the carpenters have gone. Ask me in May, and bring a lamp."
)
"""An invented interview."""


class Example(NamedTuple):
    quotation: str
    verdict: Verdict


EXAMPLES = (
    Example("We lost forty boxes, and three of them were never copied.", "exact"),
    Example("I would not open it in winter - the roof isn't safe.", "folded"),
    Example("We lost forty boxes […] Ask me in May, when the carpenters have gone.", "elided"),
    Example("We lost forty boxes [of letters], and three of them were never copied.", "exact"),
    Example("I would open it in winter — the roof isn’t safe.", "altered"),
    Example("We lost fourteen boxes, and three of them were never copied.", "altered"),
    Example("We lost forty boxes. Ask me in May, when the carpenters have gone.", "altered"),
    Example("Ask me in May", "ambiguous"),
    Example("The letters were sold at auction to a collector abroad.", "not_found"),
)
