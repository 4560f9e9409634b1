"""Sites of 1,000 to 100,000 essays that nobody wrote, and what it takes to answer from them."""
