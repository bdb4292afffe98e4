"""Many who share a name or an address: who is meant is the same, and not asked of each."""

from random import Random

import pytest

from netcrm.domain import nicknames
from netcrm.services import crowds, importing, matching, updating
from tests.cli.test_import import bring, counts

__all__ = ["bring"]

NAMES = ("Anna Nowak", "Nowak Anna", "Ania Nowak", "Anna Lis", "Dr. Anna Nowak", "A. Nowak",
         "Jan Nowak", "a@x.org", "12345", "Anna Maria Nowak", "Ewa Lis")  # fmt: skip
MAILS = ("a@x.org", "A@X.org", "b@x.org", "info@x.org")
PHONES = ("+48 600 100 200", "600100200", "123")
FIRMS = ("Polana", "polana", "Wisła", "")
URLS = ("linkedin.com/in/anna", "https://www.linkedin.com/in/Anna/", "linkedin.com/in/lis", "x.org")


def alike(chance, count):
    """Rows of people who share what people share."""

    def some(pool):
        return ";".join(chance.sample(pool, chance.choice((0, 0, 1, 2))))

    lines = [
        f"{chance.choice(NAMES)},{some(MAILS)},{some(PHONES)},{chance.choice(FIRMS)},{some(URLS)}"
        for _ in range(count)
    ]
    return "\n".join(["name,email,phone,company,url", *lines, ""])


@pytest.mark.parametrize("seed", range(4))
def test_who_is_meant_is_the_same_in_a_crowd(net, tmp_path, monkeypatch, seed):
    monkeypatch.setattr(importing, "CHUNK", 4)
    other = type(net)(tmp_path / "other.db")
    chance = Random(seed)
    (tmp_path / "x.csv").write_text(alike(chance, 40))
    (tmp_path / "y.csv").write_text(alike(chance, 40))
    said = []
    for network, crowd, kept_for in ((net, 10**6, 0), (other, 1, 20)):
        monkeypatch.setattr(matching, "_CROWD", crowd)
        monkeypatch.setattr(matching, "_KEPT_FOR", kept_for)
        for name in ("x.csv", "y.csv", "x.csv"):
            value = network.json("import", str(tmp_path / name))
            said.append((network, counts(value), value["news"]))
    assert [s[1:] for s in said if s[0] is net] == [s[1:] for s in said if s[0] is other]
    shown = [
        [{k: v for k, v in c.items() if k != "uid"} for c in one.json("list")]
        for one in (net, other)
    ]
    assert shown[0] == shown[1]


HEAD = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
ROW = "Anna,Nowak,{},,{},,15 Aug 2022\n"


@pytest.mark.parametrize(
    "row",
    [
        lambda n: ROW.format(f"linkedin.com/in/a{n}", ""),
        lambda n: ROW.format("", f"Firm {n}"),
        lambda n: ROW.format(f"linkedin.com/in/a{n}", f"Firm {n}"),
    ],
    ids=["profiles", "firms", "both"],
)
def test_nobody_of_a_crowd_is_asked_twice(bring, monkeypatch, row):
    asked, loaded = [], []
    first, rows = crowds._Queue.first, matching.Known._rows

    def counted(queue, count, may_be):
        def noted(own):
            asked.append(own)
            return may_be(own)

        return first(queue, count, noted)

    def counted_rows(*arguments):
        for found in rows(*arguments):
            loaded.append(found)
            yield found

    monkeypatch.setattr(crowds._Queue, "first", counted)
    monkeypatch.setattr(matching.Known, "_rows", counted_rows)
    value = bring(HEAD + "".join(map(row, range(3_000))), name="x.csv")
    assert value["added"] == 3_000
    assert len(asked) < 10_000
    assert len(loaded) < 3_000


def test_nobody_who_shares_an_address_is_asked_twice(bring, monkeypatch):
    asked = []

    def counted(name):
        asked.append(name)
        return nicknames.own_words(name)

    monkeypatch.setattr(crowds, "own_words", counted)
    rows = "".join(f"P{n} Q{n},info@x.org\n" for n in range(2_000))
    assert bring("name,email\n" + rows, name="x.csv")["added"] == 2_000
    assert len(asked) < 12_000


def test_a_line_that_is_repeated_is_looked_up_once(net, bring, monkeypatch):
    asked = []
    update = updating.Updating.update

    def counted(*arguments, **options):
        asked.append(arguments)
        return update(*arguments, **options)

    monkeypatch.setattr(updating.Updating, "update", counted)
    text = "name,email\n" + "Anna Nowak,a@x.org\n" * 2_000
    assert counts(bring(text, name="x.csv")) == (1, 0, 1_999, 0)
    assert counts(bring(text, name="x.csv")) == (0, 0, 2_000, 0)
    assert len(asked) < 10
    assert net.json("show", "anna")["emails"] == ["a@x.org"]
