"""Two moderators at once, and the log where each undoes what the other did."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from essays.models import Comment, Essay, ModerationAction
from tests import factories

QUEUE, LOG = "/admin/moderation/", "/admin/essays/moderationaction/"
COMMENTS = "/admin/essays/comment/"


def states():
    return list(Comment.objects.order_by("pk").values_list("state", flat=True))


def said(page):
    return page.locator(".messagelist li").all_inner_texts()


def test_old_pages_change_nothing_that_a_colleague_decided(sign_in, complaints):
    comment = factories.comment(state="waiting")
    vera, boris = sign_in("Moderators"), sign_in("Moderators")
    others = [boris.context.new_page() for _ in range(2)]
    for page, address in zip(
        [vera, boris, *others],
        [QUEUE, QUEUE, COMMENTS, f"{COMMENTS}{comment.pk}/change/"],
        strict=True,
    ):
        page.goto(address)
    vera.click(f"[value='remove:{comment.pk}']")
    boris.click(f"[value='approve:{comment.pk}']")
    others[0].check("[name=_selected_action]")
    others[0].select_option("[name=action]", "approve")
    others[0].click("[name=index]")
    others[1].select_option("[name=state]", "approved")
    others[1].click("[name=_save]")
    expect(others[1].locator("#content")).to_contain_text("its state is now “Removed”")
    assert (states(), complaints) == (["removed"], [])


def test_double_click_and_the_page_before_decide_once(sign_in, complaints):
    comment = factories.comment(state="waiting")
    page = sign_in("Moderators")
    page.goto(QUEUE)
    page.dblclick(f"[value='approve:{comment.pk}']")
    page.wait_for_selector(".messagelist")
    page.goto(f"{QUEUE}?tab=approved")
    page.go_back()
    assert (states(), ModerationAction.objects.count(), complaints) == (["approved"], 1, [])


def test_page_before_does_not_decide_again(sign_in, complaints):
    comment = factories.comment(state="waiting")
    page = sign_in("Moderators")
    page.goto(QUEUE)
    page.click(f"[value='spam:{comment.pk}']")
    page.wait_for_selector(".messagelist")
    Comment.objects.decide("approved", factories.user(username="boris"), seen=None)
    page.go_back()
    if page.locator(f"[value='spam:{comment.pk}']").count():
        page.click(f"[value='spam:{comment.pk}']")
        page.wait_for_selector(".messagelist")
    assert (states(), complaints) == (["approved"], [])


def test_colleague_undoes_in_the_log_with_one_click(sign_in, complaints):
    essay = factories.essay(slug="home", title="Prisoners Return")
    factories.comment(essay=essay, state="waiting")
    vera, boris = sign_in("Moderators"), sign_in("Moderators")
    vera.goto("/essays/home/")
    vera.click(".comment-switch button")
    vera.wait_for_selector("text=closed the comments on")
    boris.goto(f"{LOG}?kind__exact=switch")
    problems = Axe().run(boris, context="#result_list").response["violations"]
    assert problems == []
    boris.click("[name=_undo]")
    boris.wait_for_selector(".messagelist")
    assert said(boris) == ["Undone: Comments closed on 1 essay."]
    assert (boris.url.endswith("?kind__exact=switch"), complaints) == (True, [])
    assert Essay.objects.get().comments_open
