from seventeen_moments.context import archive


def test_context_has_the_name_of_the_site(rf, settings):
    settings.SITE_NAME = "Archive of the Thaw"
    assert archive(rf.get("/"))["site_name"] == "Archive of the Thaw"
