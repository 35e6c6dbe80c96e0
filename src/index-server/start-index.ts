import type { OuterIndex } from "../index-client/outer-index.ts";
import { Buffer } from "node:buffer";
import { join } from "node:path";
import type { AttestationVerifier } from "../distribution/attestation-verifying.ts";
import type { DescriptionRenderer } from "../distribution/metadata/description-rendering.ts";
import type { Listening, RequestHandler, ServerReply, ServerRequest } from "../ports/http.ts";
import { normalizeName } from "../version/names.ts";
import type { IndexContext, IndexPorts } from "./context.ts";
import { FaultModes } from "./fault-modes.ts";
import { createHandler } from "./handler.ts";
import { DEFAULT_WORKFLOW, type WorkflowIdentity } from "./oidc/identities.ts";
import type { IssuerKeys } from "./oidc/issuer.ts";
import { makeIssuers, type IssuedClaims } from "./oidc/issuers.ts";
import { verifyIdentity } from "./oidc/mint-endpoint.ts";
import { makePublisher, type NewPublisher, type ProviderId } from "./oidc/publishers.ts";
import { TokenRegistry } from "./oidc/tokens.ts";
import type { RequestLogEntry, UploadNote } from "./request-log.ts";
import { Upstream } from "./route/upstream.ts";
import type { Route } from "./route/route-endpoint.ts";
import { RefusedFiles, type RefusedFile } from "./route/refused-files.ts";
import { SESSIONS_PATH } from "./sessions/addresses.ts";
import { SessionRegistry } from "./sessions/session-registry.ts";
import { PYPI_SETTINGS, type IndexSettings } from "./settings.ts";
import { PageCache } from "./simple/page-cache.ts";
import type { ProjectStatus } from "./state/events.ts";
import { openStore } from "./state/store.ts";
import { makeServerIdentity } from "./tls/certificates.ts";
import type { UploadVerdict } from "./upload/handle-upload.ts";

/** How the index is to run. */
export interface IndexOptions {
  /** Where it keeps everything; one that an index left behind is taken up again. Absolute. */
  readonly directory: string;
  /** Port of the plain listener; default: any free one. */
  readonly port?: number;
  /** Whether there is a TLS listener too, on a free port. */
  readonly tls: boolean;
  readonly settings?: Partial<IndexSettings>;
  /** Names that are rehearsed, any spelling: on the routes they never come from outside. Projects made later count too. */
  readonly names?: readonly string[];
  /** The user's own indexes, the first one being where names usually come from. */
  readonly outer?: readonly OuterIndex[];
  /** Where the names above were published: on the routes they come from there and from nowhere else. */
  readonly published?: OuterIndex;
  readonly publishers?: readonly NewPublisher[];
  /** What the identity issuer pretends. */
  readonly workflow?: Partial<WorkflowIdentity>;
  /** What its tokens say beyond that, by provider: `undefined` leaves a claim out. */
  readonly claims?: IssuedClaims;
  /** Keys of the identity issuer, for who starts very many indexes; by default each has its own. */
  readonly issuerKeys?: IssuerKeys;
  /** PyPI's renderer: without it a description in reStructuredText is accepted unseen. */
  readonly renderer?: DescriptionRenderer;
  /** Examines attestations: without it none are taken. */
  readonly attestations?: AttestationVerifier;
  /** Where the links in messages lead; default: the index itself. Without a slash at the end. */
  readonly site?: string;
  /** The same for links to documentation. */
  readonly docs?: string;
}

