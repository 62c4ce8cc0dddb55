"""The container's files against the project: what they copy is there, what they start is guarded, nothing runs as
root.
"""

import re

from ruamel.yaml import YAML

from pipelines.settings import PROJECT

BUILD = (PROJECT / "Containerfile").read_text(encoding="utf-8")
COMPOSE = YAML(typ="safe").load(PROJECT / "compose.yaml")
SERVICES = COMPOSE["services"]


def test_what_is_copied_is_there():
    copied = [name for line in re.findall(r"^COPY (.+)$", BUILD, re.MULTILINE) for name in line.split()[:-1]]
    assert {"requirements.lock", "pyproject.toml", "warehouse", "pipelines", "dashboard", ".streamlit"} <= set(copied)
    assert not [name for name in copied if not (PROJECT / name).exists()]


def test_it_runs_as_a_user_without_rights():
    assert re.search(r"^USER papertrends$", BUILD, re.MULTILINE)
    assert all(service["read_only"] and service["cap_drop"] == ["ALL"] for service in SERVICES.values())


def test_there_are_three_services_over_one_volume_each_with_a_health_check():
    assert set(SERVICES) == {"webserver", "daemon", "dashboard"}
    assert all(service["volumes"] == ["data:/data"] and service["healthcheck"]["test"] for service in SERVICES.values())


def test_ports_are_open_to_this_machine_only():
    published = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert published
    assert all(port.startswith("127.0.0.1:") for port in published)
