import type { MemberVisitor } from "../member-visitor.ts";

const PYARMOR = /__pyarmor__\(__name__, __file__,|__pyarmor_(enter|exit|assert|bcc)__/;
const SOURCE_DEFENDER = ["-----BEGIN SOURCEDEFENDER FILE-----", "-----END SOURCEDEFENDER FILE-----"];

/** Sees the marks of PyArmor and SourceDefender in Python files of up to 5 MiB, as PyPI does (refusals page, 6.8). */
export const ENCRYPTED_SOURCE: MemberVisitor<"PyArmor" | "SourceDefender"> = {
  wants: ({ path, size }) => (/\.pye?$/.test(path) && size <= 5 * 2 ** 20 ? size : 0),
  look: (bytes) => {
    const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (data.includes("__pyarmor") && PYARMOR.test(data.toString("latin1"))) return "PyArmor";
    return SOURCE_DEFENDER.every((mark) => data.includes(mark)) ? "SourceDefender" : undefined;
  },
};
