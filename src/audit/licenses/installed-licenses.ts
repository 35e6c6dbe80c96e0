import { join } from "node:path";
import { parseMetadata } from "../../distribution/metadata/metadata.ts";
import { isLicensePath } from "../../check/knowledge/license-texts.ts";
import type { Ports } from "../../ports/ports.ts";
import { normalizeName } from "../../version/names.ts";
import type { AuditedPackage } from "../audited-package.ts";
import type { Resolver, ResolvePorts } from "../resolve-packages.ts";
import { weighLicense, type LicenseEvidence } from "./evidence.ts";

/** The licenses of packages, by `name version`, and why others are not known. */
export interface InstalledLicenses {
  readonly licenses: ReadonlyMap<string, LicenseEvidence>;
  /** Why nothing could be installed; null: it could. */
  readonly problem: string | null;
}

const MAX_TEXT = 256 * 1024;
const MAX_FILES = 50;

/**
 * Installs the packages for this platform, without their requirements, where nothing runs them, and reads what each
 * says of its license. Wheels come from uv's cache where it has them.
 */
export async function installedLicenses(
  packages: readonly AuditedPackage[],
  resolver: Resolver,
  ports: ResolvePorts,
): Promise<InstalledLicenses> {
  const licenses = new Map<string, LicenseEvidence>();
  let problem: string | null = null;
  for (const [number, round] of rounds(packages).entries()) {
    const target = join(resolver.directory, `installed-${number}`);
    problem = (await readRound(round, target, licenses, resolver, ports)) ?? problem;
  }
  return { licenses, problem };
}

/** A resolution for several Pythons has several versions of one name, and an environment has one. */
function rounds(packages: readonly AuditedPackage[]): readonly (readonly AuditedPackage[])[] {
  const all: Map<string, AuditedPackage>[] = [];
  const seen = new Set<string>();
  for (const each of packages) {
    const key = `${each.name} ${each.version}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const free = all.find((round) => !round.has(each.name));
    if (free === undefined) all.push(new Map([[each.name, each]]));
    else free.set(each.name, each);
  }
  return all.map((round) => [...round.values()]);
}

async function readRound(
  round: readonly AuditedPackage[],
  target: string,
  licenses: Map<string, LicenseEvidence>,
  resolver: Resolver,
  ports: ResolvePorts,
): Promise<string | null> {
  let problem: string | null = null;
  const install = async (some: readonly AuditedPackage[]): Promise<string | null> => {
    const file = join(resolver.directory, "pins.txt");
    await ports.files.write(file, some.map(({ name, version }) => `${name}==${version}\n`).join(""));
    const wheels = ["--no-deps", "--only-binary", ":all:", "--quiet", "--color", "never"];
    const done = await resolver.run(["pip", "install", ...wheels, "--target", target, "-r", file]);
    return done.status === 0 ? null : done.stderr.replaceAll(/\s+/g, " ").trim().slice(0, 300);
  };
  if ((await install(round)) !== null) {
    // One that has no wheel for this platform keeps no other from being read.
    for (const each of round) problem = (await install([each])) ?? problem;
  }
  const entries = (await ports.files.stat(target)) === null ? [] : await ports.files.list(target);
  for (const { name: folder } of entries) {
    if (!folder.endsWith(".dist-info")) continue;
    const bytes = await ports.files.read(join(target, folder, "METADATA")).catch(() => null);
    if (bytes === null) continue;
    const metadata = parseMetadata(bytes);
    const texts = await textsIn(join(target, folder), ports);
    licenses.set(`${normalizeName(metadata.name)} ${metadata.version}`, weighLicense(metadata, texts));
  }
  return problem;
}

/** The license texts of a `.dist-info` directory; UTF-8, else Latin-1. */
async function textsIn(directory: string, { files }: Pick<Ports, "files">): Promise<readonly string[]> {
  const texts: string[] = [];
  const open = [directory];
  for (let at = open.pop(); at !== undefined && texts.length < MAX_FILES; at = open.pop()) {
    for (const { name, kind } of await files.list(at)) {
      const path = join(at, name);
      if (kind === "directory") open.push(path);
      if (kind !== "file" || (at === directory && !isLicensePath(name))) continue;
      if (((await files.stat(path))?.size ?? Infinity) > MAX_TEXT) continue;
      texts.push(decoded(await files.read(path)));
    }
  }
  return texts;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString("latin1");
  }
}
