import type { Finding } from "../findings/finding.ts";
import type { RemoteProject } from "./remote-project.ts";
import type { RemoteFile } from "../index-client/simple-page.ts";
import type { UploadIndex } from "./target.ts";
import type { Uploadable } from "./upload-form.ts";
import { isFileOf, parseFileName } from "../distribution/file-names.ts";
import {
  FILE_DIVERGED,
  FILE_OVER_DEFAULT_LIMIT,
  FILE_UNPROVEN,
  FILE_YANKED,
  FOREIGN_FILES_IN_RELEASE,
  RELEASE_CLOSED,
  SECOND_SDIST,
} from "./publish-rules.ts";

/** What is to become of each file, decided before the first byte is sent. */
export interface Preflight {
  /** In the order of sending. */
  readonly files: readonly PlannedUpload[];
  /** Errors: nothing may be sent. */
  readonly findings: readonly Finding[];
}

/** A file, and what the index has of it. */
export interface PlannedUpload {
  readonly file: Uploadable;
  /** `unproven`: a file of this name is there, and nobody can tell whether it has our bytes. */
  readonly state: "absent" | "present" | "diverged" | "unproven";
}

/** PyPI takes no new file for a release whose first file is older than this. */
const WINDOW_DAYS = 14;
const DAY_MS = 24 * 60 * 60 * 1000;

/** PyPI's default limit for one file, in bytes; a project can have a higher one. */
const FILE_LIMIT = 100 * 1024 * 1024;

/**
 * Compares all files with what the index has (protocol page, section 7): the same bytes are done, other bytes under
 * one of the names stop everything before anything is sent. `taken`: names under which the index answered to have taken
 * these very bytes, which counts where it tells no digest. Pure.
 */
export function preflight(
  files: readonly Uploadable[],
  remote: RemoteProject,
  target: Pick<UploadIndex, "title" | "dialect">,
  now: Date,
  taken: ReadonlySet<string> = new Set(),
): Preflight {
  const planned = [...files].sort(uploadOrder).map((file): PlannedUpload => {
    const there = remote.files.get(file.fileName);
    if (there === undefined) return { file, state: "absent" };
    if (there.sha256 === "") {
      const isGone = remote.unhashed.get(file.fileName)?.isGone === true;
      return { file, state: taken.has(file.fileName) && !isGone ? "present" : "unproven" };
    }
    return { file, state: there.sha256 === file.digests.sha256 ? "present" : "diverged" };
  });
  const absent = planned.filter((each) => each.state === "absent").map((each) => each.file);
  const release = filesOfVersion(files, remote);
  const findings = [
    ...planned.flatMap((each) => conflicts(each, remote, target.title)),
    ...(target.dialect.isPyPI && absent.length > 0 ? closed(absent, release, now, target.title) : []),
    ...(target.dialect.isPyPI ? secondSdist(absent, release, target.title) : []),
    ...(target.dialect.isPyPI ? tooLarge(absent, target.title) : []),
    ...foreign(files, release, target.title),
  ];
  return { files: planned, findings };
}

/** Wheels first (an installer that comes early then finds one), the most general first of all. */
function uploadOrder(a: Uploadable, b: Uploadable): number {
  const rank = (file: Uploadable): number =>
    file.kind === "sdist" ? 2 : file.parsed.kind === "wheel" && file.parsed.platformTag === "any" ? 0 : 1;
  return rank(a) - rank(b) || (a.fileName < b.fileName ? -1 : 1);
}

/** What the index has of the release that these files belong to. */
function filesOfVersion(files: readonly Uploadable[], remote: RemoteProject): readonly RemoteFile[] {
  const own = files.map((file) => file.parsed).find((parsed) => parsed.kind !== "invalid");
  if (own === undefined) return [];
  return [...remote.files.values()].filter((file) => isFileOf(file.fileName, own.version));
}

