"""What the files for service name exists in the project: commands, variables, paths, users."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections import Counter
from pathlib import Path
from shutil import which

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands, load_command_class

from seventeen_moments.connections import cache, database
from tests.seventeen_moments.settings.variables import VARIABLES

TOP = Path(settings.BASE_DIR)
FOLDER = TOP / "seventeen_moments" / "deployment"
UNITS = FOLDER / "systemd"
DOCKERFILE = re.sub(r"^#.*\n", "", (FOLDER / "Dockerfile").read_text(), flags=re.MULTILINE)
COMPOSE = yaml.safe_load((FOLDER / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
IGNORED = (FOLDER / "Dockerfile.dockerignore").read_text().splitlines()
ENTERED = re.findall(r"^#?([A-Z_]+)=", (FOLDER / "example.env").read_text(), re.MULTILINE)


def instruction(name):
    """The last one of this name in the Dockerfile."""
    return re.findall(rf"^{name} (.*)", DOCKERFILE.replace("\\\n", " "), re.MULTILINE)[-1]


def unit_files():
    return [path for path in UNITS.rglob("*") if path.is_file()]


def command_lines():
    """Each line of arguments of manage.py, in any of the files."""
    yield shlex.join(json.loads(instruction("CMD"))[2:])
    yield re.search(r"manage\.py (collectstatic [^&]*)", DOCKERFILE)[1].replace("\\\n", " ")
    yield from re.findall(r"manage\.sh\" (.*)", (FOLDER / "release.sh").read_text())
    tasks = []
    for service in OURS.values():
        match service.get("command", []):
            case ["python", "manage.py", *arguments]:
                yield shlex.join(arguments)
            case ["sh", "-c", script]:
                tasks += re.findall(r"tasks\.sh ([^;]*);", script)
    for unit in UNITS.glob("*.service"):
        for line in re.findall("^ExecStart=(.*)", unit.read_text(), re.MULTILINE):
            if "tasks.sh" in line:
                tasks.append(line.partition("tasks.sh ")[2])
            else:
                yield line.partition("manage.py ")[2]
    for line in tasks:
        yield from shlex.split(line)


def test_every_command_exists_and_takes_its_arguments():
    used = set()
    for line in command_lines():
        name, *arguments = shlex.split(line)
        command = load_command_class(get_commands()[name], name)
        command.create_parser("manage.py", name).parse_args(arguments)  # exits if it is wrong
        used.add(name)
    scheduled = {"backup", "check_media", "make_renditions", "publish_due", "send_notices"}
    assert used == scheduled | {"collectstatic", "migrate", "rebuild_search", "serve"}


def test_compose_and_systemd_run_the_same_tasks():
    lines = [line.replace("/var/backups/", "/") for line in command_lines()]
    tasks = [line for line in lines if not line.startswith(("serve", "migrate", "collectstatic"))]
    tasks = [line.replace("/archive", "/backups") for line in tasks]
    assert set(Counter(tasks).values()) == {2}


def test_every_variable_is_one_of_the_settings():
    known = {*VARIABLES, "PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
    named = set(re.findall(r"(\w+)=", instruction("ENV")))
    named |= {name for service in OURS.values() for name in service["environment"]}
    named |= set(ENTERED) - {"POSTGRES_PASSWORD"}
    for unit in unit_files():
        named |= set(re.findall(r"^Environment=(\w+)=", unit.read_text(), re.MULTILINE))
    assert named - known == set()


def test_release_starts_units_that_exist():
    named = re.findall(r"archive-\w+\.\w+", (FOLDER / "release.sh").read_text())
    assert {unit.name for unit in UNITS.glob("archive-*.timer")} < set(named)
    assert all((UNITS / name).exists() for name in named)


def test_example_names_what_compose_asks_for():
    asked = re.findall(r"(?<!\$)\$\{(\w+)", (FOLDER / "compose.yaml").read_text())
    assert set(asked) <= set(ENTERED)


def test_addresses_in_compose_are_accepted(tmp_path):
    variables = OURS["archive"]["environment"]
    url = re.sub(r"\$\{.*?\}", "secret", variables["DATABASE_URL"])
    config = database(url, tmp_path)
    server = SERVICES[config["HOST"]]["environment"]
    assert (config["USER"], config["NAME"]) == (server["POSTGRES_USER"],) * 2
    assert cache(variables["CACHE_URL"], tmp_path)["LOCATION"] == "redis://cache:6379/0"


def test_image_runs_as_its_own_user():
    number, _group = instruction("USER").split(":")
    assert f"useradd --uid {number} " in DOCKERFILE
    assert DOCKERFILE.index("\nUSER") > DOCKERFILE.rindex("\nRUN")


def test_image_has_what_the_code_reads_and_no_secret():
    assert IGNORED[1] == "*"
    kept = {line[1:] for line in IGNORED if line.startswith("!")}
    assert all((TOP / name).exists() for name in kept)
    assert {"manage.py", "pyproject.toml", "templates", *("essays", "resources")} <= kept
    deployment = "seventeen_moments/deployment"
    assert f"{deployment}/*" in IGNORED
    asked = json.loads(instruction("HEALTHCHECK").partition("CMD ")[2])[1]
    assert {asked, f"{deployment}/requirements.txt", f"{deployment}/tasks.sh"} <= kept


@pytest.mark.parametrize("name", SERVICES)
def test_service_is_restricted(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["restart"] in {"unless-stopped", "on-failure"}
    assert ("ports" in service) == (name == "proxy")


def test_what_serves_is_checked():
    checks = {name: service.get("healthcheck", {}) for name, service in SERVICES.items()}
    assert {name for name in checks if "test" in checks[name]} == {"proxy", "database", "cache"}
    # The image has its own.
    assert {name for name in OURS if not checks[name]} == {"archive"}


def test_what_services_name_is_declared():
    for service in SERVICES.values():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in COMPOSE["volumes"] or source in {"./nginx.conf", "./certificates"}
        assert set(service["networks"]) <= COMPOSE["networks"].keys()
        assert service.get("depends_on", {}).keys() <= SERVICES.keys()
    assert (FOLDER / "nginx.conf").exists()


def test_one_socket_is_named_everywhere():
    path = "/run/archive/archive.sock"
    named = [instruction("CMD"), instruction("HEALTHCHECK"), (FOLDER / "nginx.conf").read_text()]
    assert all(path in text for text in [*named, (UNITS / "archive-web.socket").read_text()])
    for name in ["archive", "proxy"]:
        assert "socket:/run/archive" in SERVICES[name]["volumes"]


@pytest.mark.skipif(not which("systemd-analyze"), reason="needs systemd-analyze")
def test_units_are_valid_and_restricted(tmp_path):
    for file in unit_files():
        copy = tmp_path / file.relative_to(UNITS)
        copy.parent.mkdir(exist_ok=True)
        python = "/srv/archive/current/.venv/bin/python"
        copy.write_text(file.read_text().replace(python, sys.executable))
    units = sorted(unit.name for unit in tmp_path.glob("*.*") if unit.is_file())
    services = [unit for unit in units if unit.endswith(".service")]
    for command in [
        ["verify", *units],
        ["security", "--offline=yes", "--threshold=15", *services],  # 1.5 of 10
    ]:
        checked = subprocess.run(
            ["systemd-analyze", "--no-pager", *command],  # noqa: S607
            env=os.environ | {"SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (checked.returncode, checked.stderr) == (0, "")
