"""The locked versions agree with pyproject.toml, and with what the packages ask of each other."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FOLDER = Path(settings.BASE_DIR) / "seventeen_moments" / "deployment"
PROJECT = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
SERVICE = [*PROJECT["dependencies"], *EXTRAS["redis"], *EXTRAS["s3"]]
LOCKS = {"requirements.txt": SERVICE, "requirements-test.txt": [*SERVICE, *EXTRAS["test"]]}


def locked(file):
    """The pinned versions of this platform. Each must have a checksum."""
    text = (FOLDER / file).read_text().replace("\\\n", "")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    pins = [Requirement(line.partition(" --hash=sha256:")[0]) for line in lines]
    assert all("--hash=sha256:" in line for line in lines)
    return {
        canonicalize_name(pin.name): re.fullmatch("==([^,*]+)", str(pin.specifier))[1]
        for pin in pins
        if pin.marker is None or pin.marker.evaluate()
    }


def needed(lines):
    """These requirements, and those of the packages that they lead to."""
    waiting, seen = [(line, {""}) for line in lines], set()
    while waiting:
        line, extras = waiting.pop()
        requirement = Requirement(line)
        marker, name = requirement.marker, canonicalize_name(requirement.name)
        if marker and not any(marker.evaluate({"extra": extra}) for extra in extras):
            continue
        yield requirement
        asked = (name, frozenset(requirement.extras))
        if asked not in seen:
            seen.add(asked)
            inner = metadata.requires(name) or []
            waiting += [(child, requirement.extras or {""}) for child in inner]


@pytest.mark.parametrize("file", LOCKS)
def test_lock_agrees_with_pyproject(file):
    versions, requirements = locked(file), list(needed(LOCKS[file]))
    assert sorted(versions) == sorted({canonicalize_name(need.name) for need in requirements})
    refused = [
        str(need)
        for need in requirements
        if not need.specifier.contains(versions[canonicalize_name(need.name)], prereleases=True)
    ]
    assert refused == []


def test_tests_run_with_the_versions_of_the_service():
    assert locked("requirements.txt").items() <= locked("requirements-test.txt").items()


def test_every_dependency_has_an_upper_bound():
    unbounded = [
        line
        for line in LOCKS["requirements-test.txt"]
        if not any(part.operator in ("~=", "==", "<") for part in Requirement(line).specifier)
    ]
    assert unbounded == []
