import { openDistribution, type Distribution } from "../../distribution/distribution.ts";
import type { MemberVisitor } from "../../distribution/member-visitor.ts";
import type { ByteSource, Files } from "../../ports/files.ts";

/** Archives that are read side by side: one more would only fill the memory. */
const AT_ONCE = 4;

/** Files that may stay open; of more, each is closed when it has been read and opened again when a rule asks for a member. */
const MOST_OPEN = 64;

/** Opens distributions, a few at a time, in the order of the paths. Throws what opening one of them throws. */
export async function openDistributions(
  paths: readonly string[],
  visitors: readonly MemberVisitor<unknown>[],
  files: Pick<Files, "open">,
): Promise<readonly Distribution[]> {
  const opened = new Map<number, Distribution>();
  const waiting = paths.entries();
  const readers = Array.from({ length: AT_ONCE }, async () => {
    for (const [at, path] of waiting) {
      const resting = paths.length > MOST_OPEN ? new RestingFile(path, files) : null;
      const source = resting === null ? files : { open: () => resting.open() };
      opened.set(at, await openDistribution(path, source, { visitors }));
      await resting?.rest();
    }
  });
  try {
    await Promise.all(readers);
  } catch (error) {
    await Promise.allSettled(readers);
    for (const each of opened.values()) await each[Symbol.asyncDispose]();
    throw error;
  }
  return paths.flatMap((_, at) => opened.get(at) ?? []);
}

/** A file that is open only while somebody reads it. */
class RestingFile {
  readonly #path: string;
  readonly #files: Pick<Files, "open">;
  #source: ByteSource | null = null;

  constructor(path: string, files: Pick<Files, "open">) {
    this.#path = path;
    this.#files = files;
  }

  async rest(): Promise<void> {
    const source = this.#source;
    this.#source = null;
    await source?.[Symbol.asyncDispose]();
  }

  async open(): Promise<ByteSource> {
    const first = await this.#files.open(this.#path);
    this.#source = first;
    return {
      size: first.size,
      read: async (offset, length) => {
        if (this.#source !== null) return this.#source.read(offset, length);
        await using again = await this.#files.open(this.#path);
        return await again.read(offset, length);
      },
      stream: (start, end) => this.#stream(start, end),
      [Symbol.asyncDispose]: () => this.rest(),
    };
  }

  async *#stream(start?: number, end?: number): AsyncIterable<Uint8Array> {
    if (this.#source !== null) {
      yield* this.#source.stream(start, end);
      return;
    }
    await using again = await this.#files.open(this.#path);
    yield* again.stream(start, end);
  }
}
