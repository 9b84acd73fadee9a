"""An act is judged by the rule in force on its date."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lixia_domain.rules import (
    EDITIONS,
    Edition,
    NoRule,
    Sure,
    book,
    disclosure,
    fees,
    fundraising,
    in_force,
    people,
    property,
)
from lixia_domain.rules.book import (
    CARRY_OVER,
    FOUR_EYES,
    HARDSHIP,
    LAW_2016,
    PROMISE,
    RECEIPT,
    REFUND,
    SURPLUS,
    USE_CHANGE,
)

RULES = (PROMISE, HARDSHIP, REFUND, USE_CHANGE, SURPLUS, RECEIPT, FOUR_EYES, CARRY_OVER)
"""What decisions of the money flow name: in force since the charity law."""

RULES_ON_RECORD = Path(__file__).parent.parent / "golden" / "rules.csv"

NAMES = {
    name
    for room in (book, disclosure, fees, fundraising, people, property)
    for name in vars(room).values()
    if isinstance(name, str) and re.fullmatch(r"(?!lixia_)[a-z_]+\.[a-z_]+", name)
}
"""Every rule that some room has a name for."""


@pytest.mark.parametrize("rule", RULES)
@given(on=st.dates(LAW_2016, date(2100, 1, 1)))
def test_since_the_law_exactly_one_edition_of_every_rule_is_in_force(rule: str, on: date) -> None:
    assert [edition for edition in EDITIONS if edition.rule == rule and edition.covers(on)] == [
        in_force(EDITIONS, rule, on)
    ]


@pytest.mark.parametrize("rule", sorted(NAMES))
def test_editions_follow_each_other_without_gap_or_overlap(rule: str) -> None:
    found = sorted((e for e in EDITIONS if e.rule == rule), key=lambda edition: edition.since)
    for before, after in pairwise(found):
        assert before.until is not None
        assert after.since == before.until + timedelta(days=1)
    assert found[-1].until is None


def test_before_the_law_there_is_no_rule_and_the_answer_names_rule_and_date() -> None:
    with pytest.raises(NoRule, match=r"2016-08-31 .*donor\.promise"):
        in_force(EDITIONS, PROMISE, LAW_2016 - timedelta(days=1))


def test_a_rule_nobody_wrote_is_not_in_force() -> None:
    with pytest.raises(NoRule):
        in_force(EDITIONS, "donation.unheard_of", date(2024, 9, 5))


def test_the_day_the_law_changed_divides_the_editions() -> None:
    before = in_force(EDITIONS, USE_CHANGE, date(2024, 9, 4))
    after = in_force(EDITIONS, USE_CHANGE, date(2024, 9, 5))
    assert (before.version, before.sure) == ("donation.use_change@2021-07-01", Sure.INFERRED)
    assert (after.version, after.sure) == ("donation.use_change@2024-09-05", Sure.READ)
    assert "55" in before.source
    assert "56" in after.source


def test_what_a_rule_also_rests_on_counts_from_its_own_day() -> None:
    launch, since = date(2021, 3, 10), date(2021, 7, 1)
    for rule in (USE_CHANGE, fundraising.PARTNER, disclosure.PLATFORM, property.IN_KIND_VALUE):
        before, after = (in_force(EDITIONS, rule, on) for on in (launch, since))
        assert "山东" not in before.source and "山东省慈善条例" in after.source
        assert (before.until, after.since) == (date(2021, 6, 30), since)
        assert (before.says, before.figures) == (after.says, after.figures)
        assert "山东省慈善条例" in in_force(EDITIONS, rule, date(2024, 9, 5)).source
    for rule in (RECEIPT, property.NOT_RECEIPTED):
        before, after = (in_force(EDITIONS, rule, on) for on in (since, date(2024, 2, 1)))
        assert "财综〔2010〕112号" in before.source and "财综〔2024〕1号" not in before.source
        assert "财综〔2024〕1号" in after.source


def test_each_edition_has_its_source_and_how_sure_it_is_on_record() -> None:
    """DOMAIN §4: a rule's edition, its last day, how sure we are of it, and where it stands."""
    told = io.StringIO()
    table = csv.writer(told, lineterminator="\n")
    table.writerow(("edition", "until", "sure", "source"))
    for edition in sorted(EDITIONS, key=lambda edition: edition.version):
        table.writerow((edition.version, edition.until or "", edition.sure.value, edition.source))
    assert told.getvalue() == RULES_ON_RECORD.read_text("utf-8"), told.getvalue()


def test_the_civil_code_divides_the_refunds() -> None:
    assert "合同法" in in_force(EDITIONS, REFUND, date(2020, 12, 31)).source
    assert "民法典" in in_force(EDITIONS, REFUND, date(2021, 1, 1)).source


def test_versions_are_unique_and_every_edition_says_what_and_whence_in_both_languages() -> None:
    assert len({edition.version for edition in EDITIONS}) == len(EDITIONS)
    for edition in EDITIONS:
        assert edition.says
        assert edition.says_en
        assert edition.source


def test_every_rule_of_the_book_has_a_name_and_every_name_a_rule() -> None:
    assert {rule for rule, _ in groupby(EDITIONS, key=lambda edition: edition.rule)} == NAMES
    assert set(RULES) < NAMES


def test_rules_later_than_the_launch_are_not_in_force_on_its_day() -> None:
    launch = date(2021, 3, 10)
    for rule in (fundraising.SPECIAL_FUND, people.DATA_PUBLICATION):
        with pytest.raises(NoRule):
            in_force(EDITIONS, rule, launch)


def test_the_articles_bear_the_numbers_of_their_edition() -> None:
    renumbered = {
        fundraising.DIRECTED: ("28", "29"),
        property.IN_KIND_SOLD: ("53", "54"),
        property.NO_INVESTMENT: ("54", "55"),
        fundraising.PLAN_REFILED: ("55", "56"),
        fundraising.SPENDING_RATIO: ("60", "61"),
        disclosure.PLATFORM: ("69", "75"),
        disclosure.PROGRESS: ("73", "79"),
        people.NAME_PUBLICATION: ("76", "82"),
        people.NAMING: ("90", "99"),
    }
    for rule, articles in renumbered.items():
        for on, article in zip((date(2024, 9, 4), date(2024, 9, 5)), articles, strict=True):
            assert f"） {article}" in in_force(EDITIONS, rule, on).source


def test_an_edition_covers_its_first_and_last_day_and_no_other_side() -> None:
    edition = Edition(
        rule="x.y",
        since=date(2020, 1, 1),
        until=date(2020, 12, 31),
        source="内部",
        sure=Sure.INTERNAL,
        says="说",
        says_en="says",
    )
    inside = [date(2020, 1, 1), date(2020, 12, 31)]
    outside = [date(2019, 12, 31), date(2021, 1, 1)]
    assert [edition.covers(on) for on in inside + outside] == [True, True, False, False]
