import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { nodePorts } from "../../src/adapters/node-ports.ts";
import type { AuditReport } from "../../src/audit/audit.ts";
import { DEFAULT_CONFIG } from "../../src/config/schema.ts";
import { auditRelease } from "../../src/rehearse/stages/audit.ts";
import { readSourceTree } from "../../src/tree/read-source-tree.ts";
import { demoWheel } from "../support/demo-files.ts";
import { gitRepository, temporaryDirectory, type GitRepository } from "../support/git.ts";
import { playedOsv, type PlayedOsv } from "../support/played-osv.ts";
import { playedSimpleIndex } from "../support/played-simple-index.ts";
import { buildZip } from "../support/zip.ts";
import { run, type Ended } from "../acceptance/cli.ts";

const PYPROJECT = `[project]
name = "app"
version = "1.0"
requires-python = ">=3.9"
dependencies = ["libone==1.0"]
[project.optional-dependencies]
more = ["libtwo", "libold==0.9"]
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"
[tool.shipwheel.audit.licenses]
allow = ["MIT"]
`;
const MIT =
  "Permission is hereby granted, free of charge, to any person obtaining a copy of this\nsoftware\n";
const RECORD = {
  id: "PYSEC-2026-1",
  modified: "2026-03-01T00:00:00Z",
  summary: "it breaks",
  aliases: ["CVE-2026-1"],
  severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H" }],
  affected: [
    {
      package: { ecosystem: "PyPI", name: "libone" },
      ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "1.1" }] }],
    },
  ],
};

type StageResult = Awaited<ReturnType<typeof auditRelease.run>>;

let index: Awaited<ReturnType<typeof playedSimpleIndex>>;
let osv: PlayedOsv;
let project: GitRepository;
const places = temporaryDirectory();
beforeAll(async () => {
  const licensed = (text: string): string[] => [`License-Expression: ${text}`];
  const latin = { "libold-0.9.dist-info/licenses/LICENSE": `© Müller\n${MIT}` };
  index = await playedSimpleIndex({
    libone: {
      files: [
        demoWheel({
          name: "libone",
          version: "1.0",
          headers: [...licensed("MIT"), "Requires-Dist: libdeep"],
        }),
      ],
    },
    libdeep: {
      files: [demoWheel({ name: "libdeep", version: "2.0", headers: licensed("MIT") })],
      status: "archived",
    },
    libtwo: { files: [demoWheel({ name: "libtwo", version: "3.0", headers: licensed("GPL-3.0-only") })] },
    libold: { files: [{ ...demoWheel({ name: "libold", version: "0.9", members: latin }), yanked: true }] },
  });
  osv = await playedOsv({ records: [RECORD], matches: { "libone 1.0": [RECORD.id] } });
  project = gitRepository("app");
  project.commit("one", { "pyproject.toml": PYPROJECT, "app/__init__.py": "" });
});
afterAll(async () => {
  await index[Symbol.asyncDispose]();
  await osv[Symbol.asyncDispose]();
  project[Symbol.dispose]();
  places[Symbol.dispose]();
});

function audit(...args: readonly string[]): Promise<Ended> {
  const env = {
    UV_DEFAULT_INDEX: index.address,
    UV_CACHE_DIR: join(places.path, "uv"),
    XDG_CACHE_HOME: join(places.path, "cache"),
  };
  return run(["audit", ...args], { cwd: project.root, env });
}

async function report(...args: readonly string[]): Promise<AuditReport & { readonly exit: number | null }> {
  const { exit, stdout } = await audit(...args, "--json");
  return { ...(JSON.parse(stdout) as AuditReport), exit };
}

describe("a project", () => {
  test("is audited with all that it and each of its extras bring", async () => {
    const { exit, packages, findings, notChecked } = await report("--service", osv.address);
    expect(packages).toEqual([
      { name: "libdeep", version: "2.0", extras: [], license: "MIT" },
      { name: "libold", version: "0.9", extras: ["more"], license: "MIT" },
      { name: "libone", version: "1.0", extras: [], license: "MIT" },
      { name: "libtwo", version: "3.0", extras: ["more"], license: "GPL-3.0-only" },
    ]);
    expect(notChecked).toEqual([]);
    expect(findings.map(({ slug, subject }) => `${slug} ${subject ?? ""}`.trim()).toSorted()).toEqual([
      "build-requirements-unlocked",
      "dependency-unmaintained libdeep==2.0",
      "dependency-yanked libold==0.9",
      "known-vulnerability libone==1.0",
      "license-denied libtwo==3.0",
    ]);
    expect(exit).toBe(1);
  });

  test("is told as text, SARIF, Markdown and VEX", async () => {
    const vex = join(places.path, "vex.json");
    const text = await audit("--service", osv.address, "--vex", vex);
    expect(text.stdout).toContain(
      "error[Q001]: libone 1.0 has the known vulnerability PYSEC-2026-1 (high 7.5)",
    );
    expect(text.stdout).toContain("help: require libone>=1.1");
    expect(JSON.parse(readFileSync(vex, "utf8"))).toMatchObject({
      bomFormat: "CycloneDX",
      vulnerabilities: [
        {
          id: "PYSEC-2026-1",
          ratings: [{ score: 7.5, severity: "high", method: "CVSSv31" }],
          analysis: { state: "in_triage" },
          affects: [{ ref: "pkg:pypi/libone@1.0" }],
        },
      ],
    });
    const only = ["--only", "vulnerabilities", "--service", osv.address, "--format"];
    const { stdout: sarif } = await audit(...only, "sarif");
    expect(JSON.parse(sarif)).toMatchObject({ runs: [{ results: [{ ruleId: "Q001", level: "error" }] }] });
    const { stdout: markdown } = await audit(...only, "markdown");
    expect(markdown).toContain("| error | `Q001` |");
  });

  test("with a waiver passes, and the VEX document has the reason", async () => {
    using waived = gitRepository("waived");
    const waive = `[[tool.shipwheel.audit.waive]]\nid = "CVE-2026-1"\npackage = "libone"\nreason = "never called"\nuntil = "2099-01-01"\nstate = "not_affected"\njustification = "code_not_reachable"\n`;
    waived.commit("one", { "pyproject.toml": `${PYPROJECT}${waive}` });
    const vex = join(places.path, "waived.json");
    const { exit, waived: found } = await report(
      waived.root,
      "--only",
      "vulnerabilities",
      "--service",
      osv.address,
      "--vex",
      vex,
    );
    expect({ exit, found: found.length }).toEqual({ exit: 0, found: 1 });
    expect(JSON.parse(readFileSync(vex, "utf8"))).toMatchObject({
      vulnerabilities: [
        {
          analysis: { state: "not_affected", justification: "code_not_reachable", detail: "never called" },
          properties: [{ name: "shipwheel:waiver:expires", value: "2099-01-01" }, {}],
        },
      ],
    });
  });
});

