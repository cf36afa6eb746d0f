#!/bin/sh
# archive_command = '/usr/local/bin/archive-wal.sh "%p" "/archive/%f"'
#
# Ends with 0 only when the segment is on the disk under its final name: PostgreSQL then recycles its own copy. Anything
# else is tried again, counted in pg_stat_archiver and found by `npm run db:archive-check`. Nothing is overwritten
# (https://www.postgresql.org/docs/current/continuous-archiving.html): where another segment has the name already, two
# clusters archive to one place, and with each overwriting one of them could no longer be recovered.
set -eu
source=$1
target=$2

if [ -e "$target" ]; then
  # The server may have died between our end and its noting it; then the same segment comes twice.
  cmp -s "$source" "$target" || { echo "archive-wal: another $target is there already" >&2; exit 1; }
  sync "$target" "$(dirname "$target")"
  exit 0
fi

part="$target.part.$$"
trap 'rm -f "$part"' EXIT
cp "$source" "$part"
sync "$part"
# A link fails where the name was taken meanwhile; a rename would overwrite.
ln "$part" "$target"
sync "$(dirname "$target")"
