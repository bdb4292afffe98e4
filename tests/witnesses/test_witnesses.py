"""Other programs agree: khard lists our folder, Radicale takes our cards and events, icalendar and
vobject read our calendar."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest


@pytest.fixture
def people(net):
    """Names of every kind, a birthday without a year, a promise."""
    net.ok("add", "Łukasz Żółć; von, und zu", "--email", "l@x.org", "--birthday", "--02-29",
           "--note", "a\nb;c,d\\e", "--url", "https://www.linkedin.com/in/lz")  # fmt: skip
    net.ok("add", "田中 由美", "--phone", "+81 3 1234", "--every", "2w")
    net.ok("promise", "1", "send the list", "--by", "2026-12-01")
    return net


def test_khard_lists_our_folder(people, tmp_path):
    pytest.importorskip("khard")
    folder = tmp_path / "cards"
    people.ok("export", "--format", "vdir", "-o", str(folder))
    config = tmp_path / "khard.conf"
    config.write_text(f"[addressbooks]\n[[net]]\npath = {folder}\n[general]\neditor = true\n"
                      "merge_editor = true\n")  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "khard", "-c", str(config), "list", "--parsable"],
        capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "田中 由美" in done.stdout
    assert "von" in done.stdout


@pytest.fixture
def radicale(tmp_path):
    """A real CalDAV and CardDAV server, on this machine alone."""
    pytest.importorskip("radicale")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "radicale", "--server-hosts", f"127.0.0.1:{port}",
         "--storage-filesystem-folder", str(tmp_path / "dav"), "--auth-type", "none",
         "--rights-type", "authenticated", "--logging-level", "error"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=0.1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield base
    finally:
        server.terminate()
        server.wait(10)


def send(method, url, data, kind):
    # A proxy has no business with a server on this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(url, data.encode("utf-8"), method=method)
    request.add_header("Content-Type", kind)
    request.add_header("Authorization", "Basic bmV0Og==")
    with opener.open(request, timeout=10) as answer:
        return answer.status


MAKE = (
    '<?xml version="1.0"?><mkcol xmlns="DAV:" xmlns:C="{space}"><set><prop><resourcetype>'
    "<collection/><C:{kind}/></resourcetype></prop></set></mkcol>"
)


def test_radicale_takes_our_cards_and_events(people, radicale, tmp_path):
    folder = tmp_path / "cards"
    for version in ("3.0", "4.0"):
        people.ok("export", "--format", "vdir", "-o", str(folder), "--vcard-version", version)
        book = f"{radicale}/net/book{version[0]}/"
        make = MAKE.format(space="urn:ietf:params:xml:ns:carddav", kind="addressbook")
        assert send("MKCOL", book, make, "application/xml") == 201
        for card in folder.iterdir():
            assert send("PUT", book + card.name, card.read_text("utf-8"), "text/vcard") == 201
    make = MAKE.format(space="urn:ietf:params:xml:ns:caldav", kind="calendar")
    for form in ("event", "vtodo"):
        calendar = f"{radicale}/net/{form}/"
        assert send("MKCOL", calendar, make, "application/xml") == 201
        for number, item in enumerate(
            one_by_one(people.ok("export", "--format", "ics", "--as", form))
        ):
            assert send("PUT", f"{calendar}{number}.ics", item, "text/calendar") == 201


def one_by_one(calendar):
    """A calendar for each of its events or tasks: a server keeps one in a file."""
    head, *items = calendar.replace("BEGIN:VTODO", "BEGIN:VEVENT_").split("BEGIN:VEVENT")
    for item in items:
        name = "VTODO" if item.startswith("_") else "VEVENT"
        body = item.removeprefix("_").replace("END:VCALENDAR\r\n", "")
        begun = head.replace("METHOD:PUBLISH\r\n", "")
        yield f"{begun}BEGIN:{name}{body}END:VCALENDAR\r\n"


def test_icalendar_and_vobject_read_our_calendar(people):
    icalendar, vobject = pytest.importorskip("icalendar"), pytest.importorskip("vobject")
    text = people.ok("export", "--format", "ics")
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    found = {str(e["SUMMARY"]): e for e in events}
    assert set(found) == {
        "Łukasz Żółć; von, und zu: send the list", "Łukasz Żółć; von, und zu's birthday",
        "Be in touch with 田中 由美",
    }  # fmt: skip
    promise = found["Łukasz Żółć; von, und zu: send the list"]
    assert promise["DTSTART"].dt.isoformat() == "2026-12-01"
    assert promise["DTEND"].dt.isoformat() == "2026-12-02"
    assert {e.summary.value for e in vobject.readOne(text).vevent_list} == set(found)


def test_the_readme_keeps_its_word_on_leaving(people, tmp_path):
    """Exported, erased, brought back: the same."""
    file = tmp_path / "all.jsonl"
    people.ok("export", "-o", str(file))
    whole = people.ok("export")
    for ending in ("", "-wal", "-shm"):
        Path(f"{people.path}{ending}").unlink(missing_ok=True)
    people.ok("import", str(file))
    assert people.ok("export") == whole
