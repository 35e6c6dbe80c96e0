import type { Distribution } from "../../distribution/distribution.ts";
import { pathInside } from "../../distribution/member-visitor.ts";

/** Folders in which programs keep their state. */
const STATE_FOLDER = /^(data|var|state|storage|logs?|cache|instance|runs?|outputs?|uploads?|tmp|temp)$/i;
/** Files that only a running program makes. */
const STATE_FILE =
  /(\.(sqlite3?|db|db-wal|db-shm|log|jsonl|pid|lock|dump|bak)|\.log\.\d+|(^|\/)(audit|events|history)[^/]*\.(json|csv|txt))$/i;
/** Where such files are at home. */
const FIXTURES = /(^|\/)(tests?|testing|testdata|fixtures?|docs?|examples?|samples?|datasets?|bench[^/]*)\//i;

/**
 * Folders at the root of a distribution that hold the state of a running program, with a `/` behind the name. A data
 * folder counts when it holds a database, a log or an audit trail and no Python; package data is left alone.
 */
export function runtimeStateFolders(distribution: Distribution): ReadonlySet<string> {
  return stateFolders(
    distribution.entries.flatMap(({ kind, name, size }) =>
      kind === "file" ? [{ path: pathInside(distribution.kind, name), size }] : [],
    ),
  );
}

/** The same among files by their paths. */
export function stateFolders(
  files: readonly { readonly path: string; readonly size: number }[],
): ReadonlySet<string> {
  const folders = new Map<string, { state: boolean; python: boolean }>();
  for (const { path, size } of files) {
    const top = path.split("/")[0] ?? "";
    if (!path.includes("/") || !STATE_FOLDER.test(top)) continue;
    const known = folders.get(top) ?? { state: false, python: false };
    folders.set(top, {
      state: known.state || STATE_FILE.test(path),
      python: known.python || (path.endsWith(".py") && size > 0),
    });
  }
  return new Set(
    [...folders].filter(([, facts]) => facts.state && !facts.python).map(([name]) => `${name}/`),
  );
}

/** Single files outside such folders that only a running program makes. */
export function runtimeStateFiles(distribution: Distribution): readonly string[] {
  const folders = runtimeStateFolders(distribution);
  return distribution.entries
    .filter((entry) => entry.kind === "file")
    .map((entry) => entry.name)
    .filter((name) => {
      const path = pathInside(distribution.kind, name);
      const inside = [...folders].some((folder) => path.startsWith(folder));
      return (
        !inside && /\.(sqlite3?|db-wal|db-shm|pid)$|(^|\/)[^/]*\.log$/i.test(path) && !FIXTURES.test(path)
      );
    });
}
