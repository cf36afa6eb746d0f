#!/bin/sh
# Prisma's CLI spawns this file as its schema engine (prisma.config.ts). It needs a Node that runs TypeScript: the one
# in node_modules, whatever `node` on PATH is. stderr is part of the protocol, so Node's own warnings stay out of it.
here=$(dirname "$0")
node="$here/../../../node_modules/.bin/node"
[ -x "$node" ] || node=node
exec "$node" --no-warnings "$here/schema-engine.ts" "$@"
