import { basename, join } from "node:path";
import { fault } from "../../findings/fault.ts";
import type { Ports } from "../../ports/ports.ts";

/** The files of a release as the command line names them. */
export interface NamedFiles {
  /** Absolute paths of wheels and sdists, each once. */
  readonly distributions: readonly string[];
  /** Absolute paths of attestations of these very files (PEP 740). */
  readonly attestations: readonly string[];
}

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/\.(?:asc|sig|minisig|gpg|pem|crt)$/i, "a signature or certificate"],
  [/\.(?:attestation|sigstore|sigstore\.json|intoto\.jsonl?|provenance|bundle\.json)$/i, "an attestation"],
  [/(?:^|[._-])(?:sha\d+|md5|b2|blake2)(?:sums?)?(?:\.txt)?$|^checksums?\b/i, "a list of checksums"],
  [/\.(?:cdx|spdx|sbom|cyclonedx)(?:\.(?:json|xml))?$|^(?:bom|sbom)\b/i, "an SBOM"],
  [/\.whl\.metadata$/i, "the metadata of a wheel"],
  [
    /^\.|^(?:Thumbs\.db|desktop\.ini)$|~$|\.(?:swp|tmp|part|log)$/i,
    "a file of an editor, the system or a tool",
  ],
  [
    /\.(?:egg|exe|msi|rpm|deb|dmg|tgz|tar\.(?:bz2|xz|zst|Z)|tar)$/i,
    "of a format that indexes do not accept (they accept .whl and .tar.gz)",
  ],
];

/** What a file is that is no distribution, by its name alone; null for the name of a wheel or an sdist. */
export function otherKind(fileName: string): string | null {
  const known = KINDS.find(([pattern]) => pattern.test(fileName));
  if (known !== undefined) return known[1];
  return /\.(?:whl|tar\.gz|zip)$/.test(fileName) ? null : "neither a wheel nor an sdist by its name";
}

/**
 * The distributions among paths of files and directories, each once, before anything is opened. Attestations of them are
 * taken along; what else lies in a directory is passed over with a word, and what else is named is the fault
 * `usage/not-distributions`. Throws `usage/no-such-path`, too.
 */
export async function namedFiles(
  paths: readonly string[],
  { files, events }: Pick<Ports, "files" | "events">,
): Promise<NamedFiles> {
  const distributions = new Set<string>();
  const attestations = new Set<string>();
  const others: string[] = [];
  const passed: string[] = [];
  const sort = (path: string, rest: string[]): void => {
    const name = basename(path);
    const kind = otherKind(name);
    if (kind === null) distributions.add(path);
    else if (name.endsWith(".publish.attestation")) attestations.add(path);
    else rest.push(`${name} is ${kind}`);
  };
  for (const path of paths) {
    const stat = await files.stat(path);
    if (stat === null) throw fault("usage/no-such-path", { path });
    if (stat.kind !== "directory") {
      sort(path, others);
      continue;
    }
    const names = (await files.list(path)).flatMap(({ kind, name }) => (kind === "file" ? [name] : []));
    for (const name of names) sort(join(path, name), passed);
    if (!names.some((name) => otherKind(name) === null))
      others.push(`${basename(path)} is a directory without a wheel or an sdist`);
  }
  if (others.length > 0) throw fault("usage/not-distributions", { files: others.slice(0, 10).join("; ") });
  if (passed.length > 0) {
    events({ type: "note", level: "info", text: `skipped: ${passed.slice(0, 10).join("; ")}` });
  }
  const owned = [...attestations].filter((path) =>
    distributions.has(path.replace(/\.publish\.attestation$/, "")),
  );
  const strays = [...attestations].filter((path) => !owned.includes(path));
  if (strays.length > 0) {
    const text = `skipped: ${strays.map((path) => basename(path)).join(", ")}: of a file that is not among these`;
    events({ type: "note", level: "warning", text });
  }
  return { distributions: [...distributions], attestations: owned };
}