/** What is there under the name of a file, and cannot count as published. */
function conflicts({ file, state }: PlannedUpload, remote: RemoteProject, index: string): readonly Finding[] {
  const there = remote.files.get(file.fileName);
  if (state === "diverged") return [divergedFinding(file, there, index)];
  const shared = {
    location: { file: file.fileName },
    subject: file.fileName,
    details: { file: file.fileName, ours: file.digests.sha256 },
  };
  if (state === "unproven") {
    const unread = remote.unhashed.get(file.fileName);
    return [
      FILE_UNPROVEN.finding({
        message: `${index} lists ${file.fileName} without a SHA-256, and its bytes could not be read (${unread?.reason ?? "not downloaded"})`,
        why: "without a digest, the file on the index may be a different one",
        help:
          unread?.isGone === true
            ? "fix the links of the project page on the index, or enable SHA-256, then run the same command again"
            : "use credentials that can read the index, or enable SHA-256 in its project pages",
        ...shared,
      }),
    ];
  }
  if (state !== "present" || there?.yanked !== true) return [];
  return [
    FILE_YANKED.finding({
      message: `${index} has ${file.fileName} with our bytes but marks it as yanked`,
      why: "installers skip a yanked file unless its exact version is requested (PEP 592)",
      help: "undo the yank on the index, or release a new version",
      ...shared,
    }),
  ];
}

/** `U002 file-diverged`. */
export function divergedFinding(file: Uploadable, there: RemoteFile | undefined, index: string): Finding {
  const theirs = there === undefined ? "" : ` with sha256 ${there.sha256}`;
  return FILE_DIVERGED.finding({
    message: `${index} has a different ${file.fileName}${theirs}; ours has sha256 ${file.digests.sha256}`,
    why: "a file name can never be reused; users may have installed the other file",
    help: "release a new version; if the file on the index is the right one, publish the files of that build",
    location: { file: file.fileName },
    subject: file.fileName,
    details: { file: file.fileName, ours: file.digests.sha256, theirs: there?.sha256 ?? null },
  });
}

function closed(
  absent: readonly Uploadable[],
  release: readonly RemoteFile[],
  now: Date,
  index: string,
): readonly Finding[] {
  const times = release.flatMap((file) => (file.uploadTime === null ? [] : [file.uploadTime.getTime()]));
  const first = Math.min(...times);
  if (times.length === 0 || now.getTime() - first <= WINDOW_DAYS * DAY_MS) return [];
  const days = Math.floor((now.getTime() - first) / DAY_MS);
  return [
    RELEASE_CLOSED.finding({
      message: `${index} accepts no new files for this release: its first file is ${days} days old`,
      why: "PyPI: Uploading new files to releases older than 14 days is not allowed.",
      help: `release a new version; what is missing: ${absent.map((file) => file.fileName).join(", ")}`,
    }),
  ];
}

function secondSdist(
  absent: readonly Uploadable[],
  release: readonly RemoteFile[],
  index: string,
): readonly Finding[] {
  const there = release.find((file) => parseFileName(file.fileName).kind === "sdist");
  return absent
    .filter((file) => file.kind === "sdist" && there !== undefined)
    .map((file) =>
      SECOND_SDIST.finding({
        message: `${index} has the sdist ${there?.fileName} for this release, and ${file.fileName} would be a second one`,
        why: "PyPI: Only one sdist may be uploaded per release.",
        help: "omit the sdist, or release a new version",
        location: { file: file.fileName },
        subject: file.fileName,
      }),
    );
}

function tooLarge(absent: readonly Uploadable[], index: string): readonly Finding[] {
  return absent
    .filter((file) => file.size > FILE_LIMIT)
    .map((file) =>
      FILE_OVER_DEFAULT_LIMIT.finding({
        message: `${file.fileName} has ${(file.size / 1024 / 1024).toFixed(1)} MiB; ${index} accepts 100 MiB unless the project has a higher limit`,
        why: "PyPI: File too large. Limit for project is 100 MB.",
        help: "remove what is not needed at run time, or check that the project's limit is high enough",
        location: { file: file.fileName },
        subject: file.fileName,
      }),
    );
}

/** Files of the release that this run does not know: of an earlier build, or of somebody else. */
function foreign(
  files: readonly Uploadable[],
  release: readonly RemoteFile[],
  index: string,
): readonly Finding[] {
  const ours = new Set(files.map((file) => file.fileName));
  const others = release.filter((file) => !ours.has(file.fileName)).map((file) => file.fileName);
  if (others.length === 0) return [];
  return [
    FOREIGN_FILES_IN_RELEASE.finding({
      message: `${index} has files of this release that are not among these: ${others.join(", ")}`,
      why: "users may get those instead of the rehearsed files",
      help: "find out where they come from; if they are from a different build, release a new version",
    }),
  ];
}
