"""Break one thing in the gate, the keys, the views or who acts: a test of that very layer fails.

Other layers may notice it, too, but further away, and who reads their failure has to search.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen
from tests.breaking import ASSERTED, copy_of_the_code, run
from tests.breaking import broken as breaking


@frozen
class Breach:
    """What stands in the code once, what is put there, and the test that must mind."""

    file: str
    was: str
    instead: str
    test: str


GATE = {
    "a truth is a number of fen": Breach(
        "lixia_domain/kernel/figures.py",
        "if type(fen) is not int:",
        "if not isinstance(fen, int):",
        "kernel/test_forms.py::test_an_amount_holds_whole_fen_only",
    ),
    "an amount has no upper limit": Breach(
        "lixia_domain/kernel/figures.py",
        "if self.least <= fen <= self.most:",
        "if self.least <= fen:",
        "kernel/test_forms.py::test_an_amount_that_is_too_small_has_the_reason_of_its_field",
    ),
    "what is done today may be dated tomorrow": Breach(
        "lixia_domain/kernel/figures.py",
        "if not self.ahead and value > today and",
        "if not self.ahead and value < today and",
        "kernel/test_forms.py::test_a_business_date_has_come_and_says_so_where_it_has_not",
    ),
    "a text that shows nothing is none the less one": Breach(
        "lixia_domain/kernel/texts.py",
        "if not self.blank and is_blank(text):",
        "if not self.blank and not text:",
        "kernel/test_forms.py::test_a_blank_text_is_refused_for_the_reason_that_the_field_has",
    ),
    "a list will do for a tuple": Breach(
        "lixia_domain/application/shapes.py",
        "kinds = (tuple,) if origin is tuple else (tuple, list)",
        "kinds = (tuple, list)",
        "application/test_gate.py::test_what_is_of_another_type_is_refused_at_its_place",
    ),
    "an argument that nobody declared is dropped": Breach(
        "lixia_domain/application/gate.py",
        "for name, value in given.items()}",
        "for name, value in given.items() if name in readers}",
        "application/test_gate.py"
        "::test_of_a_sound_call_one_argument_too_few_or_too_many_is_refused",
    ),
    "only the first thing that is wrong is named": Breach(
        "lixia_domain/application/gate.py",
        "return Unfit(wrong, {",
        "return Unfit(wrong[:1], {",
        "application/test_gate.py"
        "::test_all_that_is_wrong_is_named_at_once_in_the_order_of_the_signature",
    ),
    "a permanent reason gives way to the gate's": Breach(
        "lixia_domain/application/gate.py",
        "return Rejection(wrong[0].reason, **wrong[0].facts)\n",
        "pass\n",
        "application/test_gate.py"
        "::test_one_permanent_reason_is_the_refusal_itself_however_often_it_holds",
    ),
    "what takes part in other work passes no gate": Breach(
        "lixia_domain/application/use_case.py",
        "return self.gate.read(told, Context(work.today, work.spelled))",
        "return dict(told)",
        "application/test_use_case.py::test_what_takes_part_in_other_work_passes_the_gate_too",
    ),
}
KEYS = {
    "full width and half are two ids": Breach(
        "lixia_domain/kernel/keys.py",
        'normalize("NFKC", case.of(unicodedata.normalize("NFKC", key)))',
        'normalize("NFC", case.of(unicodedata.normalize("NFC", key)))',
        "kernel/test_keys.py::test_what_a_person_takes_for_one_number_is_one",
    ),
    "a paper's number keeps its small letters": Breach(
        "lixia_domain/kernel/keys.py",
        "return canonical(part, Case.UPPER)",
        "return canonical(part, Case.KEPT)",
        "kernel/test_keys.py::test_what_a_person_takes_for_one_number_is_one",
    ),
    "a reserved word in capitals is an id": Breach(
        "lixia_domain/kernel/texts.py",
        "if self.reserved and key.casefold() in self.reserved:",
        "if self.reserved and key in self.reserved:",
        "kernel/test_forms.py::test_a_reserved_word_is_no_id",
    ),
    "what older code spelled otherwise is not found": Breach(
        "lixia_domain/recording/spelling.py",
        "found.setdefault(name, stream)",
        "pass",
        "recording/test_spelling.py::test_of_twins_the_canonical_one_counts_and_all_are_a_finding",
    ),
    "two spellings of one key are no finding": Breach(
        "lixia_domain/recording/spelling.py",
        "if len(names) > 1:",
        "if len(names) > 2:",
        "recording/test_spelling.py::test_of_twins_the_canonical_one_counts_and_all_are_a_finding",
    ),
    "a request is another one when it is spelled otherwise": Breach(
        "lixia_domain/application/use_case.py",
        "request=self.request(given),",
        "request=self.request(kwargs),",
        "application/test_use_case.py::test_a_request_is_the_same_however_it_is_spelled",
    ),
}
VIEWS = {
    "money that was taken back again is there twice": Breach(
        "lixia_domain/aggregates/account/effects.py",
        "facts.RecoveryReversed: Effect(_shares, {Figure.RECOVERED: -1}),",
        "facts.RecoveryReversed: Effect(_shares, {Figure.RECOVERED: +1}),",
        "aggregates/test_account_effects.py::test_a_fact_moves_what_the_specs_say",
    ),
    "two columns have each other's values": Breach(
        "lixia_domain/views/payment_register.py",
        "debit=event.debit,\n        voucher=event.voucher,",
        "debit=event.voucher,\n        voucher=event.debit,",
        "views/test_rows.py::test_each_fact_changes_what_the_table_says[payment_register]",
    ),
    "a project's money has a row of its own, not its class's": Breach(
        "lixia_domain/views/fund_statement.py",
        "return (join_key(fund, class_of(designation)),)",
        "return (join_key(fund, designation),)",
        "views/test_rows.py::test_each_fact_changes_what_the_table_says[fund_statement]",
    ),
    "two columns have each other's titles": Breach(
        "lixia_domain/views/payment_register.py",
        'debit: Annotated[str, column("付款编号", "debit")] = ""\n'
        '    voucher: Annotated[str, column("凭证", "voucher")] = ""',
        'debit: Annotated[str, column("凭证", "voucher")] = ""\n'
        '    voucher: Annotated[str, column("付款编号", "debit")] = ""',
        "views/test_columns.py::test_titles_units_and_audiences_are_as_they_were",
    ),
}
ROLES = {
    "of two roles another is the usual one": Breach(
        "lixia_domain/application/finance/goods.py",
        '"take goods in"),\n    by=(Role.ACCOUNTANT, Role.PROGRAMME_OFFICE),',
        '"take goods in"),\n    by=(Role.PROGRAMME_OFFICE, Role.ACCOUNTANT),',
        "application/test_who_may.py::test_who_may_is_as_it_was",
    ),
    "a command acts in another role than its use case has": Breach(
        "lixia_adapters/console/commands.json",
        '"approve a disbursement"], "roles": ["approver"]',
        '"approve a disbursement"], "roles": ["accountant"]',
        "console/test_table.py::test_a_command_that_records_acts_in_the_first_role_of_its_use_case",
    ),
    "a command acts in the last role of several": Breach(
        "lixia_adapters/console/frame/invocation.py",
        'role=Role(self.values["role"] or self.roles[0]),',
        'role=Role(self.values["role"] or self.roles[-1]),',
        "console/test_commands.py::test_a_command_acts_in_the_usual_role_unless_told",
    ),
}
BROKEN = GATE | KEYS | VIEWS | ROLES


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The code, to be broken."""
    return copy_of_the_code(tmp_path_factory.mktemp("copy"))


@pytest.fixture
def broken(copied: Path, request: pytest.FixtureRequest) -> Iterator[Breach]:
    """The copy with one thing broken."""
    breach: Breach = BROKEN[request.param]
    with breaking(copied, breach.file, breach.was, breach.instead):
        yield breach


@pytest.mark.parametrize("broken", BROKEN, indirect=True)
def test_the_layer_that_is_broken_minds(copied: Path, broken: Breach) -> None:
    code, said = run(copied, broken.test)
    found = ASSERTED.search(said)
    assert code == 1 and found, said
    assert f"tests/{broken.test}".startswith(found[1]), said


def test_nobody_minds_while_nothing_is_broken(copied: Path) -> None:
    code, said = run(copied, *sorted({breach.test for breach in BROKEN.values()}))
    assert code == 0, said
