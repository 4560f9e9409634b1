"""The pages, as a reader's browser asks for them."""
