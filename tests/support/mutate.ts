/** Damage that formats fear: lengths, counts and offsets at their limits, signatures in wrong places, foreign encodings. */
const SPLINTERS: readonly Uint8Array[] = [
  "PK\x01\x02",
  "PK\x03\x04",
  "PK\x05\x06",
  "PK\x06\x06",
  "PK\x06\x07",
  "PK\x07\x08",
  "\x1f\x8b\x08",
  "ustar\x0000",
  "\xff\xff\xff\xff",
  "\0",
  "\r\n",
  "\n\n",
  "\xef\xbb\xbf",
  "\xfe\xff",
  "\x80",
  "../",
  "/",
  "\\",
  "\u0000\u0000\u0000\u0000",
  '"',
  ",",
  "[",
  "]",
  "=",
  ":",
  ";",
  "   ",
  "9".repeat(30),
  "-1",
  "(".repeat(200),
  "[a]\n".repeat(20),
  "x".repeat(300),
  "%s%n",
  "a,b,c\n".repeat(10),
].map((text) => Buffer.from(text, "latin1"));

/** Numbers from a seed, the same on every machine (mulberry32): 0 to 1, 1 excluded. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A broken copy of some bytes: one to eight changes of all kinds. */
export function mutate(bytes: Uint8Array, next: () => number): Uint8Array {
  let result: Uint8Array = Uint8Array.from(bytes);
  const place = (): number => Math.floor(next() * result.length);
  const changes = 1 + Math.floor(next() * 8);
  for (let change = 0; change < changes && result.length > 0; change += 1) {
    const at = place();
    switch (Math.floor(next() * 9)) {
      case 0:
        result[at] = (result[at] ?? 0) ^ (1 << Math.floor(next() * 8));
        break;
      case 1:
        result[at] = Math.floor(next() * 256);
        break;
      case 2: // A number of 2, 4 or 8 bytes at a limit.
        result.fill(
          next() < 0.5 ? 0xff : 0,
          at,
          Math.min(result.length, at + 2 ** (1 + Math.floor(next() * 3))),
        );
        break;
      case 3:
        result = result.slice(0, at);
        break;
      case 4:
        result = Buffer.concat([
          result.subarray(0, at),
          result.subarray(Math.min(result.length, at + Math.floor(next() * 64))),
        ]);
        break;
      case 5: {
        // A piece again, elsewhere.
        const piece = result.slice(at, at + Math.floor(next() * 600));
        const to = place();
        result = Buffer.concat([result.subarray(0, to), piece, result.subarray(to)]);
        break;
      }
      case 6: {
        const splinter = SPLINTERS[Math.floor(next() * SPLINTERS.length)] as Uint8Array;
        result = Buffer.concat([result.subarray(0, at), splinter, result.subarray(at)]);
        break;
      }
      case 7: {
        const splinter = SPLINTERS[Math.floor(next() * SPLINTERS.length)] as Uint8Array;
        result.set(splinter.subarray(0, result.length - at), at);
        break;
      }
      default: // Two bytes change places.
        [result[at], result[place()]] = [result[place()] ?? 0, result[at] ?? 0];
    }
  }
  return result;
}
