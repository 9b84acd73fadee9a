"""One file that shows all of a sealed log: events, tiles, checkpoints, exports, each with its hash.

Whoever has it needs no copy of the store: docs/bundle.md says what lies in it, and how to check it
with programs that are not ours.
"""

from lixia_domain.audit.bundle.check import Checked, check
from lixia_domain.audit.bundle.files import BadBundle, BundleFixed, Files
from lixia_domain.audit.bundle.manifest import Manifest
from lixia_domain.audit.bundle.record import BundleEvents, BundleSeal
from lixia_domain.audit.bundle.write import Sealed, Target, write

__all__ = [
    "BadBundle",
    "BundleEvents",
    "BundleFixed",
    "BundleSeal",
    "Checked",
    "Files",
    "Manifest",
    "Sealed",
    "Target",
    "check",
    "write",
]
