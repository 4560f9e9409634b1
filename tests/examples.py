"""What properties are tried with: the same in every run, and with `make explore` what was never tried yet.

A fault that chance finds is worth having, but not by whoever has just changed something else.
"""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

# How long an example takes says what else the machine does.
settings.register_profile(
    "explore", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)


def pytest_configure(config: pytest.Config) -> None:
    """Chosen by a seed alone: else also from what stands in the modules that happen to be loaded by then."""
    if config.getoption("--hypothesis-profile") == "ci":
        providers._get_local_constants = lambda: providers._local_constants
