"""What may come in has one canonical form, or is refused with all that is wrong with it."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from lixia_domain.kernel import texts, vocabulary
from lixia_domain.kernel.amounts import Why as AmountWhy
from lixia_domain.kernel.dates import BadDate
from lixia_domain.kernel.figures import FIRST_DAY, LARGEST_INT, Count, Day, Fen, Flag, Stretch
from lixia_domain.kernel.forms import Context, Form, Misfit, Why
from lixia_domain.kernel.hours import DAY, BadTime, Span
from lixia_domain.kernel.keys import RESERVED, Case, designation, party
from lixia_domain.kernel.money import LARGEST_FEN, BadAmount, Money
from lixia_domain.kernel.people import Why as PersonWhy
from lixia_domain.kernel.people import sound_account
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.texts import CleanedText, Key, Pattern, Text, cleaned
from lixia_domain.kernel.words import Words

TODAY = date(2021, 3, 10)
HEX = Pattern("[0-9a-f]{4}", Words("四位十六进制数", "four hex digits"), Case.LOWER)
FORMS: dict[str, Form] = {
    name: next(note for note in get_args(declared) if hasattr(note, "read"))
    for name, declared in vars(vocabulary).items()
    if get_origin(declared) is Annotated
}
"""The form of every word that arguments are declared with."""
TEXTUAL = sorted({form: name for name, form in FORMS.items() if form.type is str}.values())
"""Of forms of text that several words have, one."""
ODD = "ﷺक़ßİK／％℀ﬃſ\u3000\u00a0\u3164\u0301é　ㅤ①/% aA1:pP"
"""Characters of which case or Unicode's forms make others, or several; and some that part ids."""
TEXTS = st.one_of(
    st.text(st.sampled_from(ODD), max_size=8),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=12),
    st.text(st.sampled_from("ﷺक़ßa"), min_size=190, max_size=200),
)


def asked(**spelled: str) -> Context:
    return Context(TODAY, spelled)


def read(form: Form, value: Any) -> Any:
    return form.read(value, asked())


def wrong(form: Form, value: Any) -> tuple[Reason, dict[str, Any]]:
    """Return why ``value`` does not fit, and what its refusal tells; in both languages."""
    with pytest.raises(Misfit) as misfit:
        read(form, value)
    [found] = misfit.value.wrong
    assert found.where == ""
    refusal = Rejection(found.reason, **found.facts)
    assert refusal.sentence("zh") != refusal.sentence("en")
    return found.reason, dict(found.facts)


def data(value: Any) -> Any:
    """Return ``value`` as JSON bears it."""
    match value:
        case Money(fen=fen):
            return {"fen": fen}
        case Span(start=start, minutes=minutes):
            return {"start": start, "minutes": minutes}
        case date():
            return value.isoformat()
        case _:
            return value


def fits_schema(form: Form, value: Any) -> bool:
    return not list(Draft202012Validator(form.schema()).iter_errors(data(value)))


# ---- every form ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "value", "others"),
    [
        (Text(), "a", (None, 1, b"a", ["a"])),
        (CleanedText(), "a", (None, 1, b"a")),
        (Key(), "a", (None, 1, b"a")),
        (HEX, "00ff", (None, 255, b"00ff")),
        (Fen(), Money(1), (None, 1, 1.0, "1", True)),
        (Day(), TODAY, (None, "2021-03-10", datetime(2021, 3, 10, tzinfo=UTC))),
        (Count(), 1, (None, True, 1.0, "1")),
        (Flag(), True, (None, 1, "true")),
        (Stretch(), Span(start=0, minutes=1), (None, "09:00-10:00", (0, 1))),
    ],
)
def test_a_form_takes_exactly_its_type(form: Form, value: Any, others: tuple[Any, ...]) -> None:
    assert read(form, value) == value
    assert type(value) is form.type
    for other in others:
        reason, told = wrong(form, other)
        assert (reason, told["got"]) == (Why.WRONG_TYPE, type(other).__name__)


