import { matchesFromTop } from "../../../text/glob.ts";
import { tableOf } from "../../../tree/pyproject-project.ts";
import type { ProjectModel } from "../../model/project-model.ts";
import type { RemarkBook } from "../../model/remarks.ts";
import { text } from "../project-table.ts";

type WheelData = Pick<ProjectModel, "scriptFiles" | "dataFiles">;

/** A file of the tree, and its place below a scheme. */
interface Placed {
  readonly scheme: string;
  readonly place: string;
  readonly path: string;
}

/** What `wheel-data` of [tool.pdm.build] puts into the environment: patterns by scheme, each flat or below `relative-to`. */
export function readWheelData(
  setting: unknown,
  paths: readonly string[],
  sdist: ReadonlySet<string>,
  book: RemarkBook,
): WheelData {
  const scriptFiles: string[] = [];
  const dataFiles = new Map<string, string[]>();
  for (const each of placed(tableOf(setting), paths, book)) {
    const { scheme, place, path } = each;
    const folder = place.slice(0, Math.max(0, place.lastIndexOf("/")));
    if (scheme === "scripts" && folder === "") scriptFiles.push(path);
    else if (scheme === "data") dataFiles.set(folder, [...(dataFiles.get(folder) ?? []), path]);
    else {
      refuse(
        book,
        `${scheme}/${place}`,
        `wheel-data puts ${path} into ${scheme}, which no other backend does`,
      );
      continue;
    }
    if (sdist.has(path)) continue;
    const reason = "pdm-backend leaves it out of the sdist, and so of the wheel that is built of it";
    book.intend("sdist-file", path, reason);
    book.intend("wheel-file", `data/${scheme}/${place}`, reason);
  }
  return { scriptFiles, dataFiles };
}

function* placed(
  setting: Readonly<Record<string, unknown>>,
  paths: readonly string[],
  book: RemarkBook,
): Generator<Placed, void, void> {
  const seen = new Set<string>();
  for (const [scheme, items] of Object.entries(setting))
    for (const item of Array.isArray(items) ? (items as readonly unknown[]) : []) {
      const pattern = text(item) ?? text(tableOf(item)["path"]) ?? "";
      const base = text(tableOf(item)["relative-to"]);
      const found = paths.filter((path) => matchesFromTop(pattern, path));
      if (found.length === 0)
        refuse(book, pattern, `wheel-data names "${pattern}", and no file of the tree fits it`);
      const root = base === null ? null : folderOf(base);
      for (const path of found) {
        const isBelow = root === null || path.startsWith(root);
        const place =
          root === null || !isBelow ? path.slice(path.lastIndexOf("/") + 1) : path.slice(root.length);
        if (!isBelow)
          refuse(book, path, `wheel-data takes ${path} relative to ${base}, which it is not below`);
        else if (!seen.has(`${scheme}/${place}`)) yield { scheme, place, path };
        seen.add(`${scheme}/${place}`);
      }
    }
}

function refuse(book: RemarkBook, subject: string, message: string): void {
  book.refuse(
    `data-files:${subject}`,
    message,
    "move it into the package and read it with importlib.resources, or stay on pdm-backend",
  );
}

/** With a slash at its end; empty for the project itself. */
function folderOf(base: string): string {
  const plain = base.replace(/^(?:\.\/)+|^\.$/, "").replace(/\/+$/, "");
  return plain === "" ? "" : `${plain}/`;
}
