"""Imports go one way, to lower rooms only. So do names of models, apps and URLs in strings."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# From the lowest up. Rooms on one floor may import each other, and all rooms below.
FLOORS = [
    ["core"],
    ["versions"],
    ["audit", "editorial"],
    ["essays", "pages"],
    ["resources"],
    ["browse", "search"],
    ["bulk", "feeds", "notices", "preservation"],
    ["corrections"],
    ["privacy", "removals", "samples"],
    ["page_cache", "seventeen_moments"],  # settings, addresses, middleware: nothing imports these
]
TOPS = ["seventeen_moments", "essays", "resources"]
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
# Names in strings: "essays.Comment", "essays.view_comment", "admin:essays_comment_change".
LABEL = re.compile(r"^(?:admin:)?([a-z]+)(?:\.[A-Za-z]\w*|_[a-z]+_[a-z_]+|:\w*)$")
# Rooms whose addresses have a namespace of another name.
NAMESPACES = {"media": "resources", "moderation": "essays", "sitemap": "browse"}


def room_of(path):
    top, *rest = path.relative_to(ROOT).parts
    return rest[0] if top == "seventeen_moments" and len(rest) > 1 else top


def room_named(dotted):
    top, *rest = dotted.split(".")
    return rest[0] if top == "seventeen_moments" and rest and rest[0] in FLOOR_OF else top


def modules():
    for top in TOPS:
        for path in sorted((ROOT / top).rglob("*.py")):
            if "migrations" not in path.parts and room_of(path) in FLOOR_OF:
                yield path


def names_in(path):
    """The rooms that the module imports, or names in strings."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (room_named(alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (room_named(f"{base}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Constant):
            for name in LABEL.findall(str(node.value)):
                yield NAMESPACES.get(name, name)


def breaches(path):
    own = FLOOR_OF[room_of(path)]
    return {
        f"{path.relative_to(ROOT)} names {room}"
        for room in names_in(path)
        if FLOOR_OF.get(room, -1) > own
    }


def test_modules_name_no_higher_room():
    # The lead image of an essay is a foreign key to one of its images.
    assert set().union(*map(breaches, modules())) == {"essays/models.py names resources"}


def test_every_room_has_a_floor():
    folders = {path.parent.name for path in (ROOT / "seventeen_moments").glob("*/__init__.py")}
    assert folders - {"management"} == FLOOR_OF.keys() - set(TOPS)


@pytest.mark.parametrize(
    "line",
    [
        "from resources.models import Text",
        "import essays.models",
        'apps.get_model("resources.Text")',
        'reverse("browse:theme")',
        'reverse(f"resources:{name}")',
        'reverse("moderation:queue")',
        'reverse("admin:essays_comment_changelist")',
        'user.has_perm("essays.change_comment")',
    ],
)
def test_breach_would_be_found(tmp_path, monkeypatch, line):
    monkeypatch.setattr("tests.test_imports.ROOT", tmp_path)
    path = tmp_path / "seventeen_moments" / "core" / "rule.py"
    path.parent.mkdir(parents=True)
    path.write_text(line)
    assert len(breaches(path)) == 1
