#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# enter.sh ROOT ARCHIVES USER COMMAND…: runs COMMAND as USER in the root, in the person's home, as on a computer that has
# nothing else. The folder ARCHIVES keeps what apt loads. bare.sh calls it in mounts, processes and a name of its own
# (unshare), so that all of it is gone when COMMAND ends.
set -euo pipefail
root=$1 archives=$2 user=$3
shift 3

hostname bare
mount --make-rprivate /
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for name in null zero full random urandom tty; do
  touch "$root/dev/$name"
  mount --bind "/dev/$name" "$root/dev/$name"
done
mkdir "$root"/dev/{pts,shm}
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$root/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
ln -s pts/ptmx "$root/dev/ptmx"
for name in fd:fd stdin:fd/0 stdout:fd/1 stderr:fd/2; do ln -s "/proc/self/${name#*:}" "$root/dev/${name%:*}"; done
mount --bind "$archives" "$root/var/cache/apt/archives"
cp --dereference /etc/resolv.conf "$root/etc/resolv.conf"

# Not chroot: no space of its own may be made in one, which some tests do.
cd "$root"
pivot_root . mnt
umount --lazy /mnt
home=$(getent passwd "$user" | cut -d: -f6)
cd "$home"
exec setpriv --reuid="$user" --regid="$user" --init-groups \
  env -i TERM=dumb LANG=C.UTF-8 HOME="$home" USER="$user" LOGNAME="$user" \
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
