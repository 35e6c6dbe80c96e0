import { ownModules } from "../own-packages.ts";
import type { VersionLocationKind, Statement } from "../version-location.ts";

const NAMES = ["VERSION", "VERSION.txt", "version.txt", "_version.txt", ".version", "version"] as const;
const READERS = ["pyproject.toml", "setup.py", "setup.cfg", "meson.build", "CMakeLists.txt"] as const;

/** A text file that holds a version and nothing else, and that the build or the package reads. */
export const versionFile: VersionLocationKind = {
  id: "version-file",
  title: "A file that contains only the version",
  where:
    "`VERSION`, `VERSION.txt`, `version.txt`, `.version` at the root or in the package, when setup.py, setup.cfg, " +
    "pyproject.toml, `meson.build`, `CMakeLists.txt` or the package's own `__init__.py` names it",
  example: "1.2.3",
  async find(project) {
    const { tree, text, origin } = project;
    const { modules } = ownModules(project);
    const directories = ["", ...modules.flatMap((each) => each.directory ?? [])];
    const readers = [...READERS, ...modules.map((each) => each.file)];
    const files = new Set(directories.flatMap((directory) => NAMES.map((name) => directory + name)));
    for (const place of origin.places)
      if (place.name === null && !place.file.endsWith(".py")) files.add(place.file);
    const found: Statement[] = [];
    for (const file of files) {
      const content = tree.has(file) ? await text(file) : null;
      const match = content === null ? null : /^(\s*)(\S+)\s*$/.exec(content);
      if (match?.[2] === undefined) continue;
      const base = file.split("/").at(-1) ?? file;
      const named = new RegExp(`["'/\\s:]${base.replaceAll(".", "\\.")}(["'\\s,)\\]]|$)`, "m");
      const isSource = origin.places.some((place) => place.file === file);
      const texts = await Promise.all(readers.map((reader) => text(reader)));
      if (!isSource && !texts.some((each) => each !== null && named.test(each))) continue;
      const start = (match[1] ?? "").length;
      found.push({ file, name: base, start, end: start + match[2].length, form: "pep440" });
    }
    return found;
  },
};
