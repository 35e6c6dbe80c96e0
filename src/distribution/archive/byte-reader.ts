import { createHash, type Hash } from "node:crypto";
import type { ByteSource } from "../../ports/files.ts";

/** How much is read at a time; one more such block is read ahead. */
const BLOCK = 1 << 18;

/** Reads a file from its start to its end, once, and hashes what goes by. */
export class ByteReader {
  readonly size: number;
  readonly #source: ByteSource;
  readonly #hash: Hash | null;
  /** Offset of the next byte that nobody has taken. */
  #position = 0;
  /** Offset of the next byte that has not been asked for. */
  #requested = 0;
  #buffer: Uint8Array = new Uint8Array(0);
  #ahead: Promise<Uint8Array> | null = null;

  constructor(source: ByteSource, options: { readonly hash: boolean }) {
    this.size = source.size;
    this.#source = source;
    this.#hash = options.hash ? createHash("sha256") : null;
  }

  get position(): number {
    return this.#position;
  }

  get remaining(): number {
    return this.size - this.#position;
  }

  /** The next `length` bytes in one piece, fewer at the end of the file. They stay valid; ask for little. */
  async take(length: number): Promise<Uint8Array> {
    if (this.#buffer.length < length) await this.#fill(length);
    return this.#consume(Math.min(length, this.#buffer.length));
  }

  /** What {@link take} would give, without taking it. */
  async peek(length: number): Promise<Uint8Array> {
    if (this.#buffer.length < length) await this.#fill(length);
    return this.#buffer.subarray(0, length);
  }

  /** At least one byte and at most `limit` of them, as they lie; empty at the end of the file. */
  async some(limit: number): Promise<Uint8Array> {
    if (this.#buffer.length === 0) await this.#fill(1);
    return this.#consume(Math.min(limit, this.#buffer.length));
  }

  /** Goes on to an offset at or behind the present one, hashing on the way. */
  async skipTo(offset: number): Promise<void> {
    while (this.#position < offset) {
      const bytes = await this.some(offset - this.#position);
      if (bytes.length === 0) return;
    }
  }

  /** Gives back the last `length` bytes of what {@link some} gave. */
  giveBack(bytes: Uint8Array, length: number): void {
    if (length === 0) return;
    this.#position -= length;
    this.#buffer =
      this.#buffer.length === 0
        ? bytes.subarray(bytes.length - length)
        : Buffer.concat([bytes.subarray(bytes.length - length), this.#buffer]);
  }

  /** Reads what is left and returns the lower-case hex sha256 of the whole file; empty when it was not asked for. */
  async finish(): Promise<string> {
    await this.skipTo(this.size);
    return this.#hash?.digest("hex") ?? "";
  }

  #consume(length: number): Uint8Array {
    const bytes = this.#buffer.subarray(0, length);
    this.#buffer = this.#buffer.subarray(length);
    this.#position += length;
    return bytes;
  }

  async #fill(length: number): Promise<void> {
    const pieces = [this.#buffer];
    let have = this.#buffer.length;
    while (have < length) {
      const block = await (this.#ahead ?? this.#request());
      this.#ahead = null;
      if (block.length === 0) break;
      if (this.#requested < this.size) this.#ahead = this.#request();
      this.#hash?.update(block);
      pieces.push(block);
      have += block.length;
    }
    const [first, second] = pieces;
    this.#buffer =
      first?.length === 0 && pieces.length === 2 && second !== undefined ? second : Buffer.concat(pieces);
  }

  #request(): Promise<Uint8Array> {
    const offset = this.#requested;
    const length = Math.min(BLOCK, this.size - offset);
    this.#requested += length;
    const promise = length === 0 ? Promise.resolve(new Uint8Array(0)) : this.#source.read(offset, length);
    // Whoever takes the block sees the error; until then it is not unhandled.
    promise.catch(() => undefined);
    return promise;
  }
}
