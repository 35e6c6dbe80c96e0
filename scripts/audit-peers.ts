/**
 * Asks pip-audit, uv audit and pip-licenses what `shipwheel audit` answers, over the same played OSV and the same
 * installed packages, and writes docs/reference/audit-peers.md.
 *
 *     node scripts/audit-peers.ts VENV      # a virtual environment with pip-audit, pip-licenses and uv
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { matchAdvisories } from "../src/advisories/match.ts";
import { isUnread, readRecord } from "../src/advisories/record.ts";
import { weighLicense } from "../src/audit/licenses/evidence.ts";
import { parseMetadata } from "../src/distribution/metadata/metadata.ts";
import { OSV_VERDICTS } from "../tests/support/osv-verdicts.ts";
import { playedOsv, type OsvRecord } from "../tests/support/played-osv.ts";
import { REPOSITORY } from "../tests/support/repository.ts";

const [, , tools = ""] = process.argv;
const directory = mkdtempSync(join(tmpdir(), "audit-peers-"));

/** One verdict, with a project of its own, so that one list of pins holds them all. */
const CASES = OSV_VERDICTS.flatMap(({ record, verdicts }) =>
  verdicts.map((verdict, at) => {
    const name = `${record.id.toLowerCase()}-${at}`;
    const text = JSON.stringify(record).replaceAll(
      `"${verdict.name === "demo" ? "demo" : "Demo_Pkg.X"}"`,
      `"${name}"`,
    );
    const own = { ...(JSON.parse(text) as OsvRecord), id: `PYSEC-2026-${record.id.slice(-4)}${at}` };
    return { record: own, of: record.id, ...verdict, project: name };
  }),
);

/** pip-audit crashes on a fixed version that is none (`InvalidVersion`), and says nothing of the others then. */
const CRASHES = "TEST-2026-0012";

/** What OSV's own server matches; the withdrawn record is served, as a mirror may. */
function served({ affected, ours = false, of }: (typeof CASES)[number]): boolean {
  return ours ? false : affected || of === "TEST-2026-0005";
}

/** The licenses that are compared: what a distribution declares, and its text. */
const MIT = "Permission is hereby granted, free of charge, to any person obtaining a copy of this software";
const BSD =
  "Redistribution and use in source and binary forms, with or without modification. Neither the name of";
const LICENSES: readonly (readonly [headers: string, text: string])[] = [
  ["License-Expression: MIT OR Apache-2.0", ""],
  ["Classifier: License :: OSI Approved :: MIT License", ""],
  ["Classifier: License :: OSI Approved :: BSD License", BSD],
  ["Classifier: License :: OSI Approved :: BSD License", ""],
  ["License: Apache License, Version 2.0", ""],
  ["License: BSD", ""],
  ["License: UNKNOWN", MIT],
  ["Summary: no license", MIT],
  ["License: GPL-3.0-or-later\nClassifier: License :: OSI Approved :: Apache Software License", ""],
];

function run(program: string, args: readonly string[], cwd: string): Promise<string> {
  const child = spawn(join(tools, "bin", program), args, { cwd, stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
    child.on("error", reject);
    child.on("close", () => resolve(text));
  });
}

async function pipAudit(address: string): Promise<ReadonlySet<string>> {
  const pins = join(directory, "pinned.txt");
  writeFileSync(
    pins,
    CASES.filter(({ of }) => of !== CRASHES)
      .map(({ project, version }) => `${project}==${version}\n`)
      .join(""),
  );
  const fixed = ["--no-deps", "--disable-pip", "-s", "osv", "-f", "json", "--progress-spinner", "off"];
  const text = await run("pip-audit", ["-r", pins, ...fixed, "--osv-url", `${address}/v1/query`], directory);
  const { dependencies } = JSON.parse(text) as {
    readonly dependencies: readonly { readonly name: string; readonly vulns?: readonly unknown[] }[];
  };
  return new Set(dependencies.flatMap(({ name, vulns = [] }) => (vulns.length > 0 ? [name] : [])));
}

async function uvAudit(address: string): Promise<ReadonlySet<string>> {
  const root = join(directory, "project");
  mkdirSync(root);
  const index = "https://index.invalid/simple";
  const names = CASES.map(({ project }) => project);
  writeFileSync(
    join(root, "pyproject.toml"),
    `[project]\nname = "app"\nversion = "1"\nrequires-python = ">=3.9"\ndependencies = ${JSON.stringify(names)}\n`,
  );
  const packages = CASES.map(
    ({ project, version }) =>
      `[[package]]\nname = "${project}"\nversion = "${version}"\nsource = { registry = "${index}" }\n` +
      `sdist = { url = "${index}/${project}-${version}.tar.gz", hash = "sha256:${"0".repeat(64)}" }\n`,
  );
  const wanted = names.map((name) => `    { name = "${name}" },\n`).join("");
  const own = `[[package]]\nname = "app"\nversion = "1"\nsource = { virtual = "." }\ndependencies = [\n${wanted}]\n`;
  const dist = names.map((name) => `    { name = "${name}" },\n`).join("");
  writeFileSync(
    join(root, "uv.lock"),
    `version = 1\nrevision = 3\nrequires-python = ">=3.9"\n\n${[own, ...packages].join("\n")}\n[package.metadata]\nrequires-dist = [\n${dist}]\n`.replace(
      /\n\[package\.metadata\][\s\S]*$/,
      "\n",
    ),
  );
  const preview = ["--preview-features", "audit-command,json-output", "--output-format", "json"];
  const text = await run("uv", ["audit", "--frozen", ...preview, "--service-url", `${address}/`], root);
  const { vulnerabilities } = JSON.parse(text) as {
    readonly vulnerabilities: readonly { readonly dependency: { readonly name: string } }[];
  };
  return new Set(vulnerabilities.map(({ dependency }) => dependency.name));
}

