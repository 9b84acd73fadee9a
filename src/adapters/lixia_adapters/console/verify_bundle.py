"""``lixia verify --bundle``: a bundle by itself, and whether its exports follow from its events."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from lixia_adapters.console.asked import Asked
from lixia_adapters.console.speech import Say

if TYPE_CHECKING:
    from lixia_adapters.bundles import ZipFiles
    from lixia_domain.audit.bundle import Checked, Manifest
    from lixia_domain.audit.findings import Finding
    from lixia_domain.audit.note import VerifierKey
    from lixia_domain.audit.verify import Outside


def checked(
    asked: Asked, files: ZipFiles, keys: Sequence[VerifierKey], outside: Sequence[Outside]
) -> tuple[Checked, list[Finding], int]:
    """Return what checking came to, all findings, and how many exports were made anew.

    None are without ``--remake``, nor where the events themselves can't be read.
    """
    from lixia_domain.audit.bundle import check

    with asked.progress(Say("核对", "Verifying")) as step:
        found = check(files, keys=keys, outside=outside, strict=asked["strict"], progress=step)
    findings, made = list(found.findings), 0
    if asked["remake"] and found.verified is not None:
        differing, made = _remade(asked, files, found.manifest)
        findings += differing
    return found, findings, made


def _remade(asked: Asked, files: ZipFiles, told: Manifest) -> tuple[list[Finding], int]:
    """Make every export anew from the bundle's own events; return what came out differently."""
    from lixia_adapters.console.bundled import exports, same
    from lixia_domain.application.bootstrap import open_store
    from lixia_domain.audit.bundle.files import EXPORTS
    from lixia_domain.audit.findings import Finding, Found, finding

    ours, findings = version("lixia-domain"), list[Finding]()
    there = {name.removeprefix(EXPORTS) for name in files.names() if name.startswith(EXPORTS)}
    with (
        TemporaryDirectory(prefix="lixia-") as folder,
        open_store(f"bundle:///{Path(files.place).absolute()}", read_only=True) as store,
        asked.progress(Say("重做导出", "Making exports anew")) as step,
    ):
        made = exports(store, told.position, step)
        one, other = (Path(folder) / name for name in ("made", "there"))
        for name in sorted({*made, *there}):
            if name in made and name in there:
                suffix = Path(name).suffix
                one, other = one.with_suffix(suffix), other.with_suffix(suffix)
                with one.open("wb") as file:
                    file.writelines(made[name])
                with other.open("wb") as file, files.open(f"{EXPORTS}{name}") as packed:
                    file.writelines(packed)
                if same(one, other):
                    continue
            facts = {"name": name, "made": told.release, "ours": ours}
            found = Found.BUNDLE_EXPORT if ours == told.release else Found.BUNDLE_RELEASE
            findings.append(finding(found, files.place, **facts))
    return findings, len(made)
