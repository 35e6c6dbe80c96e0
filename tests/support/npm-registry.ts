import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

interface Packument {
  readonly name: string;
  readonly "dist-tags": Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, { readonly dist: { tarball: string } }>>;
  readonly _attachments: Readonly<Record<string, { readonly data: string }>>;
}

export interface NpmRegistry extends AsyncDisposable {
  readonly address: string;
  /** The paths of packages that were asked for, in order; npm's own notices of newer versions are left out. */
  readonly asked: string[];
}

/** A registry of npm packages: it takes what `npm publish` sends, and answers with that and nothing else. */
export async function npmRegistry(): Promise<NpmRegistry> {
  const packages = new Map<string, Packument>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://registry.invalid").pathname);
    if (request.method === "PUT") {
      void body(request).then((text) => {
        const published = JSON.parse(text) as Packument;
        packages.set(published.name, published);
        response.statusCode = 201;
        response.end("{}");
      });
      return;
    }
    if (path !== "/npm" && !path.startsWith("/-/")) asked.push(path);
    const [, name = "", , file] = path.split("/");
    const found = packages.get(name);
    const attached = file === undefined ? null : found?._attachments[file];
    if (attached != null) {
      response.end(Buffer.from(attached.data, "base64"));
    } else if (found !== undefined && file === undefined) {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ ...found, _attachments: undefined }));
    } else {
      response.statusCode = 404;
      response.end("{}");
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function body(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