async function pipLicenses(): Promise<ReadonlyMap<string, string>> {
  const site = join(directory, "site");
  for (const [at, [headers, text]] of LICENSES.entries()) {
    const info = join(site, `lic_${at}-1.dist-info`);
    mkdirSync(info, { recursive: true });
    writeFileSync(join(info, "METADATA"), `Metadata-Version: 2.4\nName: lic-${at}\nVersion: 1\n${headers}\n`);
    if (text !== "") writeFileSync(join(info, "LICENSE"), text);
  }
  const code = `import sys; sys.path[:] = [${JSON.stringify(site)}, *sys.path]; import piplicenses; sys.argv = ["pip-licenses", "--from=mixed", "--format=json"]; piplicenses.main()`;
  const text = await run("python", ["-c", code], directory);
  const rows = JSON.parse(text) as readonly { readonly Name: string; readonly License: string }[];
  return new Map(rows.map(({ Name, License }) => [Name, License]));
}

const matches = Object.fromEntries(
  CASES.map((each) => [`${each.project} ${each.version}`, served(each) ? [each.record.id] : []]),
);
await using osv = await playedOsv({ records: CASES.map(({ record }) => record), matches });
const records = CASES.map(({ record }) => readRecord(record)).flatMap((each) =>
  isUnread(each) ? [] : [each],
);
const database = { recordsOf: (name: string) => records.filter(({ affected }) => affected.has(name)) };
const { vulnerabilities } = matchAdvisories(
  CASES.map(({ project, version }) => ({ name: project, version })),
  database,
);
const ours = new Set(vulnerabilities.map((each) => each.package.name));
const [pip, uv, licenses] = [await pipAudit(osv.address), await uvAudit(osv.address), await pipLicenses()];
const sign = (set: ReadonlySet<string>, name: string): string => (set.has(name) ? "affected" : "-");
const REASONS: Readonly<Record<string, string>> = {
  "TEST-2026-0003": "a local version is compared by its public part, too",
  "TEST-2026-0004": "a local version is compared by its public part, too",
  "TEST-2026-0005": "the record is withdrawn, and was served all the same",
  "TEST-2026-0012": "a bound that is no version clears nothing",
};
const different = CASES.filter(
  ({ project }) => ours.has(project) !== pip.has(project) || ours.has(project) !== uv.has(project),
);
const rows = different.map(
  ({ of, version, project }) =>
    `| ${of} | ${version} | ${sign(ours, project)} | ${of === CRASHES ? "crashes" : sign(pip, project)} | ${sign(uv, project)} | ${REASONS[of] ?? "?"} |`,
);
const licenseRows = LICENSES.map(([headers, text], at) => {
  const metadata = parseMetadata(`Metadata-Version: 2.4\nName: lic-${at}\nVersion: 1\n${headers}\n`);
  const found = weighLicense(metadata, text === "" ? [] : [text]);
  const also = found.contradictions.map(({ expression }) => `, contradicted by ${expression}`).join("");
  const theirs = licenses.get(`lic-${at}`) ?? "-";
  const shown = headers.replaceAll("\n", "; ");
  return `| \`${shown}\` | ${text === MIT ? "MIT" : text === BSD ? "BSD" : "-"} | ${found.expression ?? "unknown"}${also} | ${theirs} |`;
});
const count = (theirs: ReadonlySet<string>, how: (a: boolean, b: boolean) => boolean): number =>
  CASES.filter(({ project }) => how(ours.has(project), theirs.has(project))).length;
const summary = [["pip-audit", pip] as const, ["uv audit", uv] as const].map(
  ([name, theirs]) =>
    `| ${name} | ${count(theirs, (a, b) => a === b)} | ${count(theirs, (a, b) => a && !b)} | ${count(theirs, (a, b) => !a && b)} |`,
);
const versions = [
  (await run("pip-audit", ["--version"], directory)).trim(),
  (await run("uv", ["--version"], directory)).trim().split(" ").slice(0, 2).join(" "),
  `pip-licenses ${(await run("pip-licenses", ["--version"], directory)).trim().split(" ").at(-1) ?? ""}`,
];
const page = `# The audit beside other tools

Written by \`node scripts/audit-peers.ts\`, which asks ${versions.join(", ")}.

## Vulnerabilities

${CASES.length} verdicts over ${OSV_VERDICTS.length} records (\`tests/vectors/osv\`), each with a project of its own. The other tools believe the service that they
ask; the played one answers as OSV's own server does, and also serves the withdrawn record.

| | equal | shipwheel only | theirs only |
| --- | --- | --- | --- |
${summary.join("\n")}

The differences:

| record | version | shipwheel | pip-audit | uv audit | reason |
| --- | --- | --- | --- | --- | --- |
${rows.join("\n")}

## Licenses

pip-licenses with \`--from=mixed\`. It names what is declared; shipwheel names an SPDX expression, or says that it is
unknown.

| declared | license text | shipwheel | pip-licenses |
| --- | --- | --- | --- |
${licenseRows.join("\n")}
`;
writeFileSync(join(REPOSITORY, "docs", "reference", "audit-peers.md"), page);
rmSync(directory, { recursive: true, force: true });
