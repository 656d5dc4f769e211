#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# make-stick.sh FOLDER [PACK…]: writes into FOLDER what a school without a network needs: Safibox and its runtime as Flatpak
# has them installed here, packs, posters and a lesson in each language (drawn with the fonts of this computer), and
# install.sh.
set -euo pipefail
[ $# -ge 1 ] || { sed -n '5,7s/^# \{0,1\}//p' "$0" >&2; exit 64; }
mkdir -p "$1"
folder=$(realpath "$1")
shift
source=$(dirname "$(realpath "$0")")
ID=io.github.safibox.Safibox

# copy KIND/NAME/ARCHITECTURE/BRANCH: what is installed, into the stick's repository.
copy() {
  local ref=$1 location repository
  location=$(flatpak info --show-location "${ref#*/}")
  repository=${location%/"$ref"/*}/repo
  if [ -e "$repository/state/$(ostree --repo="$repository" rev-parse "deploy/$ref").commitpartial" ]; then
    echo "$ref is here in part only (languages): flatpak config --set languages '*' && flatpak update" >&2
    return 1
  fi
  flatpak build-commit-from --no-update-summary --src-repo="$repository" --src-ref="deploy/$ref" "$folder/repo" "$ref" >&2
}

app=$(flatpak info --show-ref $ID)
runtime=runtime/$(flatpak info --show-runtime $ID)
mkdir -p "$folder/packs" "$folder/sheets"
[ -f "$folder/repo/config" ] || ostree --repo="$folder/repo" init --mode=archive-z2
copy "$app"
copy "$runtime"
# Words of the toolkit's own, such as "Cancel"; not each runtime has them apart.
locale=${runtime/Platform\//Platform.Locale/}
if [ "$locale" != "$runtime" ] && flatpak info "${locale#*/}" >/dev/null 2>&1; then copy "$locale" || true; fi
flatpak build-update-repo --title="Safibox from a stick" --prune "$folder/repo" >&2

for language in en $(grep -v '^#' "$source/../po/LINGUAS"); do
  for sheet in posters lesson; do
    flatpak run --no-session-bus --command=safibox-cli --filesystem="$folder/sheets" $ID \
      print $sheet "$folder/sheets/$sheet.$language.pdf" --language="$language" >&2
  done
done
[ $# = 0 ] || cp "$@" "$folder/packs/"
cp "$source/stick/install.sh" "$source/stick/README.txt" "$folder/"
printf '%12d bytes: Safibox and its runtime\n%12d bytes: sheets to print\n' \
  "$(du -b -s "$folder/repo" | cut -f1)" "$(du -b -s "$folder/sheets" | cut -f1)"
