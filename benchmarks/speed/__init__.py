"""What an answer costs, beside what the same bytes cost elsewhere: `python -m benchmarks.speed`."""
