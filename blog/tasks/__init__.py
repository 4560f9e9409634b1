"""Work that no visitor waits for."""
