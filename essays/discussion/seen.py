"""What a page showed of comments when it was loaded; the page sends it back with a decision.

Moderators decide about the words and the state that they saw. A comment that changed in the
meantime is left as it is.
"""

import re

VERSION, FLAG = "seen", "flag"  # names of hidden fields, before the key of the comment


class Seen:
    def __init__(self, data=(), state=None):
        """`data` is the submitted form; `state` applies to comments that are not in it."""
        self.state = state
        self.versions = _by_key(VERSION, data)
        self.flags = _by_key(FLAG, data)

    @classmethod
    def of(cls, key, version):
        """The page of one comment, which sends its version as a field of the form."""
        return cls({f"{VERSION}-{key}": version})

    def matches(self, comment):
        version = self.versions.get(comment.pk)
        return comment.state == self.state if version is None else comment.version == version

    def state_of(self, comment):
        """The state that the page showed."""
        version = self.versions.get(comment.pk)
        return self.state if version is None else version.partition(".")[0]

    def has_flag(self, flag):
        """Whether the page showed the flag: it sends the key of the latest one that it showed."""
        latest = self.flags.get(flag.comment_id)
        return latest is None or (latest.isdecimal() and flag.pk <= int(latest))


def _by_key(name, data):
    matches = {key: re.fullmatch(rf"{name}-(\d{{1,18}})", key, re.ASCII) for key in data}
    return {int(match[1]): data[key] for key, match in matches.items() if match}
