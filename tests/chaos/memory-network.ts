import { Buffer } from "node:buffer";
import type {
  ClientRequest,
  HttpClient,
  HttpServers,
  RequestHandler,
  ServerReply,
} from "../../src/ports/http.ts";

/** An answer that came whole. */
export type WholeAnswer = Awaited<ReturnType<HttpClient["request"]>>;

/** Servers and a client that meet in this process: no sockets, so that thousands of runs cost little. */
export interface MemoryNetwork {
  readonly servers: HttpServers;
  /** Sends a request to the server that listens at its address. */
  send(request: ClientRequest): Promise<WholeAnswer>;
}

/** A network without a wire. */
export function memoryNetwork(): MemoryNetwork {
  const handlers = new Map<string, RequestHandler>();
  return {
    servers: {
      listen(handler) {
        const port = handlers.size + 1;
        const origin = `http://127.0.0.1:${port}`;
        handlers.set(origin, handler);
        return Promise.resolve({
          origin,
          port,
          [Symbol.asyncDispose]() {
            handlers.delete(origin);
            return Promise.resolve();
          },
        });
      },
    },
    async send(request) {
      const url = new URL(request.url);
      const handler = handlers.get(url.origin);
      if (handler === undefined) throw new Error(`connect ECONNREFUSED ${url.host}`);
      const body = chunksOf(request.body);
      const reply = await handler({
        method: request.method,
        url: url.pathname + url.search,
        headers: lowerCase(request.headers ?? {}),
        body,
        secure: false,
        origin: url.origin,
      });
      const answer = {
        status: reply.status,
        headers: lowerCase(reply.headers),
        body: await whole(reply.body),
      };
      // What the server did not read is not asked for: the file behind it is closed.
      await body.return();
      return answer;
    },
  };
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

async function* chunksOf(body: ClientRequest["body"]): AsyncGenerator<Uint8Array, void, void> {
  if (body === undefined) return;
  if (typeof body === "string") yield Buffer.from(body, "utf8");
  else if (body instanceof Uint8Array) yield body;
  else yield* body;
}

async function whole(body: ServerReply["body"]): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of chunksOf(body)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
