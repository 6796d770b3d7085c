"""The model site's line of years, out of which the guide's picture and song are made."""

YEARS = [
    *(1917, 1921, 1924, 1929, 1934, 1936, 1939, 1943, 1947),
    *(1954, 1956, 1961, 1968, 1973, 1980, 1985, 1991),
]
OPEN = 1954  # the moment with which this archive begins
