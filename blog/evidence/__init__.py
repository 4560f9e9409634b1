"""Evidence: whether quoted words are the words that were said, and where they stand."""
