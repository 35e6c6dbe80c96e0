import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { build, type Metafile } from "esbuild";

/** Chunks that become one file, and its name. */
interface Group {
  readonly name: string;
  readonly members: ReadonlySet<string>;
}

/**
 * Chunks that always come together become one file, because to find, read and link a module costs half a millisecond,
 * whatever it holds. `entries` are names of outputs, each with a short name: chunks that the same of them load at once are
 * merged. The other outputs import from the merged file.
 */
export async function mergeChunks(
  { outputs }: Metafile,
  root: string,
  entries: Readonly<Record<string, string>>,
): Promise<void> {
  const groups = groupsOf(outputs, entries);
  const mergedBy = new Map(
    groups.flatMap((group) => [...group.members].map((path) => [path, group] as const)),
  );
  for (const group of groups) await writeMerged(group, outputs, root);
  const written = groups.map((group) => pathOf(group));
  for (const path of [...Object.keys(outputs), ...written].filter((each) => !mergedBy.has(each))) {
    const file = join(root, path);
    writeFileSync(file, redirected(readFileSync(file, "utf8"), mergedBy));
  }
  for (const path of mergedBy.keys()) rmSync(join(root, path));
}

/** Chunks by the entries that load them at once; a chunk that stands alone stays as it is. */
function groupsOf(outputs: Metafile["outputs"], entries: Readonly<Record<string, string>>): readonly Group[] {
  const loaders = new Map<string, string[]>();
  for (const [name, entry] of Object.entries(entries)) {
    for (const path of loadedAtOnce(outputs, entry)) {
      if (outputs[path]?.entryPoint === undefined) loaders.set(path, [...(loaders.get(path) ?? []), name]);
    }
  }
  const groups = Map.groupBy(loaders.keys(), (path) => `with-${(loaders.get(path) ?? []).join("-")}`);
  return [...groups].flatMap(([name, members]) =>
    members.length > 1 ? [{ name, members: new Set(members) }] : [],
  );
}

/** The outputs that `entry` imports, by way of others, too. */
export function loadedAtOnce(outputs: Metafile["outputs"], entry: string): ReadonlySet<string> {
  const seen = new Set([entry]);
  for (const path of seen) {
    for (const each of outputs[path]?.imports ?? [])
      if (each.kind === "import-statement" && each.external !== true) seen.add(each.path);
  }
  return seen;
}

async function writeMerged(group: Group, outputs: Metafile["outputs"], root: string): Promise<void> {
  const contents = [...group.members].map((path) => {
    const names = (outputs[path]?.exports ?? []).map((name) => `${name} as ${nameIn(path, name)}`);
    return `export { ${names.join(", ")} } from "./${basename(path)}";`;
  });
  const folder = join(root, dirname(pathOf(group)));
  await build({
    stdin: { contents: contents.join("\n"), resolveDir: folder },
    outfile: join(root, pathOf(group)),
    bundle: true,
    format: "esm",
    platform: "node",
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    logLevel: "warning",
    plugins: [
      {
        name: "others-stay",
        setup(plugin) {
          const members = new Set([...group.members].map((path) => `./${basename(path)}`));
          plugin.onResolve({ filter: /^\./ }, ({ path }) =>
            members.has(path) ? undefined : { path, external: true },
          );
        },
      },
    ],
  });
}

/** The text of an output, with the imports of merged chunks led to where they are now. */
function redirected(text: string, mergedBy: ReadonlyMap<string, Group>): string {
  const byName = new Map([...mergedBy].map(([path, group]) => [basename(path), { path, group }]));
  return text.replaceAll(
    /\bimport(?:\{([^}]*)\}from)?"(\.{1,2}\/(?:chunks\/)?)([\w-]+\.js)"/g,
    (whole, names: string | undefined, folder: string, file: string) => {
      const found = byName.get(file);
      if (found === undefined) return whole;
      const renamed = names?.split(",").map((each) => {
        const [name = "", as = name] = each.split(" as ");
        return `${nameIn(found.path, name)} as ${as}`;
      });
      return `import${renamed === undefined ? "" : `{${renamed.join(",")}}from`}"${folder}${found.group.name}.js"`;
    },
  );
}

/** What an export is called in a merged file, in which others may have the same name. */
function nameIn(path: string, name: string): string {
  return `${basename(path, ".js").replaceAll(/\W/g, "_")}_${name}`;
}

function pathOf({ name, members }: Group): string {
  const [member = ""] = members;
  return join(dirname(member), `${name}.js`);
}
