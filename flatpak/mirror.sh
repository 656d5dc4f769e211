# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash

# Where this system has its packages from: "ADDRESS SUITE COMPONENT…". To be sourced.
find_mirror() {
  local code
  # shellcheck disable=SC1091
  code=$(. /etc/os-release && echo "$VERSION_CODENAME")
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' \
    | awk -v code="$code" '$2 == code && (!address || $1 == address) { address = $1; parts = parts " " $3 }
                           END { print address, code parts }'
}
