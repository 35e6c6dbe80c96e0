import { spawn, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { createServer as createSocket, type AddressInfo } from "node:net";
import { join } from "node:path";
import { findPrivateServer } from "./python-tools.ts";

/** An index that is not PyPI, really running or played, with one user. */
export interface PrivateIndex extends AsyncDisposable {
  readonly uploadUrl: string;
  readonly user: string;
  readonly token: string;
}

/** How a played index answers to a name that it has. */
export interface PlayedIndex {
  /** What follows the origin in the upload address. */
  readonly path: string;
  /** What follows the upload address in the address of the pages; `/../` takes its last part away. */
  readonly pages: string;
  /** Status and words to a second file of a name; null: it takes the old one's place. */
  readonly duplicate: readonly [status: number, contentType: string, body: string] | null;
  readonly stored: number;
  /** Form fields without which an upload is refused. */
  readonly demands?: readonly string[];
  /** Project pages are not there before this many uploads were answered. */
  readonly lag?: number;
}

const USER = "deploy";
const TOKEN = "s3cret-token";
const BASIC = `Basic ${Buffer.from(`${USER}:${TOKEN}`).toString("base64")}`;

/** Plays an index of this kind, with pages in HTML only. */
export async function playIndex(kind: PlayedIndex): Promise<PrivateIndex & { readonly posts: () => number }> {
  const files = new Map<string, string>();
  let posts = 0;
  const answer = async (request: IncomingMessage): Promise<readonly [number, string, string]> => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk as Uint8Array);
    if (request.headers.authorization !== BASIC)
      return [401, "application/json", '{"message":"Bad credentials"}'];
    if (request.method === "POST" && request.url === kind.path) {
      posts += 1;
      return store(await form(request, Buffer.concat(chunks)));
    }
    if (
      request.url !==
      new URL(`${kind.path.replace(/\/$/, "")}${kind.pages}demo-pkg/`, "http://played/").pathname
    )
      return [404, "text/plain", "not here"];
    if (files.size === 0 || posts < (kind.lag ?? 0)) return [404, "text/plain", "no such project"];
    const links = [...files].map(
      ([name, digest]) => `<a href="../../f/${name}#sha256=${digest}">${name}</a><br/>`,
    );
    return [200, "text/html", `<!DOCTYPE html><html><body>${links.join("\n")}</body></html>`];
  };
  const store = async (fields: FormData): Promise<readonly [number, string, string]> => {
    const content = fields.get("content");
    const missing = (kind.demands ?? []).find((name) => fields.get(name) === null);
    if (missing !== undefined || !(content instanceof File))
      return [400, "text/plain", `${missing} is missing`];
    if (files.has(content.name) && kind.duplicate !== null) return kind.duplicate;
    const bytes = Buffer.from(await content.arrayBuffer());
    files.set(content.name, createHash("sha256").update(bytes).digest("hex"));
    return [kind.stored, "text/plain", ""];
  };
  const server = createServer((request, response) => {
    void answer(request).then(([status, type, body]) => {
      response.writeHead(status, { "content-type": type }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    uploadUrl: `http://127.0.0.1:${port}${kind.path}`,
    user: USER,
    token: TOKEN,
    posts: () => posts,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function form(request: IncomingMessage, body: Buffer): Promise<FormData> {
  return new Response(new Uint8Array(body), {
    headers: { "content-type": request.headers["content-type"] ?? "" },
  }).formData();
}

/** A real pypiserver whose uploads and pages want a password. */
export async function startPypiserver(directory: string): Promise<PrivateIndex> {
  const port = await freePort();
  const packages = join(directory, "packages");
  mkdirSync(packages);
  const python = findPrivateServer("pypiserver");
  const passwords = join(directory, "htpasswd");
  execFileSync(python, ["-c", HTPASSWD, passwords, USER, TOKEN]);
  const argv = ["-m", "pypiserver", "run", "-p", String(port), "-i", "127.0.0.1", "-P", passwords];
  const server = serve(python, [...argv, "-a", "update,download,list", packages], directory);
  await answers(`http://127.0.0.1:${port}/`, server);
  return { uploadUrl: `http://127.0.0.1:${port}/`, user: USER, token: TOKEN, ...server };
}

const HTPASSWD =
  "import sys; from passlib.apache import HtpasswdFile; h = HtpasswdFile(sys.argv[1], new=True); h.set_password(*sys.argv[2:]); h.save()";

/** A real devpi-server with an index of its root user; it takes its time to start. */
export async function startDevpi(directory: string, isVolatile: boolean): Promise<PrivateIndex> {
  const port = await freePort();
  const python = findPrivateServer("devpi");
  const state = join(directory, "devpi");
  const init = "from devpi_server.init import init; init()";
  const where = ["--serverdir", state];
  execFileSync(python, ["-c", init, ...where, "--no-root-pypi", "--root-passwd", TOKEN], { stdio: "pipe" });
  const run = "from devpi_server.main import main; main()";
  const server = serve(
    python,
    ["-c", run, ...where, "--host", "127.0.0.1", "--port", String(port)],
    directory,
  );
  const origin = `http://127.0.0.1:${port}`;
  await answers(`${origin}/+api`, server);
  const json = { "content-type": "application/json" };
  const login = await fetch(`${origin}/+login`, {
    method: "POST",
    headers: json,
    body: JSON.stringify({ user: "root", password: TOKEN }),
  });
  const { result } = (await login.json()) as { result: { password: string } };
  const session = Buffer.from(`root:${result.password}`).toString("base64");
  const made = await fetch(`${origin}/root/prod`, {
    method: "PUT",
    headers: { ...json, "x-devpi-auth": session },
    body: JSON.stringify({ bases: [], volatile: isVolatile, type: "stage" }),
  });
  if (!made.ok) throw new Error(`devpi made no index: ${await made.text()}`);
  return { uploadUrl: `${origin}/root/prod/`, user: "root", token: TOKEN, ...server };
}

interface Served extends AsyncDisposable {
  readonly log: () => string;
}

function serve(program: string, args: readonly string[], directory: string): Served {
  const env = { PATH: process.env["PATH"] ?? "", HOME: directory };
  const child = spawn(program, args, { cwd: directory, env, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  return {
    log: () => text,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await closed;
    },
  };
}

const PATIENCE_MS = 1_200_000;

async function answers(url: string, server: Served): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    try {
      await fetch(url, { redirect: "manual" });
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  await server[Symbol.asyncDispose]();
  throw new Error(`no server at ${url}: ${server.log()}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const socket = createSocket();
    socket.listen(0, "127.0.0.1", () => {
      const { port } = socket.address() as AddressInfo;
      socket.close(() => resolve(port));
    });
  });
}