@pytest.mark.parametrize("name", TEXTUAL)
@given(typed=TEXTS)
def test_what_a_form_of_text_makes_is_canonical_and_of_its_schema(name: str, typed: str) -> None:
    form = FORMS[name]
    try:
        made = read(form, typed)
    except (Misfit, Rejection):
        return
    assert read(form, made) == made
    assert fits_schema(form, made)
    assert isinstance(form, CleanedText | Pattern) or fits_schema(form, typed)


@pytest.mark.parametrize("name", TEXTUAL)
@given(typed=TEXTS)
def test_compatible_spellings_are_one_id_and_equivalent_ones_one_text(
    name: str, typed: str
) -> None:
    form = FORMS[name]
    alike = ("NFC", "NFD", "NFKC", "NFKD") if isinstance(form, Key) else ("NFC", "NFD")
    spellings = [unicodedata.normalize(as_, typed) for as_ in alike]  # type: ignore[arg-type] # one of four
    assert len({_outcome(form, text) for text in spellings if len(text) <= 200}) <= 1


def _outcome(form: Form, typed: Any) -> tuple[str, object]:
    try:
        return "made", read(form, typed)
    except Misfit as misfit:
        return "refused", misfit.wrong[0].reason
    except Rejection as refusal:
        return "refused", refusal.reason


@given(fen=st.integers(-LARGEST_FEN - 2, LARGEST_FEN + 2) | st.integers(-2, 2))
def test_an_amount_passes_the_gate_exactly_where_its_schema_says(fen: int) -> None:
    for form in (Fen(), Fen(0), Fen(1, refusal=AmountWhy.NOT_POSITIVE)):
        assert (_outcome(form, Money(fen))[0] == "made") is fits_schema(form, Money(fen))


@given(number=st.integers(-2, 12) | st.integers())
def test_a_number_passes_the_gate_exactly_where_its_schema_says(number: int) -> None:
    for form in (Count(), Count(1, 10)):
        assert (_outcome(form, number)[0] == "made") is fits_schema(form, number)


@given(start=st.integers(-3 * DAY, 3 * DAY), minutes=st.integers(-3 * DAY, 3 * DAY))
def test_a_stretch_passes_the_gate_exactly_where_its_schema_says(start: int, minutes: int) -> None:
    span = Span(start=start, minutes=minutes)
    assert (_outcome(Stretch(), span)[0] == "made") is fits_schema(Stretch(), span)


@pytest.mark.parametrize(
    ("form", "value", "other"),
    [
        (HEX, "00ff", "00fg"),
        (HEX, "00ff", "00ff0"),
        (Day(), TODAY, 20210310),
        (Flag(), True, "true"),
        (FORMS["Period"], "2021-12", "2021-13"),
    ],
)
def test_a_schema_holds_the_canonical_form_and_nothing_else(
    form: Form, value: Any, other: Any
) -> None:
    assert fits_schema(form, read(form, value))
    assert not fits_schema(form, other)


@pytest.mark.parametrize(
    ("form", "typed", "meant"),
    [
        (Text(), " a ", " a "),
        (CleanedText(), "a\x00", "a\x00"),
        (Key(), "A", "A"),
        (HEX, "00FF", "00FF"),
        (Fen(), "1,234.50", Money(123_450)),
        (Day(), "2021年3月10日", TODAY),
        (Count(), "-12", -12),
        (Flag(), " 是 ", True),
        (Flag(), "NO", False),
        (Stretch(), "09:00-11:30", Span(start=540, minutes=150)),
    ],
)
def test_what_a_person_types_is_read(form: Form, typed: str, meant: Any) -> None:
    assert form.parse(typed) == meant


