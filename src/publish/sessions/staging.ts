import type { FormField } from "../../distribution/acceptance/file-form.ts";
import type { Finding } from "../../findings/finding.ts";
import { limitTo } from "../../ports/limit.ts";
import { divergedFinding, preflight } from "../preflight.ts";
import { SESSION_HOLDS_OTHER_FILES } from "../publish-rules.ts";
import { refusalFinding } from "../refusal-finding.ts";
import { remoteProject, type RemoteProject } from "../remote-project.ts";
import type { PublishPorts, Upload } from "../upload-file.ts";
import type { Uploadable } from "../upload-form.ts";
import type { PublishingSession } from "./session-documents.ts";
import type { SessionAccess } from "./session-requests.ts";
import { cancelSession, lookAtSession, openSession, requestPublication } from "./sessions.ts";
import { deleteFile, stageFile, type StagedOutcome } from "./stage-file.ts";

/** A release in a session of the index (PEP 694), until it is public or given up. */
export interface Staging {
  /**
   * Brings every file that is not public to the session; what is there already with our bytes stays. `formerly`: names of
   * files of earlier builds of this release, which are taken out.
   */
  stage(
    files: readonly Uploadable[],
    fieldsOf: (file: Uploadable) => readonly FormField[],
    formerly: ReadonlySet<string>,
  ): Promise<readonly Finding[]>;
  /** File names that the session holds with our bytes; null: no session was opened by this run. */
  staged(): ReadonlySet<string> | null;
  /** Where installers can try it; null: the index has no preview, or nothing is staged. */
  preview(): string | null;
  /** Makes the session public. Null: it was asked for. */
  publish(): Promise<{ readonly status: number; readonly words: string } | null>;
  /** Why a publication that was asked for came to nothing; null: it did not fail. */
  failure(): Promise<string | null>;
  /** Cancels a session that is not public; null: there is none. `until`: when the index will end it by itself. */
  abandon(ports: PublishPorts): Promise<{ readonly isGone: boolean; readonly until: string } | null>;
}

/** Several files at once, as PEP 694 recommends. */
const WIDTH = 4;
/** Seconds for which somebody else's publication of the same release is waited for. */
const PATIENCE = 300;

/** The staging of one release. */
export function openStaging(
  { index, token, look }: Upload,
  release: { readonly project: string; readonly version: string },
  ports: PublishPorts,
): Staging {
  const access: SessionAccess = { index, token };
  let session: PublishingSession | null = null;
  let held: Set<string> | null = null;

  async function open(): Promise<PublishingSession> {
    let opened = await openSession(release, access, ports);
    for (let waited = 0; opened.status === "processing" && waited < PATIENCE; waited += 1) {
      await ports.pause(1);
      opened =
        (await lookAtSession(opened.url, access, ports)) ?? (await openSession(release, access, ports));
    }
    for (const text of opened.notices)
      ports.events({ type: "note", level: "info", text: `${index.title}: ${text}` });
    return opened;
  }

  /** What the session shows with a digest; without a preview nothing is known of bytes that another run brought. */
  async function digests({ stage }: PublishingSession): Promise<RemoteProject["files"]> {
    if (stage === null) return new Map();
    return (await remoteProject({ ...index, simpleUrl: stage }, null, release.project, ports)).files;
  }

  return {
    preview: () => session?.stage ?? null,
    staged: () => held,

    async stage(files, fieldsOf, formerly) {
      const plan = preflight(files, await look(), index, ports.clock.now());
      const absent = plan.files.filter((each) => each.state === "absent").map((each) => each.file);
      session = await open();
      const current = session;
      const names = new Set(absent.map((file) => file.fileName));
      const others = [...current.files].filter(([name]) => !names.has(name));
      const foreign = others.map(([name]) => name).filter((name) => !formerly.has(name));
      if (foreign.length > 0) {
        // Not ours to cancel: somebody may be adding wheels to this release.
        session = null;
        return [foreignFinding(foreign, release, index.title)];
      }
      for (const [, { link }] of others) await deleteFile(link, access, ports);
      const there = await digests(current);
      const isThere = (file: Uploadable): boolean =>
        current.files.get(file.fileName)?.status === "completed" &&
        there.get(file.fileName)?.sha256 === file.digests.sha256;
      held = new Set(absent.filter(isThere).map((file) => file.fileName));
      const open_ = absent.filter((file) => !isThere(file));
      const bring = async (file: Uploadable): Promise<StagedOutcome> => {
        const ended = await stageFile(current, file, fieldsOf(file), access, ports);
        if (ended.outcome === "staged") held?.add(file.fileName);
        return ended;
      };
      const limited = limitTo(WIDTH);
      const ends = await Promise.all(open_.map((file) => limited(() => bring(file))));
      const findings: (readonly Finding[])[] = [];
      for (const [at, file] of open_.entries()) {
        let ended = ends[at];
        // An index may take one file at a time only, and says so by a conflict.
        if (ended?.outcome === "refused" && ended.status === 409) ended = await bring(file);
        if (ended?.outcome === "refused") findings.push(await refusal(file, ended));
      }
      return findings.flat();
    },

    async publish() {
      if (session === null) throw new Error("nothing was staged");
      const refused = await requestPublication(session, access, ports);
      return refused;
    },

    async failure() {
      if (session === null) return null;
      const now = await lookAtSession(session.url, access, ports);
      if (now === null || now.status !== "error") return null;
      const ofFiles = [...now.files].flatMap(([name, { notices }]) =>
        notices.map((each) => `${name}: ${each}`),
      );
      return [...now.notices, ...ofFiles].join("; ") || "the index gives no reason";
    },

    async abandon(quietly) {
      if (session === null) return null;
      const { url, expires } = session;
      try {
        const now = await lookAtSession(url, access, quietly);
        if (now === null || now.status === "published" || now.status === "canceled") return null;
        return { isGone: await cancelSession(now, access, quietly), until: expires };
      } catch {
        // Whatever ended the run stays its end.
        return { isGone: false, until: expires };
      }
    },
  };

  /** A "no" may only mean that the file is public already: the page decides. */
  async function refusal(
    file: Uploadable,
    { status, words }: Extract<StagedOutcome, { readonly outcome: "refused" }>,
  ): Promise<readonly Finding[]> {
    const public_ = status === 409 || status === 400 ? (await look()).files.get(file.fileName) : undefined;
    if (public_?.sha256 === file.digests.sha256) return [];
    if (public_ !== undefined && public_.sha256 !== "") return [divergedFinding(file, public_, index.title)];
    return [refusalFinding({ fileName: file.fileName, status, message: words, index: index.title })];
  }
}

/** `U018`: publishing the session would publish files that this run does not know. */
function foreignFinding(
  names: readonly string[],
  { project, version }: { readonly project: string; readonly version: string },
  index: string,
): Finding {
  return SESSION_HOLDS_OTHER_FILES.finding({
    message: `${index} has an open session for ${project} ${version} with files that are not among these: ${names.join(", ")}`,
    why: "a session is published as a whole: those files would become public with ours",
    help: "let whoever opened the session publish or cancel it, then run the same command again",
    subject: `${project} ${version}`,
  });
}
