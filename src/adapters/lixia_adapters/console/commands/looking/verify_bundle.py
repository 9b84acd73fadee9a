"""``lixia verify --bundle``: a bundle by itself, and whether its exports follow from its events."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.looking.proofs import known, sentences, sound, summary
from lixia_adapters.console.frame.answer import Table, as_of
from lixia_adapters.console.frame.invocation import Invocation
from lixia_domain import written
from lixia_domain.kernel.words import Words, many

if TYPE_CHECKING:
    from lixia_adapters.bundles import ZipFiles
    from lixia_domain.audit.bundle.check import Checked
    from lixia_domain.audit.bundle.manifest import Manifest
    from lixia_domain.audit.seal.findings import Finding
    from lixia_domain.audit.seal.note import VerifierKey
    from lixia_domain.audit.seal.testimony import Outside
    from lixia_domain.audit.seal.verify import Verified


def verified_bundle(
    invocation: Invocation, given: tuple[VerifierKey, ...], outside: Sequence[Outside]
) -> tuple[list[Table | Words], list[Finding], Verified | None, dict[str, Any]]:
    """Return what is said of a bundle, the findings, what they rest on, and its data."""
    from lixia_adapters.bundles import ZipFiles
    from lixia_domain.audit.bundle.record import BundleSeal

    files = ZipFiles(invocation["bundle"])
    origin = BundleSeal(files).signed()[1].checkpoint.origin
    found, findings, remade = _checked(invocation, files, known(given, origin), outside)
    at, made = found.manifest.position, found.manifest.release
    head = Words(
        f"审计包 {invocation['bundle']}：{found.files} 个文件，由 {made} 版制作",
        f"bundle {invocation['bundle']}: {many(found.files, 'file')}, made by release {made}",
    )
    shown: list[Table | Words] = [head, *sentences(findings)]
    if remade:
        shown.append(
            Words(f"由包内事件重做了 {remade} 个导出。", f"{remade} exports were made anew.")
        )
    if found.verified is not None:
        shown += summary(found.verified, holds=sound(findings))
    data = {"file": invocation["bundle"], "files": found.files, "position": at, "release": made}
    data["remade"] = remade
    return [*shown, as_of(at)], findings, found.verified, data


def checkpoint_in(name: str) -> Outside:
    """Return the checkpoint in a bundle, for a store to be held against."""
    from lixia_adapters.bundles import ZipFiles
    from lixia_domain.audit.bundle.record import BundleSeal
    from lixia_domain.audit.seal.testimony import Outside

    return Outside(where=name, note=BundleSeal(ZipFiles(name)).checkpoint())


def _checked(
    invocation: Invocation, files: ZipFiles, keys: Sequence[VerifierKey], outside: Sequence[Outside]
) -> tuple[Checked, list[Finding], int]:
    """Return what checking came to, all findings, and how many exports were made anew.

    None are without ``--remake``, nor where the events themselves can't be read.
    """
    from lixia_domain.audit.bundle.check import check

    with invocation.progress(Words("核对", "Verifying")) as step:
        found = check(
            files,
            keys=keys,
            outside=outside,
            strict=invocation["strict"],
            quorum=invocation["quorum"],
            progress=step,
        )
    findings, made = list(found.findings), 0
    if invocation["remake"] and found.verified is not None:
        differing, made = _remade(invocation, files, found.manifest)
        findings += differing
    return found, findings, made


def _remade(invocation: Invocation, files: ZipFiles, listed: Manifest) -> tuple[list[Finding], int]:
    """Make every export anew from the bundle's own events; return what came out differently."""
    from lixia_adapters.console.commands.looking.bundled import exports, same
    from lixia_domain.application.bootstrap import open_store
    from lixia_domain.audit.bundle.files import EXPORTS
    from lixia_domain.audit.bundle.findings import InBundle
    from lixia_domain.audit.seal.findings import Finding, finding

    ours, findings = version("lixia-domain"), list[Finding]()
    there = {name.removeprefix(EXPORTS) for name in files.names() if name.startswith(EXPORTS)}
    with (
        TemporaryDirectory(prefix="lixia-") as folder,
        open_store(f"bundle:///{Path(files.place).absolute()}", read_only=True) as store,
        invocation.progress(Words("重做导出", "Making exports anew")) as step,
    ):
        made = exports(store, listed.position, step)
        one, other = (Path(folder) / name for name in ("made", "there"))
        for name in sorted({*made, *there}):
            if name in made and name in there:
                suffix = Path(name).suffix
                one, other = one.with_suffix(suffix), other.with_suffix(suffix)
                with written.opened(one) as file:
                    file.writelines(made[name])
                with written.opened(other) as file, files.open(f"{EXPORTS}{name}") as packed:
                    copyfileobj(packed, file)
                if same(one, other):
                    continue
            facts = {"name": name, "made": listed.release, "ours": ours}
            found = InBundle.EXPORT if ours == listed.release else InBundle.RELEASE
            findings.append(finding(found, files.place, **facts))
    return findings, len(made)
