import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { bringPython } from "../../src/toolbox/bring-python.ts";
import { findInterpreter } from "../../src/toolbox/interpreter.ts";
import { temporaryDirectory } from "../support/git.ts";

/** A uv that installs by these lines of shell. */
async function brought(lines: (python: string) => string, offline: boolean = false) {
  using directory = temporaryDirectory("bring");
  await using own = nodePorts({
    events: () => undefined,
    variables: { ...(process.env as Record<string, string>), XDG_CACHE_HOME: directory.path },
  });
  const python = await findInterpreter(null, own.ports);
  const uv = join(directory.path, "stand-in");
  writeFileSync(uv, `#!/bin/sh\n${lines(python.executable)}\n`);
  chmodSync(uv, 0o755);
  // No machine has this one.
  const found = await bringPython("3.97", uv, own.ports, { directory: directory.path, offline });
  return "absent" in found ? found.absent : found.executable === python.executable;
}

const NOTHING = 'case "$2" in find) exit 2;; esac';

test("a Python that uv brings is used; one that it cannot fetch is named with uv's cause", async () => {
  const flag =
    'at="$UV_PYTHON_INSTALL_DIR/there"; case "$2" in install) mkdir -p "$UV_PYTHON_INSTALL_DIR" && : > "$at";; ';
  expect(await brought((python) => `${flag} find) [ -e "$at" ] && echo ${python} || exit 2;; esac`)).toBe(
    true,
  );
  expect(
    await brought(
      () => `${NOTHING}; printf 'error: Failed to install cpython-3.97\\n  cause: dns error\\n' >&2; exit 1`,
    ),
  ).toBe("CPython 3.97 is not here, and uv cannot fetch it: dns error");
  expect(await brought(() => `${NOTHING}; exit 1`, true)).toBe(
    "CPython 3.97 is not here, and nothing may be fetched (--offline)",
  );
});
