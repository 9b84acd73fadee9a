"""Every process, by name: pure folds from facts to what should come next. New one? Add it here."""

from __future__ import annotations

from typing import Any

from lixia_domain.processes.closure import CLOSURE
from lixia_domain.processes.dealing import DEALING
from lixia_domain.processes.debits import DEBITS
from lixia_domain.processes.disclosing import DISCLOSING
from lixia_domain.processes.freezing import FREEZING
from lixia_domain.processes.held import HELD
from lixia_domain.processes.instalments import INSTALMENTS
from lixia_domain.processes.owed import OWED
from lixia_domain.processes.publishing import PUBLISHING
from lixia_domain.processes.roster import ROSTER_PROPOSED
from lixia_domain.processes.shortfall import SHORTFALL
from lixia_domain.processes.showing import SHOWING
from lixia_domain.processes.surplus import SURPLUS
from lixia_domain.processes.team import TEAM
from lixia_domain.processes.terms import TERMS
from lixia_domain.processes.tranches import TRANCHES
from lixia_domain.processes.waitlist import WAITLIST
from lixia_domain.processes.winding_up import WINDING_UP
from lixia_domain.processes.wish import Process

PROCESSES: tuple[Process[Any], ...] = (
    PUBLISHING,
    TEAM,
    WAITLIST,
    FREEZING,
    CLOSURE,
    HELD,
    INSTALMENTS,
    SURPLUS,
    WINDING_UP,
    DISCLOSING,
    DEALING,
    OWED,
    DEBITS,
    SHORTFALL,
    TRANCHES,
    TERMS,
    ROSTER_PROPOSED,
    SHOWING,
)
