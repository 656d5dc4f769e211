#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# make-deb.sh FOLDER PACKAGE…: makes FOLDER/safibox_VERSION_ARCHITECTURE.deb for the system that this runs on. What it is
# linked with is found by dpkg-shlibdeps; the packages named are what it finds at run time.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."
folder=$1
shift
mkdir -p "$folder"
folder=$(realpath "$folder")
build=$folder/build root=$folder/root control=$folder/control

[ -f "$build/build.ninja" ] || meson setup "$build" --prefix=/usr --buildtype=release -Dtests=false -Db_pie=true >&2
ninja -C "$build" >&2
rm -rf "$root" "$control"
DESTDIR=$root meson install -C "$build" --no-rebuild --quiet >&2
strip --remove-section=.comment --remove-section=.note "$root"/usr/bin/*

version=$(meson introspect "$build" --projectinfo | python3 -c 'import json, sys; print(json.load(sys.stdin)["version"])')
architecture=$(dpkg --print-architecture)
date=$(sed -n 's/.*<release version="'"$version"'" date="\([^"]*\)".*/\1/p' data/io.github.safibox.Safibox.metainfo.xml.in)
documents=$root/usr/share/doc/safibox
mkdir -p "$documents" "$control/debian" "$root/DEBIAN"
gzip -9n "$root"/usr/share/man/man1/*
gzip -9n >"$documents/changelog.gz" <<END
safibox ($version) stable; urgency=medium

  * What is new is told in the window, below About.

 -- The Safibox contributors <safibox@users.noreply.github.com>  $(date -uRd "$date")
END
cp flatpak/copyright "$documents/"

printf 'Source: safibox\n\nPackage: safibox\nArchitecture: any\n' >"$control/debian/control"
linked=$(cd "$control" && dpkg-shlibdeps -O "$root"/usr/bin/* | sed -n 's/^shlibs:Depends=//p') || linked=
[ -n "$linked" ] || { echo "dpkg-shlibdeps does not say with which packages Safibox is linked." >&2; exit 1; }
found=$(printf ', %s' "$@")
cat >"$root/DEBIAN/control" <<END
Package: safibox
Version: $version
Architecture: $architecture
Maintainer: The Safibox contributors <safibox@users.noreply.github.com>
Installed-Size: $(du -k --apparent-size -s "$root/usr" | cut -f1)
Depends: $linked$found
Recommends: gnome-keyring, fonts-noto-core, xdg-desktop-portal, libgtk-4-media-gstreamer, gstreamer1.0-plugins-base, gstreamer1.0-plugins-good
Suggests: speech-dispatcher, espeak-ng
Section: mail
Priority: optional
Homepage: https://github.com/safibox/safibox
Description: junk mail filter that says why, and takes back anything it did
 Safibox links over IMAP to your own mailbox, judges each message on your own
 computer, moves junk to the Junk folder and says why in plain words. It never
 deletes a message. It also helps people to tell a scam from a real message:
 with tips, rounds of practice and sheets for a school.
END
(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
chmod -R u=rwX,go=rX "$root"
deb=$folder/safibox_${version}_$architecture.deb
# The same tree gives the same octets.
SOURCE_DATE_EPOCH=$(date -ud "$date" +%s) dpkg-deb --root-owner-group -Zxz --build "$root" "$deb" >&2
echo "$deb"
