import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startIndex, type RunningIndex } from "../../src/index-server/start-index.ts";
import { releaseExitCode } from "../../src/release/exit-code.ts";
import { releaseDirectory } from "../../src/release/state/release-state.ts";
import { releasePrepared } from "../../src/release/release.ts";
import type { ClientRequest, HttpClient } from "../../src/ports/http.ts";
import type { Ports } from "../../src/ports/ports.ts";
import { Fault, faultFields } from "../../src/findings/fault.ts";
import { EXIT_CODES } from "../../src/findings/phase.ts";
import { publisherOf } from "../index-server/conformance/case.ts";
import { startIndexSigstore } from "../support/index-sigstore.ts";
import type { FaultName, GitFault, JournalFault, Point, RequestFault, Schedule } from "./faults.ts";
import { memoryNetwork, type WholeAnswer } from "./memory-network.ts";
import { pageCache } from "./page-cache.ts";
import { PROJECT, type Template } from "./template.ts";
import { limited, reset, unavailable } from "./troubles.ts";
import { troubledAppend } from "./world-journal.ts";
import { FORGE_TOKEN, REPOSITORY, startForge, type WorldForge } from "./world-forge.ts";
import { pointOf, remember } from "./world-points.ts";
import { copyRepository, dropRemoteTag, tagsOf, troubledGit } from "./world-git.ts";

/** How one run of the command ended. */
export interface RunEnd {
  /** Null: the process was killed. */
  readonly exit: number | null;
  /** Points that were passed. */
  readonly points: readonly Point[];
  readonly met: readonly string[];
  /** Set when something escaped that is neither a fault nor a kill: a bug. */
  readonly bug: Error | null;
  /** Everything that the run said. */
  readonly said: string;
}

/** One release's world: an index, a forge, a state directory, a clock; runs come and go in it. */
export interface World extends AsyncDisposable {
  readonly index: RunningIndex;
  readonly forge: WorldForge;
  /** Tags here and at the remote, each with its commit: `remote.git v1.0.0 HASH`. */
  readonly tags: () => readonly string[];
  /** Somebody removes the remote's tag. */
  readonly dropTag: () => void;
  /** A machine has built and rehearsed. */
  readonly rehearsed: (machine: string, made: Rehearsed) => void;
  readonly run: (schedule: Schedule, number: number, machine?: string) => Promise<RunEnd>;
  /** The journal as it lies on the disk. */
  readonly journal: (machine?: string) => string;
  /** Every token that was ever seen on the wire. */
  readonly secrets: ReadonlySet<string>;
  /** Lets time pass. */
  readonly advance: (seconds: number) => void;
  /** Sends a request of somebody else. */
  readonly send: (request: ClientRequest) => Promise<WholeAnswer>;
  /** By how many reads the index's page is behind what it has; infinite: it stays as it was first. */
  lag: number;
  /** Called before a request is served: somebody else may come first. */
  before: (point: Point) => Promise<void>;
}

/** The end of a process: nothing that it still tries happens. */
class Killed extends Error {}

/** Files that a machine has rehearsed. */
type Rehearsed = Pick<Template, "files" | "journal">;

