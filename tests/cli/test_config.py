"""Where everything stands, and the numbers behind the words."""

import pytest

DEFAULTS = {
    "ask-often": 2,
    "ask-days": 60,
    "quiet-days": 180,
    "active-days": 365,
    "speaker-from": 3,
    "path-hops": 4,
    "path-chances": [0.2, 0.4, 0.6, 0.8, 0.95],
}


def values(net):
    return {s["name"]: s["value"] for s in net.json("config")["settings"]}


def test_it_says_where_everything_stands_and_which_numbers_hold(net):
    found = net.json("config")
    assert found["database"] == str(net.path)
    assert values(net) == DEFAULTS
    assert {s["name"]: s["default"] for s in found["settings"]} == DEFAULTS


def test_nothing_is_made_by_looking(net):
    net.ok("config")
    assert not net.path.exists()


def test_a_number_is_chosen_and_goes_back(net):
    answer = net.json("config", "quiet-days", "90")
    assert (answer["value"], answer["default"], answer["booked"]) == (90, 180, [])
    assert net.ok("config", "quiet-days") == "90\n"
    net.ok("config", "quiet-days", "--reset")
    assert values(net) == DEFAULTS


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["speed", "3"], 3, "There is no setting 'speed'"),
        (["quiet-days", "soon"], 2, "quiet-days: 'soon' is out of range; 1 to 3650"),
        (["quiet-days", "0"], 2, "1 to 3650"),
        (["path-hops", "9"], 2, "1 to 6"),
        (["path-chances", "0.2", "0.4"], 2, "five chances that rise"),
        (["path-chances", "0.9", "0.4", "0.5", "0.6", "0.7"], 2, "five chances that rise"),
        (["path-chances", "nan", "0.4", "0.5", "0.6", "0.7"], 2, "five chances that rise"),
        (["quiet-days", "90", "--reset"], 2, "do not go together"),
        (["--reset"], 2, "of which setting?"),
    ],
)
def test_what_cannot_be_meant_is_told(net, words, code, said):
    answer = net("config", *words)
    assert answer.code == code
    assert said in answer.err
    assert values(net) == DEFAULTS


def test_quiet_is_so_many_days(net):
    net.ok("add", "Ada Byron", "--met", "2026-01-01")
    net.ok("log", "ada", "coffee", "--on", "2026-08-01")
    assert net.json("list", "--quiet") == []
    net.ok("config", "quiet-days", "60")
    assert [c["name"] for c in net.json("list", "--quiet")] == ["Ada Byron"]


def test_asking_too_often_is_so_many_in_so_many_days(net):
    net.ok("add", "Ada Byron")
    net.ok("ask", "ada", "one hour on boards by friday", "--sent")
    net.ok("config", "ask-often", "1")

    def often():
        checks = net.json("ask", "ada", "one hour on boards by friday")["checks"]
        return next(c["verdict"] for c in checks if c["name"] == "often")

    assert often() == "thought"
    net.ok("config", "ask-often", "--reset")
    assert often() == "ok"


def test_a_path_follows_the_chosen_chances_and_hops(net):
    net.ok("add", "Ada Byron", "--closeness", "4")
    net.ok("add", "Ben Orme")
    net.ok("tie", "ada", "ben", "--strength", "5")
    net.ok("config", "path-chances", "0.1 0.2 0.3 0.5 0.9")
    assert [p["strength"] for p in net.json("path", "ben")["paths"]] == [0.45]
    net.ok("config", "path-hops", "1")
    assert net.json("path", "ben")["paths"] == []


def test_who_could_speak_is_known_and_trusted_enough(net):
    net.ok("add", "Ada Byron", "--closeness", "3")
    net.ok("add", "Ben Orme")
    net.ok("tie", "ben", "ada", "--trusts", "3")
    net.ok("goal", "add", "a post", "--decider", "ben")
    assert [s["contact"]["name"] for s in net.json("goal", "show", "g1")["plan"][0]["speakers"]]
    net.ok("config", "speaker-from", "4")
    assert net.json("goal", "show", "g1")["plan"][0]["speakers"] == []


def test_a_review_looks_back_so_far(net):
    net.ok("config", "active-days", "30")
    assert net.json("review")["since"] == "2026-10-24"


def test_the_screen_marks_what_was_chosen(net, snapshot):
    net.ok("config", "quiet-days", "90")
    screen = net("--no-color", "config", terminal=True).out
    assert screen[screen.index("The numbers") :] == snapshot


def test_what_was_chosen_comes_out_and_goes_in_again(net, tmp_path):
    net.ok("add", "Ada Byron")
    net.ok("config", "quiet-days", "90")
    file = tmp_path / "all.jsonl"
    net.ok("export", "-o", str(file))
    other = type(net)(tmp_path / "other.db")
    other.ok("import", str(file))
    assert values(other)["quiet-days"] == 90
    assert other.ok("export") == file.read_text()
    other.ok("config", "quiet-days", "30")
    assert other.json("import", str(file))["errors"] == []
    assert values(other)["quiet-days"] == 30


@pytest.mark.parametrize(
    ("name", "value"),
    [("rule:quiet-days", "soon"), ("rule:speed", "3"), ("demo", "1"), ("map:x", "[]"), ("x", 3)],
)
def test_a_setting_that_nobody_can_choose_is_a_problem_of_its_line(net, tmp_path, name, value):
    import json

    net.ok("add", "Ada Byron")
    line = json.dumps({"table": "setting", "name": name, "value": value})
    file = tmp_path / "all.jsonl"
    file.write_text(net.ok("export") + line + "\n")
    problems = net.json("import", str(file))["errors"]
    assert [p["line"] for p in problems] == [len(file.read_text().splitlines())]
    assert values(net) == DEFAULTS
