import pytest

from tests import factories

pytestmark = pytest.mark.django_db

NOTICE = "It shows the dead."


@pytest.fixture
def image():
    return factories.image(content_warning=NOTICE, description="Men at the gate", title="The gate")


def test_reader_sees_the_notice_and_opens_the_source_knowingly(client, image):
    html = client.get(image.get_absolute_url()).text
    before, within = html.split('<details class="advised wide">')
    assert f"<p>{NOTICE}</p>" in before
    assert "<img" not in before
    assert "<img" in within.split("</details>")[0]


def test_source_without_a_notice_is_open(client):
    assert "<details" not in client.get(factories.image().get_absolute_url()).text


def test_thumbnail_and_description_stay_out_of_lists(client, image):
    image.themes.add("Law")
    pages = ["/", "/themes/law/", "{}images/", "{}"]
    texts = [client.get(page.format(image.essay.get_absolute_url())).text for page in pages]
    assert [
        name for text in texts for name in [image.folder, "Men at the gate"] if name in text
    ] == []
    assert ["The gate" in text for text in texts] == [True] * 4


def test_image_with_a_notice_does_not_lead(client, image):
    image.essay.lead_image = image
    image.essay.save()
    assert image.essay.lead() is None
