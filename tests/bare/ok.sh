# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh

number=0
failed=0 # whether one has

# ok NAME COMMAND…: counts the command as a test, and says what it said if it failed. To be sourced.
ok() {
  name=$1
  shift
  number=$((number + 1))
  if "$@" >/tmp/said 2>&1; then
    echo "ok $number - $name"
  else
    echo "not ok $number - $name"
    failed=1
    tail -n 30 /tmp/said | sed 's/^/# /'
  fi
}
