"""Hypothesis profiles: quick by default, `ci` where CI is set, `--hypothesis-profile deep` before a release."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("default", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("default"), max_examples=150, derandomize=True)
settings.register_profile("deep", parent=settings.get_profile("default"), max_examples=3000)
settings.load_profile("ci" if os.environ.get("CI") else "default")
