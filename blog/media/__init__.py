"""Pictures: taken in, made anew, and made smaller. Rows are `models.image`, verbs `publishing.files`."""
