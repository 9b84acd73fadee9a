"""Who calls: an account, by a key that it holds or on the word of this machine's own user.

Rights are the domain's: whoever calls is only told from others here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple, Protocol

from lixia_adapters.web.api_keys import ApiKeys
from lixia_domain.application.use_case import UseCase
from lixia_domain.kernel.explained import Explained
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.view import Audience
from lixia_domain.kernel.words import Words

ACCOUNT = "lixia-account"
"""The header by which a developer's own machine is told who acts."""


class NobodySignedIn(Explained):
    """What was asked for is not for everybody, and nobody has said who asks."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.code = code
        self.say = Words(zh, en)
        self.facts = {}

    def sentence(self, lang: str = "zh") -> str:
        """Return what to do, in ``zh`` or ``en``."""
        return self.say.text(lang)


class Caller(NamedTuple):
    """Who calls: an account, and what its key is good for."""

    account: str
    only: frozenset[str] = frozenset()
    """Names of the use cases that the key carries out; none: all that its account may."""
    reads: bool = True
    """Whether it reads what is not public, too."""

    def require(self, use_case: UseCase[..., object]) -> None:
        """Refuse a use case that the key is not good for."""
        if self.only and use_case.name not in self.only:
            raise NobodySignedIn(
                "http.out_of_scope",
                f"这把密钥不能用于“{use_case.says.zh}”；请另发一把",
                f"this key is not good for: {use_case.says.en}; have another one made",
            )


class SignIn(Protocol):
    """Tells who calls."""

    def caller(self, headers: Mapping[str, str], at: datetime) -> Caller | None:
        """Return who calls; ``None`` for somebody of the public. Raises ``NobodySignedIn``."""
        ...


class ByKey:
    """Whoever holds a key: ``Authorization: Bearer lixia_…``."""

    def __init__(self, keys: ApiKeys) -> None:
        self.keys = keys

    def caller(self, headers: Mapping[str, str], at: datetime) -> Caller | None:
        """Return the account whose key it is."""
        told = headers.get("authorization")
        if told is None:
            return None
        kind, _, secret = told.partition(" ")
        found = self.keys.found(secret.strip(), at) if kind.lower() == "bearer" else None
        if found is None:
            raise NobodySignedIn(
                "http.bad_key",
                "密钥无效、已到期或已撤销；请向管理员另要一把（lixia api-key add）",
                "the key is not valid, has expired or was revoked; ask the administrator for "
                "another one (lixia api-key add)",
            )
        return Caller(found.account, frozenset(found.only))


class Trusting:
    """On a developer's own machine only: whoever says to be somebody is believed."""

    def caller(self, headers: Mapping[str, str], at: datetime) -> Caller | None:
        """Return the account that the header names."""
        told = headers.get(ACCOUNT)
        return Caller(told) if told else None


def audience(roles: frozenset[Role], *, open_roster: bool) -> Audience:
    """Return what somebody who holds these roles may read; in an open store, all that there is."""
    if open_roster or not roles.isdisjoint(SEE_ALL):
        return Audience.AUDITOR
    return Audience.MEMBER if roles else Audience.PUBLIC


SEE_ALL = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})
"""Who sees what is for auditors: members and roles are the administrators' own work."""
