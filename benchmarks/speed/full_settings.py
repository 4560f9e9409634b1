"""The site's own settings, but that it is served with 10,000 pages more."""

from config.settings import *  # noqa: F403 - it is the same site

WSGI_APPLICATION = "benchmarks.speed.full.application"
