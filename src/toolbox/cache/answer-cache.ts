import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import { cacheDirectories } from "../pinned/tool-cache.ts";
import { parseJson } from "../../text/json.ts";

/** Answers of one kind that are kept; beyond it all of them go, and the next ones come in. */
const MOST_ANSWERS = 2000;

/** Bytes; what would be dearer to read than to ask again is not kept. */
const LARGEST = 8 * 2 ** 20;

/**
 * The answer of a program to a question that was asked before, from the user's cache; else it is asked and kept. `question` must hold
 * everything that the answer depends on: the program's own text and version, and the content itself or its digest. `read`
 * gives null for what is no answer (any more). A cache that cannot be used costs nothing but time.
 */
export async function cachedAnswer<T>(
  kind: string,
  question: readonly string[],
  read: (value: unknown) => T | null,
  ask: () => Promise<T>,
  ports: Pick<Ports, "files" | "environment">,
): Promise<T> {
  const digest = createHash("sha256").update(JSON.stringify(question)).digest("hex");
  const { root } = await cacheDirectories(ports);
  const directory = join(root, "answers", kind);
  const path = join(directory, `${digest}.json`);
  const kept = await ports.files.readText(path).catch(() => null);
  const known = kept === null ? null : read(parseJson(kept));
  if (known !== null) return known;
  const answer = await ask();
  const text = JSON.stringify(answer);
  if (text.length <= LARGEST) await keep(directory, path, text, ports).catch(() => undefined);
  return answer;
}

async function keep(
  directory: string,
  path: string,
  text: string,
  { files }: Pick<Ports, "files">,
): Promise<void> {
  await files.makeDirectory(directory);
  // Counting costs more than writing: it is done for one answer in sixteen.
  if (path.endsWith("0.json") && (await files.list(directory)).length > MOST_ANSWERS) {
    await files.remove(directory);
    await files.makeDirectory(directory);
  }
  await files.write(path, text);
}
