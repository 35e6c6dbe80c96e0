import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { stateDirectory } from "../../src/engine/state-directory.ts";
import type { Environment } from "../../src/ports/ports.ts";
import type { Completed } from "../../src/ports/processes.ts";
import { netrcSets } from "../../src/publish/credentials/pypirc.ts";
import { findInterpreter } from "../../src/toolbox/interpreter.ts";
import { temporaryDirectory, writeFiles } from "../support/git.ts";

const STORE = "WindowsApps";

function ended(status: number, stdout = ""): Completed {
  return { status, stdout, stderr: "", signal: null, timedOut: false, seconds: 1 };
}

/** The name of the program and what follows it, for what a played Windows is asked. */
async function foundBy(
  spec: string | null,
): Promise<{ readonly path: string; readonly asked: readonly string[] }> {
  using home = temporaryDirectory("windows");
  // The store's stand-ins for Python are on PATH of every Windows, and only open a shop.
  writeFiles(home.path, {
    [`${STORE}/python.exe`]: "",
    [`${STORE}/python3.exe`]: "",
    "launcher/py.exe": "",
    "Python312/python.exe": "",
  });
  const python = join(home.path, "Python312", "python.exe");
  const facts = {
    executable: python,
    version: "3.12.4",
    major: 3,
    minor: 12,
    implementation: "cpython",
    prefix: join(home.path, "Python312"),
    basePrefix: join(home.path, "Python312"),
    platform: "win-amd64",
    extensionSuffix: ".cp312-win_amd64.pyd",
    libc: null,
    macos: null,
    threaded: true,
    markers: {},
  };
  const asked: string[] = [];
  await using wired = nodePorts({ variables: { HOME: home.path } });
  const environment: Environment = {
    ...wired.ports.environment,
    platform: "win32",
    variables: {
      Path: [STORE, "launcher"]
        .map((name) => join(home.path, name))
        .join(process.platform === "win32" ? ";" : ":"),
    },
  };
  const processes = {
    ...wired.ports.processes,
    started: new Map<string, number>(),
    run: ({ argv: [program = "", ...words] }: { readonly argv: readonly string[] }): Promise<Completed> => {
      asked.push(program.slice(home.path.length + 1).replaceAll("\\", "/"));
      if (program.includes(STORE)) return Promise.resolve(ended(9009));
      if (program.endsWith("py.exe"))
        return Promise.resolve(/^-3(\.12)?$/.test(words[0] ?? "") ? ended(0, `${python}\r\n`) : ended(103));
      return Promise.resolve(ended(0, JSON.stringify(facts)));
    },
  };
  const { executable } = await findInterpreter(spec, { ...wired.ports, environment, processes });
  return { path: executable.slice(home.path.length + 1).replaceAll("\\", "/"), asked };
}

test.each([null, "3.12"])(
  "Python %s is found by the launcher where the store's stand-ins are on PATH",
  async (spec) => {
    const { path, asked } = await foundBy(spec);
    expect(path).toBe("Python312/python.exe");
    expect(asked).toEqual([
      `${STORE}/python3.exe`,
      `${STORE}/python.exe`,
      "launcher/py.exe",
      "Python312/python.exe",
    ]);
  },
);

test("a version that the launcher does not have is said to be missing", async () => {
  await expect(foundBy("3.9")).rejects.toMatchObject({ code: "tool/no-interpreter" });
});

test("state is kept with the local application data", () => {
  const home = join(process.cwd(), "home");
  const local = join(home, "data");
  expect(stateDirectory({ home, platform: "win32", variables: { LOCALAPPDATA: local } })).toBe(local);
  expect(stateDirectory({ home, platform: "win32", variables: {} })).toBe(join(home, "AppData", "Local"));
  expect(stateDirectory({ home, platform: "linux", variables: {} })).toBe(join(home, ".local", "state"));
});

test.each([".netrc", "_netrc"])("%s holds credentials, as for requests", async (name) => {
  using home = temporaryDirectory("home");
  writeFiles(home.path, { [name]: "machine index.corp.test login ci password hush" });
  await using wired = nodePorts({ variables: { HOME: home.path } });
  const { files, environment } = wired.ports;
  const sets = await netrcSets("https://index.corp.test/upload/", {
    files,
    environment: { ...environment, home: home.path },
  });
  expect(sets).toMatchObject([{ user: "ci" }]);
});
