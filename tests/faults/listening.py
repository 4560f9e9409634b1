"""The site's settings, and one that writes down in $TOLD of whom `post_published` tells."""

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults.listener.Listener"]
