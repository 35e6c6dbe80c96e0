import type { Member } from "./observer.ts";
import type { Distribution } from "./distribution.ts";

/** What an observer made of one member. */
export interface Observed<Seen> {
  readonly distribution: Distribution;
  readonly member: Member;
  readonly value: Seen;
}
