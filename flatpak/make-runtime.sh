#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# make-runtime.sh REPOSITORY SUITE PACKAGE…: makes a runtime for tests out of packages, once, and puts it into a
# repository. One tree is runtime and SDK. It stands in for GNOME's, which is not to be had on a machine without the web.
# The packages come from where this system has its own from; a suite of "" is that of this system.
set -euo pipefail
repository=$1 suite=$2
shift 2
ID=io.github.safibox.TestPlatform
# What a runtime has besides what Safibox is built with.
BASE="ca-certificates hicolor-icon-theme shared-mime-info gsettings-desktop-schemas at-spi2-core xkb-data locales
  libglib2.0-dev-bin desktop-file-utils make patch elfutils xz-utils"

# shellcheck source=flatpak/mirror.sh
. "$(dirname "$(realpath "$0")")/mirror.sh"
read -r address own components < <(find_mirror)
suite=${suite:-$own}
architecture=$(flatpak --default-arch)
if ostree --repo="$repository" rev-parse "runtime/$ID/$architecture/$suite" >/dev/null 2>&1; then
  exit 0
fi
[ -n "$address" ] || { echo "apt knows no place for packages" >&2; exit 1; }
work=$(mktemp -d "$(dirname "$repository")/runtime.XXXXXX")
# What is still mounted in a tree that was given up is not ours to remove.
trap 'rm -rf --one-file-system "$work"' EXIT
# shellcheck disable=SC2086
list=$(echo $BASE "$@" | tr -s ' \n' ',')
mmdebstrap --quiet --variant=minbase --mode=auto --aptopt='APT::Install-Recommends "false"' --include="${list%,}" \
  --components="${components// /,}" "$suite" "$work/root" "$address" >&2

tree=$work/tree
mkdir -p "$tree/files"
mv "$work/root/usr" "$tree/usr"
cp -a "$work/root/etc" "$tree/usr/etc"
rm -rf "${tree:?}"/usr/share/{doc,man,info,lintian,linda} "${tree:?}"/usr/{local,games,src}
rm -f "$tree"/usr/etc/{passwd,group,shadow,gshadow,machine-id,resolv.conf,hosts,hostname,mtab,localtime,timezone} \
  "$tree"/usr/etc/*- "$tree"/usr/etc/ld.so.cache
libraries=/usr/lib/$(basename "$(dirname "$(find "$tree/usr/lib" -maxdepth 2 -name 'libc.so.6' | head -1)")")
cat >"$tree/usr/etc/ld.so.conf" <<END
include /run/flatpak/ld.so.conf.d/app-*.conf
/app/lib
include /run/flatpak/ld.so.conf.d/runtime-*.conf
$libraries
END
# The person's own fonts, as Flatpak shows them.
cat >"$tree/usr/etc/fonts/conf.d/50-flatpak.conf" <<END
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>/run/host/fonts</dir></fontconfig>
END
chmod -R u+rw "$tree/usr/etc"
cat >"$tree/metadata" <<END
[Runtime]
name=$ID
runtime=$ID/$architecture/$suite
sdk=$ID/$architecture/$suite

[Environment]
XDG_DATA_DIRS=/app/share:/usr/share:/usr/share/runtime/share:/run/host/user-share:/run/host/share
END
# The commit takes its time from the compression of 1 GB.
flatpak build-export --disable-sandbox --runtime --no-update-summary "$repository" "$tree" "$suite" >&2
flatpak build-update-repo "$repository" >&2
