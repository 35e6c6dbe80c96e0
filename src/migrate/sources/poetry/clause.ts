/** One PEP 440 clause; a `*` of a wildcard is part of the version. */
export interface Clause {
  readonly operator: "==" | "!=" | ">=" | "<=" | ">" | "<";
  readonly version: string;
}

/** A constraint of Poetry: alternatives (`||`), each of clauses that all have to hold. Any version: one without clauses. */
export type Alternatives = readonly (readonly Clause[])[];
