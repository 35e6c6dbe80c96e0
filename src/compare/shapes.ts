import { matchesGlob } from "../text/glob.ts";
import { largestFirst, type Change } from "./change.ts";
import type { FurtherChanges } from "./compare-releases.ts";
import { filesOf } from "./distributions.ts";
import type { OpenedFile, Side } from "./side.ts";
import { ANY, shapeOf, type Shape } from "./shape.ts";

/** Differences that are told of one file. */
const MOST_TOLD = 50;

/** What the shapes of declared JSON files differ in. */
export async function shapeChanges(
  { before, after }: { readonly before: Side; readonly after: Side },
  patterns: readonly string[],
): Promise<FurtherChanges> {
  const [old, now] = [before.wheel ?? before.sdist, after.wheel ?? after.sdist];
  if (patterns.length === 0 || old === null || now === null)
    return { changes: [], notCompared: [], isComplete: true };
  const paths = [...new Set([...filesOf(old).keys(), ...filesOf(now).keys()])].filter((path) =>
    patterns.some((pattern) => matchesGlob(pattern, path)),
  );
  const changes: Change[] = [];
  const notCompared = patterns
    .filter((pattern) => !paths.some((path) => matchesGlob(pattern, path)))
    .map((pattern) => `the shape of ${pattern}: no file of either release matches it`);
  let isComplete = notCompared.length === 0;
  for (const path of paths.sort()) {
    const [first, second] = [await readShape(old, path), await readShape(now, path)];
    const unread = [first, second].find((each) => typeof each === "string");
    if (typeof first === "string" || typeof second === "string") {
      notCompared.push(`the shape of ${path}: ${unread}`);
      isComplete = false;
      continue;
    }
    if (first === null || second === null) {
      const level = first === null ? "minor" : "major";
      changes.push({
        code: "shape",
        subject: path,
        before: first && "a file",
        after: second && "a file",
        level,
      });
      continue;
    }
    const found = compareShapes(path, first, second).toSorted(largestFirst);
    changes.push(...found.slice(0, MOST_TOLD));
    if (found.length > MOST_TOLD)
      notCompared.push(`${found.length - MOST_TOLD} more differences of the shape of ${path}: not listed`);
  }
  return { changes, notCompared, isComplete };
}

/** Null: there is no such file; a text: why its shape is not known. */
async function readShape(file: OpenedFile, path: string): Promise<Shape | string | null> {
  try {
    const bytes = await file.read(path);
    return bytes === null ? null : shapeOf(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    return error instanceof RangeError ? "the file is too large" : "the file is no JSON";
  }
}

/**
 * Readers of a file break where a value is gone, may be absent, or has a type that they have not met; what is added
 * breaks none.
 */
export function compareShapes(file: string, before: Shape, after: Shape): readonly Change[] {
  const changes: Change[] = [];
  for (const path of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const [old, now] = [before.get(path), after.get(path)];
    const subject = `${file} ${path}`;
    const told = (each: typeof old): string | null =>
      each === undefined
        ? null
        : `${[...each.types].sort().join(" or ")}${each.isAlways ? "" : ", not always there"}`;
    const change = (level: Change["level"], why?: string): void => {
      changes.push({
        code: "shape",
        subject,
        before: told(old),
        after: told(now),
        level,
        ...(why !== undefined && { why }),
      });
    };
    if (old === undefined) change("minor");
    else if (now === undefined) change("major");
    else if (!old.types.has(ANY) && [...now.types].some((type) => !old.types.has(type)))
      change("major", "a type that readers have not met");
    else if (old.isAlways && !now.isAlways) change("major", "it may be absent");
    else if (now.types.size < old.types.size || now.isAlways !== old.isAlways) change("patch");
  }
  return changes;
}
