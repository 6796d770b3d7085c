"""HTML for comparison: browsers treat any run of white space as one space."""


def squeezed(html):
    return " ".join(html.split())
