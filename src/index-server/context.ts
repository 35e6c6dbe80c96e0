import type { OuterIndex } from "../index-client/outer-index.ts";
import type { AttestationVerifier } from "../distribution/attestation-verifying.ts";
import type { DescriptionRenderer } from "../distribution/metadata/description-rendering.ts";
import type { ServerRequest } from "../ports/http.ts";
import type { Ports } from "../ports/ports.ts";
import type { MessageLinks } from "./acceptance/facts.ts";
import type { FaultModes } from "./fault-modes.ts";
import type { Issuers } from "./oidc/issuers.ts";
import type { TokenRegistry } from "./oidc/tokens.ts";
import type { Upstream } from "./route/upstream.ts";
import type { RefusedFiles } from "./route/refused-files.ts";
import type { SessionRegistry } from "./sessions/session-registry.ts";
import type { IndexSettings } from "./settings.ts";
import type { PageCache } from "./simple/page-cache.ts";
import type { Store } from "./state/store.ts";
import type { UploadVerdict } from "./upload/handle-upload.ts";

/** What the index takes from outside. */
export type IndexPorts = Pick<Ports, "files" | "servers" | "http" | "clock" | "random">;

/** The running index, as its endpoints see it. */
export interface IndexContext {
  readonly ports: IndexPorts;
  readonly settings: IndexSettings;
  readonly store: Store;
  readonly tokens: TokenRegistry;
  readonly issuers: Issuers;
  /** `jti` of every identity token that was exchanged. */
  readonly usedTokenIds: Set<string>;
  readonly pages: PageCache;
  readonly refusedFiles: RefusedFiles;
  readonly sessions: SessionRegistry;
  readonly upstream: Upstream;
  readonly faults: FaultModes;
  /** Says whether a description can be shown; null: it is not asked. */
  readonly renderer: DescriptionRenderer | null;
  /** Examines attestations; null: none are taken. */
  readonly attestations: AttestationVerifier | null;
  /** The user who owns what pending publishers make. */
  readonly user: string;
  /** Names that are served from here and from nowhere else, normalised. */
  readonly rehearsed: ReadonlySet<string>;
  /** Where those names are looked up instead, once they are public. */
  readonly published: OuterIndex | null;
  /** Where the links in messages lead, for a client that came by this address. */
  links(origin: string): MessageLinks;
  /** Runs one change after the other. */
  exclusively<Result>(change: () => Promise<Result>): Promise<Result>;
  /** Adds to the log what became of an upload. */
  noteUpload(request: ServerRequest, fileName: string | null, verdict: UploadVerdict): void;
}
