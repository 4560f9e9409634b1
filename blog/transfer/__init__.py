"""Essays in and out of the site as files."""
