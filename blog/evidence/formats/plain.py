"""Plain text; captions among it are told by their timings, whatever the file is called."""

from blog.evidence.formats import Mark, Text, join
from blog.transcripts.cleaning import clean_text, unix_lines
from blog.transcripts.formats import captions


def read(text: str) -> Text:
    lines = unix_lines(text)
    return _spoken(lines) if captions.applies(lines) else Text(join([text]))


def _spoken(text: str) -> Text:
    """The words of captions without a break, a block for each speaker; a mark where each caption begins."""
    told, marks, speaker, time = "", list[Mark](), "", ""
    for caption in captions.heard(text):
        if caption.label != speaker:
            told += f"\n\n{caption.label}: " if told else f"{caption.label}: "
        elif told:
            told += captions.gap(told, caption.words)
        if caption.time and caption.time != time:
            marks.append(Mark(len(told), "time", _seconds(caption.time)))
        told += clean_text(caption.words)
        speaker, time = caption.label, caption.time
    return Text(told, marks)


def _seconds(time: str) -> int:
    """Of `41:07` or `1:41:07`."""
    seconds = 0
    for part in time.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds
