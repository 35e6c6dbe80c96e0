import type { Member, MemberObserver } from "./observer.ts";

/** What the observers of a distribution returned, member by member, in the archive's order. */
export type Observations = ReadonlyMap<
  MemberObserver<unknown>,
  readonly { readonly member: Member; readonly value: unknown }[]
>;

/** Shows members to the observers while an archive is read: each observer once, whoever asked for it. */
export class Observation {
  readonly seen: Observations;
  readonly #kind: Member["kind"];
  readonly #lists: Map<MemberObserver<unknown>, { member: Member; value: unknown }[]>;
  /** Of the member that was asked about last: who wants how much of it. */
  #waiting: (readonly [MemberObserver<unknown>, number])[] = [];
  #member: Member | null = null;

  constructor(observers: readonly MemberObserver<unknown>[], kind: Member["kind"]) {
    this.#kind = kind;
    this.#lists = new Map(observers.map((observer) => [observer, []]));
    this.seen = this.#lists;
  }

  /** How many bytes of the member somebody wants, from its first. */
  wanted(name: string, size: number): number {
    const path = this.#kind === "sdist" ? name.slice(name.indexOf("/") + 1) : name;
    const member = { name, path, size, kind: this.#kind };
    this.#member = member;
    this.#waiting = [];
    let most = 0;
    for (const observer of this.#lists.keys()) {
      const wanted = Math.min(size, observer.wants(member));
      if (wanted <= 0) continue;
      this.#waiting.push([observer, wanted]);
      most = Math.max(most, wanted);
    }
    return most;
  }

  /** Shows the beginning of the member that was asked about last. */
  show(bytes: Uint8Array): void {
    const member = this.#member;
    if (member === null) return;
    for (const [observer, wanted] of this.#waiting) {
      const value = observer.look(bytes.length > wanted ? bytes.subarray(0, wanted) : bytes, member);
      if (value !== undefined) this.#lists.get(observer)?.push({ member, value });
    }
  }
}
