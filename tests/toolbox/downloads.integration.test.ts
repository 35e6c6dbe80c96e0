import { chmodSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts, type NodePorts } from "../../src/adapters/node-ports.ts";
import type { ProgressEvent } from "../../src/ports/event.ts";
import { cachedTool } from "../../src/toolbox/pinned/cached-tool.ts";
import { findInterpreter } from "../../src/toolbox/interpreter.ts";
import { findPip } from "../../src/toolbox/pip.ts";
import { TOOL_PINS } from "../../src/toolbox/pinned/tool-pins.ts";
import { findUv } from "../../src/toolbox/uv.ts";
import { temporaryDirectory } from "../support/git.ts";

interface Wired extends NodePorts {
  readonly events: readonly ProgressEvent[];
}

/** The machine with an own cache, and what is told. */
function wired(cache: string, changes: Readonly<Record<string, string>> = {}): Wired {
  const events: ProgressEvent[] = [];
  const variables: Record<string, string> = { XDG_CACHE_HOME: cache };
  for (const [name, value] of Object.entries({ ...process.env, ...variables, ...changes }))
    if (value !== undefined) variables[name] = value;
  return Object.assign(nodePorts({ variables, events: (event) => events.push(event) }), { events });
}

const [PIN] = TOOL_PINS.pip;
if (PIN === undefined) throw new Error("no pip is pinned");
const TOOL = {
  pins: [{ ...PIN, bytes: 2_000_000 }],
  marker: "done",
  why: "there is none here",
  install: (into: string): Promise<void> => Promise.resolve(writeFileSync(join(into, "done"), "")),
} as const;

test("a download is announced before it begins: what, how large, from where, and why", async () => {
  using cache = temporaryDirectory("cache");
  await using node = wired(cache.path, { PIP_INDEX_URL: "https://user:secret@mirror.example/simple/" });
  const seen: string[] = [];
  await cachedTool(
    {
      ...TOOL,
      install: (into) => {
        seen.push(...node.events.map((event) => ("title" in event ? event.title : event.type)));
        return TOOL.install(into);
      },
    },
    node.ports,
    {},
  );
  expect(seen).toEqual([`download pip ${PIN.version} (2.0 MB, from mirror.example): there is none here`]);
  expect(node.events[0]).toMatchObject({ type: "start", atOnce: true });
  expect(node.events[1]).toMatchObject({ type: "end", outcome: "ok" });
});

test("what is in the cache is not announced, and two who want it at once fetch it once", async () => {
  using cache = temporaryDirectory("cache");
  await using node = wired(cache.path);
  let fetched = 0;
  const tool = {
    ...TOOL,
    install: (into: string): Promise<void> => {
      fetched += 1;
      return TOOL.install(into);
    },
  };
  await Promise.all([cachedTool(tool, node.ports, {}), cachedTool(tool, node.ports, {})]);
  await using later = wired(cache.path);
  await cachedTool(tool, later.ports, {});
  expect([fetched, later.events]).toEqual([1, []]);
});

test("offline, what is missing is named with why nothing that is here will do", async () => {
  using cache = temporaryDirectory("cache");
  await using node = wired(cache.path);
  await expect(cachedTool(TOOL, node.ports, { offline: true })).rejects.toMatchObject({
    code: "tool/not-provided",
    message: `pip ${PIN.version} is not in the tool cache, and --offline forbids downloads; there is none here`,
    remedy: "run the same command once without --offline",
  });
});

test.each([
  ["0.5.0", true],
  ["1.0.0", true],
  ["0.4.30", false],
])("uv %s on PATH is used: %s", async (version, isUsed) => {
  using cache = temporaryDirectory("cache");
  using bin = temporaryDirectory("bin");
  const uv = join(bin.path, "uv");
  writeFileSync(uv, `#!/bin/sh\necho "uv ${version} (abc)"\n`);
  chmodSync(uv, 0o755);
  await using node = wired(cache.path, { PATH: `${bin.path}:/usr/bin:/bin` });
  if (isUsed) {
    expect(await findUv(node.ports, { offline: true })).toBe(uv);
    const text = `${uv} is used: uv ${version}, 0.5 or newer is required`;
    expect(node.events).toEqual([{ type: "note", level: "info", text }]);
  } else {
    await expect(findUv(node.ports, { offline: true })).rejects.toMatchObject({
      message: expect.stringContaining(`uv ${version} on PATH is older than 0.5`),
    });
  }
});

test("the interpreter's own pip is used when it is new enough, apart from what else is installed there", async () => {
  using cache = temporaryDirectory("cache");
  await using here = wired(process.env["XDG_CACHE_HOME"] ?? join(process.env["HOME"] ?? "", ".cache"));
  const python = await findInterpreter(null, here.ports);
  const pinned = await findPip({ ...python, pip: null }, here.ports);
  // As if the interpreter had the pinned one.
  await using node = wired(cache.path);
  const own = await findPip({ ...python, pip: pinned.package }, node.ports, { offline: true });
  expect(own.version).toBe(pinned.version);
  expect(own.package.startsWith(cache.path)).toBe(true);
  expect(readdirSync(dirname(own.package)).toSorted()).toEqual([".last-used", "pip"]);
  expect(node.events).toEqual([
    {
      type: "note",
      level: "info",
      text: `pip ${pinned.version} of ${python.executable} is used: 26.0 or newer is required`,
    },
  ]);
});

test("an older one is used offline only, and that is said", async () => {
  using cache = temporaryDirectory("cache");
  using site = temporaryDirectory("site-packages");
  const pip = join(site.path, "pip");
  mkdirSync(pip);
  writeFileSync(join(pip, "__init__.py"), '__version__ = "23.2.1"\n');
  writeFileSync(join(pip, "__main__.py"), 'print("pip 23.2.1 from here")\n');
  await using node = wired(cache.path);
  const python = { ...(await findInterpreter(null, node.ports)), pip };
  const found = await findPip(python, node.ports, { offline: true });
  expect(found.version).toBe("23.2.1");
  expect(node.events).toEqual([
    {
      type: "note",
      level: "warning",
      text: `pip 23.2.1 of ${python.executable} is used (--offline); 26.0 or newer is tested`,
    },
  ]);
});

test("one that does not run on its own is passed over", async () => {
  using cache = temporaryDirectory("cache");
  using site = temporaryDirectory("site-packages");
  const pip = join(site.path, "pip");
  mkdirSync(pip);
  writeFileSync(join(pip, "__init__.py"), '__version__ = "26.1"\n');
  writeFileSync(join(pip, "__main__.py"), "import taken_apart\n");
  await using node = wired(cache.path);
  const python = { ...(await findInterpreter(null, node.ports)), pip };
  await expect(findPip(python, node.ports, { offline: true })).rejects.toMatchObject({
    message: expect.stringContaining(`pip 26.1 of ${python.executable} does not run on its own`),
  });
});