/** An index that answers requests until it is closed. */
export interface RunningIndex extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`, without a slash at the end; so are all origins. */
  readonly httpOrigin: string;
  /** `https://localhost:PORT`; null without TLS. */
  readonly httpsOrigin: string | null;
  /** The throw-away authority that clients have to trust: a file in the directory, and its text. */
  readonly caFile: string | null;
  readonly caPem: string | null;
  /** The upload address (plain http) and the Simple API's, each with its slash. */
  readonly uploadUrl: string;
  readonly simpleUrl: string;
  /** The root endpoint of the Upload 2.0 API (PEP 694); null when it is not offered. */
  readonly sessionsUrl: string | null;
  /** For installers: rehearsed names from here, all others from the user's own index of that id. With a slash. */
  readonly routes: ReadonlyMap<string, string>;
  /** For installers that route names themselves: rehearsed names only, 404 for every other. With a slash. */
  readonly ownRoute: string;
  /** An upload token of the index's user, who may make projects. */
  readonly token: string;
  readonly oidc: {
    /** What a workflow finds in ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN. */
    readonly requestUrl: string;
    readonly requestToken: string;
    /** The `iss` of the tokens. */
    readonly issuer: string;
    /** What GCE_METADATA_HOST is to be for who wants to be a machine of Google's. */
    readonly metadataHost: string;
    /** An identity token of a provider (default: GitHub) with other claims, for trying what the index says to them. */
    issue(
      audience: string,
      claims?: Readonly<Record<string, unknown>>,
      provider?: ProviderId,
    ): Promise<string>;
    /** The claims of an identity token that an issuer made for this audience; null for every other. */
    verify(token: string, audience: string): Promise<Readonly<Record<string, unknown>> | null>;
  };
  /** The requests so far, the oldest dropped when there are very many. */
  readonly log: readonly RequestLogEntry[];
  readonly faults: FaultModes;
  /** Another user's upload token. */
  addUser(name: string): string;
  addPublisher(publisher: NewPublisher): Promise<void>;
  /** A project without files: one that is on the real index already. */
  addProject(name: string): Promise<void>;
  /** From now on attestations are taken, when they pass this examination. */
  takeAttestations(verifier: AttestationVerifier): void;
  /** Offers a refused file to this rehearsal's installers. Null when its project cannot be told. */
  offerRefused(path: string): Promise<RefusedFile | null>;
  deleteFile(project: string, fileName: string): Promise<void>;
  yank(project: string, version: string, reason: string | null): Promise<void>;
  setStatus(project: string, status: ProjectStatus, reason?: string): Promise<void>;
  close(): Promise<void>;
}

const USER = "rehearsal";
/** Requests that the log keeps at most. */
const MAX_LOG = 20_000;

