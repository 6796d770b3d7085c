from django.urls import reverse

from tests import factories
from tests.forms import filled, row
from tests.html import squeezed
from tests.seventeen_moments.editorial.authoring import ADD


def test_refused_form_links_each_error_to_its_field(editor_client):
    response = editor_client.post(ADD, filled(editor_client.get(ADD), language=""))
    page = squeezed(response.text)
    assert "Not saved: 2 errors" in page
    assert '<a href="#id_title">Title</a>: This field is required.' in page
    assert '<a href="#id_language">Language</a>: This field is required.' in page


def test_error_in_a_row_names_its_section_and_number(editor_client):
    essay = factories.essay()
    factories.text(essay=essay, title="Decree")
    page = reverse("admin:essays_essay_change", args=[essay.pk])
    data = filled(editor_client.get(page)) | row("texts", 0, title="")
    response = editor_client.post(page, data)
    link = '<a href="#id_texts-0-title">Texts, row 1: Title</a>: This field is required.'
    assert link in squeezed(response.text)
    assert "Not saved: 1 error" in squeezed(response.text)


def test_form_without_errors_has_no_summary(editor_client):
    assert "form-errors" not in editor_client.get(ADD).text
