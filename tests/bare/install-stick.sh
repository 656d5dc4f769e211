#!/bin/sh
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# install-stick.sh STICK: installs Safibox for everybody from a stick by its own script, on a computer that has Flatpak and
# reaches nobody, and uses it as a pupil. Run by bare.sh, as root, in a Debian of its own that is thrown away afterwards.
# shellcheck disable=SC2317
stick=$1
ID=io.github.safibox.Safibox
# shellcheck source=tests/bare/ok.sh
. "$(dirname "$0")/ok.sh"

reaches_nobody() { ! getent hosts deb.debian.org; }
install_it() { sh "$stick/install.sh" | grep -F 'Safibox is installed.'; }
refuse_pupil() {
  pupil sh "$stick/install.sh"
  [ $? = 77 ]
}
pupil() { setpriv --reuid=somebody --regid=somebody --init-groups env HOME=/home/somebody "$@"; }
run_cli() { pupil flatpak run --no-session-bus --command=safibox-cli "$ID" "$@"; }
use_it() { run_cli findings | grep -F links.; }
practise() { run_cli --data-dir /tmp/data practice | grep -F 'amina@practice.example: 114 new messages'; }
take_it_out() { flatpak uninstall --system -y --noninteractive "$ID" && ! flatpak info "$ID"; }

ok "there is no network" reaches_nobody
ok "who may not is told so" refuse_pupil
ok "the script installs for everybody" install_it
ok "a pupil uses it" use_it
ok "a pupil practises with it" practise
ok "the script can be run again" install_it
ok "it is taken out again" take_it_out
exit "$failed"
