"""Nothing typed is lost: not to a site that is away, another writer, or a browser that closed."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from blog.models import Post, WorkingCopy
from tests.browser.desk import at_desk
from tests.factories import make_post

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.django_db(transaction=True)]


def body(page: Page) -> str:
    return page.locator("#id_body").input_value()


def kept() -> str:
    return str(WorkingCopy.objects.get().data["body"])


def test_autosave_makes_one_draft_and_nothing_besides(live_server: LiveServer, browser: Browser) -> None:
    context = at_desk(browser, live_server.url)
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/blog/post/add/")
    page.locator("#id_title").fill("A title")
    page.locator("#id_body").fill("::: qa\nQ: Why?\n\nAnn Bee: Because.\n:::")
    page.locator("#id_tags").fill("new tag")
    expect(page.locator("[data-status]")).to_have_text("Draft saved")
    page.locator("#id_body").press_sequentially("!")
    expect(page.locator("[data-dot]")).to_have_attribute("data-state", "good")

    post = Post.objects.get()
    assert page.url == f"{live_server.url}/admin/blog/post/{post.pk}/change/"
    assert (post.title, post.body, post.excerpts.count(), post.tags.count()) == ("", "", 0, 0)
    assert (post.revisions.count(), kept()[-1]) == (0, "!")
    page.reload()
    assert (page.locator("#id_title").input_value(), body(page)) == ("A title", kept())
    assert page.locator("[data-offer]").is_hidden()
    context.close()


def test_a_site_that_is_away_is_said_and_tried_again(live_server: LiveServer, browser: Browser) -> None:
    context = at_desk(browser, live_server.url)
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/blog/post/add/")
    context.set_offline(True)
    page.locator("#id_body").fill("Typed in a tunnel.")
    expect(page.locator("[data-status]")).to_contain_text("cannot be reached")
    page.keyboard.press("Control+s")
    page.keyboard.press("Control+Shift+Enter")
    assert body(page) == "Typed in a tunnel."

    context.set_offline(False)

    expect(page.locator("[data-status]")).to_have_text("Draft saved")
    assert kept() == "Typed in a tunnel."
    context.close()


def test_what_only_the_browser_has_is_offered_on_return(live_server: LiveServer, browser: Browser) -> None:
    context = at_desk(browser, live_server.url)
    page = context.new_page()
    address = f"{live_server.url}/admin/blog/post/{make_post(state='draft', body='Stored.').pk}/change/"
    page.goto(address)
    page.route("**/autosave/", lambda route: route.abort())
    page.locator("#id_body").fill("Typed, and then the lights went out.")
    page.on("dialog", lambda asked: asked.accept())
    page.goto(f"{live_server.url}/admin/")
    page.unroute("**/autosave/")

    page.goto(address)
    assert body(page) == "Stored."
    offer = page.get_by_text("This browser kept words that are not saved here").inner_text()
    assert "/" not in offer  # 3/5 is March to some, and May to others
    page.get_by_role("button", name="Use them").click()
    assert body(page) == "Typed, and then the lights went out."
    expect(page.locator("[data-status]")).to_have_text("Draft saved")
    assert kept() == "Typed, and then the lights went out."
    context.close()


def test_the_second_of_two_tabs_is_told_and_goes_on(live_server: LiveServer, browser: Browser) -> None:
    post = make_post(title="T", state="draft", body="First.")
    context = at_desk(browser, live_server.url)
    address = f"{live_server.url}/admin/blog/post/{post.pk}/change/"
    mine, other = context.new_page(), context.new_page()
    mine.goto(address)
    other.goto(address)
    other.locator("#id_body").fill("Theirs.")
    other.keyboard.press("Control+s")
    expect(other.locator("[data-status]")).to_have_text("Saved. Readers do not see it.")

    mine.locator("#id_body").fill("Mine.")
    expect(mine.locator("[data-status]")).to_contain_text("saved this essay at")
    assert body(mine) == "Mine."
    mine.get_by_role("button", name="Compare both texts").click()
    mine.get_by_role("heading", name="This essay changed while you were writing").wait_for()
    mine.get_by_role("button", name="Keep mine").click()

    mine.wait_for_url(address)
    post.refresh_from_db()
    assert (post.body, [row.data["body"] for row in post.revisions.all()]) == (
        "Mine.",
        ["Mine.", "Theirs.", "First."],
    )
    context.close()


def test_what_was_typed_into_a_deleted_essay_is_shown_to_be_copied(
    live_server: LiveServer, browser: Browser
) -> None:
    post = make_post(title="T", state="draft")
    context = at_desk(browser, live_server.url)
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/blog/post/{post.pk}/change/")
    post.delete()
    words = "Typed after somebody else had deleted the essay."
    page.locator("#id_body").fill(words)
    expect(page.locator("[data-status]")).to_contain_text("This essay was deleted")
    page.get_by_role("button", name="Show them to be copied").click()

    page.wait_for_load_state()
    assert words in page.locator("textarea").evaluate_all("fields => fields.map(field => field.value)")
    context.close()


def test_ten_megabytes_are_kept_with_a_word_on_their_size(new_essay: Page) -> None:
    page = new_essay
    page.locator("#id_title").fill("T")
    page.evaluate("document.getElementById('id_body').value = 'A word. '.repeat(1310720)")
    page.locator("#id_body").press("!")
    page.keyboard.press("Control+s")

    expect(page.locator("[data-status]")).to_contain_text("at most 256 KB fit")
    assert len(body(page)) == 8 * 1310720 + 1


def test_a_word_processors_paste_comes_as_plain_text(new_essay: Page) -> None:
    page = new_essay
    page.evaluate(
        """() => navigator.clipboard.write([new ClipboardItem({
          'text/html': new Blob(['<p class=MsoNormal><b>Bold</b> words.</p>'], {type: 'text/html'}),
          'text/plain': new Blob(['Bold words.'], {type: 'text/plain'})})])"""
    )
    page.locator("#id_body").press("Control+V")

    assert body(page) == "Bold words."


def test_what_is_said_about_a_time_is_said_at_once(new_essay: Page) -> None:
    page = new_essay
    page.get_by_role("link", name="Schedule…").click()
    expect(page.locator("#id_planned_at")).to_be_focused()
    page.keyboard.type("tomorrow 9")

    expect(page.locator("[data-when]")).to_contain_text("9:00")
    expect(page.locator("[data-publish]")).to_contain_text("Schedule")
    page.locator("#id_planned_at").fill("the day after never")
    expect(page.locator("[data-when]")).to_contain_text("the day after never")


def test_an_answer_that_is_a_page_is_no_save_and_is_tried_again(
    live_server: LiveServer, browser: Browser
) -> None:
    context = at_desk(browser, live_server.url)
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/blog/post/add/")
    page.route("**/autosave/", lambda route: route.fulfill(body="<h1>Welcome to this hotel</h1>"), times=1)
    page.locator("#id_body").fill("Typed in a lobby.")

    expect(page.locator("[data-status]")).to_have_text(
        "The site cannot be reached. Your words are kept in this browser; it tries again."
    )
    expect(page.locator("[data-status]")).to_have_text("Draft saved")
    assert kept() == "Typed in a lobby."
    context.close()


def test_an_offer_outlives_what_is_typed_beside_it(live_server: LiveServer, browser: Browser) -> None:
    context = at_desk(browser, live_server.url)
    page = context.new_page()
    address = f"/admin/blog/post/{make_post(state='draft', body='Stored.').pk}/change/"
    page.goto(f"{live_server.url}/admin/keys/")
    page.evaluate(
        "([key, copy]) => localStorage.setItem(key, copy)",
        [f"rejoinder:{address}", '{"at": 4000000000000, "fields": [["body", "Lost in the dark."]]}'],
    )
    page.goto(f"{live_server.url}{address}")
    page.locator("#id_body").fill("Typed without a look at the offer.")
    expect(page.locator("[data-status]")).to_have_text("Draft saved")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-status]")).to_have_text("Saved. Readers do not see it.")
    page.reload()

    page.get_by_role("button", name="Use them").click()

    assert body(page) == "Lost in the dark."
    context.close()


def test_two_pastes_with_one_question_are_two_exchanges(new_essay: Page) -> None:
    page = new_essay
    page.locator("#id_title").fill("T")
    page.locator("#id_body").fill("Two were asked.\n\n")
    for name in ("Ann Bee", "Bob Cee"):
        page.evaluate("text => navigator.clipboard.writeText(text)", f"Q: Why?\n\n{name}: Because.")
        page.locator("#id_body").press("Control+End")
        page.keyboard.press("Control+V")
        page.get_by_role("button", name="Insert excerpt").click()
        expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("#id_body")).to_have_value("Two were asked.\n\n[[qa: why]]\n\n[[qa: why-2]]\n\n")
    page.keyboard.press("Control+s")

    expect(page.locator("[data-status]")).to_have_text("Saved. Readers do not see it.")
    placed = [excerpt.turn_list[-1].label for excerpt in Post.objects.get().excerpts.with_turns()]
    assert sorted(placed) == ["Ann Bee", "Bob Cee"]
