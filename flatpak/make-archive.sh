#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# make-archive.sh FOLDER: makes FOLDER/safibox-VERSION.tar.xz of what is committed, and writes its sum into the manifest. The
# manifest is not in it, so that the sum stays true when it is committed.
set -euo pipefail
[ $# = 1 ] || { sed -n '5,6s/^# \{0,1\}//p' "$0" >&2; exit 64; }
folder=$(realpath "$1")
cd "$(dirname "$(realpath "$0")")/.."
manifest=flatpak/io.github.safibox.Safibox.json
version=$(sed -n "s/^  version: '\(.*\)',$/\1/p" meson.build)
archive=$folder/safibox-$version.tar.xz
git archive --prefix="safibox-$version/" HEAD -- . ":!$manifest" | xz -9 >"$archive"
sum=$(sha256sum "$archive" | cut -d' ' -f1)
# It is the source of the last module.
line=$(grep -n '"sha256"' $manifest | tail -1 | cut -d: -f1)
sed -i "${line}s/[0-9a-f]\{64\}/$sum/" $manifest
echo "$archive $sum"
