"""Special fund (专项基金): a purse inside a foundation, without bank account or seal of its own.

Source: 山东省慈善条例 34 (by agreement; no account, seal or sub-fund of its own).

proposed → established → terminating → closed; in its last days it takes on nothing new, but money
already promised still moves. Read ``facts``, ``state``, then ``decisions``.
"""

from lixia_domain.aggregates.fund.decisions import (
    appoint_committee,
    close,
    close_period,
    establish,
    established,
    posting,
    propose,
    set_management_rule,
    standing,
    terminate,
)
from lixia_domain.aggregates.fund.facts import (
    CommitteeAppointed,
    FundClosed,
    FundEstablished,
    FundEvent,
    FundProposed,
    FundTerminating,
    ManagementRuleSet,
    PeriodClosed,
)
from lixia_domain.aggregates.fund.state import FUND, Fund, Stage, Why

__all__ = [
    "FUND",
    "CommitteeAppointed",
    "Fund",
    "FundClosed",
    "FundEstablished",
    "FundEvent",
    "FundProposed",
    "FundTerminating",
    "ManagementRuleSet",
    "PeriodClosed",
    "Stage",
    "Why",
    "appoint_committee",
    "close",
    "close_period",
    "establish",
    "established",
    "posting",
    "propose",
    "set_management_rule",
    "standing",
    "terminate",
]
