"""What is taken along from any page: the words selected there, as a Transcript with their source."""

from dataclasses import replace

from blog.transcripts.cleaning import BLANKS, clean_line, tidy, unix_lines
from blog.transcripts.exchange import REMARK, Exchange, SourceLine, Turn
from blog.transcripts.grammar.sources import is_address
from blog.transcripts.reading import parse, write_box


def capture(text: str, *, title: str, url: str, speaker: str) -> str:
    """The Transcript of `text`, selected on the page of this title and address. No word is lost.

    Where nobody asks and answers it is one remark by `speaker`, a word for anyone: its writer will say who
    spoke. Without an address, one that ends the text is taken for it: so telephones share.
    """
    text, url = unix_lines(text).strip(BLANKS), url.strip()
    if not is_address(url):
        text, url = _ends_in_address(text)
    parsed = parse(text)
    exchange = parsed.exchange if parsed.offered else Exchange((Turn(REMARK, speaker, tidy(text)),))
    told = [exchange.context, *parsed.leftovers] if parsed.offered else []
    source = exchange.source or SourceLine(clean_line(title))
    source = replace(source, url=source.url or url)
    known = source if source.title or source.url else None
    return write_box(replace(exchange, source=known, context="\n\n".join(filter(None, told))))


def _ends_in_address(text: str) -> tuple[str, str]:
    """`text` without the address that is its last word, and that; else all of it, and nothing."""
    last = text.split()[-1] if text else ""
    return (text.removesuffix(last).rstrip(BLANKS), last) if is_address(last) else (text, "")
