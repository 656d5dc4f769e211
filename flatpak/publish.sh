#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# publish.sh SOURCE TARGET URL KEY [RUNTIME_REPOSITORY]: puts what flatpak-builder made (the repository SOURCE) into the
# signed repository TARGET, which is a folder of plain files that URL will serve, and beside it what people click:
#   TARGET/safibox.flatpakrepo   adds the repository to a computer
#   TARGET/safibox.flatpakref    installs Safibox, and GNOME's runtime from RUNTIME_REPOSITORY
#   TARGET/safibox.flatpak       Safibox in one file; it needs the runtime and no network, and finds updates at URL
# KEY is a key of gpg, in $GNUPGHOME if that is set.
set -euo pipefail
[ $# -ge 4 ] || { sed -n '5,10s/^# \{0,1\}//p' "$0" >&2; exit 64; }
source=$1 target=$2 url=$3 key=$4 runtimes=${5:-https://dl.flathub.org/repo/flathub.flatpakrepo}
ID=io.github.safibox.Safibox
BRANCH=stable
keys=${GNUPGHOME:-$HOME/.gnupg}

built=$(ostree --repo="$source" refs --list "app/$ID" | head -1)
[ -n "$built" ] || { echo "$source holds no Safibox" >&2; exit 1; }
architecture=$(cut -d/ -f3 <<<"$built")
mkdir -p "$target"
[ -f "$target/config" ] || ostree --repo="$target" init --mode=archive-z2
flatpak build-commit-from --no-update-summary --gpg-sign="$key" --gpg-homedir="$keys" --src-repo="$source" \
  --src-ref="$built" "$target" "app/$ID/$architecture/$BRANCH"
flatpak build-update-repo --gpg-sign="$key" --gpg-homedir="$keys" --title=Safibox --default-branch=$BRANCH \
  --generate-static-deltas --prune "$target"

public=$(gpg --export "$key" | base64 --wrap=0)
cat >"$target/safibox.flatpakrepo" <<END
[Flatpak Repo]
Title=Safibox
Url=$url
Homepage=https://github.com/safibox/safibox
DefaultBranch=$BRANCH
GPGKey=$public
END
cat >"$target/safibox.flatpakref" <<END
[Flatpak Ref]
Name=$ID
Branch=$BRANCH
Title=Safibox
Url=$url
IsRuntime=false
RuntimeRepo=$runtimes
GPGKey=$public
END
base64 --decode <<<"$public" >"$target/key.gpg"
# A place for the runtime in it would have to be reached even where the runtime is there.
flatpak build-bundle --arch="$architecture" --repo-url="$url" --gpg-keys="$target/key.gpg" "$target" \
  "$target/safibox.flatpak" $ID $BRANCH
