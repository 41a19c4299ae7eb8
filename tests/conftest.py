"""Hypothesis profiles: `ci` looks further than the quick default; both find the same example again."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("default", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("default"), max_examples=150, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")
