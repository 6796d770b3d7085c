"""The page of the comments of one essay as the tests use it."""

from tests.forms import comment_on

ADDRESS = "/essays/prisoners-return/comments/"
TEXT = "I was there.\n\nTwice."


def send(client, essay, **changes):
    return client.post(ADDRESS, comment_on(essay, **{"text": TEXT} | changes))
