"""Fifteen ways in which people and votes went wrong: what each script is told today."""

from __future__ import annotations

from .runner import Answer, Chapter

REFUSED, ACCEPTED = r"^  refused  ", r"^  ACCEPTED "
NEVER = (r"^  !!CRASH",)

ANSWERS = {
    "m01_two_upheld_objections": Answer(
        of=("S83",),
        says=(f"{ACCEPTED}correct by o1", f"{ACCEPTED}award to b", f"{ACCEPTED}destroy key"),
    ),
    "m02_minor_by_two_records": Answer(
        of=("S76",),
        says=(
            f"{ACCEPTED}volunteer without adult_from",
            f"{REFUSED}dangerous session .*volunteer.minor_at_risk",
            f"{REFUSED}own consent to publish .*volunteer.guardian_decides",
        ),
    ),
    "m03_certificate_stale": Answer(
        of=("S78",),
        says=(
            r"^issued no 1 over session \['a'\]",
            r"^now over session \['b'\] certificate no 2 stands: True",
            f"{ACCEPTED}issue 6000 min though 90 are certified",
            "^issued 90 min of 2 sessions$",
            f"{REFUSED}all struck out.*volunteer.nothing_certified",
            f"{ACCEPTED}withdraw it",
        ),
    ),
    "m04_s72_earliest": Answer(of=("S72",), says=(r"^\['C1/early'\]",)),
    "m05_s73_phone": Answer(
        of=("S73",), says=("^same voter '138 0013 8000'",), never=("^ANOTHER VOTER",)
    ),
    "m06_hours_before_registration_and_consent": Answer(
        of=("S76", "S77"),
        says=(
            f"{REFUSED}registered 06-20, served 06-05: volunteer.not_yet",
            f"{REFUSED}own guardian: subject.own_guardian",
            f"{REFUSED}minor served 06-05, consent of 06-22: volunteer.no_guardian",
        ),
    ),
    "m07_session_of_dead_project_and_debarred_team": Answer(
        of=("S77",),
        says=(
            f"{REFUSED}plan for cancelled project: project.wrong_stage",
            f"{REFUSED}hold 06-05, team debarred 06-02: team.debarred",
            f"{REFUSED}hours: team.debarred",
            f"{REFUSED}certified in the debarred team's name: team.debarred",
            r"^kpi \(0, ",
            f"{REFUSED}brand on a cancelled project of another team: brand.not_its_work",
            f"{ACCEPTED}brand on its own work",
            f"{REFUSED}recognise brand of debarred team: team.debarred",
        ),
    ),
    "m08_merged_firms_counted_twice": Answer(
        of=("S86",),
        says=(
            r"^roll rows \(one legal donor now\): \[[^]]*\] programme_summary.enterprises 1 ",
            r"^roll: name of a firm without a standing pledge: \[(?!.*甲公司)",
            f"{REFUSED}debarred E merged into clean G: enterprise.debarred_stays",
            r" kpi donors_named \(1, 1\)$",
        ),
    ),
    "m09_needs_and_kpi": Answer(
        of=("S81", "S85"),
        says=(
            r"^needs_answered after its only project was cancelled: \(0, 1\)",
            f"{ACCEPTED}decline it now",
            f"{REFUSED}draft over needs that do not exist .*: need.unknown",
            f"{REFUSED}draft over a need that was declined: need.wrong_stage",
            f"{REFUSED}merge E into D .*: need.wrong_stage",
            r"^announced 2 0 0 0$",
            f"{REFUSED}P6 published into the announced batch B3: batch.wrong_stage",
            f"{REFUSED}P7 into batch that nobody planned: batch.unknown",
        ),
    ),
    "m10_guide_backwards": Answer(
        of=("S87",),
        says=(
            f"{REFUSED}publish 2 in force from 2021-04-01: guide.not_later",
            f"{REFUSED}draft 3: guide.out_of_turn",
            f"{REFUSED}publish 3 in force from 2019-01-01: guide.not_drafted",
        ),
    ),
    "m11_call_stuck_below_number": Answer(
        of=("S81", "S82", "S83", "S84"),
        says=(
            f"{REFUSED}publish: open_call.too_few",
            f"{REFUSED}destroy key: open_call.wrong_stage",
            f"{ACCEPTED}fewer, by minutes",
            f"{ACCEPTED}publish these .'C1/a'.",
            f"{ACCEPTED}destroy key then",
            r"^ballot \['C1/a', 'C1/b'\]$",
            f"{REFUSED}vote dated before the vote opened: open_call.voting_not_open",
            f"{REFUSED}closed on its last day: open_call.voting_runs",
            f"{ACCEPTED}vote at 23:00 that day",
            "^1 1$",
            f"{REFUSED}C2's vote under C1's destroyed key: open_call.key_used",
            f"{ACCEPTED}voter of a withdrawn entry votes again",
        ),
        never=("^5000 ",),
    ),
    "m12_child_author": Answer(
        of=("S76",),
        says=(
            f"{REFUSED}child's name and birthday kept as author.*subject.no_age",
            f"{ACCEPTED}later, with guardian, as a minor volunteer",
            f"{ACCEPTED}  without details",
            f"{ACCEPTED}  as an 'adult' it is taken",
            r"^adult_from \[datetime.date\(2030, 1, 1\)\]$",
        ),
    ),
    "m13_restricted_person": Answer(
        of=("S79", "S80"),
        says=(
            f"{REFUSED}correct hours of restricted person: subject.restricted",
            f"{ACCEPTED}the auditor corrects them",
            f"{REFUSED}certify: subject.restricted",
            f"{REFUSED}certificate for restricted person: subject.restricted",
            f"{REFUSED}portraits, redacted=-5: gate.",
            "^session_log.redacted 0",
            f"{REFUSED}session with wrong day can't be reversed: service_session.held_otherwise",
            f"{ACCEPTED}the session is cancelled",
            f"{ACCEPTED}day before 18th birthday, guardian's consent",
            f"{REFUSED}on the birthday: service_session.no_consent",
            "^service_hours.publication in 2023: False",
            r"^pending in 2023: \['showing'\]",
            f"{ACCEPTED}guardian takes back SERVICE consent",
        ),
    ),
    "m14_views_quadratic": Answer(
        of=("S74", "S75"),
        says=(
            "^participants 20: ",
            "^participants 40: ",
            r"^rows of the session and of a volunteer, facts: \[True, True, True\]$",
        ),
    ),
    "m15_birthday_insurance": Answer(
        of=("S38",),
        says=(
            f"{ACCEPTED}risk, held 06-5 .planned 06-5., insured to 06-05",
            f"{REFUSED}risk, held 06-6 .planned 06-5., insured to 06-05: volunteer.not_insured",
            f"{ACCEPTED}risk, held 06-5 .planned 06-6., insured to 06-05",
            f"{ACCEPTED}18th birthday = session day, no guardian, risk",
            f"{REFUSED}day before 18th birthday, no guardian: volunteer.minor_at_risk",
            f"{REFUSED}  guardian consents AFTER birthday for that day: volunteer.of_age",
        ),
    ),
}

