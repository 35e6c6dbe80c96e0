/**
 * Looks at the package as a user would get it: contents, size, publint, and the types as an ES module's.
 * Needs `npm run build`. Packs once, checks the tarball, leaves nothing behind. Exit code 1 with a list of what is wrong.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
/** Bytes, packed: the rules of secretlint, the trust root of Sigstore, the tables of platforms and the report's renderer are the most of it. */
const MOST_BYTES = 2_500_000;
const REQUIRED = [
  "package.json",
  "README.md",
  "LICENSE",
  "dist/cli/main.cjs",
  "dist/lib/index.js",
  "dist/lib/index.d.ts",
  "dist/THIRD-PARTY-LICENSES.txt",
];
const ALLOWED =
  /^(package\.json|README\.md|LICENSE|dist\/((cli|lib|chunks)\/.+|THIRD-PARTY-LICENSES\.txt)|schema\/[a-z]+\.schema\.json)$/;

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

const directory = mkdtempSync(join(tmpdir(), "shipwheel-pack-"));
const problems: string[] = [];
try {
  const output = execFileSync(
    "npm",
    ["pack", "--json", "--ignore-scripts", "--pack-destination", directory],
    {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  const packed = firstPackage(JSON.parse(output));
  problems.push(...contentProblems(packed));
  const tarball = join(directory, packed.filename);
  runTool("publint", ["run", tarball, "--strict"]);
  runTool("attw", [tarball, "--profile", "esm-only", "--no-emoji"]);
  console.log(`package: ${packed.files.length} files, ${(statSync(tarball).size / 1000).toFixed(0)} kB`);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
for (const problem of problems) console.error(`package: ${problem}`);
if (problems.length > 0) process.exitCode = 1;

/** npm 10 and 11 print a list, npm 12 an object keyed by the package's name. */
function firstPackage(document: unknown): Packed {
  const [packed] = Object.values(document as Record<string, Packed>);
  if (packed === undefined) throw new Error("npm pack printed no package");
  return packed;
}

function contentProblems(packed: Packed): readonly string[] {
  const paths = packed.files.map((file) => file.path);
  const main = join(root, "dist", "cli", "main.cjs");
  const shebang = existsSync(main) && readFileSync(main, "utf8").startsWith("#!/usr/bin/env node\n");
  return [
    ...REQUIRED.filter((path) => !paths.includes(path)).map((path) => `${path} is missing`),
    ...paths.filter((path) => !ALLOWED.test(path)).map((path) => `${path} does not belong in it`),
    ...(packed.size > MOST_BYTES ? [`${packed.size} bytes, more than ${MOST_BYTES}`] : []),
    ...(dependencies().length === 0
      ? []
      : [`needs ${dependencies().join(", ")}: a bundle holds what it uses`]),
    ...(shebang ? [] : ["dist/cli/main.cjs cannot be run: it has no #! line"]),
  ];
}

/** What a registry that holds only shipwheel could not serve. */
function dependencies(): readonly string[] {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, object>;
  return ["dependencies", "peerDependencies", "optionalDependencies"].flatMap((kind) =>
    Object.keys(manifest[kind] ?? {}),
  );
}

function runTool(name: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(join(root, "node_modules", ".bin", name), args, {
    encoding: "utf8",
  });
  if (status === 0) return;
  problems.push(`${name} ended with ${status}`);
  console.error(stdout + stderr);
}
