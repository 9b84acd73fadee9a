"""The vault as use cases see it: the one place, outside the log, where persons' keys are.

A fact holds sealed values and references; what they mean is in the vault or nowhere. An adapter
brings ``lixia_adapters.vaults.<scheme>`` (or an entry point ``lixia.vaults``) and passes
``lixia_domain.testing.contracts.vault``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Protocol

from attrs import frozen

from lixia_domain.recording.faults import Fault

ROTATE_WITHIN = 30
"""Days in which the epoch key is changed once a key was destroyed: copies may hold it wrapped."""


@frozen(kw_only=True)
class Held:
    """A person's key as the vault tells of it: never the key itself."""

    kid: str
    made_at: datetime


@frozen(kw_only=True)
class Condition:
    """How a vault stands. ``destroyed_since``: the first key destroyed in this epoch, if any was.

    ``left_over``: epoch keys that should be gone. A change that was interrupted leaves one.
    """

    store: str
    epoch: int
    epoch_key: str
    keys: int
    references: int
    destroyed_since: date | None
    rotate_by: date | None
    left_over: tuple[str, ...] = ()
    made_at: datetime | None = None
    rotated_at: datetime | None = None
    """When the epoch key was last changed; what was erased before is of no epoch that is left."""


class Vault(Protocol):
    """Keys of persons, one each, and the references that stand for persons in facts.

    Every method may raise a ``VaultFault``.
    """

    def refer(self, identity: str, *, keyed: str | None = None) -> str:
        """Return the reference of whoever ``identity`` names, the same one each time.

        A new one is random, so nobody computes it. Where somebody already stands in facts under a
        reference made with a key, ``keyed`` is that one, and is kept.
        """
        ...

    def known(self, identity: str) -> str | None:
        """Return the reference of whoever ``identity`` names, if there is one: none is made."""
        ...

    def minted(self, person: str) -> bool:
        """Tell whether ``person`` is a random reference that this vault made."""
        ...

    def seal(self, person: str, field: str, text: str, *, at: datetime) -> str:
        """Return ``text`` sealed under the person's key, which is made now if there is none.

        The same text of the same field gives the same sealed value. The key is safe on the disk
        before this returns, so no fact ever holds what nobody can open.
        """
        ...

    def open(self, person: str, field: str, value: str) -> str:
        """Return what was sealed. Raises ``KeyGone`` or ``SealBroken``."""
        ...

    def held(self) -> Mapping[str, Held]:
        """Return the keys there are, by person."""
        ...

    def destroy(self, person: str, *, at: datetime) -> bool:
        """Destroy the key, and what leads from an identity to ``person``. Gone before: False."""
        ...

    def rotate(self, *, at: datetime) -> int:
        """Wrap all anew under another epoch key, destroy the old one; return how many keys."""
        ...

    def condition(self) -> Condition:
        """Return how the vault stands."""
        ...

    def backup(self, to: str) -> None:
        """Copy the vault to a new file; without the epoch key it opens nothing."""
        ...

    def check(self) -> Collection[tuple[str, str]]:
        """Inspect the file and unwrap every key; return a finding (zh, en) for each fault."""
        ...

    def close(self) -> None:
        """Let go of files."""
        ...


class VaultFault(Fault):
    """Something about the vault is in the way. No plain text was lost or shown."""


class VaultMissing(VaultFault):
    """There is no vault where personal data would have to be sealed or opened."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"{place} 处没有保险库；请先用 lixia vault init 建立，或从备份恢复",
            f"there is no vault at {place}; make one with lixia vault init, or restore a copy",
            place=place,
        )


class VaultThere(VaultFault):
    """There is a vault already; a second one could not open what the first has sealed."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"{place} 处已有文件，未作改动",
            f"there is a file at {place} already; it was left as it was",
            place=place,
        )


class NotAVault(VaultFault):
    """What lies there is no vault of ours, or is damaged."""

    def __init__(self, place: str, zh: str, en: str) -> None:
        super().__init__(
            f"{place} 不是可用的保险库：{zh}；文件未被改动",
            f"{place} is not a usable vault: {en}; the file was left as it was",
            place=place,
        )


class OtherStore(VaultFault):
    """The vault belongs to another store."""

    def __init__(self, place: str, bound: str, store: str) -> None:
        super().__init__(
            f"保险库 {place} 属于指纹为 {bound[:12]}… 的账库，不是本账库（{store[:12]}…）",
            f"vault {place} belongs to the store of fingerprint {bound[:12]}…, "
            f"not to this one ({store[:12]}…)",
            place=place,
            bound=bound,
            store=store,
        )


class EpochKeyMissing(VaultFault):
    """The file of the epoch key is not there; another key would not do.

    ``later`` is the key of a later epoch, if one lies there: the vault is then an older copy.
    """

    def __init__(self, file: str, later: str | None = None) -> None:
        if later is None:
            zh = f"主密钥 {file} 不在；不能另造，请从另存的副本恢复（目录可用 LIXIA_KEYS 指定）"
            en = (
                f"the epoch key {file} is not there; another would not do: restore it from the "
                "copy kept apart (LIXIA_KEYS names its folder)"
            )
        else:
            zh = (
                f"这份保险库是轮换主密钥之前的旧副本：它用的 {file} 已销毁，现用 {later}；"
                "请恢复轮换之后备份的保险库，勿恢复旧主密钥（已销毁的个人信息会因此重现）"
            )
            en = (
                f"this vault is a copy from before the epoch key was changed: its {file} was "
                f"destroyed, {later} is in use; restore a copy of the vault made since, and not "
                "the old key, with which what was erased would come back"
            )
        super().__init__(zh, en, file=file)


class WrongEpochKey(VaultFault):
    """The epoch key is another one than the vault's keys are wrapped under."""

    def __init__(self, place: str, file: str) -> None:
        super().__init__(
            f"主密钥 {file} 与保险库 {place} 不符；若保险库是轮换之前的旧副本，则已不能再打开",
            f"epoch key {file} is not the one of vault {place}; a copy of the vault from before "
            "the key was changed can't be opened any more",
            place=place,
            file=file,
        )


class KeyGone(VaultFault):
    """The person's key is not in the vault: destroyed, or never made here."""

    def __init__(self, person: str) -> None:
        super().__init__(
            f"保险库中没有个人 {person} 的密钥：已经销毁，或保险库是更早的副本",
            f"the vault has no key of person {person}: it was destroyed, or this is an older copy",
            person=person,
        )


class SealBroken(VaultFault):
    """A sealed value does not open: moved from elsewhere, cut short or changed."""

    def __init__(self, person: str, field: str) -> None:
        super().__init__(
            f"个人 {person} 的“{field}”密文打不开：不是本人本项的密文，或已被截断、改动",
            f"the sealed {field} of person {person} does not open: it is another person's or "
            "field's, or was cut short or changed",
            person=person,
            field=field,
        )
