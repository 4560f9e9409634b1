"""What annexes may listen to. Each is sent after the commit, with `post`."""

from django.dispatch import Signal

post_published = Signal()
"""Once announced: the ten seconds of Undo are over."""

post_withdrawn = Signal()
"""An announced post was taken from readers."""
