"""How people write down who spoke and where: labels, heads, kinds, sources. A line at a time."""
