import { ENDPOINTS, type IndexEndpoints } from "./endpoints.ts";

/** A kind of index that a release can be for. */
export interface Target {
  /** What people call it. */
  readonly title: string;
  /** Null: the project's settings say where it is. */
  readonly endpoints: IndexEndpoints | null;
  /** Whether PyPI's own rules hold there: the rules of the check that only PyPI has are silent otherwise. */
  readonly isPyPI: boolean;
  /** What its rehearsal answers who asks for the audience of identities. */
  readonly audience: string;
}

const { pypi, testpypi } = ENDPOINTS;

/** Every target by its id, as people write it. */
export const TARGETS: Readonly<Record<"pypi" | "testpypi" | "private", Target>> = {
  pypi: { title: pypi.title, endpoints: pypi, isPyPI: true, audience: "pypi" },
  testpypi: { title: testpypi.title, endpoints: testpypi, isPyPI: true, audience: "testpypi" },
  private: { title: "the private index", endpoints: null, isPyPI: false, audience: "pypi" },
};

/** One of {@link TARGETS}. */
export type TargetId = keyof typeof TARGETS;

/** The ids of {@link TARGETS}, for the settings and the command line. */
export const TARGET_IDS: readonly TargetId[] = Object.keys(TARGETS) as TargetId[];

/** Those that everybody can name without saying where they are. */
export const PUBLIC_INDEXES: readonly TargetId[] = TARGET_IDS.filter((id) => TARGETS[id].endpoints !== null);

/** The target whose rules hold on an index of this kind, whatever it is called and wherever it is. */
export function targetOfKind({ id, isPyPI }: { readonly id: string; readonly isPyPI: boolean }): TargetId {
  return isPyPI ? (PUBLIC_INDEXES.find((each) => each === id) ?? "pypi") : "private";
}

/** The target behind the name or the address of an index. */
export function targetOf(nameOrUrl: string): TargetId {
  return PUBLIC_INDEXES.find((id) => id === nameOrUrl) ?? "private";
}
