import { normalizeName } from "../../../version/names.ts";
import type { VersionLocationKind } from "../version-location.ts";

/** meson.build: the version of project(), for meson-python or when it bears the project's name. */
export const mesonProject: VersionLocationKind = {
  id: "meson",
  title: "The version of meson's project()",
  where: "meson.build, when meson-python takes the version from it or the project's name is the same",
  example: "project('demo', 'c', version: '1.2.3')",
  async find({ text, name, origin }) {
    const content = await text("meson.build");
    if (content === null) return [];
    const call =
      /^project\s*\(\s*'([^']+)'((?:[^()'#]|'[^']*'|#.*|\([^()]*\)|run_command\s*\([^()]*\))*)\)/m.exec(
        content,
      );
    if (call?.[2] === undefined) return [];
    const isSource = origin.places.some((place) => place.file === "meson.build");
    if (!isSource && normalizeName(call[1] ?? "") !== name) return [];
    const version = /(^|[\s,])version\s*:\s*'([^']*)'/.exec(
      call[2].replaceAll(/#.*/g, (note) => " ".repeat(note.length)),
    );
    if (version?.[2] === undefined) return [];
    const end = call.index + call[0].length - 1 - call[2].length + version.index + version[0].length - 1;
    return [
      { file: "meson.build", name: "project(version)", start: end - version[2].length, end, form: "pep440" },
    ];
  },
};
