import { camelCase, withImport, withItem, type Read, type Written } from "./edits.ts";

/** An installer: its file, its line, and a test of what it is called with. */
export function newInstaller(name: string, read: Read): Written {
  const identifier = camelCase(name);
  const registry = "src/toolbox/installers/registry.ts";
  const text = read(registry);
  const added = text
    .replace(/(type InstallerId = [^;]*)/, `$1 | "${name}"`)
    .replace(/ = \{ (.*?) \};/, ` = { $1, ${name === identifier ? name : `"${name}": ${identifier}`} };`);
  if (!added.includes(` | "${name}"`)) throw new Error(`${registry} has no list of installers`);
  return new Map([
    [
      `src/toolbox/installers/${name}.ts`,
      `import {
  installResult,
  type Installer,
  type InstallerPorts,
  type InstallResult,
  type InstallSettings,
  type InstallTarget,
} from "./installer.ts";

/** ${name} is given one index only: the rehearsal's route. */
export const ${identifier}: Installer = {
  messages: {
    unreachable: [],
    invalidEntryPoint: [],
    absentRequirement: [],
    pythonRequired: [],
    failedBuild: [],
    unmetRequirement: [],
  },
  command: "${name} install",
  needsPip: false,
  fillsCacheOfUv: false,
  prepare: (target, request, ports) => run(target, request.requirements, request, ports),
  install(target, request, ports) {
    const { name, version } = request.project;
    return run(target, [\`\${name}==\${version}\`], request, ports);
  },
};

async function run(
  target: Omit<InstallTarget, "preinstalled">,
  requirements: readonly string[],
  request: InstallSettings,
  ports: InstallerPorts,
): Promise<InstallResult> {
  const argv = ["${name}", "install", ...requirements];
  const completed = await ports.processes.run({
    argv,
    cwd: target.directory,
    env: { ...request.environmentBase, ...request.indexVariables },
    timeoutMs: request.installTimeout * 1000,
    signal: ports.signal,
  });
  return installResult(argv, completed);
}
`,
    ],
    [registry, withImport(added, `import { ${identifier} } from "./${name}.ts";`)],
    [
      `tests/toolbox/installers/${name}.test.ts`,
      `import { expect, test } from "vitest";
import type { InstallerPorts, ReleaseRequest } from "../../../src/toolbox/installers/installer.ts";
import { INSTALLERS } from "../../../src/toolbox/installers/registry.ts";
import type { Command } from "../../../src/ports/processes.ts";

test("${name} installs the release, and is told of no index but the rehearsal's", async () => {
  const asked: Command[] = [];
  const processes = {
    run(command: Command) {
      asked.push(command);
      return Promise.resolve({ status: 0, signal: null, timedOut: false, stdout: "", stderr: "", seconds: 0 });
    },
  };
  const ports = { processes, signal: undefined } as unknown as InstallerPorts;
  const request = {
    project: { name: "demo", version: "1.0" },
    routes: { redirecting: "http://rehearsal.test/simple/", own: "http://rehearsal.test/own/" },
    indexVariables: { PIP_INDEX_URL: "http://outside.test/simple/" },
    environmentBase: {},
    installTimeout: 60,
  } as unknown as ReleaseRequest;
  const cell = { artefact: "wheel", extras: [], python: { executable: "/usr/bin/python3" } } as const;
  const target = { cell, directory: "/trial", python: "/trial/env/bin/python", preinstalled: false };
  const result = await INSTALLERS["${name}"].install(target, request, ports);
  expect(result.ok).toBe(true);
  const said = JSON.stringify(asked);
  expect(said).toContain("demo==1.0");
  expect(said).toContain("http://rehearsal.test/");
  expect(said).not.toContain("http://outside.test/");
});
`,
    ],
    [
      `changes/installer-${name}.md`,
      `kind: added\n\n\`--installer ${name}\` tries the release with ${name}.\n`,
    ],
  ]);
}

/** A kind of index: its file, its line before the one that takes every address, and a test of how it is recognised. */
export function newDialect(name: string, read: Read): Written {
  const identifier = camelCase(name);
  const registry = "src/index-client/dialects/registry.ts";
  const list = { first: "export const DIALECTS", last: "];" };
  const text = withItem(read(registry), list, `  ${identifier},`, (line) => line === "  generic,");
  return new Map([
    [
      `src/index-client/dialects/${name}.ts`,
      `import { below, ORDINARY, type IndexDialect } from "./dialect.ts";

/** ${name}: WHERE it takes uploads, and where its project pages are. */
export const ${identifier}: IndexDialect = {
  ...ORDINARY,
  id: "${name}",
  title: "${name}",
  recognisedBy: "a host named \`${name}\`",
  recognises: (url) => /(^|\\.)${name}\\b/.test(url.host),
  simpleUrl: (url) => below(url, "simple"),
};
`,
    ],
    [registry, withImport(text, `import { ${identifier} } from "./${name}.ts";`)],
    [
      `tests/index-client/dialects/${name}.test.ts`,
      `import { expect, test } from "vitest";
import { dialectOf } from "../../../src/index-client/dialects/registry.ts";

test("${name} is recognised by its address, and its project pages are found", () => {
  const address = "https://${name}.example.org/upload/";
  const dialect = dialectOf(address);
  expect(dialect.id).toBe("${name}");
  expect(dialect.simpleUrl(new URL(address))).toBe("https://${name}.example.org/upload/simple/");
});
`,
    ],
    [`changes/index-kind-${name}.md`, `kind: added\n\n\`--index-kind ${name}\` publishes to ${name}.\n`],
  ]);
}

/** A build backend: its file, its line, and a test of how it is told. */
export function newBackend(name: string, read: Read): Written {
  const identifier = camelCase(name);
  const registry = "src/tree/backends/registry.ts";
  const list = { first: "export const BACKENDS", last: "];" };
  const text = withItem(read(registry), list, `  ${identifier},`, (line) => line.trim() > `${identifier},`);
  return new Map([
    [
      `src/tree/backends/${name}.ts`,
      `import type { BackendFacts } from "../backend.ts";
import { unknownBackend } from "./unknown.ts";

/** The build backend ${name}; what is not said here is as of any other. */
export const ${identifier}: BackendFacts = {
  ...unknownBackend,
  id: "${name}",
  objects: ["${name.replaceAll("-", "_")}.build"],
  distributions: ["${name}"],
};
`,
    ],
    [registry, withImport(text, `import { ${identifier} } from "./${name}.ts";`)],
    [
      `tests/tree/backends/${name}.test.ts`,
      `import { expect, test } from "vitest";
import { backendFor } from "../../../src/tree/backends/registry.ts";

test("${name} is told by its build-backend", () => {
  const facts = backendFor("${name.replaceAll("-", "_")}.build");
  expect(facts.id).toBe("${name}");
  expect(facts.distributions).toContain("${name}");
});
`,
    ],
    [
      `changes/backend-${name}.md`,
      `kind: added\n\nProjects that are built by ${name} are read as ${name} reads them.\n`,
    ],
  ]);
}
