/**
 * Keeps at most `limit` bytes of a stream: its beginning and its end, which is where programs say
 * what they are doing and why they failed. What lay between is counted.
 */
export class OutputBuffer {
  readonly #half: number;
  readonly #head: Uint8Array[] = [];
  #headSize = 0;
  #tail: Uint8Array[] = [];
  #tailSize = 0;
  #dropped = 0;

  constructor(limit: number) {
    this.#half = Math.max(1, Math.floor(limit / 2));
  }

  push(chunk: Uint8Array): void {
    const room = this.#half - this.#headSize;
    if (room > 0) {
      const part = chunk.subarray(0, room);
      this.#head.push(part);
      this.#headSize += part.length;
    }
    const rest = room > 0 ? chunk.subarray(room) : chunk;
    if (rest.length === 0) return;
    this.#tail.push(rest);
    this.#tailSize += rest.length;
    while (this.#tailSize > this.#half) {
      const first = this.#tail[0];
      if (first === undefined) break;
      const excess = Math.min(first.length, this.#tailSize - this.#half);
      if (excess === first.length) this.#tail.shift();
      else this.#tail[0] = first.subarray(excess);
      this.#tailSize -= excess;
      this.#dropped += excess;
    }
  }

  /** UTF-8, malformed bytes replaced. */
  text(): string {
    const decoder = new TextDecoder();
    if (this.#dropped === 0) return decoder.decode(Buffer.concat([...this.#head, ...this.#tail]));
    const head = decoder.decode(Buffer.concat(this.#head));
    const tail = decoder.decode(Buffer.concat(this.#tail));
    return `${head}\n… ${this.#dropped} bytes omitted …\n${tail}`;
  }
}
