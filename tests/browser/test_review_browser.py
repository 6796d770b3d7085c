"""An editor remarks on a selected passage, and the author finds it in the text."""

from django.contrib.auth.models import User
from playwright.sync_api import expect

from essays.models import Essay
from seventeen_moments.core.publication import Status
from seventeen_moments.editorial.models import Remark, Review
from seventeen_moments.editorial.review_page import review_page_of
from tests import factories

BODY = (
    "<p>Over a million came <em>home</em> within three months.</p><p>Few spoke of it.</p>"
    "<p>Дети молчали.</p>"
)
SELECT = """([from, to]) => {
  const node = (words) => {
    const walker = document.createTreeWalker(document.querySelector(".prose"), NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) if (walker.currentNode.data.includes(words)) return walker.currentNode
  }
  const [first, last] = [node(from), node(to)]
  const end = last.data.indexOf(to) + to.length
  getSelection().setBaseAndExtent(first, first.data.indexOf(from), last, end)
}"""


def test_remark_on_a_selected_passage_is_found_in_the_editor(sign_in, complaints):
    editor, author = sign_in("Editors"), sign_in("Authors")
    owner = User.objects.latest("pk")
    essay = factories.essay(title="Return", body=BODY, status=Status.DRAFT, owner=owner)
    form = f"/admin/essays/essay/{essay.pk}/change/"

    author.goto(form)
    author.wait_for_selector(".ProseMirror")
    author.fill("#id_title", "Prisoners Return")
    with author.expect_navigation():
        author.click("[name=_review] >> nth=-1")
    author.fill("#id_note", "The numbers are checked.")
    author.click("input.default[value='Ready for review']")
    expect(author.locator(".remarks")).to_contain_text("The numbers are checked.")

    editor.goto("/admin/")
    with editor.expect_navigation():
        editor.click(f"a[href='{review_page_of(essay)}']")
    editor.wait_for_selector(".add-row")
    editor.evaluate(SELECT, ["came ", "Few spoke"])
    editor.click("[data-remark]")
    editor.keyboard.type("All of them?")
    editor.click(".pin >> nth=2")
    editor.keyboard.type("Which ones?")
    with editor.expect_navigation():
        editor.click("[name=_send]")
    assert list(Remark.objects.values_list("passage", "words")) == [
        ("came home within three months. Few spoke", "All of them?"),
        ("Дети молчали.", "Which ones?"),
    ]

    author.goto(form)
    author.wait_for_selector(".ProseMirror")
    author.click("[data-find] >> nth=0")
    found = author.evaluate("getSelection().toString().replace(/\\s+/g, ' ')")
    assert found == "came home within three months. Few spoke"
    author.check(".remarks [type=checkbox] >> nth=0")
    with author.expect_navigation():
        author.click("[name=_draft] >> nth=-1")
    assert [remark.done for remark in Remark.objects.all()] == [True, False]
    assert (Essay.objects.get().body, complaints) == (BODY, [])


def test_passage_that_was_deleted_is_said_to_be_gone(sign_in, complaints):
    author = sign_in("Authors")
    owner = User.objects.latest("pk")
    essay = factories.essay(body=BODY, status=Status.DRAFT, owner=owner)
    review = Review.objects.create(page=essay, author=owner, state="answered")
    review.remarks.create(passage="Nobody wept.", words="Who?")
    author.goto(f"/admin/essays/essay/{essay.pk}/change/")
    author.wait_for_selector(".ProseMirror")
    author.click("[data-find]")
    expect(author.locator("[data-not-found]")).to_have_text(
        "This passage is no longer in the text."
    )
    assert complaints == []
