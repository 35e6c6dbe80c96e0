import { dirname, join } from "node:path";
import { nameDanger } from "../distribution/archive/member-names.ts";
import { Fault } from "../findings/fault.ts";
import { cachedAnswer } from "../toolbox/cache/answer-cache.ts";
import { API_READER, compareApis, readApiAnswer, type ApiAnswer } from "../toolbox/pinned/griffe.ts";
import type { ToolOptions, ToolPorts } from "../toolbox/pinned/provision.ts";
import type { Change } from "./change.ts";
import type { FurtherChanges } from "./compare-releases.ts";
import { filesOf } from "./distributions.ts";
import { publicModules } from "./modules.ts";
import type { OpenedFile, Side } from "./side.ts";

/** Level and words of what griffe and its reader tell. */
const KINDS: Readonly<Record<string, Pick<Change, "level"> & { readonly why?: string }>> = {
  OBJECT_REMOVED: { level: "major" },
  OBJECT_CHANGED_KIND: { level: "major", why: "it is another kind of object" },
  OBJECT_ADDED: { level: "minor" },
  OBJECT_BEHIND_GETATTR: {
    level: "minor",
    why: "the module's __getattr__ still gives it: probably deprecated",
  },
  PARAMETER_ADDED: { level: "minor", why: "a new optional parameter" },
  PARAMETER_ADDED_REQUIRED: { level: "major", why: "a new required parameter" },
  PARAMETER_REMOVED: { level: "major", why: "the parameter is gone" },
  PARAMETER_MOVED: { level: "major", why: "the parameter has another position" },
  PARAMETER_CHANGED_KIND: { level: "major", why: "the parameter is given another way" },
  PARAMETER_CHANGED_REQUIRED: { level: "major", why: "the parameter is required now" },
  PARAMETER_CHANGED_DEFAULT: { level: "minor", why: "the parameter has another default" },
  RETURN_CHANGED_TYPE: { level: "minor", why: "it is annotated with another type" },
  ATTRIBUTE_CHANGED_TYPE: { level: "minor", why: "it is annotated with another type" },
  ATTRIBUTE_CHANGED_VALUE: { level: "minor", why: "it has another value" },
  CLASS_REMOVED_BASE: { level: "major", why: "the class has lost a base" },
};

/** What the public API of two releases differs in: by griffe, without importing either. */
export async function apiChanges(
  { before, after }: { readonly before: Side; readonly after: Side },
  options: ToolOptions,
  ports: ToolPorts,
): Promise<FurtherChanges> {
  const unread = (reason: string): FurtherChanges => {
    return { changes: [], notCompared: [`the public API: ${reason}`], isComplete: false };
  };
  if (before.wheel === null || after.wheel === null) return unread("it is compared between two wheels");
  const names = topNames(before.wheel, after.wheel);
  if (names.length === 0) return { changes: [], notCompared: [], isComplete: true };
  const answer = await askOnce(before.wheel, after.wheel, names, options, ports);
  if (typeof answer === "string") return unread(answer);
  return {
    isComplete: answer.failed.length === 0,
    changes: answer.changes.map(({ kind, path, before: old, after: now }): Change => {
      if (kind === "MEMBER_REMOVED") return removedMember(path, now ?? "");
      return {
        code: "api",
        subject: path,
        before: old,
        after: now,
        ...(KINDS[kind] ?? { level: "patch", why: kind }),
      };
    }),
    notCompared: answer.failed.map(([name, reason]) => `the public API of ${name}: ${reason}`),
  };
}

/** A member of a class with a base that is not here. */
function removedMember(path: string, bases: string): Change {
  const why = `unless ${bases} has it, which was not read`;
  return { code: "api", subject: path, before: path, after: null, level: "major", why };
}

function topNames(before: OpenedFile, after: OpenedFile): readonly string[] {
  const modules = [before, after].flatMap((each) => [...publicModules(filesOf(each).keys())]);
  return [...new Set(modules.map((each) => each.split(".")[0] ?? ""))].sort();
}

/** The same wheels have the same API: an answer is kept. A text: why there is none. */
async function askOnce(
  before: OpenedFile,
  after: OpenedFile,
  names: readonly string[],
  options: ToolOptions,
  ports: ToolPorts,
): Promise<ApiAnswer | string> {
  const ask = async (): Promise<ApiAnswer> => {
    const [old, now] = [await unpack(before, ports), await unpack(after, ports)];
    return compareApis({ before: old, after: now, names }, ports, options);
  };
  try {
    if (before.sha256 === null || after.sha256 === null) return await ask();
    const question = [...API_READER, before.sha256, after.sha256];
    return await cachedAnswer("apis", question, readApiAnswer, ask, ports);
  } catch (error) {
    if (error instanceof Fault && error.phase === "tool") return error.message;
    throw error;
  }
}

/** The Python sources of a wheel as they are installed. */
async function unpack(file: OpenedFile, { files }: Pick<ToolPorts, "files">): Promise<string> {
  const directory = await files.temporaryDirectory("api");
  const made = new Set<string>();
  for (const path of filesOf(file).keys()) {
    const place = path.replace(/^data\/(?:purelib|platlib)\//, "");
    if (!/\.pyi?$/.test(place) || nameDanger(place) !== null) continue;
    const bytes = await file.read(path);
    if (bytes === null) continue;
    const target = join(directory, place);
    if (!made.has(dirname(target))) await files.makeDirectory(dirname(target));
    made.add(dirname(target));
    await files.write(target, bytes);
  }
  return directory;
}