@pytest.mark.parametrize(
    ("form", "typed", "fault"),
    [
        (Fen(), "much", BadAmount),
        (Day(), "soon", BadDate),
        (Count(), "1.0", ValueError),
        (Count(), "９", ValueError),
        (Count(), "9" * 19, ValueError),
        (Flag(), "perhaps", ValueError),
        (Stretch(), "nine to ten", BadTime),
    ],
)
def test_what_a_person_mistypes_is_refused_in_both_languages(
    form: Form, typed: str, fault: type[ValueError]
) -> None:
    with pytest.raises(fault) as refusal:
        form.parse(typed)
    assert typed in str(refusal.value)
    assert any("一" <= char <= "鿿" for char in str(refusal.value))


# ---- texts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  虚构示例 ", "虚构示例"),
        ("\u3000e\u0301\u00a0", "é"),
        ("a  b", "a  b"),
        ("第①条", "第①条"),
    ],
)
def test_a_text_is_trimmed_and_composed_and_else_as_it_came(typed: str, kept: str) -> None:
    assert read(Text(), typed) == kept


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("nul\x00", "U+0000"),
        ("line\nbreak", "U+000A"),
        ("right\u202eleft", "U+202E"),
        ("zero\u200bwidth", "U+200B"),
        ("half\ud800", "U+D800"),
        ("non\uffff", "U+FFFF"),
        ("para\u2029graph", "U+2029"),
        ("\x01\x02\x01\x03\x04\x05\x06", "U+0001, U+0002, U+0003, U+0004, U+0005"),
    ],
)
def test_a_text_with_what_cannot_be_seen_is_refused_naming_it(typed: str, codes: str) -> None:
    for form in (Text(), Key()):
        reason, told = wrong(form, typed)
        assert (reason, told["codes"].en) == (Why.UNPRINTABLE, codes)


@pytest.mark.parametrize("typed", ["", " ", "\u3000\u00a0", "\u3164", "\u2800\ufe0f"])
def test_a_blank_text_is_refused_for_the_reason_that_the_field_has(typed: str) -> None:
    for kind in (Text, Key):
        assert wrong(kind(), typed)[0] is Why.BLANK
        assert wrong(kind(refusal=PersonWhy.NOT_A_REFERENCE), typed)[0] is PersonWhy.NOT_A_REFERENCE
    assert read(Key(blank=True), typed) == ""
    assert read(Text(blank=True), typed).strip("\u3164\u2800\ufe0f") == ""


@pytest.mark.parametrize("form", [Text(3), Key(most=3)])
@pytest.mark.parametrize(("typed", "length"), [("abcd", 4), ("a" * 10_000, 10_000)])
def test_a_text_beyond_its_length_is_refused(form: Form, typed: str, length: int) -> None:
    assert wrong(form, typed) == (Why.TOO_LONG, {"length": length, "most": 3})


def test_a_text_is_as_long_as_what_is_kept_of_it() -> None:
    assert wrong(Text(3), "क़क़")[1]["length"] == 4, "NFC writes each in two characters"
    assert wrong(Key(most=3), "ﷺ")[1]["length"] == 18
    assert wrong(Key(case=Case.UPPER, most=3), "ßß")[1]["length"] == 4


def test_a_text_of_any_length_has_a_schema_without_one() -> None:
    assert Text(LARGEST_INT, blank=True).schema() == {"type": "string"}
    assert Text(5).schema() == {"type": "string", "minLength": 1, "maxLength": 5}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" 工资  a ", "工资  a"),
        ("a\x00\u202eb\n\tc", "a b c"),
        ("\ud800", ""),
        ("e\u0301 \u3000x", "é x"),
        ("", ""),
    ],
)
def test_of_a_banks_words_what_cannot_be_shown_is_taken_out(typed: str, kept: str) -> None:
    assert read(CleanedText(), typed) == cleaned(typed) == kept


def test_a_banks_words_are_cut_and_never_refused() -> None:
    assert read(CleanedText(4), "abc defg") == "abc"


