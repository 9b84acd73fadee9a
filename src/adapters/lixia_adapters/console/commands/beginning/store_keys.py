"""``lixia store move-keys``: keys that earlier code has put beside a store go where keys are."""

from __future__ import annotations

from pathlib import Path

from lixia_adapters.console.commands.activities.voter_keys import kept
from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain.kernel.words import Words


def _move(invocation: Invocation) -> Answer:
    """Move the key of references and those of votes; what is moved is destroyed where it was.

    With ``--dry-run`` it is only looked whether that could be done.
    """
    from lixia_adapters.key_file import folder_of, movable, moved

    with invocation.open(read_only=True) as store:
        if not store.place:
            raise Usage("账库不是文件，没有密钥", "the store is no file and has no key")
        beside = Path(f"{store.place}.key")
        fingerprint = store.ledger.journal.about().get("fingerprint", "")
        voters = kept(store)
    name = f"pseudonyms-{fingerprint}.key"
    folder, names = folder_of(name), []
    if beside.exists():
        to = folder / name
        (movable if invocation.dry_run else moved)(beside, to)
        names.append(beside.name)
    votes = voters.take_over(dry_run=invocation.dry_run)
    data = {"folder": str(folder), "pseudonyms": bool(names), "voter_keys": votes}
    if invocation.dry_run:
        data["dry_run"] = True
    if not names and not votes:
        return Answer(data, [Words("账库旁没有密钥", "no key lies beside the store")])
    if invocation.dry_run:
        would = Words(
            f"试算：将移到 {folder} 的代号密钥 {len(names)} 个，投票密钥 {votes} 个；没有移动",
            f"tried: {len(names)} key of references and {votes} voter keys would be moved to "
            f"{folder}; nothing was",
        )
        return Answer(data, [would])
    said = Words(
        f"已移到 {folder}：代号密钥 {len(names)} 个，投票密钥 {votes} 个；"
        "原处已覆盖并删除。备份里的旧件请一并销毁，新处请另行备份",
        f"moved to {folder}: {len(names)} key of references, {votes} voter keys; what was "
        "there is overwritten and gone. Destroy copies in backups, and keep one of the new place",
    )
    return Answer(data, [said])


COMMANDS = (
    Command(
        "store move-keys",
        Words("把账库旁的密钥移到用户配置目录", "move keys from beside the store"),
        (option("[--dry-run]", "只试算，不移动", "say what would be moved, move nothing"),),
        _move,
    ),
)
