import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { HttpServers, RequestHandler, ServerReply } from "../ports/http.ts";
import { fault } from "../findings/fault.ts";
import { writeChunks } from "./write-chunks.ts";

const DRAIN_MS = 30_000;

/** Real servers, on 127.0.0.1 only. */
export function nodeHttpServers(): HttpServers {
  return {
    async listen(handler, options = {}) {
      const secure = options.tls !== undefined;
      let origin = "";
      const listener: RequestListener = (request, response) => {
        void answer(handler, request, response, secure, origin);
      };
      const server: Server =
        options.tls === undefined ? createServer(listener) : createSecureServer({ ...options.tls }, listener);
      server.keepAliveTimeout = 30_000;
      await open(server, options.port ?? 0);
      const { port } = server.address() as AddressInfo;
      origin = secure ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;
      return {
        origin,
        port,
        async [Symbol.asyncDispose]() {
          server.closeAllConnections();
          await new Promise<void>((resolve) => server.close(() => resolve()));
        },
      };
    },
  };
}

function open(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" ? fault("tool/port-taken", { port }, { cause: error }) : error);
    });
    server.listen(port, "127.0.0.1", resolve);
  });
}

async function answer(
  handler: RequestHandler,
  request: IncomingMessage,
  response: ServerResponse,
  secure: boolean,
  origin: string,
): Promise<void> {
  let reply: ServerReply;
  try {
    reply = await handler({
      method: request.method ?? "GET",
      url: request.url ?? "/",
      headers: flatten(request.headers),
      body: request as AsyncIterable<Uint8Array>,
      secure,
      origin,
    });
  } catch (error) {
    reply = {
      status: 500,
      headers: { "content-type": "text/plain" },
      body: `internal error: ${String(error)}\n`,
    };
  }
  try {
    await send(response, reply, request.method === "HEAD");
    // An answer to a body that was not read to its end: closing now would reset the connection, and the client
    // would lose the answer. What it still sends is taken and forgotten, for a while.
    if (!request.complete) drain(request);
  } catch {
    response.destroy();
  }
}

function drain(request: IncomingMessage): void {
  request.resume();
  setTimeout(() => {
    if (!request.complete) request.destroy();
  }, DRAIN_MS).unref();
}

async function send(response: ServerResponse, reply: ServerReply, head: boolean): Promise<void> {
  const { body } = reply;
  const bytes = typeof body === "string" ? Buffer.from(body, "utf8") : body;
  const headers: Record<string, string> = { ...reply.headers };
  if (bytes instanceof Uint8Array) headers["content-length"] ??= String(bytes.length);
  if (body === undefined) headers["content-length"] ??= "0";
  if (reply.reason === undefined) response.writeHead(reply.status, headers);
  else response.writeHead(reply.status, latin1(reply.reason), headers);
  if (head || bytes === undefined) response.end();
  else if (bytes instanceof Uint8Array) response.end(bytes);
  else await writeChunks(bytes, response);
}

function latin1(text: string): string {
  return text.replaceAll(/[^\u0020-\u007e\u00a0-\u00ff]/g, "?");
}

function flatten(headers: IncomingMessage["headers"]): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return flat;
}
