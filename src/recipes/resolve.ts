import { join } from "node:path";
import { parse } from "smol-toml";
import * as v from "valibot";
import { fault } from "../findings/fault.ts";
import { ENDPOINTS } from "../index-client/endpoints.ts";
import type { Ports } from "../ports/ports.ts";
import { childEnvironment } from "../toolbox/child-environment.ts";
import { readIndexConfiguration } from "../toolbox/index-configuration.ts";
import { indexEnvironment } from "../toolbox/index-environment.ts";
import { findUv } from "../toolbox/uv.ts";
import { formatRequirement, type Marker, type Requirement } from "../version/requirement.ts";
import { parseMarker } from "../version/marker.ts";

/** A file that a resolution chose from. */
interface LockedFile {
  readonly url: string;
  readonly sha256: string;
}

/** A runtime dependency at one version, with its files. */
export interface ResolvedRequirement {
  readonly name: string;
  readonly version: string;
  /** For which systems; null: for all. */
  readonly marker: Marker | null;
  readonly sdist: LockedFile | null;
  readonly wheels: readonly LockedFile[];
}

/** What a resolution takes from outside. */
export type ResolvePorts = Pick<
  Ports,
  "processes" | "files" | "http" | "environment" | "signal" | "random" | "clock" | "events" | "locks"
>;

const file = v.object({ url: v.string(), hashes: v.object({ sha256: v.string() }) });
const pylock = v.object({
  packages: v.optional(
    v.array(
      v.object({
        name: v.string(),
        version: v.string(),
        marker: v.optional(v.string()),
        sdist: v.optional(file),
        wheels: v.optional(v.array(file), []),
      }),
    ),
    [],
  ),
});

/**
 * Resolves requirements for one minor version of Python and later ones on every system, with all files. Throws
 * `recipe/resolve`, `tool/…`.
 */
export async function resolveRequirements(
  requirements: readonly Requirement[],
  python: string,
  { offline }: { readonly offline: boolean },
  ports: ResolvePorts,
): Promise<readonly ResolvedRequirement[]> {
  if (requirements.length === 0) return [];
  const uv = await findUv(ports, { offline });
  const directory = await ports.files.temporaryDirectory("recipe");
  const input = join(directory, "requirements.in");
  await ports.files.write(input, `${requirements.map((each) => formatRequirement(each)).join("\n")}\n`);
  const indexes = await indexEnvironment(await readIndexConfiguration(ports), directory, ports);
  const { status, stdout, stderr } = await ports.processes.run({
    argv: [
      uv,
      "pip",
      "compile",
      "--quiet",
      "--universal",
      "--format",
      "pylock.toml",
      "--no-config",
      "--python-version",
      python,
      ...(offline ? ["--offline"] : []),
      input,
    ],
    cwd: directory,
    env: { ...childEnvironment(ports.environment), ...indexes },
    signal: ports.signal,
  });
  if (status !== 0)
    throw fault("recipe/resolve", { reason: stderr.replaceAll(/\s+/g, " ").trim().slice(0, 400) });
  return readPylock(stdout);
}

/** Reads a lock file of PEP 751. Throws `recipe/resolve` when it is none. */
export function readPylock(text: string): readonly ResolvedRequirement[] {
  const read = v.safeParse(pylock, parseToml(text));
  if (!read.success) throw fault("recipe/resolve", { reason: "uv wrote no lock of PEP 751" });
  return read.output.packages.map(({ name, version, marker, sdist, wheels }) => {
    const parsed = marker === undefined ? null : parseMarker(marker);
    return {
      name,
      version,
      marker: parsed === null || "error" in parsed ? null : parsed,
      sdist: sdist === undefined ? null : locked(sdist),
      wheels: wheels.map(locked),
    };
  });
}

function parseToml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return null;
  }
}

function locked({ url, hashes }: v.InferOutput<typeof file>): LockedFile {
  return { url: canonicalUrl(url), sha256: hashes.sha256 };
}

/** A mirror keeps the paths of PyPI's file server, which name the content: the recipe names the server itself. */
export function canonicalUrl(url: string): string {
  const path = /\/packages\/[0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{60}\/[^/?#]+/.exec(url)?.[0];
  return path === undefined ? url : `${ENDPOINTS.pypi.files}${path}`;
}