# ---- ids -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "typed", "kept"),
    [
        (Key(), " Ｐ１　", "P1"),
        (Key(case=Case.UPPER), "inv-1", "INV-1"),
        (Key(case=Case.LOWER), "Acct-1", "acct-1"),
        (Key(), "a / b", "a/b"),
        (Key(), "a%2Fb", "a%2Fb"),
        (Key(check=designation), "GENERAL", "general"),
        (Key(check=party), "91370102ma3c00001e", "91370102MA3C00001E"),
    ],
)
def test_an_id_is_brought_to_its_canonical_form(form: Key, typed: str, kept: str) -> None:
    assert read(form, typed) == kept


@pytest.mark.parametrize("typed", ["/", "a//b", "a/", "／a", "50%", "％", "%41", "a/%zz"])
def test_an_id_that_could_not_be_taken_apart_again_is_refused(typed: str) -> None:
    assert wrong(Key(), typed)[0] is Why.NOT_OF_FORM


@pytest.mark.parametrize("word", ["general", "General", " ＧＥＮＥＲＡＬ", "other"])
def test_a_reserved_word_is_no_id(word: str) -> None:
    assert wrong(Key(reserved=RESERVED), word)[0] is Why.RESERVED
    assert read(Key(), word)


def test_what_a_further_check_refuses_is_refused_for_its_reason() -> None:
    with pytest.raises(Rejection) as refusal:
        read(Key(check=sound_account), "王小明")
    assert refusal.value.reason is PersonWhy.NOT_AN_ACCOUNT


def test_an_id_of_a_stream_that_older_code_spelled_otherwise_is_given_as_the_store_has_it() -> None:
    credits = {key.upper(): key for key in ("a/1", "b#1")}
    kept = {f"bank_credit-{key}": f"bank_credit-{as_kept}" for key, as_kept in credits.items()}
    known = Context(TODAY, {"fund-f(1)": "fund-f（1）", **kept})
    assert Key("fund").read("ｆ(1)", known) == "f（1）"
    assert Key("fund").read("f(2)", known) == "f(2)"
    gift = Key("bank_credit", Case.UPPER, ends="#")
    assert gift.read("a/1#2", known) == "a/1#2"
    assert gift.read("a/1", known) == "a/1"
    assert gift.read("a/2#2", known) == "A/2#2"
    assert gift.read("b#1#2", known) == "b#1#2", "a bank's own reference may hold the mark"
    assert gift.read("b#2", known) == "B#2"


def test_how_an_id_came_is_kept_only_where_it_came_otherwise_and_names_a_stream() -> None:
    met = asked()
    Key("project").read("p1", met)
    Key("project").read(" p1 ", met)
    Key().read("Ｐ１", met)
    assert met.written == {}
    Key("project").read(" ｐ１ ", met)
    Key("invoice", Case.UPPER).read("inv-1", met)
    assert met.written == {("project", "p1"): "ｐ１", ("invoice", "INV-1"): "inv-1"}


def test_a_text_of_strict_form_is_taken_in_its_case_and_never_repeated_in_a_refusal() -> None:
    assert read(HEX, " 00FF ") == "00ff"
    for typed in ("00f", "00fff", "", "姓名", "00ff\n0"):
        assert wrong(HEX, typed) == (Why.NOT_OF_FORM, {"wanted": HEX.wanted})
    reference = FORMS["PersonRef"]
    assert wrong(reference, "王小明")[0] is PersonWhy.NOT_A_REFERENCE


# ---- amounts, numbers, days ----------------------------------------------------------------------


@pytest.mark.parametrize("fen", [0.5, True, "1", None, float("nan")])
def test_an_amount_holds_whole_fen_only(fen: Any) -> None:
    assert wrong(Fen(), Money(fen))[0] is Why.WRONG_TYPE