MOVED = {
    "from lixia_domain.aggregates.subject import Kind as K, Field": (
        "from lixia_domain.aggregates.subject.facts import PersonKind as K, Field"
    ),
    "from lixia_domain.aggregates.subject import Field": (
        "from lixia_domain.aggregates.subject.facts import Field"
    ),
    "from lixia_domain.aggregates.pledge import Instalment": (
        "from lixia_domain.aggregates.pledge.facts import Instalment"
    ),
    "from lixia_domain.application import foundations\n": "",
}
"""Where what a script imports lies today."""

CLOSED_LATER = {
    'calls.close_voting,call_id="C1",on=D(2021,3,20)); freeze': (
        'calls.close_voting,call_id="C1",on=D(2021,3,21)); freeze'
    )
}
CHANGED = {
    "m01_two_upheld_objections": CLOSED_LATER,
    "m03_certificate_stale": {
        's.do(sessions.correct_hours,session_id="a",person=p(1),span=None,reason="r"': (
            "c=certificates.certificate(s.s,p(1)).issued; "
            'print("issued",c.minutes,"min of",c.sessions,"sessions"); '
            's.do(sessions.correct_hours,session_id="a",person=p(1),span=None,reason="r"'
        ),
        "minutes=0,sessions=0,position=1,on=D(2021,6,14))": (
            "minutes=0,sessions=0,position=1,on=D(2021,6,14)); "
            's.t("withdraw it",volunteers.withdraw_certificate,person=p(1),reason="r",'
            "on=D(2021,6,14))"
        ),
    },
    "m04_s72_earliest": CLOSED_LATER,
    "m06_hours_before_registration_and_consent": {'document="",on': 'document="d",on'},
    "m07_session_of_dead_project_and_debarred_team": {
        's.do(teams.debar,team_id="T1"': (
            'sess(s,"s1",on=D(2021,6,1)); sess(s,"s2",day=D(2021,6,1),on=D(2021,6,1)); '
            's.do(sessions.hold,session_id="s2",day=D(2021,6,1),span=Span(start=540,minutes=60),'
            'document="d",on=D(2021,6,1)); s.do(volunteers.register,person=p(2),document="d",'
            'on=D(2021,6,1)); s.do(sessions.record_hours,session_id="s2",hours=((p(2),'
            'Span(start=540,minutes=60)),),on=D(2021,6,1)); s.do(teams.debar,team_id="T1"'
        ),
        'sessions.record_hours,session_id="s1"': 'sessions.record_hours,session_id="s2"',
        'sessions.certify_hours,"c",session_id="s1"': 'sessions.certify_hours,"c",session_id="s2"',
        's.do(teams.debar,team_id="T2"': (
            'need(s,"n2"); proj(s,"P2",("n2",),tm="T2"); started(s,"P2",D(2021,6,5)); '
            's.t("brand on its own work",teams.nominate,brand_id="b",name="n",team="T2",'
            'projects=("P2",),reason="r",on=D(2021,6,6)); s.do(teams.debar,team_id="T2"'
        ),
        's.do(teams.nominate,brand_id="b"': (
            's.t("brand on a cancelled project of another team",teams.nominate,brand_id="b"'
        ),
        'print("brand resting on a cancelled project of another team: accepted"); ': "",
        's.do(teams.incubate,brand_id="b"': 's.t("incubate",teams.incubate,brand_id="b"',
    },
    "m09_needs_and_kpi": {
        's.do(projects.approve,project_id="P3",minutes="m",on=D(2021,2,3))': (
            's.t("draft over a need that was declined",projects.draft,project_id="P3",title="t",'
            'domain="为老服务",needs=("D",),lines=(BudgetLine(line="a",amount=Money(100)),),'
            'relief=True,on=D(2021,2,3)); proj(s,"P3",("E",),publish=False,on=D(2021,2,3))'
        ),
        "position=10**9,on=D(2021,2,4))": (
            "position=10**9,on=D(2021,2,4)); "
            'print("announced",*(s.rows("batch_register")["B3"]["announced_"+one] for one in '
            '("projects","claimed","enterprises","fen")))'
        ),
    },
    "m10_guide_backwards": {
        "s.do(guides.draft": 's.t(f"draft {e}",guides.draft',
        'cites=("NOCALL",)': "cites=()",
    },
    "m11_call_stuck_below_number": {
        'calls.destroy_key,call_id="C1",witness="w",on=D(2025,1,1)': (
            'calls.destroy_key,call_id="C1",witness="w",on=D(2021,3,21)'
        ),
        'print(s.rows("call_board")["C1"]["stage"]': (
            's.t("fewer, by minutes",short_calls.reduce_number,call_id="C1",number=1,reason="r",'
            'minutes="m",on=D(2021,3,22)); s.t("publish these",calls.publish,call_id="C1",'
            'on=D(2021,3,22)); s.t("destroy key then",calls.destroy_key,call_id="C1",witness="w",'
            'on=D(2021,4,1)); print(s.rows("call_board")["C1"]["stage"]'
        ),
        's.do(calls.close_voting,call_id="C1",on=D(2021,3,20)); s.do(entries.withdraw': (
            's.do(calls.close_voting,call_id="C1",on=D(2021,3,21)); s.do(entries.withdraw'
        ),
        's.t("vote dated before': (
            'print("ballot",[list(r.event.entries) for r in s.L.history("open_call-C1") '
            'if hasattr(r.event,"entries")][-1]); s.t("vote dated before'
        ),
        's.t("freeze told 5000': (
            's.do(calls.close_voting,call_id="C1",on=D(2021,3,21)); s.t("freeze told 5000'
        ),
    },
    "m12_child_author": {
        'volunteers.register,person=m,document="d",on=D(2021,3,3))': (
            'volunteers.register,person=m,document="d",on=D(2021,3,3)); '
            'print("adult_from",[r.event.adult_from for r in s.L.history("volunteer-"+m)])'
        ),
    },
    "m13_restricted_person": {
        's.t("certify",sessions.certify_hours': (
            's.t("the auditor corrects them",sessions.correct_hours,"audit-1",Role.AUDITOR,'
            'session_id="s1",person=a,span=Span(start=540,minutes=90),reason="r",'
            'on=D(2022,1,5)); s.t("certify",sessions.certify_hours'
        ),
        's.t("session with wrong day': (
            's.do(sessions.correct_hours,"audit-1",Role.AUDITOR,session_id="s1",person=a,'
            'span=None,reason="r",on=D(2022,1,6)); s.t("session with wrong day'
        ),
        'print("use cases of sessions:"': (
            's.t("the session is cancelled",sessions.cancel,session_id="s1",reason="r",'
            'on=D(2022,1,7)); print("use cases of sessions:"'
        ),
        's.t("guardian takes back SERVICE consent: no use case",lambda *a,**k: None);': (
            'print("pending in 2023:",[o.wish.process for o in '
            "s.s.runner.pending(D(2023,1,1))[1]]); "
            's.t("guardian takes back SERVICE consent",volunteers.withdraw_service,'
            'person=p(3),reason="r",on=D(2023,1,1));'
        ),
    },
    "m14_views_quadratic": {
        "(1250,2500,5000,10000)": "(20,40)",
        "from h import *\n": "from h import *\nSIZES=[]\n",
        "    u=s.s.uri;": (
            '    SIZES.append([len(str(s.rows("session_log")["x"])), '
            'len(str(s.rows("service_hours")[p(0)])), '
            'len(str(list(s.L.history("service_session-x"))[-1].event))])\n    u=s.s.uri;'
        ),
        "; st.close()": (
            "; st.close()\n"
            'print("rows of the session and of a volunteer, facts:",'
            "[few==many for few,many in zip(*SIZES)])"
        ),
    },
}
"""What is changed in a script: what is refused is told, and what mends it is done."""

PEOPLE = Chapter(
    "people",
    ANSWERS,
    moved=MOVED,
    changed=CHANGED,
    never=NEVER,
)
