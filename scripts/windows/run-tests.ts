/** Runs built test files one after the other: `node run-tests.mjs LIST LOG`. Each failure is a line of JSON in LOG. */
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { request } from "node:http";
import { runDeclared } from "./test-api.ts";

/** Wine's sockets do not suit the built-in one. */
globalThis.fetch = async (input, init) => {
  const asked = new Request(input, init);
  const body = Buffer.from(await asked.arrayBuffer());
  const headers = Object.fromEntries(asked.headers);
  return new Promise((resolve, reject) => {
    const sent = request(asked.url, { method: asked.method, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        const status = answer.statusCode ?? 500;
        const text = status === 204 || status === 304 ? null : Buffer.concat(chunks);
        resolve(
          new Response(text, {
            status,
            headers: answer.headersDistinct as unknown as Record<string, string>,
          }),
        );
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
};

const [list = "", log = ""] = process.argv.slice(2);
let passed = 0;
let failed = 0;

function report(file: string, name: string, error: unknown): void {
  if (error === null) {
    passed += 1;
    return;
  }
  failed += 1;
  const text = error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error);
  appendFileSync(log, `${JSON.stringify({ file, name, error: text.slice(0, 4000) })}\n`);
}

writeFileSync(log, "");
process.on("unhandledRejection", (error) => {
  report("", "unhandled rejection", error ?? new Error("unknown"));
});
process.on("uncaughtException", (error) => {
  report("", "uncaught exception", error);
});
for (const line of readFileSync(list, "utf8").split("\n")) {
  const [file = "", built = ""] = line.split("\t");
  if (file === "") continue;
  try {
    await import(pathToFileURL(built).href);
    await runDeclared((name, error) => {
      report(file, name, error);
    });
  } catch (error) {
    report(file, "import", error ?? new Error("unknown"));
  }
}
appendFileSync(log, `${JSON.stringify({ passed, failed })}\n`);
process.exit(0);
