#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-flatpak.py ROOT: fails if the manifest for Flatpak is broken, takes a source that is not a named archive with its
sum, grants another permission than tests/lib/permissions.py or one without its reason in docs/install.md, or needs a
runtime that is no longer looked after. Left out in a release's archive, which has no manifest."""

import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import permissions

ID = "io.github.safibox.Safibox"
MANIFEST = f"flatpak/{ID}.json"
RUNTIME_MIN = 50
KEYS = {"app-id", "runtime", "runtime-version", "sdk", "command", "separate-locales", "finish-args", "add-extensions",
        "cleanup", "modules"}
MODULE_KEYS = {"name", "buildsystem", "build-options", "config-opts", "post-install", "cleanup", "sources"}
SOURCE_KEYS = {"type", "url", "sha256"}
NOT_RELEASED = "0" * 64  # stands for the sum of our own archive until there is one


def check_source(module, source):
    name = f"{module['name']}: the source {source.get('url')}"
    if set(source) != SOURCE_KEYS or source["type"] != "archive":
        yield f"{name} is no archive with url and sha256, and nothing else"
        return
    if not source["url"].startswith("https://"):
        yield f"{name} does not come over https"
    if not re.fullmatch(r"[0-9a-f]{64}", source["sha256"]):
        yield f"{name} has no sha256"
    if source["sha256"] == NOT_RELEASED and module["name"] != "safibox":
        yield f"{name} has no true sha256"


def check_module(module):
    if not isinstance(module, dict) or not {"name", "sources"} <= set(module) <= MODULE_KEYS:
        yield f"a module is not as it should be: {module}"
        return
    if len(module["sources"]) != 1:
        yield f"{module['name']}: {len(module['sources'])} sources, not one"
    for source in module["sources"]:
        yield from check_source(module, source)


def check_release(root, manifest):
    """Our own archive is that of the version which meson.build names."""
    version = re.search(r"^  version: '(.*?)',$", (root / "meson.build").read_text(), re.MULTILINE).group(1)
    url = manifest["modules"][-1]["sources"][0]["url"]
    if manifest["modules"][-1]["name"] != "safibox" or not url.endswith(f"/v{version}/safibox-{version}.tar.xz"):
        yield f"the last module is not Safibox {version}"


def check_permissions(root, granted):
    reasons = (root / "docs/install.md").read_text()
    if len(granted) != len(set(granted)) or set(granted) != permissions.FINISH_ARGS:
        yield f"permissions: {sorted(set(granted) ^ permissions.FINISH_ARGS)} is in one place only"
    for permission in granted:
        if f"`{permission}`" not in reasons:
            yield f"docs/install.md gives no reason for {permission}"


def check(root):
    path = root / MANIFEST
    try:
        manifest = json.loads(path.read_text())
    except ValueError as error:
        yield f"{path.name}: {error}"
        return
    if set(manifest) != KEYS:
        yield f"keys that are missing or too many: {sorted(set(manifest) ^ KEYS)}"
        return
    if (manifest["app-id"], manifest["command"]) != (ID, "safibox"):
        yield "another program"
    if (manifest["runtime"], manifest["sdk"]) != ("org.gnome.Platform", "org.gnome.Sdk"):
        yield "another runtime than GNOME's"
    if int(manifest["runtime-version"]) < RUNTIME_MIN:
        yield f"GNOME {manifest['runtime-version']} is older than {RUNTIME_MIN}"
    if manifest["separate-locales"]:
        yield "languages apart would be missing on a stick"
    yield from check_permissions(root, manifest["finish-args"])
    faults = [fault for module in manifest["modules"] for fault in check_module(module)]
    yield from faults
    if not faults:
        yield from check_release(root, manifest)


def main():
    root = pathlib.Path(sys.argv[1])
    if not (root / MANIFEST).exists() and not (root / ".git").exists():
        print("The archive of a release has no manifest.")
        sys.exit(77)
    faults = list(check(root))
    print("\n".join(faults))
    sys.exit(1 if faults else 0)


main()
