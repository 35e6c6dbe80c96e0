import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { GENERATED } from "./generated.ts";

const root = join(import.meta.dirname, "..", "..");
const reasonsFile = join(root, "docs", "decisions", "dependencies.json");

interface Reason {
  readonly why: string;
  /** Day of the pinned release and of the newest one, as the registry served them. */
  readonly served?: string;
}

interface Manifest {
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** The page's text; throws when a dependency has no reason or a reason no dependency. */
export function dependencyPage(): string {
  const named = new Set(Object.keys(manifestOf(root).devDependencies ?? {}));
  const bundled = new Set(packagesOf(join(root, "src")));
  const reasons = JSON.parse(readFileSync(reasonsFile, "utf8")) as Record<string, Reason>;
  const unknown = Object.keys(reasons).filter((name) => !named.has(name));
  if (unknown.length > 0) throw new Error(`${reasonsFile} explains what is not used: ${unknown.join(", ")}`);
  const shipped = [...named]
    .filter((name) => bundled.has(name))
    .map((name) => shippedRow(name, reasonFor(reasons, name)));
  const tools = [...named].filter((name) => !bundled.has(name));
  const development = tools.map((name) => {
    const { version, license = "?" } = manifestOf(join(root, "node_modules", name));
    return `| ${name} | ${version} | ${license} | ${reasonFor(reasons, name).why} |`;
  });
  return `${GENERATED}

# Dependencies

A dependency needs a reason in \`dependencies.json\`.
The registry that these dates come from is a mirror: they may be the mirror's days, not the authors'.

## What the package ships with

Their code is part of the bundle, so that shipwheel itself has no dependencies; the texts of their licenses are in \`dist/THIRD-PARTY-LICENSES.txt\`.

| package | version | license | kB on disk | packages below it | release pinned / newest, as served | why |
| --- | --- | --- | --- | --- | --- | --- |
${shipped.join("\n")}

## What only development uses

| package | version | license | why |
| --- | --- | --- | --- |
${development.join("\n")}
`;
}

function shippedRow(name: string, reason: Reason): string {
  const { version, license = "?" } = manifestOf(join(root, "node_modules", name));
  const below = [...closure(name)].filter((each) => each !== name);
  const bytes = [name, ...below].reduce((sum, each) => sum + sizeOf(join(root, "node_modules", each)), 0);
  const listed = below.length === 0 ? "none" : below.join(", ");
  return `| ${name} | ${version} | ${license} | ${Math.round(bytes / 1000)} | ${listed} | ${reason.served ?? "?"} | ${reason.why} |`;
}

/** The packages that sources import by name. */
function packagesOf(directory: string): readonly string[] {
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" });
  return files
    .filter((path) => path.endsWith(".ts"))
    .flatMap((path) => {
      const text = readFileSync(join(directory, path), "utf8");
      const names = text.matchAll(/\b(?:from|import\()\s*"((?:@[\w.-]+\/)?[\w-][\w.-]*)[/"]/g);
      return [...names].map(([, name = ""]) => name);
    });
}

function reasonFor(reasons: Readonly<Record<string, Reason>>, name: string): Reason {
  const reason = reasons[name];
  if (reason === undefined) throw new Error(`${reasonsFile} has no reason for ${name}`);
  return reason;
}

function closure(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const next of Object.keys(manifestOf(join(root, "node_modules", name)).dependencies ?? {}))
    closure(next, seen);
  return seen;
}

function manifestOf(directory: string): Manifest {
  return JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as Manifest;
}

function sizeOf(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path)
    .filter((name) => name !== "node_modules")
    .reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
