/** Bytes that are not what their header says, or that were not read. Caught where a binary begins to be read. */
export class UnreadableBinary extends Error {}

/** Numbers and names out of a binary's bytes. Everything outside of them is an {@link UnreadableBinary}. */
export class ByteView {
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  readonly #little: boolean;

  constructor(bytes: Uint8Array, littleEndian: boolean) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#little = littleEndian;
  }

  get length(): number {
    return this.#bytes.length;
  }

  u8(offset: number): number {
    return this.#view.getUint8(this.#check(offset, 1));
  }

  u16(offset: number): number {
    return this.#view.getUint16(this.#check(offset, 2), this.#little);
  }

  u32(offset: number): number {
    return this.#view.getUint32(this.#check(offset, 4), this.#little);
  }

  /** A number beyond 2^53 is no size or offset of a file. */
  u64(offset: number): number {
    const value = this.#view.getBigUint64(this.#check(offset, 8), this.#little);
    return value > Number.MAX_SAFE_INTEGER ? Infinity : Number(value);
  }

  /** A name that ends with a zero byte, of 4,096 bytes at most. */
  text(offset: number): string {
    const start = this.#check(offset, 1);
    const end = this.#bytes.subarray(start, start + 4096).indexOf(0);
    if (end === -1) throw new UnreadableBinary("a name has no end");
    return Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + start, end).toString("latin1");
  }

  /** Whether the name at `offset` begins with `first` (one ASCII character). */
  startsWith(offset: number, first: number): boolean {
    return this.#bytes[offset] === first;
  }

  /** The bytes from `offset` on, `length` of them, in a view of their own. */
  part(offset: number, length: number, littleEndian: boolean = this.#little): ByteView {
    this.#check(offset, length);
    return new ByteView(this.#bytes.subarray(offset, offset + length), littleEndian);
  }

  #check(offset: number, length: number): number {
    if (!Number.isSafeInteger(offset) || offset < 0 || !(offset + length <= this.#bytes.length))
      throw new UnreadableBinary(`the data ends before byte ${offset}`);
    return offset;
  }
}
