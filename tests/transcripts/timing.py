"""What reading costs, whatever else the machine does."""

from time import process_time

from blog.transcripts import parse


def cost(text: str) -> float:
    """Seconds of processor time to read `text`."""
    start = process_time()
    parse(text)
    return process_time() - start