/** Makes a world. `machines` are the state directories that hold the rehearsed files. */
export async function world(given: Template, machines: readonly string[] = ["one"]): Promise<World> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "shipwheel-chaos-world-")));
  const network = memoryNetwork();
  let now = Date.parse("2026-03-01T12:00:00Z");
  const clock = { now: () => new Date(now), elapsed: () => now / 1000 };
  const node = given.ports;
  const served = { files: node.files, servers: network.servers, random: node.random, clock, http: node.http };
  const index = await startIndex(
    {
      directory: join(root, "index"),
      tls: false,
      issuerKeys: given.keys,
      settings: { sessions: given.shape.staged ? "immediate" : "none" },
      workflow: { repository: REPOSITORY, sha: given.decided.commit },
      publishers: [publisherOf(PROJECT, { pending: true, repository: REPOSITORY })],
    },
    served,
  );
  const forge = await startForge(given.shape.forge, served);
  const sigstore = given.shape.attested ? await startIndexSigstore(index, root, served) : null;
  const repository = given.shape.tags ? copyRepository(given, root) : given.repository;
  const secrets = new Set<string>([FORGE_TOKEN, index.oidc.requestToken, index.token]);
  const variables = (machine: string): Readonly<Record<string, string>> => ({
    SHIPWHEEL_STATE_DIR: join(root, machine),
    ACTIONS_ID_TOKEN_REQUEST_URL: index.oidc.requestUrl,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: index.oidc.requestToken,
    PATH: node.environment.variables["PATH"] ?? "",
    ...sigstore?.variables,
  });
  const { project, version, index: indexName } = given.decided;
  const stateOf = (machine: string): string =>
    releaseDirectory(
      { project, version, index: indexName },
      {
        ...node.environment,
        variables: variables(machine),
      },
    );
  function rehearsed(machine: string, { journal, files }: Rehearsed): void {
    mkdirSync(join(stateOf(machine), "dist"), { recursive: true });
    writeFileSync(join(stateOf(machine), "journal.jsonl"), journal);
    for (const file of files) writeFileSync(join(stateOf(machine), "dist", file.fileName), file.bytes);
  }
  for (const machine of machines) rehearsed(machine, given);

  const cache = pageCache(() => it.lag);

  async function run(schedule: Schedule, number: number, machine = "one"): Promise<RunEnd> {
    const points: Point[] = [];
    const met: string[] = [];
    const said: string[] = [];
    const abort = new AbortController();
    let isDead = false;
    const kill = (): never => {
      isDead = true;
      const killed = new Killed("killed");
      abort.abort(killed);
      throw killed;
    };
    const alive = (): void => {
      if (isDead) throw new Killed("dead already");
    };
    const reach = (point: Point): FaultName | null => {
      alive();
      const name = schedule(number, points.length, point);
      points.push(point);
      if (name !== null) met.push(`${point.kind} ${point.what}: ${name}`);
      return name;
    };

    async function request(options: ClientRequest): Promise<WholeAnswer> {
      const point = pointOf(options, index, forge, sigstore?.services.fulcioUrl ?? null);
      const name = reach(point) as RequestFault | null;
      // A time-out of the client ends what it waits for; nobody waits here.
      const really = async (): Promise<WholeAnswer> => {
        const answer = await network.send(options);
        remember(secrets, options, answer);
        return point.what === "page" ? cache.page(answer) : answer;
      };
      await it.before(point);
      switch (name) {
        case null:
          return really();
        case "503 before":
          return unavailable();
        case "503 after":
          await really();
          return unavailable();
        case "reset before":
          throw reset();
        case "reset after":
          await really();
          throw reset();
        case "rate limit":
          return limited(point);
        case "kill before":
          return kill();
        case "kill after":
          await really();
          return kill();
        case "token expires":
          now += 20 * 60 * 1000;
          return really();
        case "truncated": {
          const answer = await really();
          return { ...answer, body: answer.body.subarray(0, Math.floor(answer.body.length / 2)) };
        }
        case "stale page":
          cache.makeStale();
          return really();
      }
    }

    const http: HttpClient = {
      request,
      async open(options) {
        const { body, ...answer } = await request(options);
        return {
          ...answer,
          body: (async function* () {
            yield await Promise.resolve(body);
          })(),
        };
      },
    };
    const ports: Ports = {
      ...node,
      http,
      processes: given.shape.tags
        ? troubledGit(given.processes, { alive, kill, reach: (point) => reach(point) as GitFault | null })
        : given.processes,
      clock,
      signal: abort.signal,
      environment: { ...node.environment, variables: variables(machine) },
      events: (event) => void said.push(JSON.stringify(event)),
      pause(seconds) {
        alive();
        now += seconds * 1000;
        return Promise.resolve();
      },
      files: {
        ...node.files,
        append: troubledAppend(node.files, {
          kill,
          reach: (point) => reach(point) as JournalFault | null,
        }),
      },
    };
    const prepared = {
      ...given.decided,
      target: {
        ...given.decided.target,
        uploadUrl: index.uploadUrl,
        simpleUrl: index.simpleUrl,
        sessions: index.sessionsUrl,
      },
      tree: { ...given.decided.tree, root: repository },
      forge: forge.client(ports),
    };
    const end = (exit: number | null, bug: Error | null = null): RunEnd => ({
      exit,
      points,
      met,
      bug,
      said: said.join("\n"),
    });
    try {
      const report = await releasePrepared(prepared, given.request, ports, () => Promise.resolve([]));
      said.push(
        JSON.stringify({ ...report, fault: report.fault === null ? null : faultFields(report.fault) }),
      );
      return isDead ? end(null) : end(releaseExitCode(report));
    } catch (error) {
      if (isDead) return end(null);
      if (error instanceof Fault) {
        said.push(JSON.stringify(faultFields(error)));
        return end(EXIT_CODES[error.phase]);
      }
      said.push(String((error as Error).stack));
      return end(EXIT_CODES.internal, error as Error);
    }
  }

  const it: World = {
    lag: 0,
    before: () => Promise.resolve(),
    index,
    forge,
    tags: () => (given.shape.tags ? tagsOf(root) : []),
    dropTag: () => dropRemoteTag(root, given.decided.tag?.name ?? ""),
    rehearsed,
    run,
    send: (request) => network.send(request),
    secrets,
    journal(machine = "one") {
      const path = join(stateOf(machine), "journal.jsonl");
      return existsSync(path) ? readFileSync(path, "utf8") : "";
    },
    advance: (seconds) => void (now += seconds * 1000),
    async [Symbol.asyncDispose]() {
      await index.close();
      await forge[Symbol.asyncDispose]();
      await sigstore?.[Symbol.asyncDispose]();
      rmSync(root, { recursive: true, force: true });
    },
  };
  return it;
}
