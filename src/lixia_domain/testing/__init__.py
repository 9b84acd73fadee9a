"""What tests of this library, and of adapters to it, are written with."""

from lixia_domain.testing.examples import EXAMPLES
from lixia_domain.testing.given import Given, Outcome, given

__all__ = ["EXAMPLES", "Given", "Outcome", "given"]
