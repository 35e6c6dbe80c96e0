import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { fault } from "../../findings/fault.ts";
import type { ScmConfiguration } from "../scm/configuration.ts";
import type { ScmVersion } from "../scm/scm-version.ts";
import { versionFileText } from "../scm/version-file.ts";

/** A version file as it would be written. */
export interface PlannedVersionFile {
  /** Absolute. */
  readonly path: string;
  readonly content: string;
}

/**
 * The version files of a configuration: `write_to` counts from the repository's root, `version_file` from the
 * project. A path that leads out of the root is passed over and goes to `warn`. Throws `bad-version-file`.
 */
export function planVersionFiles(
  { files }: ScmConfiguration,
  directories: { readonly root: string; readonly project: string | null },
  made: { readonly version: string; readonly state: ScmVersion },
  warn: (text: string) => void,
): readonly PlannedVersionFile[] {
  const planned: PlannedVersionFile[] = [];
  for (const { key, path, template } of files) {
    const base = key === "write_to" ? directories.root : directories.project;
    if (base === null)
      throw fault("bad-version-file", { path, reason: "hatch-vcs needs relative_to for it" });
    if (isAbsolute(path) && key === "version_file") {
      throw fault("bad-version-file", { path, reason: "the path must be relative to the project" });
    }
    const target = resolve(base, path);
    const inside = relative(directories.root, target);
    if (inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
      warn(`${key} leads out of ${join(directories.root, sep)}: ${path} is not written`);
      break;
    }
    planned.push({ path: target, content: versionFileText(path, template, made.version, made.state) });
  }
  return planned;
}
