"""What a page showed of comments when it was loaded, which it sends back with a decision.

Whoever decides has read these words in this state. What changed meanwhile is not what they
decided about, and stays as it is.
"""

import re
from hashlib import sha256

VERSION, FLAG = "seen", "flag"  # names of hidden fields, before the key of the comment


def version(comment):
    """Another one as soon as the state or the words are others."""
    return f"{comment.state}.{sha256(comment.text.encode()).hexdigest()[:16]}"


class Seen:
    def __init__(self, data=(), state=None):
        """`data` is what the page sent; `state` holds for comments that it says nothing of."""
        self.state = state
        self.versions = _by_key(VERSION, data)
        self.flags = _by_key(FLAG, data)

    def holds_for(self, comment):
        shown = self.versions.get(comment.pk)
        return comment.state == self.state if shown is None else version(comment) == shown

    def has_flag(self, flag):
        """Whether the flag was there already: the page sends the key of the latest one."""
        latest = self.flags.get(flag.comment_id)
        return latest is None or (latest.isdecimal() and flag.pk <= int(latest))


def _by_key(name, data):
    found = {key: re.fullmatch(rf"{name}-(\d{{1,18}})", key, re.ASCII) for key in data}
    return {int(match[1]): data[key] for key, match in found.items() if match}
