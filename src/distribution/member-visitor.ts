/** A member's name below the top folder of an sdist, as a wheel has it without one. */
export function pathInside(kind: Member["kind"], name: string): string {
  return kind === "sdist" ? name.slice(name.indexOf("/") + 1) : name;
}

/** A member of an archive as its bytes go by. */
export interface Member {
  /** The name in the archive. */
  readonly name: string;
  /** Below the top folder of an sdist; the name in a wheel. */
  readonly path: string;
  /** Bytes, unpacked. */
  readonly size: number;
  readonly kind: "wheel" | "sdist";
}

/**
 * Looks at the bytes of members in the one pass in which an archive is read, so that nothing is unpacked a second
 * time. Pure: what it returns is kept until the rule asks for it; undefined is forgotten.
 */
export interface MemberVisitor<Seen> {
  /** How many bytes of the member it wants, from its first; 0 for none. Bytes are held in memory: want no more than 16 MiB. */
  readonly wants: (member: Member) => number;
  /** Looks at them, and keeps no view of them, for the next member comes to the same place: `bytes` is the whole member, or its beginning when more was there than wanted (`bytes.length < member.size`). */
  readonly look: (bytes: Uint8Array, member: Member) => Seen | undefined;
}
