import pytest

from tests import factories

pytestmark = pytest.mark.django_db
FILES = ["text.txt", "text.docx"]


@pytest.mark.parametrize("name", FILES)
def test_download_has_its_type_and_is_named_by_its_title(client, name):
    essay = factories.essay(title='«Указ»: "А/Б"', body="<p>Home</p>")
    response = client.get(f"{essay.get_absolute_url()}{name}")
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%C2%AB%D0%A3%D0%BA%D0%B0%D0%B7%C2%BB%20%D0%90%20%D0%91."
        + name.rpartition(".")[2]
    )
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize("name", FILES)
def test_download_that_did_not_change_is_not_sent_again(client, name):
    text = factories.text(translation="Decree")
    address = f"{text.get_absolute_url()}{name}"
    tag = client.get(address)["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    head = client.head(address)
    assert (again.status_code, again.content) == (304, b"")
    assert (head.status_code, head["ETag"], head.content) == (200, tag, b"")
    text.translation = "Decree on amnesty"
    text.save()
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("name", FILES)
def test_page_without_words_has_no_downloads(client, name):
    for page in [factories.essay(), factories.text()]:
        assert client.get(f"{page.get_absolute_url()}{name}").status_code == 404
        assert name not in client.get(page.get_absolute_url()).text


def test_pages_with_words_link_to_their_downloads(client):
    pages = {
        factories.essay(body="<p>Home</p>"): "text",
        factories.text(original="Указ"): "text",
        factories.song(): "transcript",
        factories.subtitled(): "transcript",
    }
    for page, name in pages.items():
        shown = client.get(page.get_absolute_url()).text
        for ending in ["txt", "docx"]:
            assert f'href="{page.get_absolute_url()}{name}.{ending}" download>' in shown


def test_download_takes_few_queries(client, django_assert_num_queries):
    essay = factories.essay()
    texts = [factories.text(essay=essay, slug=f"t{n}", original="Указ") for n in range(3)]
    essay.body = "".join(f'<p><a data-source="{text.key}">It</a></p>' for text in texts)
    essay.save()
    with django_assert_num_queries(1):
        client.get(f"{texts[0].get_absolute_url()}text.docx")
    with django_assert_num_queries(2):
        file = client.get(f"{essay.get_absolute_url()}text.docx")
    assert file.status_code == 200