/** Starts an index on the loopback interface. */
export async function startIndex(options: IndexOptions, ports: IndexPorts): Promise<RunningIndex> {
  const { files, random, clock } = ports;
  const store = await openStore(options.directory, files);
  const settings = { ...PYPI_SETTINGS, ...options.settings };
  const log: RequestLogEntry[] = [];
  const notes = new WeakMap<ServerRequest, UploadNote>();
  const routes = makeRoutes(options.outer ?? [], Buffer.from(random.bytes(6)).toString("hex"));
  let handler: RequestHandler | null = null;
  const answer: RequestHandler = async (request) => {
    const started = clock.elapsed();
    const reply = await (handler?.(request) ??
      Promise.resolve({ status: 503, headers: {} } satisfies ServerReply));
    if (log.length >= MAX_LOG) log.splice(0, MAX_LOG / 2);
    log.push(
      logEntry(request, reply.status, (clock.elapsed() - started) * 1000, clock.now(), notes.get(request)),
    );
    return reply;
  };
  const identity = options.tls ? makeServerIdentity(clock.now(), random) : null;
  const caFile = identity === null ? null : join(options.directory, "ca.pem");
  const opening = [
    ports.servers.listen(answer, options.port === undefined ? {} : { port: options.port }),
    ...(identity === null
      ? []
      : [ports.servers.listen(answer, { tls: { key: identity.keyPem, cert: identity.certificatePem } })]),
  ] as const;
  const [plain, secure = null] = await openAll(opening);
  if (identity !== null && caFile !== null) await files.write(caFile, identity.caPem);
  const workflow = { ...DEFAULT_WORKFLOW, ...options.workflow };
  const issuers = makeIssuers(plain.origin, workflow, ports, options.issuerKeys, options.claims);
  const tokens = new TokenRegistry(random);
  let attestations = options.attestations ?? null;
  let changes: Promise<unknown> = Promise.resolve();
  const context: IndexContext = {
    ports,
    settings,
    store,
    tokens,
    issuers,
    usedTokenIds: new Set(),
    pages: new PageCache(),
    refusedFiles: new RefusedFiles(),
    sessions: new SessionRegistry(store.incoming, { files, random, clock }),
    upstream: new Upstream(ports.http),
    faults: new FaultModes(),
    user: USER,
    renderer: options.renderer ?? null,
    get attestations() {
      return attestations;
    },
    rehearsed: new Set((options.names ?? []).map(normalizeName)),
    published: options.published ?? null,
    links: (origin) => ({ site: options.site ?? origin, docs: options.docs ?? `${origin}/docs` }),
    exclusively(change) {
      const result = changes.then(change);
      changes = result.catch(() => undefined);
      return result;
    },
    noteUpload: (request, fileName, verdict) => notes.set(request, uploadNote(fileName, verdict)),
  };
  const addPublisher = async (publisher: NewPublisher): Promise<void> => {
    const made = makePublisher(publisher);
    const known = store.state.publishers.find((candidate) => candidate.id === made.id);
    const projects = [...new Set([...(known?.projects ?? []), ...made.projects])];
    await store.record({ type: "publisher", publisher: { ...made, projects } });
  };
  for (const publisher of options.publishers ?? []) await addPublisher(publisher);
  handler = createHandler(context, [...routes.outer.values(), routes.own]);
  const close = (): Promise<void> => closeAll([plain, secure]);
  return {
    httpOrigin: plain.origin,
    httpsOrigin: secure?.origin ?? null,
    caFile,
    caPem: identity?.caPem ?? null,
    uploadUrl: `${plain.origin}/legacy/`,
    simpleUrl: `${plain.origin}/simple/`,
    sessionsUrl: settings.sessions === "none" ? null : `${plain.origin}${SESSIONS_PATH}`,
    routes: new Map([...routes.outer].map(([id, route]) => [id, `${plain.origin}${route.prefix}simple/`])),
    ownRoute: `${plain.origin}${routes.own.prefix}simple/`,
    token: tokens.issue({ kind: "user", user: USER }),
    oidc: {
      requestUrl: `${plain.origin}/oidc/token?api-version=2.0`,
      requestToken: issuers.requestToken,
      issuer: issuers.github.issuer,
      metadataHost: plain.origin.replace("http://", ""),
      issue: (audience, claims, provider = "github") => issuers.of(provider).issue(audience, claims),
      verify: (token, audience) => verifyIdentity(token, audience, context),
    },
    log,
    faults: context.faults,
    addUser: (name) => tokens.issue({ kind: "user", user: name }),
    addPublisher,
    addProject: (name) =>
      store.record({ type: "project", name, owner: USER, time: clock.now().toISOString() }),
    takeAttestations: (verifier) => {
      attestations = verifier;
    },
    offerRefused: (path) => context.refusedFiles.add(path, clock.now(), files),
    deleteFile: (project, fileName) =>
      store.record({ type: "delete", project, fileName, time: clock.now().toISOString() }),
    yank: (project, version, reason) =>
      store.record({ type: "yank", project, version, reason, yanked: true }),
    setStatus: (project, status, reason) =>
      store.record({ type: "status", project, status, reason: reason ?? null }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function makeRoutes(
  outer: readonly OuterIndex[],
  nonce: string,
): { readonly outer: ReadonlyMap<string, Route>; readonly own: Route } {
  // The address differs in every run: installers keep what they know of an index by its address.
  const prefix = (id: string): string => `/route/${nonce}-${id}/`;
  return {
    outer: new Map(
      outer.map((index, position) => [
        index.id,
        { prefix: prefix(index.id), servesRehearsed: position === 0, outer: index },
      ]),
    ),
    own: { prefix: prefix("own"), servesRehearsed: true, outer: null },
  };
}

function uploadNote(fileName: string | null, verdict: UploadVerdict): UploadNote {
  if (verdict.kind === "refused") {
    return { fileName, outcome: "refused", reason: verdict.refusal.reason, message: verdict.refusal.message };
  }
  const warnings =
    verdict.kind === "stored" && verdict.warnings.length > 0 ? { warnings: verdict.warnings } : {};
  return { fileName, outcome: verdict.kind, ...warnings };
}

function logEntry(
  request: ServerRequest,
  status: number,
  milliseconds: number,
  now: Date,
  upload: UploadNote | undefined,
): RequestLogEntry {
  return {
    time: now.toISOString(),
    method: request.method,
    url: request.url,
    secure: request.secure,
    userAgent: request.headers["user-agent"] ?? "",
    accept: request.headers["accept"] ?? "",
    status,
    milliseconds,
    ...(upload === undefined ? {} : { upload }),
  };
}

/** All of them, or none: a listener that is open while another could not be opened would never be closed. */
async function openAll(
  opening: readonly [Promise<Listening>, ...Promise<Listening>[]],
): Promise<readonly [Listening, Listening?]> {
  try {
    const [first, second] = await Promise.all(opening);
    return second === undefined ? [first] : [first, second];
  } catch (error) {
    const opened = (await Promise.allSettled(opening)).filter((each) => each.status === "fulfilled");
    await closeAll(opened.map((each) => each.value));
    throw error;
  }
}

async function closeAll(servers: readonly (Listening | null)[]): Promise<void> {
  for (const server of servers) await server?.[Symbol.asyncDispose]();
}
