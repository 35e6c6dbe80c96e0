import { Buffer } from "node:buffer";
import { gzipSync } from "node:zlib";

/** A member of a tar archive. */
export interface TarMember {
  readonly name: string;
  readonly content: Uint8Array | string;
  /** Type flag; default `0`, an ordinary file. `S` is a sparse one. */
  readonly type?: string;
}

/** The bytes of a gzipped tar archive (ustar). */
export function tarGzBytes(members: readonly TarMember[]): Buffer {
  const blocks = members.flatMap((member) => {
    const content = Buffer.from(member.content);
    const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
    return [header(member, content.length), content, padding];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

function header(member: TarMember, size: number): Buffer {
  const block = Buffer.alloc(512);
  block.write(member.name, 0, 100, "utf8");
  block.write("0000644\0", 100, "latin1");
  block.write("0000000\0", 108, "latin1");
  block.write("0000000\0", 116, "latin1");
  block.write(`${size.toString(8).padStart(11, "0")}\0`, 124, "latin1");
  block.write("14000000000\0", 136, "latin1");
  block.write(" ".repeat(8), 148, "latin1");
  block.write(member.type ?? "0", 156, "latin1");
  block.write("ustar\u000000", 257, "latin1");
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return block;
}
