#!/bin/bash
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# gui-session.sh COMMAND…: runs COMMAND with a screen, a session bus and a home directory of its own, and leaves
# nothing behind. Works as root. Nothing but the accessibility bus can be activated: no portal, keyring or dconf.
#   PORTALS=1           the desktop's portals can be activated, too
#   GEOMETRY=1280x800   size of the screen
#   TEXT_DPI=144        resolution for text: 144 is 150 %
#   GTK_INI='line…'     lines for GTK's settings.ini
set -eu
dir=$(mktemp -d "${TMPDIR:-/tmp}/safibox-gui.XXXXXX")
mkdir -m 700 "$dir/run" "$dir/home"
mkdir -p "$dir/services" "$dir/home/.config/gtk-4.0"
screen=
cleanup() {
  [ -z "$screen" ] || { kill "$screen" 2>/dev/null || true; wait "$screen" 2>/dev/null || true; }
  # What the portal shows of documents is a mount, and not ours to remove.
  fusermount -q -u -z "$dir/run/doc" 2>/dev/null || true
  rm -rf --one-file-system "$dir"
}
trap cleanup EXIT
export HOME="$dir/home" XDG_RUNTIME_DIR="$dir/run" XDG_CONFIG_HOME="$dir/home/.config"
export XDG_DATA_HOME="$dir/home/.local/share" XDG_CACHE_HOME="$dir/home/.cache" XDG_STATE_HOME="$dir/home/.local/state"
# A speech service would be started by every page that can be read aloud.
export SPEECHD_ADDRESS="unix_socket:$dir/none"
export GDK_BACKEND=x11 GSK_RENDERER=cairo SAFI_GUI_SESSION="$dir"
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS
printf '[Settings]\ngtk-enable-animations=0\n%s\n' "${GTK_INI:-}" >"$XDG_CONFIG_HOME/gtk-4.0/settings.ini"
cp /usr/share/dbus-1/services/org.a11y.Bus.service "$dir/services/"
if [ -n "${PORTALS:-}" ]; then
  # Whose backends are for a desktop of this name.
  export XDG_CURRENT_DESKTOP=GNOME
  cp /usr/share/dbus-1/services/org.freedesktop.{portal,impl.portal}.*.service "$dir/services/"
fi
cat >"$dir/session.conf" <<X
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><keep_umask/><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<servicedir>$dir/services</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
X
# The server chooses a free display itself and writes its number when it is ready.
mkfifo "$dir/display"
Xvfb -displayfd 3 -screen 0 "${GEOMETRY:-1280x800}x24" -nolisten tcp -noreset 3>"$dir/display" >"$dir/screen.log" 2>&1 &
screen=$!
read -r number <"$dir/display"
export DISPLAY=":$number"
[ -z "${TEXT_DPI:-}" ] || echo "Xft.dpi: $TEXT_DPI" | xrdb -nocpp -merge
status=0
# What the bus and its services say is none of the command's output.
exec 4>&1 5>&2
# shellcheck disable=SC2016
dbus-run-session --config-file="$dir/session.conf" -- bash -c 'exec "$@" >&4 2>&5 4>&- 5>&-' command "$@" \
  >"$dir/session.log" 2>&1 || status=$?
exit $status
