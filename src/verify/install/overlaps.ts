import { join } from "node:path";
import { parseInfoFolder } from "../../distribution/file-names.ts";
import { parseRecord } from "../../distribution/record.ts";
import type { Ports } from "../../ports/ports.ts";
import { symptom, type Finding } from "../../findings/finding.ts";
import { normalizeName } from "../../version/names.ts";
import { isAside } from "../imports/modules.ts";
import { INSTALLED_FILES_OVERLAP } from "./install-rules.ts";

/** A file that two installed distributions both bring, with different bytes. */
export interface Overlap {
  /** Relative to site-packages, with `/`. */
  readonly path: string;
  /** Names of the distributions, in normal form, sorted. */
  readonly owners: readonly [string, string];
}

/**
 * Compares the RECORDs of all installed distributions. The digests are those of the wheels, so that it does not matter
 * which one was installed last; equal bytes (the `__init__.py` of a shared namespace) do no harm.
 */
export async function findOverlaps(
  sitePackages: string,
  ports: Pick<Ports, "files">,
): Promise<readonly Overlap[]> {
  const seen = new Map<string, { readonly owner: string; readonly digest: string }>();
  const overlaps: Overlap[] = [];
  const directories = (await ports.files.list(sitePackages)).map(({ name }) => name).toSorted();
  for (const directory of directories) {
    const owner = parseInfoFolder(directory)?.name;
    const file = join(sitePackages, directory, "RECORD");
    if (owner === undefined || (await ports.files.stat(file)) === null) continue;
    for (const { path, digest } of parseRecord(await ports.files.readText(file)).rows) {
      if (digest === "" || path.includes("__pycache__/") || path.startsWith("..")) continue;
      const known = seen.get(path);
      if (known === undefined) seen.set(path, { owner, digest });
      else if (known.digest !== digest) overlaps.push({ path, owners: [known.owner, owner] });
    }
  }
  return overlaps;
}

/** One finding for each pair of distributions that overwrite each other's modules. */
export function overlapFindings(overlaps: readonly Overlap[], project: string): readonly Finding[] {
  const code = overlaps.filter(({ path }) => isCode(path));
  const pairs = Map.groupBy(code, ({ owners }) => owners.join(" "));
  return [...pairs.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [overlapFinding(first, group, normalizeName(project))];
  });
}

function overlapFinding(first: Overlap, group: readonly Overlap[], project: string): Finding {
  const { owners, path } = first;
  const other = owners.find((owner) => owner !== project) ?? "";
  const isOurs = owners.includes(project);
  const count = group.length === 1 ? path : `${path} and ${group.length - 1} more`;
  return INSTALLED_FILES_OVERLAP.finding({
    severity: isOurs ? "error" : "warning",
    subject: owners.join(" "),
    symptom: symptom.install(`overlap:${other}`),
    message: `${owners[0]} and ${owners[1]} both install ${count}, with different contents`,
    why: "whichever is installed last overwrites the other, and removing one breaks both",
    help: isOurs
      ? `rename the package or remove it from the wheel: ${path.split("/", 1)[0] ?? path} belongs to ${other}`
      : `require only one of ${owners[0]} and ${owners[1]}`,
    details: { paths: group.map((each) => each.path) },
  });
}

/** Whether an import can meet the file: neither a stray README at the top nor a `tests` package of everybody's. */
function isCode(path: string): boolean {
  if (!/\.(?:py|so|pyd)$/.test(path)) return false;
  const module = path.replace(/(?:\/__init__)?\.[^/]*$/, "").replaceAll("/", ".");
  return !isAside(module) && module !== "setup";
}
