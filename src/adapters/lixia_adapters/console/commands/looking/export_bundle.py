"""``lixia export bundle``: one signed file that can be verified, and looked into, without us."""

from __future__ import annotations

from contextlib import closing
from importlib.metadata import version
from pathlib import Path

from lixia_adapters.console.commands.looking.exporting import done, notes
from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.files import KEY
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import text
from lixia_adapters.console.frame.trouble import NotFound
from lixia_domain import written
from lixia_domain.kernel.words import Words


def _bundle(invocation: Invocation) -> Answer:
    from lixia_adapters.bundles import ZipFiles, ZipTarget
    from lixia_adapters.console.commands.looking.bundled import exports
    from lixia_domain.audit.bundle.write import Sealed, write
    from lixia_domain.audit.past.moment import Moment

    path = Path(invocation["out"])
    with invocation.open(read_only=True) as store:
        store.key = None if invocation["key"] is None else Path(invocation["key"])
        with invocation.progress(Words("封存", "Sealing")) as step:
            note = store.seals.seal(progress=step)
        if note is None:
            raise NotFound(
                "账库为空，没有可导出的事件", "the store is empty: there is nothing to bundle"
            )
        of = Sealed(store.ledger.journal, store.seals.log, note)
        with (
            invocation.progress(Words("打包", "Bundling")) as step,
            written.whole(path) as unfinished,
            closing(ZipTarget(unfinished)) as target,
        ):
            key = store.seals.signer(store.seals.log.state().origin)
            made = write(
                target,
                of,
                notes=notes(store, Moment(position=of.position)),
                exports=exports(store, of.position, step),
                key=key,
                release=version("lixia-domain"),
            )
    sealed, files, size = made.checkpoint, len(ZipFiles(str(path)).names()), path.stat().st_size
    return done(
        invocation,
        Words(
            f"审计包：{sealed.size:,} 个事件、{files:,} 个文件，{size:,} 字节；"
            f"截至第 {made.position} 条。核验：lixia verify --bundle {path} --vkey '{key.public}'",
            f"a bundle of {sealed.size:,} events in {files:,} files, {size:,} bytes, as of "
            f"position {made.position}. "
            f"Check it: lixia verify --bundle {path} --vkey '{key.public}'",
        ),
        events=sealed.size,
        files=files,
        bytes=size,
        position=made.position,
        origin=sealed.origin,
        release=made.release,
        key=str(key.public),
    )


COMMANDS = (
    Command(
        "export bundle",
        Words(
            "审计包：事件、封存与全部导出，一个签名文件（须给 -o）",
            "events, seal and all exports in one signed file (needs -o)",
        ),
        (
            option("-o FILE", "写入的文件（ZIP）", "file to write (ZIP)", text, name="out"),
            KEY,
        ),
        _bundle,
    ),
)
