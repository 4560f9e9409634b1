"""Doors for readers: load what a stranger may see, render it."""
