import type { Member } from "./member-visitor.ts";
import type { Distribution } from "./distribution.ts";

/** What a visitor made of one member. */
export interface VisitedMember<Seen> {
  readonly distribution: Distribution;
  readonly member: Member;
  readonly value: Seen;
}
