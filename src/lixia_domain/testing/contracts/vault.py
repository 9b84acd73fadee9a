"""What every vault promises. Subclass it and give the fixture ``vault``."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from lixia_domain.application.vault import KeyGone, SealBroken, Vault
from lixia_domain.kernel import sealed
from lixia_domain.kernel.people import reference

AT = datetime(2022, 3, 1, 4, tzinfo=UTC)
ME, YOU = f"p:{'1' * 32}", f"p:{'2' * 32}"


class VaultContract:
    """The fixture ``vault`` is a new, empty one."""

    @pytest.fixture
    def vault(self) -> Vault:
        """Return a new vault."""
        raise NotImplementedError

    def test_what_was_sealed_opens_to_the_same(self, vault: Vault) -> None:
        """All of it, and nothing of it shows."""
        for text in ("示例姓名", "", "x" * 5_000, "换\n行\0"):
            value = vault.seal(ME, "name", text, at=AT)
            assert sealed.is_sealed(value)
            assert vault.open(ME, "name", value) == text

    def test_the_same_told_again_is_the_same(self, vault: Vault) -> None:
        """A fact told twice is told once; another field, text or person is another value."""
        told = [("name", "a"), ("name", "b"), ("phone", "a")]
        values = [vault.seal(ME, field, text, at=AT) for field, text in told]
        assert [vault.seal(ME, field, text, at=AT) for field, text in told] == values
        assert len({*values, vault.seal(YOU, "name", "a", at=AT)}) == 4

    def test_a_persons_values_are_all_under_one_key_and_nobody_elses(self, vault: Vault) -> None:
        """The key is known by its commitment."""
        mine = [vault.seal(ME, field, "x", at=AT) for field in ("name", "phone")]
        yours = vault.seal(YOU, "name", "x", at=AT)
        kids = [sealed.parts(value)[0] for value in (*mine, yours)]
        assert kids[0] == kids[1] != kids[2]
        assert {who: key.kid for who, key in vault.held().items()} == {ME: kids[0], YOU: kids[2]}
        assert vault.held()[ME].made_at == AT

    def test_what_was_moved_does_not_open(self, vault: Vault) -> None:
        """Not as another field, not as another person's."""
        mine = vault.seal(ME, "name", "x", at=AT)
        vault.seal(YOU, "name", "x", at=AT)
        for person, field in ((ME, "phone"), (YOU, "name")):
            with pytest.raises(SealBroken):
                vault.open(person, field, mine)

    def test_a_destroyed_key_opens_nothing_and_the_others_still_do(self, vault: Vault) -> None:
        """Told twice, the second time there is nothing left to destroy."""
        mine, yours = (vault.seal(who, "name", "x", at=AT) for who in (ME, YOU))
        assert vault.destroy(ME, at=AT)
        assert not vault.destroy(ME, at=AT)
        with pytest.raises(KeyGone):
            vault.open(ME, "name", mine)
        assert vault.open(YOU, "name", yours) == "x"
        assert list(vault.held()) == [YOU]

    def test_a_key_made_anew_is_another_one(self, vault: Vault) -> None:
        """What the old one sealed stays shut."""
        old = vault.seal(ME, "name", "x", at=AT)
        vault.destroy(ME, at=AT)
        assert vault.seal(ME, "name", "x", at=AT) != old
        with pytest.raises(SealBroken):
            vault.open(ME, "name", old)

    def test_a_person_has_one_reference_however_written(self, vault: Vault) -> None:
        """Widths, blanks and case don't matter; it is random, so nobody computes it."""
        mine = vault.refer("示例某甲 00000A")
        assert reference(mine) == mine == vault.refer("示例某甲０００００a ")
        assert vault.minted(mine)
        assert vault.refer("示例某乙 00000B") != mine

    def test_who_is_looked_for_is_found_and_never_made(self, vault: Vault) -> None:
        """Looking a reference up leaves no trace: nobody new is in the index."""
        assert vault.known("示例某丙") is None
        assert vault.condition().references == 0
        mine = vault.refer("示例某丙 00000A")
        assert vault.known("示例某丙０００００a") == mine
        assert vault.known("示例某丙") is None

    def test_who_stands_under_a_keyed_reference_keeps_it(self, vault: Vault) -> None:
        """It can be computed from the identity, and the vault says so."""
        assert vault.refer("示例某甲", keyed=ME) == ME == vault.refer("示例某甲")
        assert not vault.minted(ME)
        assert not vault.minted(YOU)

    def test_after_erasure_the_identity_leads_nowhere(self, vault: Vault) -> None:
        """Who comes again is somebody new."""
        first = vault.refer("示例某甲")
        vault.seal(first, "name", "x", at=AT)
        vault.destroy(first, at=AT)
        assert not vault.minted(first)
        assert vault.refer("示例某甲") != first

    def test_a_destroyed_key_makes_another_epoch_due_in_thirty_days(self, vault: Vault) -> None:
        """From the first one destroyed; then all opens as before."""
        yours = vault.seal(YOU, "name", "x", at=AT)
        me = vault.refer("示例某甲")
        vault.seal(me, "name", "x", at=AT)
        assert vault.condition().rotate_by is None
        vault.destroy(me, at=AT)
        vault.destroy(YOU, at=AT + timedelta(days=9))
        there = vault.seal(ME, "name", "x", at=AT)
        found = vault.condition()
        assert (found.destroyed_since, found.rotate_by) == (date(2022, 3, 1), date(2022, 3, 31))
        assert vault.rotate(at=AT) == 1
        after = vault.condition()
        assert (after.epoch, after.rotate_by, after.keys) == (found.epoch + 1, None, 1)
        assert vault.open(ME, "name", there) == "x"
        assert not vault.check()
        with pytest.raises(KeyGone):
            vault.open(YOU, "name", yours)
