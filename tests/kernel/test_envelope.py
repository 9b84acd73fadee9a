from __future__ import annotations

from datetime import UTC, datetime

from lixia_domain.kernel.envelope import Recorded
from lixia_domain.testing import EXAMPLES


def test_the_key_is_all_that_follows_the_category_hyphens_included() -> None:
    recorded = Recorded(
        3,
        "project-2021-A-001",
        2,
        EXAMPLES["project.approved"],
        datetime(2021, 2, 22, tzinfo=UTC),
        "acct-1",
        "programme_office",
    )
    assert recorded.key == "2021-A-001"
    assert (recorded.originator_id, recorded.originator_version) == ("project-2021-A-001", 2)
    assert (recorded.command, recorded.correlation) == (None, None)
