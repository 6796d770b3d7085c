"""A Word file is dropped on the form of a new essay."""

from base64 import b64encode

import pytest
from playwright.sync_api import expect

from essays.models import Essay
from tests.seventeen_moments.bulk.documents.files import docx, note, paragraph, picture, table

DROP = """([content, name]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))
  const dataTransfer = new DataTransfer()
  dataTransfer.items.add(new File([bytes], name))
  const place = document.querySelector(".ProseMirror")
  place.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }))
}"""


@pytest.mark.parametrize("width", [390, 1440])
def test_dropped_document_becomes_a_draft(editor_page, complaints, width):
    page = editor_page
    page.set_viewport_size({"width": width, "height": 900})
    file = docx(
        paragraph("Prisoners Return", style="Titel"),
        paragraph("They came home.", note(1)),
        table(["Year", "Arrests"], ["1954", "17"]),
        paragraph(picture("A gate")),
        notes=[["Pravda."]],
    )
    with page.expect_navigation():
        page.evaluate(DROP, [b64encode(file.read()).decode(), "return.docx"])
    assert page.input_value("#id_title") == "Prisoners Return"
    assert page.evaluate("document.documentElement.scrollWidth") == width
    with page.expect_navigation():
        page.click("text=Create the draft")
    expect(page.locator(".messagelist")).to_contain_text("with 1 picture")
    assert (Essay.objects.get().title, complaints) == ("Prisoners Return", [])
