/** A request as a server room sees it. Header names are lower case. */
export interface ServerRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
  /** True when the request came over TLS. */
  readonly secure: boolean;
  /** `http://127.0.0.1:PORT` or `https://localhost:PORT`: the address by which the client reached the server. */
  readonly origin: string;
}

/** A complete answer. */
export interface ServerReply {
  readonly status: number;
  /** Reason phrase (latin-1); the standard one when absent. */
  readonly reason?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>;
}

/** Answers requests; a thrown error becomes a 500. */
export type RequestHandler = (request: ServerRequest) => Promise<ServerReply>;

/** A listening server. */
export interface Listening extends AsyncDisposable {
  /** For example `http://127.0.0.1:40123`, without a trailing slash. */
  readonly origin: string;
  readonly port: number;
}

/** Opens servers on the loopback interface only. */
export interface HttpServers {
  /** `port` 0 or absent: an ephemeral one. Throws the fault `tool/port-taken`. */
  listen(
    handler: RequestHandler,
    options?: { readonly port?: number; readonly tls?: { readonly key: string; readonly cert: string } },
  ): Promise<Listening>;
}

/** A request to send. */
export interface ClientRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>;
  /** Needed with a streamed body. */
  readonly contentLength?: number;
  /**
   * Milliseconds of silence while the body goes, and after its last byte those for the whole answer (of `open`: those of
   * silence). Without it a silent server is waited for as long as the connection stands.
   */
  readonly timeoutMs?: number;
  /** PEM of an additional certificate authority. */
  readonly ca?: string;
  readonly signal?: AbortSignal;
}

/** Sends requests. Never follows a redirect by itself. */
export interface HttpClient {
  request(
    options: ClientRequest & {
      /** Bytes of the answer kept; a longer answer is an error. Default 16 MiB. */
      readonly maxBytes?: number;
    },
  ): Promise<{
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Uint8Array;
  }>;
  /** As `request`, with the answer's body left on the wire: it has to be read to its end, or given up by `return`. */
  open(options: ClientRequest): Promise<{
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: AsyncIterable<Uint8Array>;
  }>;
}

/** The same client, trusting one more authority (PEM) wherever a request names none itself. */
export function trusting(client: HttpClient, ca: string): HttpClient {
  return {
    request: (options) => client.request({ ca, ...options }),
    open: (options) => client.open({ ca, ...options }),
  };
}
