"""The page that makes an essay from a document."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from essays.models import Essay
from resources.models import Image
from seventeen_moments.versions.models import RecordedState
from tests import factories

from .files import docx, note, paragraph, picture

PAGE = "/admin/import/document/"
START = {"title": "Prisoners Return", "authors": "von Geldern, James", "language": "en"}

pytestmark = pytest.mark.django_db


def word(**options):
    return docx(
        paragraph("Prisoners Return", style="Titel"),
        paragraph("James von Geldern", style="Autor"),
        paragraph("They came home.", note(1)),
        paragraph(picture("A gate of planks")),
        paragraph("Figure 1: At the gate", style="Beschriftung"),
        notes=[["Pravda."]],
        **options,
    )


def upload(client, file=None, name="return.docx"):
    content = (file or word()).getvalue()
    return client.post(PAGE, {"document": SimpleUploadedFile(name, content)})


def confirm(client, response, **values):
    return client.post(PAGE, {"token": response.context["token"]} | START | values)


def messages(response):
    return [str(message) for message in response.context["messages"]]


def test_document_is_shown_before_anything_is_stored(editor_client):
    response = upload(editor_client)
    page = response.text
    assert response.context["start"].initial == START
    assert "Read:</b> 1 paragraph, 1 note, 1 picture." in page
    assert "They came home." in page
    assert (Essay.objects.count(), Image.objects.count()) == (0, 0)


def test_confirmed_document_is_a_draft_with_its_pictures(editor_client):
    response = confirm(editor_client, upload(editor_client), title="The Return")
    essay, image = Essay.objects.get(), Image.objects.get()
    assert response.url == reverse("admin:essays_essay_change", args=[essay.pk])
    assert (essay.title, essay.authors, essay.status) == ("The Return", START["authors"], "draft")
    assert essay.owner == image.owner is not None
    assert (image.title, image.alternative_text) == ("At the gate", "A gate of planks")
    assert (image.essay, image.status) == (essay, "draft")
    assert essay.body == (
        '<p>They came home.<span class="footnote">Pravda.</span></p>'
        f'<figure data-source="{image.key}"><figcaption>At the gate</figcaption></figure>'
    )


def test_message_counts_the_pictures(editor_client):
    response = confirm(editor_client, upload(editor_client))
    assert messages(editor_client.get(response.url)) == [
        "“Prisoners Return” is saved as a draft, with 1 picture."
    ]


def test_second_click_stores_nothing(editor_client):
    shown = upload(editor_client)
    confirm(editor_client, shown)
    response = editor_client.get(confirm(editor_client, shown).url)
    assert messages(response)[-1].startswith("This upload no longer exists.")
    assert Essay.objects.count() == 1


def test_wrong_title_is_refused_and_the_document_is_kept(editor_client):
    refused = confirm(editor_client, upload(editor_client), title="")
    assert "This field is required." in refused.text
    confirm(editor_client, refused)
    assert Essay.objects.get().title == "Prisoners Return"


def test_file_name_is_the_title_of_a_document_without_one(editor_client):
    response = upload(editor_client, docx(paragraph("Home.")), "Возвращение 1954.docx")
    assert response.context["start"].initial["title"] == "Возвращение 1954"


def test_other_file_is_refused_with_a_sentence(editor_client):
    response = editor_client.post(PAGE, {"document": SimpleUploadedFile("a.docx", b"home")})
    assert "This is neither a Word file (.docx) nor an OpenDocument text (.odt)." in response.text
    assert "This field is required." in editor_client.post(PAGE, {}).text


def test_failure_stores_nothing(editor_client, monkeypatch):
    shown = upload(editor_client)
    monkeypatch.setattr(Image, "save", lambda self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        confirm(editor_client, shown)
    assert Essay.objects.count() == 0


def test_its_state_is_recorded_with_the_pictures(editor_client):
    confirm(editor_client, upload(editor_client))
    state = RecordedState.objects.get()
    assert (state.object_id, state.members.count()) == (Essay.objects.get().pk, 2)


def test_words_and_markup_of_a_document_are_escaped(editor_client):
    file = docx(paragraph("&lt;script&gt;alert(1)&lt;/script&gt;"), paragraph(picture("&lt;b&gt;")))
    assert "<script>alert(1)" not in upload(editor_client, file).text


def test_author_imports_a_document_of_their_own(client):
    author = factories.user("Authors")
    client.force_login(author)
    confirm(client, upload(client))
    assert (Essay.objects.get().owner, Image.objects.get().owner) == (author, author)


@pytest.mark.parametrize("offered", ["essays_essay_changelist", "essays_essay_add"])
def test_lists_and_forms_lead_to_the_page(editor_client, offered):
    assert PAGE in editor_client.get(reverse(f"admin:{offered}")).text
