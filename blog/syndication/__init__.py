"""What programs read: feeds, sitemaps, structured data. Knows no request: `now` and site are arguments."""
