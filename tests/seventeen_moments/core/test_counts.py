import pytest

from essays.models import Essay
from seventeen_moments.core import counts
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(counts, "EXACT", 2)


def number():
    return counts.cached_count("essays", Essay.objects.published())


@pytest.mark.parametrize("essays", [0, 1, 2, 4])
def test_counts_are_exact(few, essays):
    for _ in range(essays):
        factories.essay()
    assert number() == essays


def test_large_count_is_cached(few, django_assert_num_queries):
    for _ in range(4):
        factories.essay()
    number()
    with django_assert_num_queries(0):
        assert number() == 4


def test_own_change_is_counted_at_once(few):
    essays = [factories.essay() for _ in range(4)]
    number()
    factories.essay()
    assert number() == 5
    essays[0].delete()
    assert number() == 4


def test_change_without_a_signal_is_counted_at_once(few):
    essays = [factories.essay() for _ in range(4)]
    number()
    Essay.objects.filter(pk=essays[0].pk).update(status="draft")
    assert number() == 3


@pytest.mark.parametrize("address", ["/essays/", "/years/1954/", "/themes/law/"])
def test_long_list_has_all_its_pages(client, few, address):
    for place in range(45):
        factories.essay(title=f"Essay {place:02}", year=1954).themes.add("Law")
    pages = [client.get(f"{address}?page={page}").context["object_list"] for page in [1, 2, 3]]
    assert [essay.title for page in pages for essay in page] == [f"Essay {n:02}" for n in range(45)]
    assert client.get(f"{address}?page=4").status_code == 404


@pytest.mark.parametrize("address", ["/essays/", "/years/1954/", "/themes/law/"])
def test_long_list_counts_once(client, few, address, monkeypatch):
    for _ in range(4):
        factories.essay(year=1954).themes.add("Law")
    client.get(address)
    monkeypatch.setattr(Essay.objects._queryset_class, "count", uncounted(Essay))
    assert client.get(address).status_code == 200


def uncounted(model):
    counted = model.objects._queryset_class.count

    def count(rows):
        assert rows.query.is_sliced, "counted over all"
        return counted(rows)

    return count


def test_related_themes_are_counted_again_after_a_save(client):
    factories.essay().themes.add("Law", "Amnesty")
    client.get("/themes/law/")
    factories.text().themes.add("Law", "Camps")
    assert [theme["name"] for theme in client.get("/themes/law/").context["related"]] == [
        "Amnesty",
        "Camps",
    ]
