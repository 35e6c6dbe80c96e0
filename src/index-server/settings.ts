import { PROHIBITED_NAMES } from "../distribution/stdlib-names.ts";
import type { ProviderId } from "./oidc/publishers.ts";

/** What an index allows; every value is PyPI's own by default. */
export interface IndexSettings {
  /** Refuses every upload: `Read-only mode`. */
  readonly readOnly: boolean;
  /** Refuses every upload: `New uploads are temporarily disabled`. */
  readonly uploadsDisabled: boolean;
  /** Days after which a release takes no new files. */
  readonly releaseOpenDays: number;
  /** Bytes of one file. */
  readonly maxFileBytes: number;
  /** Bytes of all files of a project. */
  readonly maxProjectBytes: number;
  /** Projects that exist elsewhere and are released here: they keep their names, whatever is said to new ones. */
  readonly existingNames: readonly string[];
  /** Projects that exist elsewhere: their look-alikes are refused. Normalised or not. */
  readonly takenNames: readonly string[];
  /** Names that nobody may register. */
  readonly prohibitedNames: readonly string[];
  /** Whether trusted publishing is offered. */
  readonly trustedPublishing: boolean;
  /** Providers whose identities are not taken for now. */
  readonly disabledProviders: readonly ProviderId[];
  /** What the audience endpoint answers: PyPI says `pypi`, TestPyPI `testpypi`. */
  readonly audience: string;
  /** Whether versions with a local part are taken, as private indexes do. */
  readonly localVersions: boolean;
  /**
   * Whether staged releases are offered (PEP 694), and whether a file and a release are judged while the client waits or
   * after an answer of 202. PyPI offers none yet.
   */
  readonly sessions: "none" | "immediate" | "deferred";
}

/** PyPI's settings (protocol page, sections 1.3 and 3). */
export const PYPI_SETTINGS: IndexSettings = {
  readOnly: false,
  uploadsDisabled: false,
  releaseOpenDays: 14,
  maxFileBytes: 100 * 1024 * 1024,
  maxProjectBytes: 10 * 1024 * 1024 * 1024,
  existingNames: [],
  takenNames: [],
  prohibitedNames: PROHIBITED_NAMES,
  trustedPublishing: true,
  disabledProviders: [],
  audience: "pypi",
  localVersions: false,
  sessions: "none",
};
