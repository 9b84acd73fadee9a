"""``lixia foundation``, what it records: who keeps the money."""

from __future__ import annotations

from lixia_adapters.console.commands.persons.details import sealing
from lixia_adapters.console.frame.recording import recording

COMMANDS = (
    recording("foundation register", "foundations.register", name="NAME"),
    recording("foundation rename", "foundations.rename", name="NAME"),
    recording("foundation qualify", "foundations.qualify", qualification="--for"),
    recording(
        "foundation end-qualification", "foundations.end_qualification", qualification="--for"
    ),
    recording("foundation bank-account", "foundations.register_account"),
    recording("foundation appoint", "foundations.appoint"),
    recording("foundation leave", "foundations.leave"),
    recording("foundation related", "foundations.declare"),
    recording("foundation unrelated", "foundations.end_tie"),
    recording(
        "foundation contact", "foundations.name_contact", extra=sealing("person"), person="PERSON"
    ),
    recording(
        "foundation report-year",
        "foundations.report_year",
        year="YEAR",
        three_year_income="--three-years",
        charitable_spending="--spending",
        management_cost="--management",
        total_spending="--total",
    ),
)
