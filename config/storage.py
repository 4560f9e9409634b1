"""Static files as readers get them: compressed, and named by their content, so they may be kept for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True  # `import "./menu.js"` must name the hashed file too
