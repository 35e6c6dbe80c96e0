import { parse } from "smol-toml";
import type { OpenedFile } from "../compare/side.ts";
import { entryPointsOf } from "../compare/distributions.ts";
import { canonicalLicenseExpression } from "../distribution/metadata/license-expression.ts";
import type { CoreMetadata } from "../distribution/metadata/metadata.ts";
import { normalizeName } from "../version/names.ts";
import { markerComparisons } from "../version/marker.ts";
import { isRequirementError, parseRequirement, type Requirement } from "../version/requirement.ts";

/** A file of the release by its name and digest. */
export interface ReleaseFile {
  readonly fileName: string;
  readonly sha256: string;
}

/** What every channel says of a release, from its files alone. */
export interface RecipeFacts {
  /** As spelt in the metadata. */
  readonly project: string;
  /** PEP 503. */
  readonly name: string;
  readonly version: string;
  readonly summary: string | null;
  /** SPDX; null: none is declared, or none that is valid. */
  readonly license: string | null;
  readonly licenseFiles: readonly { readonly path: string; readonly text: string }[];
  readonly homepage: string | null;
  readonly repository: string | null;
  readonly author: { readonly name: string; readonly email: string } | null;
  readonly requiresPython: string | null;
  /** Without those that only an extra asks for. */
  readonly requirements: readonly Requirement[];
  readonly scripts: readonly { readonly name: string; readonly target: string }[];
  /** Top-level import names. */
  readonly modules: readonly string[];
  /** Whether the wheel is for every machine. */
  readonly isPure: boolean;
  readonly wheel: ReleaseFile | null;
  /** That wheel and the others for Linux. */
  readonly linuxWheels: readonly ReleaseFile[];
  readonly sdist: ReleaseFile;
  readonly build: BuildFacts;
}

/** How the sdist is built. */
export interface BuildFacts {
  readonly requires: readonly string[];
  readonly backend: string;
  /** Whether it uses the license keys of PEP 639. */
  readonly usesPep639: boolean;
}

/** The facts of a release from its opened files. */
export async function recipeFacts(
  sdist: OpenedFile,
  wheel: OpenedFile | null,
  linux: readonly ReleaseFile[],
): Promise<RecipeFacts> {
  const metadata = wheel?.metadata ?? sdist.metadata;
  if (metadata === null) throw new Error(`${sdist.fileName} was opened without metadata`);
  const urls = new Map(
    metadata.projectUrls.map(({ label, url }) => [label.toLowerCase(), oneLine(url) ?? ""]),
  );
  const repository = firstOf(urls, ["repository", "source", "source code", "github", "code"]);
  return {
    project: metadata.name,
    name: normalizeName(metadata.name),
    version: metadata.version,
    summary: oneLine(metadata.summary),
    license: licenseOf(metadata),
    licenseFiles: await licenseFiles(sdist, metadata),
    homepage: firstOf(urls, ["homepage", "home"]) ?? oneLine(metadata.homePage) ?? repository,
    repository,
    author: authorOf(metadata),
    requiresPython: metadata.requiresPython,
    requirements: metadata.requiresDist.flatMap((text) => {
      const parsed = parseRequirement(text);
      return isRequirementError(parsed) || isOfExtra(parsed) ? [] : [parsed];
    }),
    scripts: wheel === null ? [] : scriptsOf(wheel),
    modules: wheel === null ? [] : modulesOf(wheel),
    isPure: wheel === null || wheel.fileName.endsWith("-any.whl"),
    wheel: wheel === null ? null : { fileName: wheel.fileName, sha256: wheel.sha256 ?? "" },
    linuxWheels: linux,
    sdist: { fileName: sdist.fileName, sha256: sdist.sha256 ?? "" },
    build: buildOf(await sdist.read("pyproject.toml")),
  };
}

function oneLine(text: string | null): string | null {
  const line = text?.replaceAll(/\s+/g, " ").trim() ?? "";
  return line === "" || line === "UNKNOWN" ? null : line;
}

