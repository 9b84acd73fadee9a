"""The seal of a bundle, as that of a store: it can be verified and proven from, and never grows."""

from __future__ import annotations

from collections.abc import Sequence

from lixia_adapters.bundles import ZipFiles
from lixia_domain.audit.bundle.files import BundleFixed
from lixia_domain.audit.bundle.record import BundleSeal
from lixia_domain.audit.seal.note import Note, VerifierKey
from lixia_domain.audit.seal.seal_log import Place, State


class BundleSealLog(BundleSeal):
    """A ``SealLog`` to which nothing can be added."""

    def append(
        self, leaves: Sequence[bytes], places: Sequence[Place], state: State, *, after: int
    ) -> None:
        """Refuse."""
        raise BundleFixed(self.place)

    def find(self, stream: str, version: int) -> int | None:
        """Return which leaf is that event's, or ``None``."""
        wanted = (stream, version)
        places = self.places(self.state().size)
        return next((leaf for leaf, place in enumerate(places) if place == wanted), None)

    def latest(self) -> Note | None:
        """Return the checkpoint that the bundle is of."""
        return self.checkpoint()

    def add_checkpoint(self, note: Note, size: int) -> None:
        """Refuse."""
        raise BundleFixed(self.place)

    def add_cosigned(self, note: Note) -> None:
        """Refuse."""
        raise BundleFixed(self.place)

    def add_key(self, key: VerifierKey) -> None:
        """Refuse."""
        raise BundleFixed(self.place)


def seal_log(place: str) -> BundleSealLog:
    """Return the adapter (entry point): the seal in the bundle at ``place``."""
    return BundleSealLog(ZipFiles(place))
