"""Many pictures at once, in the admin."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from resources.admin.add_pictures import title_from
from resources.models import Image
from seventeen_moments.core.publication import Status
from tests import factories
from tests.forms import filled
from tests.html import squeezed

PAGE = reverse("admin:resources_image_pictures")


@pytest.fixture
def essay(db):
    return factories.essay(slug="home")


def page_of(essay):
    return f"{PAGE}?essay={essay.pk}"


def send(client, essay, *files):
    return client.post(page_of(essay), {"send": "Send", "files": files}, follow=True)


def draft(essay, **fields):
    return factories.image(essay=essay, status=Status.DRAFT, alternative_text="", **fields)


def describe(client, essay, button="_draft", **rows):
    """Posts the rows as shown, with the changes: `picture_5={"title": "Gate"}`."""
    page = client.get(page_of(essay))
    changes = {
        f"{prefix.replace('_', '-')}-{name}": value
        for prefix, fields in rows.items()
        for name, value in fields.items()
    }
    data = filled(page, **{button: "on"}, **changes)
    return client.post(page_of(essay), data, follow=True)


def key(image):
    return f"picture_{image.pk}"


def told(response):
    return [str(message) for message in response.context["messages"]]


def titles(response):
    return [row.instance.title for row in response.context["rows"]]


# Sending


def test_each_picture_becomes_a_draft_in_its_order(editor_client, essay):
    files = [factories.picture(name=f"{name}.png") for name in ["camp-gate", "IMG_2034", "Ворота"]]
    response = send(editor_client, essay, *files)
    assert list(essay.images.in_order().values_list("title", "slug", "position", "status")) == [
        ("Camp gate", "camp-gate", 1, "draft"),
        ("IMG 2034", "img-2034", 2, "draft"),
        ("Ворота", "vorota", 3, "draft"),
    ]
    assert told(response) == ["3 pictures saved as drafts."]


def test_name_of_a_file_is_no_alternative_text(editor_client, essay):
    send(editor_client, essay, factories.picture())
    assert Image.objects.get().alternative_text == ""


def test_draft_has_all_fields_derived_from_the_picture(editor_client, essay):
    send(editor_client, essay, factories.picture(1200, 900))
    image = Image.objects.get()
    assert (image.width, image.height, len(image.renditions), len(image.checksum)) == (
        1200,
        900,
        4,
        64,
    )


def test_pictures_follow_the_existing_ones(editor_client, essay):
    factories.image(essay=essay, position=7, slug="gate")
    send(editor_client, essay, factories.picture(name="gate.png"))
    assert list(essay.images.in_order().values_list("slug", "position")) == [
        ("gate", 7),
        ("gate-2", 8),
    ]


def test_invalid_file_is_named_and_the_valid_ones_are_stored(editor_client, essay, media_root):
    bad = SimpleUploadedFile("notes.png", b"A gate.")
    response = send(editor_client, essay, factories.picture(name="a.png"), bad, factories.picture())
    assert told(response) == [
        "“notes.png” was not saved. This file is not a picture that can be shown. Use JPEG, "
        "PNG, WebP, GIF, TIFF, HEIC or AVIF.",
        "2 pictures saved as drafts.",
    ]
    assert titles(response) == ["A", "Gate"]


def test_bad_file_leaves_no_row_and_no_file(editor_client, essay, media_root):
    cut = factories.picture(400, 300, format="JPEG").read()[:2000]
    response = send(
        editor_client, essay, SimpleUploadedFile("cut.jpg", cut), SimpleUploadedFile("no.png", b"")
    )
    assert [message.partition(" was")[0] for message in told(response)] == ["“cut.jpg”", "“no.png”"]
    assert (Image.objects.count(), list(media_root.rglob("*.*"))) == (0, [])


def test_sending_nothing_is_explained(editor_client, essay):
    response = send(editor_client, essay)
    assert response.context["sending"].errors == {"files": ["Choose at least one picture."]}


def test_uploads_are_logged(editor_client, essay):
    send(editor_client, essay, factories.picture())
    entry = LogEntry.objects.get()
    assert (entry.get_edited_object(), entry.get_change_message()) == (
        Image.objects.get(),
        "Added.",
    )


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("at-the_camp  gate.jpeg", "At the camp gate"),
        ("gate.tar.png", "Gate.tar"),
        ("ворота лагеря.png", "Ворота лагеря"),
        ("__.png", "Image"),
        ("a\x01\u202eb.png", "Ab"),
        ("x" * 400, "X" + "x" * 249),
    ],
)
def test_title_is_derived_from_the_file_name(name, title):
    assert title_from(name) == title


# Describing


def test_undescribed_pictures_of_the_essay_wait(editor_client, essay):
    draft(essay, title="Second", position=2)
    draft(essay, title="First", position=1)
    draft(factories.essay(), title="Another essay’s")
    factories.image(essay=essay, title="Described")
    factories.image(essay=essay, title="Decorative", alternative_text="", decorative=True)
    assert titles(editor_client.get(page_of(essay))) == ["First", "Second"]


def test_described_picture_is_published(client, editor_client, essay):
    image = draft(essay)
    fields = {"title": "The Gate", "alternative_text": "A gate of planks"}
    asked = describe(editor_client, essay, "_publish", **{key(image): fields})
    address = asked.redirect_chain[-1][0]
    assert asked.context["sentence"] == "Publish now: the image becomes public."
    assert not Image.objects.published().exists()
    editor_client.post(address, filled(asked))
    page = client.get("/essays/home/images/the-gate/").content.decode()
    assert 'alt="A gate of planks"' in page


def test_last_description_leads_back_to_the_essay(editor_client, essay):
    response = describe(editor_client, essay, **{key(draft(essay)): {"decorative": "on"}})
    change = reverse("admin:essays_essay_change", args=[essay.pk])
    assert response.redirect_chain == [(f"{change}#images-group", 302)]
    assert told(response) == ["1 picture saved."]


def test_picture_without_words_stays_a_draft(editor_client, essay):
    image = draft(essay)
    describe(editor_client, essay, **{key(image): {"title": "The Gate"}})
    image.refresh_from_db()
    assert (image.title, image.slug, image.status) == ("The Gate", "the-gate", "draft")


def test_picture_is_not_published_without_words(editor_client, essay):
    first, second = draft(essay), draft(essay)
    rows = {key(first): {"alternative_text": "A gate"}, key(second): {"title": "Another"}}
    asked = describe(editor_client, essay, "_publish", **rows)
    assert asked.context["plan"].rows() == [first]
    editor_client.post(asked.redirect_chain[-1][0], filled(asked))
    assert (Image.objects.published().get(), Image.objects.without_words().get()) == (first, second)


def test_posted_status_publishes_nothing(editor_client, essay):
    image = draft(essay)
    describe(editor_client, essay, **{key(image): {"decorative": "on", "status": "published"}})
    assert Image.objects.get().status == "draft"


@pytest.mark.parametrize("fields", [{"title": ""}, {"title": "\0"}])
def test_bad_row_is_explained(editor_client, essay, fields):
    response = describe(editor_client, essay, **{key(draft(essay)): fields})
    assert [list(row.errors) for row in response.context["rows"]] == [list(fields)]


def test_description_of_a_deleted_picture_is_shown_again(editor_client, essay):
    image, other = draft(essay), draft(essay)
    data = filled(editor_client.get(page_of(essay)), _draft="on")
    image.delete()
    data |= {f"picture-{image.pk}-alternative_text": "A gate of planks"}
    response = editor_client.post(page_of(essay), data, follow=True)
    assert told(response) == [
        "Someone else described or deleted a picture in the meantime. You wrote: “A gate of planks”"
    ]
    assert titles(response) == [other.title]


def test_fifty_are_described_at_once(editor_client, essay):
    image = draft(essay)
    derived = {name: getattr(image, name) for name in ["file", "width", "height", "renditions"]}
    rows = [
        Image(
            essay=essay, title="Gate", slug=f"gate-{n}", folder=f"images/{n}", position=9, **derived
        )
        for n in range(50)
    ]
    Image.objects.bulk_create(rows)
    page = editor_client.get(page_of(essay))
    assert (len(page.context["rows"]), page.context["later"]) == (50, 1)


# The ways there


def test_essay_links_its_page(editor_client, essay):
    page = editor_client.get(reverse("admin:essays_essay_change", args=[essay.pk]))
    assert f'<a href="{page_of(essay)}" class="addlink">' in squeezed(page.content.decode())


def test_new_essay_links_no_page(editor_client):
    page = editor_client.get(reverse("admin:essays_essay_add")).content.decode()
    assert PAGE not in page


def test_list_of_images_links_the_page(editor_client):
    page = editor_client.get(reverse("admin:resources_image_changelist")).content.decode()
    assert f'<a href="{PAGE}" class="addlink">Add pictures</a>' in page


def test_page_without_an_essay_asks_for_one(editor_client):
    page = editor_client.get(PAGE)
    assert list(page.context["form"].fields) == ["essay"]


@pytest.mark.parametrize("key", ["", "abc", "-1", "0", "9" * 30, "\u0669" * 9])
def test_invalid_essay_shows_the_choice_again(editor_client, essay, key):
    page = editor_client.get(PAGE, {"essay": key})
    assert list(page.context["form"].errors) == ["essay"]


# Who may


def test_visitor_is_sent_to_log_in(client, essay):
    assert client.get(PAGE).url == f"/admin/login/?next={PAGE}"


@pytest.mark.parametrize("method", ["get", "post"])
def test_moderator_is_refused(moderator_client, essay, method):
    assert getattr(moderator_client, method)(page_of(essay)).status_code == 403


@pytest.mark.parametrize(
    ("right", "status"),
    [("change_essay", 403), ("add_image", 200)],  # the page for choosing an essay
)
def test_one_right_of_the_two_is_not_enough(client, essay, right, status):
    user = factories.user()
    user.user_permissions.set(Permission.objects.filter(codename=right))
    client.force_login(user)
    response = send(client, essay, factories.picture())
    assert (response.status_code, Image.objects.count()) == (status, 0)


def test_user_with_only_add_permission_describes_nothing(client, essay):
    draft(essay)
    user = factories.user()
    rights = ["add_image", "change_essay"]
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    assert client.get(page_of(essay)).context["rows"] == []


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_the_database_alike_for_one_and_three(
    editor_client, essay, django_assert_num_queries, number
):
    for _ in range(number):
        draft(essay)
    editor_client.get(page_of(essay))
    with django_assert_num_queries(7):
        editor_client.get(page_of(essay))