describe("vulnerabilities", () => {
  const lock = (): string => join(project.root, "requirements.txt");
  const PINS = "libone==1.0\nother==2.0\n";

  test("of a lock file are looked up offline in the imported database", async () => {
    project.write({ "requirements.txt": PINS });
    const only = [lock(), "--only", "vulnerabilities", "--offline"];
    const without = await report(...only);
    expect(without).toMatchObject({ exit: 7, checked: [], notChecked: [{ check: "vulnerabilities" }] });
    const zip = join(places.path, "all.zip");
    const members = [{ name: `${RECORD.id}.json`, content: JSON.stringify(RECORD) }];
    project.write({ "all.zip": buildZip({ members }) });
    const imported = await audit("--import", join(project.root, "all.zip"));
    expect(imported.stdout, zip).toContain("imported 1 advisories of 1 projects, the newest of 2026-03-01");
    const found = await report(...only);
    expect(found).toMatchObject({
      exit: 1,
      checked: ["vulnerabilities"],
      findings: [{ subject: "libone==1.0" }],
    });
  });

  test("are not checked when the service does not answer, which is said and is no success", async () => {
    project.write({ "requirements.txt": PINS });
    const ended = await audit(lock(), "--only", "vulnerabilities", "--service", "http://127.0.0.1:9");
    expect(ended.exit).toBe(7);
    expect(ended.stdout).toContain("not checked: vulnerabilities: ");
    expect(ended.stdout).toContain("NOT CHECKED");
  });

  test.each([
    ["a path that is not there", ["nowhere"]],
    ["a file of no known kind", ["pyproject.toml"]],
    ["an unknown part", [".", "--only", "everything"]],
    ["no address", [".", "--service", "osv"]],
  ])("of %s is a wrong use", async (_, args) => {
    expect((await audit(...args)).exit).toBe(2);
  });
});

describe("the stage of a rehearsal", () => {
  async function stage(level: "error" | "warn" | "off", service: string): Promise<StageResult> {
    const root = join(places.path, `run-${level}`);
    mkdirSync(root, { recursive: true });
    await using node = nodePorts({});
    const variables = { ...node.ports.environment.variables, UV_DEFAULT_INDEX: index.address };
    const ports = { ...node.ports, environment: { ...node.ports.environment, variables } };
    const input = {
      request: { offline: false },
      distributions: [{ metadata: { name: "app", version: "1.0" } }],
      verified: { trials: [{ dependencies: ["libone==1.0", "libdeep==2.0"] }] },
      output: { root },
      config: {
        ...DEFAULT_CONFIG,
        release: { ...DEFAULT_CONFIG.release, audit: level },
        audit: { ...DEFAULT_CONFIG.audit, service },
      },
      tree: await readSourceTree(project.root, { allowNoGit: false }, ports),
    };
    const context = { ports, closeLater: () => undefined };
    return auditRelease.run(input as unknown as Parameters<typeof auditRelease.run>[0], context);
  }

  test.each([
    ["error", ["error", "warning"]],
    ["warn", ["warning", "warning"]],
  ] as const)(
    "with release.audit = %s has findings of the severities %j, and a VEX document",
    async (level, severities) => {
      const result = await stage(level, osv.address);
      expect(result).toMatchObject({ detail: "2 packages, 2 findings" });
      expect(result.findings?.map(({ severity }) => severity)).toEqual(severities);
      const vex = readFileSync(join(places.path, `run-${level}`, "app-1.0.vex.cdx.json"), "utf8");
      expect(vex).toContain('"id": "PYSEC-2026-1"');
    },
  );

  test("stops the release when something was not checked, and says so where it only warns", async () => {
    await expect(stage("error", "http://127.0.0.1:9")).rejects.toMatchObject({ code: "audit/incomplete" });
    expect(await stage("warn", "http://127.0.0.1:9")).toMatchObject({
      detail: "2 packages, 1 finding, not checked: vulnerabilities",
    });
    expect(await stage("off", "http://127.0.0.1:9")).toMatchObject({ idle: 'release.audit = "off"' });
  });
});
