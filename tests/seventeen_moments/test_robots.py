def test_robots_may_not_read_the_admin_and_filtered_lists(client, db):
    assert client.get("/robots.txt").text.splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/?*&*&*&",
        "Sitemap: http://testserver/sitemap.xml",
    ]


def test_robots_file_is_plain_text(client, db):
    assert client.get("/robots.txt").headers["Content-Type"] == "text/plain"


def test_robots_file_takes_no_query(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/robots.txt")
