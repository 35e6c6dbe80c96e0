import { dirname, join, relative } from "node:path/posix";
import { normalizeName } from "../../version/names.ts";
import { parseVersion } from "../../version/pep440.ts";
import { locator } from "../setup-py.ts";
import type { SourceTree } from "../source-tree.ts";
import { isOrWasOwn, isOrWasStandIn } from "./doubt.ts";
import { isVersionIn } from "./forms.ts";
import type { VersionLocation, LocationProject, Statement } from "./version-location.ts";
import { VERSION_LOCATION_KINDS } from "./registry.ts";
import { readVersionOrigin } from "./version-origin.ts";

const MARK = "\uFEFF";

/** Names by which a file says its version, the most telling first, when nobody says which of them is read. */
const PREFERENCE = ["__version__", "VERSION", "__VERSION__", "version"] as const;

/**
 * Every place of the tree that states the project's version as a literal, in the order of the kinds. Reads files,
 * runs nothing, and leaves out what is not certain: a computed value, another package's version, a generated file,
 * a placeholder (0.0.0) of a project whose version comes from history, a file that is not UTF-8.
 */
export async function findVersionLocations(tree: SourceTree): Promise<readonly VersionLocation[]> {
  const contents = new Map<string, Promise<string | null>>();
  function content(path: string): Promise<string | null> {
    const known =
      contents.get(path) ?? (tree.has(path) ? tree : tree.neighbours).readBytes(path).then(decode);
    contents.set(path, known);
    return known;
  }
  const text = async (path: string): Promise<string | null> =>
    (await content(path))?.replace(/^\uFEFF/, "") ?? null;
  const own = tree.project.name?.value;
  const project: LocationProject = {
    tree,
    name: own === undefined ? null : normalizeName(own),
    origin: readVersionOrigin(tree),
    text,
    async locks(name) {
      const here = join("/", tree.git?.prefix ?? "");
      const paths = [...(tree.has(name) ? [name] : []), ...(await tree.neighbours.list(name))];
      const read = paths.map(async (file) => ({ file, text: await text(file) }));
      return (await Promise.all(read)).flatMap(({ file, text: found }) => {
        if (found === null) return [];
        const own = relative(join(here, dirname(file)), here) || ".";
        return [{ file, text: found, isProject: (path: string) => join(path).replace(/\/$/, "") === own }];
      });
    },
  };
  const found: VersionLocation[] = [];
  const judged = new Map<VersionLocation, string>();
  const standIns = new Set<VersionLocation>();
  const taken = new Set<string>();
  const byKind = await Promise.all(
    VERSION_LOCATION_KINDS.map(async (kind) => ({ kind: kind.id, statements: await kind.find(project) })),
  );
  for (const { kind, statements } of byKind) {
    for (const statement of statements) {
      const key = `${statement.file}:${statement.start}`;
      const whole = await content(statement.file);
      if (whole === null || taken.has(key)) continue;
      taken.add(key);
      const place = made(kind, statement, whole);
      if (statement.judgedBy != null) judged.set(place, statement.judgedBy);
      if (statement.standsIn === true) standIns.add(place);
      if (isVersionIn(place.form, place.text) && !isPlaceholder(place, project)) found.push(place);
    }
  }
  const source = chooseSource(
    found.filter((place) => !standIns.has(place)),
    project,
  );
  return found
    .filter((place) => {
      if (standIns.has(place)) return isOrWasStandIn(place.text, source?.text ?? null);
      const by = judged.get(place);
      return by === undefined || isOrWasOwn(by, source?.text ?? null, tree.git);
    })
    .map((place) => (place === source ? { ...place, isSource: true } : place));
}

function decode(bytes: Uint8Array | null): string | null {
  if (bytes === null) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function made(
  kind: string,
  { file, name, start, end, form, date }: Statement,
  content: string,
): VersionLocation {
  const shift = content.startsWith(MARK) ? 1 : 0;
  const text = content.slice(shift);
  return {
    kind,
    name,
    location: locator(file, text)(start, end),
    text: text.slice(start, end),
    form,
    start: start + shift,
    end: end + shift,
    isSource: false,
    content,
    date: date === undefined ? null : { start: date.start + shift, end: date.end + shift },
  };
}

function isPlaceholder({ text, form }: VersionLocation, { origin }: LocationProject): boolean {
  if (origin.scm === null || form === "tuple") return false;
  return parseVersion(text)?.release.every((number) => number === 0n) === true;
}

/** The first of the origin's places that holds a literal; else, behind a re-exported name, the package's only one. */
function chooseSource(
  locations: readonly VersionLocation[],
  { origin }: LocationProject,
): VersionLocation | null {
  for (const { file, name } of origin.places) {
    const here = locations.filter((place) => place.location.file === file);
    const named = here.find((place) => place.name === name);
    const preferred = PREFERENCE.flatMap((each) => here.filter((place) => place.name === each));
    const chosen = name === null ? (preferred[0] ?? here[0]) : named;
    if (chosen !== undefined) return chosen;
  }
  const inPackage = locations.filter((place) => place.kind === "dunder-version" && place.form === "pep440");
  return origin.places.length > 0 && inPackage.length === 1 ? (inPackage[0] ?? null) : null;
}
