"""A network in which every field that takes a text has one, by every verb that takes it."""

from collections.abc import Callable
from contextlib import closing

from netcrm.store.connect import connect
from tests.conftest import Net

Words = Callable[[str], str]

TEXTS = {
    "alias": ("name",),
    "ask": ("text", "topic", "offer", "answer", "despite"),
    "contact": ("name", "organization", "title", "city", "met_where", "note"),
    "contact_point": ("value",),
    "exchange": ("text", "terms", "outcome"),
    "expectation": ("text",),
    "follow_up": ("text", "done_text", "despite"),
    "goal": ("title", "outcome"),
    "goal_person": ("matters",),
    "interaction": ("text",),
    "introduction": ("for_a", "for_b", "why", "answer", "outcome", "despite"),
    "news": ("text",),
    "recommendation": ("text", "answer", "outcome", "despite"),
    "tag": ("name",),
    "telling": ("text",),
    "tie": ("how",),
    "topic": ("name",),
}
"""The columns in which a person's words stand."""


def fill(net: Net, block: Words, line: Words) -> None:
    """Make such a network: ``block`` makes a text of any form for a field, ``line`` one of a line.

    Anna (1), Ben (2), Cleo (3, who decides) and Dan (4); what is open and what is over.
    """
    net.ok("add", f"Anna {line('name')}", "--org", line("org"), "--title", line("title"),
           "--email", f"{line('email')}@example.org", "--phone", f"+48 600 700 800 {line('phone')}",
           "--city", line("city"), "--tag", line("tag"), "--knows", line("knows"),
           "--cares", line("cares"), "--alias", line("alias"), "--met", "2026-01-05",
           "--url", f"https://{line('url')}.example.org", "--where", line("where"),
           "--note", block("note"))  # fmt: skip
    for name in ("Ben Ost", "Cleo Park", "Dan Quist"):
        net.ok("add", name, "--met", "2026-01-05")
    net.ok("tie", "anna", "cleo", "--strength", "3", "--trusts", "4", "--how", line("how"))
    net.ok("tie", "cleo", "anna", "--trusts", "4")
    net.ok("goal", "add", line("goal"), "--decider", "cleo", "--guide", "anna")
    net.ok("goal", "add", line("goal-reached"), "--guide", "dan")
    net.ok("goal", "matters", "g1", "cleo", line("matters"))
    # What is said of cabbages goes against a boundary, so that the reason for it is kept.
    net.ok("expect", "anna", "--they-avoid", "cabbages")
    _people(net, block, line)
    _events(net, block, line)
    net.ok("goal", "reach", "g2", block("goal-outcome"))
    for side in ("--mine", "--theirs", "--i-avoid", "--they-avoid"):
        net.ok("expect", "anna", side, line(f"expect{side}"))


def _people(net: Net, block: Words, line: Words) -> None:
    net.ok("log", "anna", f"{block('log')} @cleo", "--with", "ben", "--gave", block("log-gave"),
           "--got", block("log-got"), "--promise", f"3d: {block('log-promise')} cabbages",
           "--they-promise", f"3d: {block('log-they')}", "--next", f"3d: {block('log-next')}",
           "--despite", line("log-despite"))  # fmt: skip
    net.ok("gave", "anna", block("gave"), "--terms", line("gave-terms"), "--goal", "g1")
    net.ok("got", "anna", block("got"), "--terms", line("got-terms"), "--on", "2026-11-01")
    net.ok("got", "anna", block("got-open"), "--goal", "g1")
    net.ok("got", "dan", block("got-reached"), "--goal", "g2")
    net.ok("told", "l4", block("told"))
    net.ok("promise", "anna", block("promise"), "--by", "2026-11-20")
    net.ok("promise", "anna", block("promise-theirs"), "--by", "2d", "--theirs")
    net.ok("promise", "anna", f"{block('promise-kept')} cabbages", "--by", "2d", "--despite",
           line("promise-despite"))  # fmt: skip
    net.ok("done", "p6", block("done"))
    net.ok("remind", "anna", block("remind"), "--by", "today")
    net.ok("goal", "step", "g1", block("step"), "--by", "2d")
    net.ok("goal", "step", "g2", block("step-reached"), "--by", "2d")


def _events(net: Net, block: Words, line: Words) -> None:
    ask = ("--goal", "g1", "--despite", line("ask-despite"))
    for who in ("anna", "ben", "cleo", "dan"):
        net.ok("ask", who, f"{block(f'ask-{who}')} cabbages", "--sent", *ask,
               "--about", line(f"about-{who}"), "--offer", line(f"offer-{who}"))  # fmt: skip
    net.ok("decline", "a2", block("ask-no"))
    net.ok("accept", "a3", block("ask-yes"))
    net.ok("fulfil", "a4", block("fulfil"))
    net.ok("ask", "anna", block("ask-draft"), *ask)
    net.ok("ask", "anna", block("ask-theirs"), "--theirs")
    intro = ("--why", f"{line('why')} cabbages", "--for-a", line("for-a"), "--for-b", line("for-b"),
             "--despite", line("intro-despite"))  # fmt: skip
    net.ok("intro", "anna", "ben", "--made", *intro)
    net.ok("outcome", "i1", block("intro-outcome"), "--helped")
    net.ok("intro", "anna", "cleo", *intro)
    net.ok("decline", "i2", block("intro-no"), "--by", "cleo")
    net.ok("intro", "anna", "dan", "--goal", "g1", *intro)
    for to, given in (("cleo", True), ("dan", False), ("ben", False)):
        net.ok("recommend", "me", "--by", "anna", "--to", to, "--goal", "g1", "--text",
               f"{line(f'recommend-{to}')} cabbages", "--despite", line("recommend-despite"),
               *(["--given"] if given else []))  # fmt: skip
    net.ok("outcome", "r1", block("recommend-outcome"), "--helped")
    net.ok("decline", "r2", block("recommend-no"))
    _news(net, line)


def _news(net: Net, line: Words) -> None:
    file = net.path.with_name("news.vcf")
    for org in ("org", "news"):
        file.write_text(
            f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna {line('name')}\r\nEMAIL:{line('email')}"
            f"@example.org\r\nORG:{line(org)}\r\nEND:VCARD\r\n", "utf-8"
        )  # fmt: skip
        net.ok("import", str(file))
    file.unlink()


def without(net: Net, sign: str) -> list[str]:
    """The columns of ``TEXTS`` in no row of which a sign stands: ``fill`` filled them all."""
    with closing(connect(net.path, "ro")) as connection:
        return [
            f"{table}.{column}"
            for table, columns in TEXTS.items()
            for column in columns
            if not connection.execute(
                f"SELECT 1 FROM {table} WHERE instr({column}, ?) LIMIT 1", (sign,)
            ).fetchone()
        ]
