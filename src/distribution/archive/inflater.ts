import { createInflateRaw, type InflateRaw } from "node:zlib";

/** Fed at a time: deflate grows a byte to 1,032 at most, so that one step yields 16 MiB at most. */
export const INFLATE_STEP: number = 16 * 1024;

/** Unpacks a deflate stream step by step, and knows where it ends. */
export class Inflater {
  readonly #engine: InflateRaw;
  #output: Uint8Array[] = [];
  #error: Error | null = null;
  #fed = 0;

  constructor() {
    this.#engine = createInflateRaw({ chunkSize: 64 * 1024 });
    this.#engine.on("data", (chunk: Uint8Array) => this.#output.push(chunk));
    this.#engine.on("error", (error) => {
      this.#error = error;
    });
  }

  /** Packed bytes that belong to the stream, of those that were fed. */
  get consumed(): number {
    return Math.min(this.#fed, this.#engine.bytesWritten);
  }

  /** Whether the stream is over. It may show only with the first byte behind the end. */
  get ended(): boolean {
    return this.#engine.bytesWritten < this.#fed;
  }

  /** Unpacks one step, at most {@link INFLATE_STEP} bytes. Throws zlib's error when the data is damaged. */
  async feed(bytes: Uint8Array): Promise<readonly Uint8Array[]> {
    this.#fed += bytes.length;
    await new Promise<void>((resolve, reject) => {
      this.#engine.once("close", () => reject(this.#error ?? new Error("closed")));
      this.#engine.write(bytes, (error) => (error ? reject(error) : resolve()));
    }).finally(() => this.#engine.removeAllListeners("close"));
    return this.#drain();
  }

  /** Says that nothing follows. Throws when the stream is not over. */
  async finish(): Promise<readonly Uint8Array[]> {
    if (!this.ended && !this.#engine.readableEnded)
      await new Promise<void>((resolve, reject) => {
        this.#engine.once("end", resolve);
        this.#engine.once("error", reject);
        this.#engine.end();
      });
    return this.#drain();
  }

  close(): void {
    this.#engine.on("error", () => undefined);
    this.#engine.destroy();
  }

  #drain(): readonly Uint8Array[] {
    const output = this.#output;
    this.#output = [];
    return output;
  }
}
