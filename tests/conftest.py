"""Settings of the property tests: `HYPOTHESIS_PROFILE` is `dev` (few examples, the default), `ci` (the same ones in every run) or `nightly`."""

import atexit
import os
import shutil
import tempfile

from hypothesis import HealthCheck, settings

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)

settings.register_profile("dev", max_examples=15, deadline=None, suppress_health_check=SLOW)
settings.register_profile("ci", max_examples=60, deadline=None, suppress_health_check=SLOW, derandomize=True)
settings.register_profile("nightly", max_examples=20_000, deadline=None, suppress_health_check=SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))

# Commands that tests run keep their results for each other, and for nobody else.
if "WATERDICHT_CACHE" not in os.environ:
    os.environ["WATERDICHT_CACHE"] = tempfile.mkdtemp(prefix="waterdicht-")
    atexit.register(shutil.rmtree, os.environ["WATERDICHT_CACHE"], ignore_errors=True)