function firstOf(urls: ReadonlyMap<string, string>, labels: readonly string[]): string | null {
  const label = labels.find((each) => urls.has(each));
  return label === undefined ? null : (urls.get(label) ?? null);
}

function isOfExtra({ marker }: Requirement): boolean {
  if (marker === null) return false;
  return [...markerComparisons(marker)].some(({ left, right }) =>
    [left, right].some((operand) => operand.kind === "variable" && operand.name === "extra"),
  );
}

function licenseOf({ licenseExpression, license }: CoreMetadata): string | null {
  const text = licenseExpression ?? license;
  return text === null || text.length > 200 ? null : canonicalLicenseExpression(text);
}

async function licenseFiles(sdist: OpenedFile, metadata: CoreMetadata): Promise<RecipeFacts["licenseFiles"]> {
  const top = sdist.entries.flatMap(({ name, kind }) =>
    kind === "file" && /^[^/]+\/(?:licen[cs]e|copying)[^/]*$/i.test(name) ? [name.split("/")[1] ?? ""] : [],
  );
  const paths = metadata.licenseFiles.length > 0 ? metadata.licenseFiles : top;
  const found = await Promise.all(
    paths.map(async (path) => {
      const bytes = await sdist.read(path);
      return bytes === null ? [] : [{ path, text: new TextDecoder().decode(bytes) }];
    }),
  );
  return found.flat();
}

/** The first person with a name and an address: maintainers are asked before authors. */
function authorOf(metadata: CoreMetadata): RecipeFacts["author"] {
  for (const [person, email] of [
    [metadata.maintainer, metadata.maintainerEmail],
    [metadata.author, metadata.authorEmail],
  ]) {
    const match = /^\s*(?:"?([^"<,@]*?)"?\s*)<([^<>\s@]+@[^<>\s@]+)>/.exec(email ?? "");
    const address = match?.[2] ?? /^[^<>\s@,]+@[^<>\s@,]+$/.exec(email ?? "")?.[0];
    const name = oneLine(match?.[1] ?? null) ?? oneLine(person ?? null);
    if (address !== undefined && name !== null) return { name, email: address };
  }
  return null;
}

function scriptsOf(wheel: OpenedFile): RecipeFacts["scripts"] {
  return [...entryPointsOf(wheel)].flatMap(([key, target]) =>
    key.startsWith("console_scripts:") ? [{ name: key.slice("console_scripts:".length), target }] : [],
  );
}

function modulesOf(wheel: OpenedFile): readonly string[] {
  const found = new Set<string>();
  for (const { name, kind } of wheel.entries) {
    const [top = "", ...rest] = name.split("/");
    if (kind === "directory" || /\.(?:dist-info|data)$/.test(top)) continue;
    if (rest.length === 0) {
      const module = /^(\w+)(?:\.py|\.[\w-]+\.(?:so|pyd)|\.abi3\.so)$/.exec(top)?.[1];
      if (module !== undefined) found.add(module);
    } else if (/\.(?:py|so|pyd)$/.test(name) && /^\w+$/.test(top)) found.add(top);
  }
  return [...found].sort();
}

function buildOf(pyproject: Uint8Array | null): BuildFacts {
  const legacy = { requires: ["setuptools"], backend: "setuptools.build_meta", usesPep639: false };
  if (pyproject === null) return legacy;
  try {
    const table = parse(new TextDecoder().decode(pyproject)) as {
      "build-system"?: { requires?: unknown; "build-backend"?: unknown };
      project?: { license?: unknown; "license-files"?: unknown };
    };
    const system = table["build-system"];
    if (system === undefined) return legacy;
    return {
      requires: Array.isArray(system.requires)
        ? system.requires.filter((each): each is string => typeof each === "string")
        : [],
      backend: typeof system["build-backend"] === "string" ? system["build-backend"] : legacy.backend,
      usesPep639:
        typeof table.project?.license === "string" || Array.isArray(table.project?.["license-files"]),
    };
  } catch {
    return legacy;
  }
}
