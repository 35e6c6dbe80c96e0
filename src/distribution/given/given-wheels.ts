import { normalizeName } from "../../version/names.ts";
import type { Distribution } from "../distribution.ts";
import { isBuildersWheel } from "../platform-tags.ts";

type Wheel = Pick<Distribution, "fileName" | "parsed" | "metadata">;

/** The release that wheels must be of. */
export interface GivenRelease {
  readonly project: string;
  readonly version: string;
}

/** Why a wheel that was built elsewhere is not one of the release; null when it is. */
export function unfitWheel(
  { fileName, parsed, metadata }: Wheel,
  { project, version }: GivenRelease,
): string | null {
  if (parsed.kind !== "wheel")
    return `${fileName} is no wheel: ${parsed.kind === "invalid" ? parsed.reason : "an sdist"}`;
  if (metadata === null) return `${fileName} has no metadata`;
  if (normalizeName(metadata.name) !== normalizeName(project) || metadata.version !== version)
    return `${fileName} is ${metadata.name} ${metadata.version}, and the sdist is ${project} ${version}`;
  return isBuildersWheel(parsed) ? `${fileName} is for the machine that built it only` : null;
}

/** Fields that say how the metadata is written, not what it says. */
const FORM: ReadonlySet<string> = new Set(["metadata-version", "dynamic"]);

/** The metadata fields in which two wheels of one release differ; the description is one of them. */
export function differingFields(first: Wheel, second: Wheel): readonly string[] {
  const [a, b] = [first.metadata, second.metadata];
  if (a === null || b === null) return [];
  const fields = new Set([...a.raw.keys(), ...b.raw.keys()]);
  const valuesOf = (values: readonly string[] | undefined): string => [...(values ?? [])].sort().join("\n");
  const found = [...fields].filter(
    (field) => !FORM.has(field) && valuesOf(a.raw.get(field)) !== valuesOf(b.raw.get(field)),
  );
  const isSame = (a.description ?? "").trim() === (b.description ?? "").trim();
  return isSame || found.includes("description") ? found.sort() : [...found, "description"].sort();
}

/** Two wheels that an installer could not choose between: the same tags in two files, by one build number. */
export function sameTags(wheels: readonly Wheel[]): readonly (readonly [string, string])[] {
  const seen = new Map<string, string>();
  const found: (readonly [string, string])[] = [];
  for (const { parsed, fileName } of wheels) {
    if (parsed.kind !== "wheel") continue;
    for (const tag of parsed.tags) {
      const key = `${parsed.build ?? ""} ${tag}`;
      const other = seen.get(key);
      if (other !== undefined && other !== fileName) found.push([other, fileName]);
      seen.set(key, fileName);
    }
  }
  return found;
}

/** Whether a wheel could be installed by an interpreter: by its Python and its system, in the words of the tags. */
export function mayFit(
  { parsed }: Pick<Wheel, "parsed">,
  python: { readonly major: number; readonly minor: number; readonly platform: string },
): boolean {
  if (parsed.kind !== "wheel") return false;
  const here = `${python.major}${python.minor}`;
  // As sysconfig says it: linux-x86_64, macosx-11.0-arm64, win-amd64.
  const [system = "", machine = ""] = python.platform.split(/-(.*)/s);
  const systems: readonly RegExp[] = [
    /^any$/,
    ...(system === "linux" ? [new RegExp(`^(?:many|musl)?linux.*_${machine}$`)] : []),
    ...(system === "macosx" ? [/^macosx_/] : []),
    ...(system === "win" || system === "win32" ? [/^win/] : []),
  ];
  const pythons = parsed.pythonTag.split(".");
  const isPython = pythons.some(
    (tag) =>
      tag === `py${python.major}` ||
      tag === `py${here}` ||
      tag === `cp${here}` ||
      (parsed.abiTag.includes("abi3") && tag.startsWith("cp3")),
  );
  return isPython && parsed.platformTag.split(".").some((tag) => systems.some((each) => each.test(tag)));
}