def test_an_amount_that_is_too_small_has_the_reason_of_its_field() -> None:
    amount = Fen(1, refusal=AmountWhy.NOT_POSITIVE)
    for fen in (0, -1, -LARGEST_FEN):
        assert wrong(amount, Money(fen))[0] is AmountWhy.NOT_POSITIVE
    for fen in (-LARGEST_FEN - 1, LARGEST_FEN + 1, 2**63):
        reason, told = wrong(amount, Money(fen))
        assert (reason, told["got"]) == (Why.OUT_OF_RANGE, Money(fen))
    assert wrong(amount, Money(10**4000))[1]["got"] == "…"


def test_a_number_beyond_its_limits_is_refused_naming_them() -> None:
    assert wrong(Count(1, 9), 10) == (Why.OUT_OF_RANGE, {"least": 1, "most": 9, "got": 10})
    assert wrong(Count(1, 9), 0)[0] is Why.OUT_OF_RANGE
    assert wrong(Count(), 10**4000)[1]["got"] == "…"
    named = Count(1, refusal=AmountWhy.NOT_POSITIVE, named="amount")
    assert wrong(named, 0) == (
        AmountWhy.NOT_POSITIVE,
        {"least": 1, "most": LARGEST_INT, "amount": 0},
    )


@pytest.mark.parametrize("on", [FIRST_DAY, TODAY - timedelta(days=1), TODAY])
def test_a_day_that_has_come_passes_everywhere(on: date) -> None:
    assert read(Day(), on) == read(Day(ahead=0), on) == on


def test_a_business_date_has_come_and_says_so_where_it_has_not() -> None:
    on = TODAY + timedelta(days=1)
    assert wrong(Day(ahead=0), on) == (Why.DATE_AHEAD, {"on": on, "today": TODAY})
    assert read(Day(), on) == on


@pytest.mark.parametrize("on", [date(1, 1, 1), date(1999, 12, 31), date(2042, 1, 1), date.max])
def test_a_day_far_off_is_a_slip_of_the_pen(on: date) -> None:
    for form in (Day(), Day(ahead=0)):
        assert wrong(form, on)[0] is Why.DATE_OUT_OF_RANGE


def test_the_last_day_ahead_passes_and_the_next_does_not() -> None:
    last = date(2041, 3, 10)
    assert read(Day(), last) == last
    told = {"least": FIRST_DAY, "most": last, "got": last + timedelta(days=1)}
    assert wrong(Day(), last + timedelta(days=1)) == (Why.DATE_OUT_OF_RANGE, told)


def test_a_stretch_holds_whole_minutes_not_far_beyond_a_day() -> None:
    for start in (0.5, True, None):
        assert wrong(Stretch(), Span(start=start, minutes=1))[0] is Why.WRONG_TYPE  # type: ignore[arg-type] # a liar's
    assert wrong(Stretch(), Span(start=0, minutes=2**40))[0] is Why.OUT_OF_RANGE
    late = Span(start=DAY, minutes=1)
    assert read(Stretch(), late) is late, "its decision says what is wrong with it"


@pytest.mark.parametrize("case", Case)
@given(st.text(st.characters(max_codepoint=0x7F), max_size=6))
def test_an_id_that_is_let_through_in_one_look_is_canonical(case: Case, text: str) -> None:
    if texts.AS_THEY_ARE[case].fullmatch(text):
        assert texts.canonical(texts.printable(text), case) == text
        assert "%" not in text and texts.split_key(text)


STEERING = (
    "\x00\t\n\r\x1b\x7f\x85\x9b\xad\u061c\u180e\u200b\u200d\u200e\u2028\u202a\u202e"
    "\u2060\u2066\u2069"
)
NO_CHARACTERS = "\ufeff\ud800\udc80\udfff\ufdd0\ufffe\uffff\U000e0041\U0010ffff\u0378"


@pytest.mark.parametrize("name", TEXTUAL)
def test_no_word_takes_a_text_that_steers_hides_or_is_no_character(name: str) -> None:
    form = FORMS[name]
    for char in STEERING + NO_CHARACTERS:
        try:
            told = read(form, f"a{char}b")
        except (Misfit, Rejection):
            continue
        assert type(form) is CleanedText and told == "a b", (name, ascii(char))
