"""A lifelike network of invented people, the same for the same today."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from uuid import NAMESPACE_URL, uuid5

from sqlmodel import Session, select

from netcrm.domain.kinds import Channel, Direction, FollowUpKind, Kind, Owner
from netcrm.services import demo_aims, derived, follow_ups, happenings, ledger, people
from netcrm.services.people import Profile
from netcrm.store.tables import aims, profile
from netcrm.store.tables import ledger as happened
from netcrm.store.tables.settings import SettingRow

TRY = (
    "due",
    "goal show g1",
    "brief maria",
    "balance",
    'gave tomasz "an intro to the data guild" --kind contact',
    "report -o network.html",
)
"""Six commands to try, as they stand after ``netcrm --db …``."""

# name; organization; title; city; knows; cares; closeness; cadence
_PEOPLE = """
Maria Wójcik; Polana Bank; Head of Data; Warszawa; data platforms; mentoring; 4; P1M
Tomasz Zieliński; Polana Bank; Lead Architect; Warszawa; architecture; jazz; 4; P6W
Łukasz Żółć; Wisła Analytics; Founder; Kraków; pricing; climbing; 3; P2M
Anna Nowak; Wisła Analytics; Data Scientist; Kraków; forecasting; data ethics; 5; P1M
Anna Kowalska; Medea Clinic; Operations Director; Gdańsk; health care; sailing; 2; P3M
Piotr Lewandowski; Lewandowski & Synowie; Owner; Łódź; manufacturing; family firms; 3; P3M
Agnieszka Dąbrowska; Urząd Miasta; Programme Manager; Wrocław; public tenders; cycling; 3; P3M
Jürgen Groß; Nordlicht Energie; CTO; Hamburg; energy markets; beekeeping; 3; P2M
Zoë Brandt; Nordlicht Energie; Product Lead; Hamburg; product discovery; ceramics; 4; P6W
Élodie Marchand; Atelier Lumen; Partner; Lyon; negotiation; open data; 3; P2M
François Lefèvre; Atelier Lumen; Consultant; Lyon; change management; opera; 2;
Siobhán Ní Bhriain; Harbour Labs; Research Lead; Galway; privacy; folk music; 3; P3M
Oluwaseun Adeyemi; Lagos Grid; Director; Lagos; infrastructure; football; 4; P2M
Nguyễn Thị Mai; Sông Hồng Foods; Head of Sales; Hà Nội; retail; street food; 2; P3M
李雷; Jade River; Engineer; Shanghai; machine learning; table tennis; 3; P2M
田中 由美; Hoshi Works; Designer; Osaka; design systems; gardening; 3; P3M
김민준; Hanok Data; Analyst; Seoul; dashboards; photography; 2;
Amélie O'Connor; Harbour Labs; Lawyer; Dublin; contracts; rowing; 3; P3M
Ravi Menon; Banyan Systems; VP Engineering; Bengaluru; hiring; cricket; 4; P6W
Priya Raman; Banyan Systems; Data Lead; Chennai; data platforms; classical dance; 4; P1M
Fatima al-Zahra; Atlas Water; Founder; Rabat; water; social enterprise; 3; P3M
יעל כהן; Galil Robotics; CEO; Haifa; robotics; hiking; 2; P6M
Diego Fernández; Puente; Community Manager; Madrid; events; paella; 3; P2M
Lucía Ortiz; Puente; Journalist; Sevilla; media; data ethics; 3; P3M
João Silva; Maré; Investor; Lisboa; fundraising; surfing; 3; P3M
Giulia Rossi; Officina 9; Architect; Torino; workplaces; trains; 2;
Henrik Sørensen; Fjord Capital; Partner; København; boards; sailing; 3; P3M
Åsa Lindqvist; Norrsken; Programme Lead; Stockholm; accelerators; running; 3; P2M
Jan de Vries; Polder Logistics; COO; Utrecht; logistics; skating; 2; P6M
Kateřina Dvořáková; Vltava Press; Editor; Praha; publishing; chess; 3; P3M
Dragan Đorđević; Sava Soft; Team Lead; Beograd; legacy systems; basketball; 2;
Eleni Papadopoulou; Aegean Ventures; Analyst; Athens; due diligence; swimming; 2; P6M
Marcus Reed [he/him]; Reed & Co; Coach; London; coaching; gospel choirs; 4; P1M
Grace Okafor; Brightside; HR Director; Manchester; careers; mentoring; 4; P6W
Samuel Cohen; Cohen Advisory; Adviser; New York; boards; baseball; 2;
Hannah Schmidt; Spreewald Verlag; Publisher; Berlin; publishing; canoeing; 3; P3M
Ola Nordmann; Fjell Data; Engineer; Bergen; open source; skiing; 3; P2M
Wanda Pieńkowska; Polana Bank; Member of the Board; Warszawa; banking; theatre; 2; P6M
Stefan Kučera; Vltava Press; Developer; Brno; web; board games; 1;
Bronisława Mazur; ; Retired professor; Poznań; statistics; history; 3; P3M
"""
_TAGS = ("conference", "alumni", "client", "mentor", "guild", "berlin")
_TALKS = (
    (Channel.meeting, "coffee about {cares}, and what is new at {where}"),
    (Channel.call, "how they do {knows} in practice"),
    (Channel.meeting, "lunch after the meetup; {cares}, mostly"),
    (Channel.message, "sent a link on {knows}"),
    (Channel.event, "at a talk on {knows}"),
    (Channel.meeting, "a walk, and plans for the spring"),
)
_GIFTS = {
    Kind.information: "notes from the {knows} conference",
    Kind.contact: "an intro to somebody who knows {knows}",
    Kind.experience: "an hour on how we did {knows}",
    Kind.recommendation: "a word with the people who decide",
    Kind.time: "read the draft and said what is missing",
    Kind.resource: "the room at our office for an evening",
}
_OUTCOMES = (
    "it led to a second meeting; thank you again",
    "the pitch went through, your second point carried it",
    "it did not work out, but I know now what to ask",
)


def fill(session: Session, today: date, now: datetime) -> int:
    """Fill an empty database; answers how many people are in it."""
    chance = Random(7)
    session.add(SettingRow(name="demo", value=str(today)))
    ids = [_person(session, line, today, now, chance) for line in _PEOPLE.strip().splitlines()]
    for contact_id in ids:
        _two_years(session, contact_id, today, chance)
    _ties(session, ids, chance)
    _this_week(session, ids, today)
    demo_aims.fill(session, ids, today)
    people.archive(session, ids[38], today - timedelta(days=30), now)
    _name_by_place(session)
    return len(ids)


def _person(session: Session, line: str, today: date, now: datetime, chance: Random) -> int:
    name, org, title, city, knows, cares, closeness, cadence = (
        part.strip() for part in line.split(";")
    )
    met_on = today - timedelta(days=chance.randrange(740, 1500))
    first, last = name.split()[0], name.split()[-1]
    reachable = f"{first}.{last}".isascii() and last.isalpha()
    born = date(1960 + chance.randrange(38), 1 + chance.randrange(12), 1 + chance.randrange(28))
    profile = Profile(
        name=name,
        organization=org or None,
        title=title,
        city=city,
        knows=[knows],
        cares=[cares],
        closeness=int(closeness),
        cadence=cadence or None,
        met_on=met_on,
        met_where=chance.choice(
            ("a meetup", "the autumn conference", "university", "a conference dinner")
        ),
        emails=[f"{first}.{last}@example.org".lower()] if reachable else [],
        tags=sorted(set(chance.choices(_TAGS, k=2))),
        birthday=born.isoformat() if chance.random() < 0.5 else None,
        note="Prefers\tmornings\nNever on Fridays" if name.startswith("Ola") else None,
    )
    origin = people.Origin(uid=str(uuid5(NAMESPACE_URL, f"netcrm:demo:{name}")), added_on=met_on)
    return people.add(session, profile, today, now, origin)


def _two_years(session: Session, contact_id: int, today: date, chance: Random) -> None:
    row = derived.contact_row(session, contact_id)
    topics = session.exec(
        select(profile.TopicRow).where(profile.TopicRow.contact_id == contact_id)
    ).all()
    knows, cares = (topic.name for topic in topics)
    words = {"knows": knows, "cares": cares, "where": row.organization or "home"}
    longest = {None: 720, "P1M": 33, "P6W": 48, "P2M": 66}.get(row.cadence, 100)
    lately = chance.randrange(4, longest)
    for days in (lately, *(chance.randrange(lately, 720) for _ in range(chance.randrange(5)))):
        on = today - timedelta(days=days)
        channel, text = chance.choice(_TALKS)
        happening = happenings.Happening([contact_id], text.format(**words), on, channel.value)
        happenings.log(session, happening, on)
    for _ in range(chance.randrange(0, 5)):
        _exchange(session, contact_id, words, today, chance)


def _exchange(
    session: Session, contact_id: int, words: dict[str, str], today: date, chance: Random
) -> None:
    on = today - timedelta(days=chance.randrange(5, 720))
    direction = chance.choice((Direction.gave, Direction.received))
    kind = chance.choice(list(Kind))
    entry = ledger.Entry(
        contact_id,
        direction,
        _GIFTS[kind].format(**words),
        on,
        kind=kind.value,
        size=chance.choice((1, 2, 2, 2, 3, 3, 4)),
    )
    booked = ledger.record(session, entry, on).booked[0]
    heard_on = on + timedelta(days=chance.randrange(3, 20))
    if direction is Direction.received and heard_on < today - timedelta(days=40):
        ledger.tell(session, booked, chance.choice(_OUTCOMES), heard_on)


def _ties(session: Session, ids: list[int], chance: Random) -> None:
    for index, contact_id in enumerate(ids[:-1]):
        people.tie(
            session,
            contact_id,
            ids[index + 1],
            strength=chance.randrange(2, 6),
            how="colleagues" if index % 3 else "the same conference",
        )
    maria, tomasz, wanda = ids[0], ids[1], ids[37]
    people.tie(session, wanda, maria, strength=4, trusts=5, how="built the data office together")
    people.tie(session, maria, tomasz, trusts=4)


def _this_week(session: Session, ids: list[int], today: date) -> None:
    maria, tomasz, lukasz, anna = ids[:4]

    def in_days(days: int) -> date:
        return today + timedelta(days=days)

    happenings.log(
        session,
        happenings.Happening(
            [anna, lukasz],
            "coffee with both about the data platform; @maria would be good to ask",
            in_days(-3),
            Channel.meeting.value,
            mentions=[maria],
            gave=["my notes on data contracts"],
            promises=[(in_days(2), "send the reading list")],
            next=[(in_days(4), "ask how the workshop went")],
        ),
        in_days(-3),
    )
    for kind, owner, who, text, days in (
        (FollowUpKind.promise, Owner.me, tomasz, "comment on his architecture draft", -2),
        (FollowUpKind.promise, Owner.them, maria, "send the board's reading list", 5),
        (FollowUpKind.reminder, Owner.me, ids[32], "congratulate on the new book", 0),
    ):
        follow_ups.plan(
            session, follow_ups.Plan(kind, owner, who, text, in_days(days)), in_days(-9)
        )
    follow_ups.plan(
        session,
        follow_ups.Plan(
            FollowUpKind.reminder,
            Owner.me,
            ids[33],
            "quarterly lunch",
            in_days(6),
            every="P3M",
        ),
        in_days(-30),
    )
    for who, text, flow, days in (
        (maria, "an hour on how the board decides", Kind.experience, -20),
        (anna, "an intro to the forecasting guild", Kind.contact, -9),
    ):
        entry = ledger.Entry(who, Direction.received, text, in_days(days), kind=flow.value, size=3)
        ledger.record(session, entry, in_days(days))


def _name_by_place(session: Session) -> None:
    """Uids follow from table and id, so that the same demo is the same file of records."""
    session.flush()
    for row in (
        *session.exec(select(happened.InteractionRow)),
        *session.exec(select(happened.ExchangeRow)),
        *session.exec(select(happened.FollowUpRow)),
        *session.exec(select(happened.GoalRow)),
        *session.exec(select(aims.ExpectationRow)),
        *session.exec(select(aims.AskRow)),
        *session.exec(select(aims.IntroductionRow)),
        *session.exec(select(aims.RecommendationRow)),
    ):
        row.uid = str(uuid5(NAMESPACE_URL, f"netcrm:demo:{row.__tablename__}:{row.id}"))
        session.add(row)
