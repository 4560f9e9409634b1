"""The verbs: every write a reader can see. Each is one transaction and moves the content generation."""
