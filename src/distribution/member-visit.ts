import { pathInside, type Member, type MemberVisitor } from "./member-visitor.ts";

/** What the visitors of a distribution returned, member by member, in the archive's order. */
export type VisitResults = ReadonlyMap<
  MemberVisitor<unknown>,
  readonly { readonly member: Member; readonly value: unknown }[]
>;

/** Shows members to the visitors while an archive is read: each visitor once, whoever asked for it. */
export class MemberVisit {
  readonly seen: VisitResults;
  readonly #kind: Member["kind"];
  readonly #lists: Map<MemberVisitor<unknown>, { member: Member; value: unknown }[]>;
  /** Of the member that was asked about last: who wants how much of it. */
  #waiting: (readonly [MemberVisitor<unknown>, number])[] = [];
  #member: Member | null = null;

  constructor(visitors: readonly MemberVisitor<unknown>[], kind: Member["kind"]) {
    this.#kind = kind;
    this.#lists = new Map(visitors.map((visitor) => [visitor, []]));
    this.seen = this.#lists;
  }

  /** How many bytes of the member somebody wants, from its first. */
  wanted(name: string, size: number): number {
    const member = { name, path: pathInside(this.#kind, name), size, kind: this.#kind };
    this.#member = member;
    this.#waiting = [];
    let most = 0;
    for (const visitor of this.#lists.keys()) {
      const wanted = Math.min(size, visitor.wants(member));
      if (wanted <= 0) continue;
      this.#waiting.push([visitor, wanted]);
      most = Math.max(most, wanted);
    }
    return most;
  }

  /** Shows the beginning of the member that was asked about last. */
  show(bytes: Uint8Array): void {
    const member = this.#member;
    if (member === null) return;
    for (const [visitor, wanted] of this.#waiting) {
      const value = visitor.look(bytes.length > wanted ? bytes.subarray(0, wanted) : bytes, member);
      if (value !== undefined) this.#lists.get(visitor)?.push({ member, value });
    }
  }
}
