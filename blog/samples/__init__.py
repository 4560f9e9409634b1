"""Sample content, as files: essays, the About page, and what `site.toml` says of their people and sources.

Every person, source and word in them is invented. `blog.transfer.samples` loads and removes them.
"""
