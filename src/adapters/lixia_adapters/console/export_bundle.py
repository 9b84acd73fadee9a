"""``lixia export bundle``: one signed file that can be verified, and looked into, without us."""

from __future__ import annotations

from contextlib import closing
from importlib.metadata import version
from pathlib import Path

from lixia_adapters.console.answer import Answer
from lixia_adapters.console.asked import Asked
from lixia_adapters.console.exporting import done, notes, whole_file
from lixia_adapters.console.files import KEY
from lixia_adapters.console.spec import Command, Option, text
from lixia_adapters.console.speech import Say
from lixia_adapters.console.trouble import NotFound


def _bundle(asked: Asked) -> Answer:
    from lixia_adapters.bundles import ZipFiles, ZipTarget
    from lixia_adapters.console.bundled import exports
    from lixia_domain.audit.bundle.write import Sealed, write

    path = Path(asked["out"])
    with asked.open(read_only=True) as store:
        store.key = None if asked["key"] is None else Path(asked["key"])
        with asked.progress(Say("封存", "Sealing")) as step:
            note = store.seals.seal(progress=step)
        if note is None:
            raise NotFound(
                "账库为空，没有可导出的事件", "the store is empty: there is nothing to bundle"
            )
        of = Sealed(store.ledger.journal, store.seals.log, note)
        with (
            asked.progress(Say("打包", "Bundling")) as step,
            whole_file(path) as unfinished,
            closing(ZipTarget(unfinished)) as target,
        ):
            key = store.seals.signer(store.seals.log.state().origin)
            made = write(
                target,
                of,
                notes=notes(store),
                exports=exports(store, of.position, step),
                key=key,
                release=version("lixia-domain"),
            )
    told, files, size = made.checkpoint, len(ZipFiles(str(path)).names()), path.stat().st_size
    return done(
        asked,
        Say(
            f"审计包：{told.size:,} 个事件、{files:,} 个文件，{size:,} 字节；"
            f"截至第 {made.position} 条。核验：lixia verify --bundle {path} --vkey '{key.public}'",
            f"a bundle of {told.size:,} events in {files:,} files, {size:,} bytes, as of position "
            f"{made.position}. Check it: lixia verify --bundle {path} --vkey '{key.public}'",
        ),
        events=told.size,
        files=files,
        bytes=size,
        position=made.position,
        origin=told.origin,
        release=made.release,
        key=str(key.public),
    )


BUNDLE = Command(
    (
        Option(
            "-o",
            "out",
            "写入的文件（ZIP）",
            "file to write (ZIP)",
            read=text,
            value="FILE",
        ),
        KEY,
    ),
    _bundle,
)
