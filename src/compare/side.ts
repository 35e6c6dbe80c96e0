import type { Ports } from "../ports/ports.ts";
import type { Comparable } from "./distributions.ts";

/** A file of a release, by its name. */
export interface SideFile {
  readonly fileName: string;
  readonly kind: "wheel" | "sdist" | "directory";
  /** Bytes; null: untold. */
  readonly size: number | null;
}

/** A distribution of which the content is compared. */
export interface OpenedFile extends Comparable {
  readonly fileName: string;
  /** Python sources and declared files of it, by the path of {@link filesOf}. */
  readonly read: (path: string) => Promise<Uint8Array | null>;
  /** Names a content; null: nothing does, so that answers about it are not kept. */
  readonly sha256: string | null;
}

/** One of the two releases that are compared. */
export interface Side {
  /** As the user named it. */
  readonly label: string;
  readonly project: string;
  readonly version: string;
  readonly files: readonly SideFile[];
  /** Whether these are all files of the release, so that what is missing is not there. */
  readonly isWhole: boolean;
  readonly wheel: OpenedFile | null;
  readonly sdist: OpenedFile | null;
}

/** A release of which the files are known, and none is opened yet. */
export interface ListedSide extends Pick<Side, "label" | "files" | "isWhole"> {
  /** Whether the releases of the index follow a calendar; absent: unknown. */
  readonly isCalendar?: boolean;
  readonly open: (fileName: string) => Promise<OpenedFile & Partial<AsyncDisposable>>;
}

/** What reading a side takes from outside. */
export type SidePorts = Pick<Ports, "files" | "http" | "environment" | "signal">;
