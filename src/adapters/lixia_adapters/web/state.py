"""What every handler stands on: the store that is served, and how callers sign in."""

from __future__ import annotations

from typing import Any, NamedTuple

from litestar import Request

from lixia_adapters.web.callers import Caller, NobodySignedIn, SignIn, audience
from lixia_adapters.web.counted import Counted
from lixia_adapters.web.served import Served
from lixia_domain.application.overview.membership import closing
from lixia_domain.application.rights import held_by
from lixia_domain.application.use_case import sound
from lixia_domain.kernel.roles import ROLES
from lixia_domain.kernel.view import Audience


class House(NamedTuple):
    """A store that is served, and who is let in how."""

    served: Served
    sign_in: SignIn
    counted: Counted

    def caller(self, request: Request[Any, Any, Any]) -> Caller | None:
        """Return who calls, the account in canonical form; ``None`` for the public."""
        found = self.sign_in.caller(request.headers, self.served.store.clock())
        if found is None:
            return None
        by = sound(self.served.store.by(found.account, ROLES[0]))
        request.state.account = by.actor
        return found._replace(account=by.actor)

    def member(self, request: Request[Any, Any, Any]) -> Caller:
        """Return who calls. Raises ``NobodySignedIn`` for the public."""
        found = self.caller(request)
        if found is None:
            raise NobodySignedIn(
                "http.sign_in",
                "请先登录：请求头 Authorization: Bearer 后接密钥（lixia api-key add 发放）",
                "sign in first: a key in the header Authorization: Bearer (lixia api-key add "
                "makes one)",
            )
        return found

    def reader(self, request: Request[Any, Any, Any]) -> Audience:
        """Return what whoever calls may read."""
        found = self.caller(request)
        if found is None:
            return Audience.PUBLIC
        ledger, today = self.served.store.ledger, self.served.store.today()
        held = held_by(ledger, found.account, today=today)
        return audience(held, open_roster=closing(ledger) is None)


def house(request: Request[Any, Any, Any]) -> House:
    """Return what the application was made with."""
    found: House = request.app.state.house
    return found
