#!/bin/sh
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# extract-words.sh ROOT POTFILES: prints what there is to translate, as "meson compile safibox-pot" writes it, but without
# places and without the time, so that the same sources make the same program.
cd "$1" || exit
list=$(mktemp) || exit
trap 'rm -f "$list"' EXIT
GETTEXTDATADIRS="$PWD/data" xgettext --from-code=UTF-8 --no-location --add-comments=Translators --package-name=safibox \
  --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 --keyword=g_dngettext:2,3 --keyword=ngettext:1,2 \
  --flag=N_:1:pass-c-format --flag=C_:2:pass-c-format --flag=NC_:2:pass-c-format --flag=g_dngettext:2:pass-c-format \
  --flag=g_strdup_printf:1:c-format --flag=g_string_printf:2:c-format --flag=g_string_append_printf:2:c-format \
  --flag=g_error_new:3:c-format --flag=g_set_error:4:c-format --flag=g_markup_printf_escaped:1:c-format \
  --flag=g_print:1:c-format --flag=g_printerr:1:c-format --flag=g_snprintf:3:c-format \
  --files-from="$2" -o "$list" && sed '/^"POT-Creation-Date:/d' "$list"
