def test_robots_may_read_everything_but_the_admin_and_choices_without_end(client, db):
    assert client.get("/robots.txt").text.splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/?*&*&*&",
        "Sitemap: http://testserver/sitemap.xml",
    ]


def test_robots_are_told_in_plain_text(client, db):
    assert client.get("/robots.txt").headers["Content-Type"] == "text/plain"


def test_robots_ask_the_database_nothing(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/robots.txt")
