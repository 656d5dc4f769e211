# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Safibox may do in Flatpak's sandbox, and nothing else. Each line has its reason in docs/install.md."""

FINISH_ARGS = {
    "--share=network",
    "--share=ipc",
    "--socket=wayland",
    "--socket=fallback-x11",
    "--talk-name=org.gnome.OnlineAccounts",
}

# The same as an installed program tells it: group, key, values.
SHOWN = {
    ("Context", "shared"): {"network", "ipc"},
    ("Context", "sockets"): {"x11", "wayland", "fallback-x11"},
    ("Session Bus Policy", "org.gnome.OnlineAccounts"): {"talk"},
}
