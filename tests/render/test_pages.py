"""The pages, opened in a real browser: nothing asked for, nothing wrong, everything there."""

import os
import shutil
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium: apt install chromium")
SIZES = {"phone": (390, 844), "laptop": (1280, 800)}
HOSTILE = ("<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "{{ 7 * 7 }}",
           "</style><h1>owned</h1>", "javascript:alert(1)", "]]><svg onload=alert(1)>")  # fmt: skip


@pytest.fixture(scope="module")
def browser():
    driver = pytest.importorskip("playwright.sync_api")
    with driver.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def folder(tmp_path):
    """Where pictures of the pages are kept."""
    kept = Path(os.environ.get("NETCRM_ARTEFACTS", tmp_path))
    kept.mkdir(parents=True, exist_ok=True)
    return kept


def opened(browser, file, size="laptop", **options):
    """The page, and all that it said, asked for and got wrong."""
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height}, **options)
    trouble: list[str] = []
    page.on("console", lambda m: trouble.append(m.text))
    page.on("pageerror", lambda e: trouble.append(str(e)))

    def refuse(dialog):
        trouble.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    page.on("request", lambda r: trouble.append(r.url) if not r.url.startswith("file:") else None)
    page.goto(file.as_uri())
    return page, trouble


@pytest.fixture
def pages(demo, tmp_path):
    made = {}
    for name, words in {"network": [], "person": ["maria"]}.items():
        made[name] = tmp_path / f"{name}.html"
        demo.ok("report", *words, "-o", str(made[name]), "--force")
    return made


@pytest.mark.parametrize("name", ["network", "person"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_asks_for_nothing_and_has_no_barrier(browser, pages, folder, name, size, scheme):
    page, trouble = opened(browser, pages[name], size, color_scheme=scheme)
    # The page itself allows no script: the checker is put in from beside it.
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"][:80] for n in v["nodes"][:3]]) for v in found] == []
    assert trouble == []
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    page.screenshot(path=folder / f"{name}-{size}-{scheme}.png", full_page=True)
    page.close()


def test_all_sections_are_there_and_every_link_leads_somewhere(browser, pages):
    page, trouble = opened(browser, pages["network"], java_script_enabled=False)
    for section in ("figures", "due", "loops", "balance", "months", "map", "goals",
                    "introductions", "recommendations", "principles", "people"):  # fmt: skip
        assert page.locator(f"section#{section}").count() == 1, section
    links = {a.get_attribute("href") for a in page.locator("a").all()}
    assert len(links) > 40
    for link in links:
        assert link is not None
        assert link.startswith("#")
        assert page.locator(f"[id='{link[1:]}']").count() == 1, link
    page.locator("svg.map a").first.click()
    assert page.url.rpartition("#")[2].startswith("c")
    assert trouble == []
    page.close()


def test_goals_come_first_and_every_loop_is_told_once(browser, pages):
    page, _ = opened(browser, pages["network"])
    found = page.evaluate("[...document.querySelectorAll('main > section')].map(s => s.id)")
    assert found == ["figures", "goals", "due", "loops", "balance", "months", "map",
                     "introductions", "recommendations", "principles", "people"]  # fmt: skip
    assert "tell them" not in page.locator("#due").inner_text()
    loops = page.locator("#loops li").count()
    assert loops == 6
    assert page.locator("#loops code").count() == 1
    goal = page.locator("#goals").inner_text()
    for words in ("Steps", "show the one-page proposal", "Under way", "20 minutes on who prepares",
                  "Tomasz Zieliński knows the way around"):  # fmt: skip
        assert words in goal
    assert "○" not in goal
    page.close()


def test_what_is_overdue_has_its_sign_and_its_colour_everywhere(browser, pages):
    page, _ = opened(browser, pages["network"])
    late = page.locator(".day.late").all_inner_texts()
    assert len(late) > 6
    assert all(text.startswith("!") for text in late)
    assert any("ago" in text for text in page.locator("#people .day.late").all_inner_texts())
    page.close()


@pytest.mark.parametrize("name", ["network", "person"])
def test_on_a_phone_nothing_is_off_the_screen(browser, pages, name):
    page, _ = opened(browser, pages[name], "phone")
    cut = page.evaluate(
        """[...document.querySelectorAll('main *')].filter(e => {
          const box = e.getBoundingClientRect();
          return box.width && box.right > innerWidth + 1 && !e.closest('svg, thead');
        }).map(e => e.outerHTML.slice(0, 80))"""
    )
    assert cut == []
    sizes = page.evaluate(
        """[...document.querySelectorAll('svg.drawing text')].filter(t => t.getClientRects().length
          && getComputedStyle(t).visibility == 'visible' && t.checkVisibility()).map(t =>
          parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)"""
    )
    assert sizes
    assert min(sizes) > 7.5
    page.close()


def test_it_says_who_listens_to_whom_and_who_asked(browser, pages):
    page, _ = opened(browser, pages["person"])
    text = page.locator("main").inner_text()
    for words in ("Wanda listens to Maria, 5 of 5", "you asked", "every", "last contact",
                  "next touch"):  # fmt: skip
        assert words in text
    page.close()


def test_it_can_be_walked_with_the_keyboard(browser, pages):
    page, _ = opened(browser, pages["network"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    seen = []
    for _step in range(14):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert "#map" in seen
    page.close()


@pytest.mark.parametrize("name", ["network", "person"])
def test_it_prints_to_a_clean_page(browser, pages, folder, name):
    page, _ = opened(browser, pages[name], color_scheme="dark")
    page.emulate_media(media="print", color_scheme="light")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
    assert page.locator("nav").is_visible() is False
    data = page.pdf(path=folder / f"{name}.pdf", format="A4")
    assert data.startswith(b"%PDF")
    page.close()


def test_hostile_text_is_text(browser, net, tmp_path):
    for text in HOSTILE:
        net.ok("add", text, "--org", text, "--note", text, "--knows", text, "--closeness", "4")
        net.ok("got", text, text, "--on", "2026-10-01")
    net.ok("goal", "add", HOSTILE[0], "--decider", "1")
    for words in ([], ["1"]):
        file = tmp_path / "r.html"
        net.ok("report", *words, "-o", str(file), "--force")
        page, trouble = opened(browser, file)
        assert trouble == []
        assert page.locator("script, img").count() == 0
        assert page.locator("h1").count() == 1
        for text in HOSTILE if not words else HOSTILE[:1]:
            assert page.get_by_text(text, exact=True).count() > 0, text
        assert "49" not in page.locator("#people").inner_text() if not words else True
        page.close()


def test_the_map_stands_alone(browser, demo, tmp_path, folder):
    file = tmp_path / "network.svg"
    demo.ok("map", "-o", str(file))
    assert oct(file.stat().st_mode)[-3:] == "600"
    page, trouble = opened(browser, file)
    assert page.locator("text=Wanda Pieńkowska").count() >= 1
    assert page.locator("svg desc").count() == 1
    for words in ("The network", "filled: closeness 4 or 5", "decides", "a way to a decider"):
        assert page.locator(f"svg > text:has-text('{words}'), svg > g text:has-text('{words}')"
                            ).first.is_visible()  # fmt: skip
    page.screenshot(path=folder / "map.png")
    assert trouble == []
    page.close()


def test_a_report_of_nobody_says_so(browser, net, tmp_path):
    file = tmp_path / "r.html"
    net.ok("report", "-o", str(file))
    page, trouble = opened(browser, file)
    assert trouble == []
    assert "Nobody is here yet." in page.locator("#map").inner_text()
    page.close()
