import { expect } from "vitest";
import { demoSdist, demoWheel } from "../../support/demo-files.ts";
import type { ConformanceCase } from "./case.ts";

const JSON_TYPE = "application/vnd.pypi.simple.v1+json";
const PIP =
  "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html; q=0.1, text/html; q=0.01";
const UV = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.01";

interface PageFile {
  readonly filename: string;
  readonly url: string;
  readonly yanked: boolean | string;
}

export const PROTOCOL: readonly ConformanceCase[] = [
  {
    id: 58,
    title: "POST /legacy: 308 to /legacy/",
    async run(it) {
      const answer = await it.upload(demoWheel(), { path: "/legacy" });
      expect([answer.status, answer.headers.get("location")]).toEqual([308, "/legacy/"]);
      expect(answer.message).toMatch(
        /^An upload was attempted to \/legacy but the expected upload URL is \/legacy\//,
      );
    },
  },
  {
    id: 59,
    title: ":action=doc_upload: 410; GET /legacy/: 200 HTML",
    async run(it) {
      expect((await it.upload(demoWheel(), { fields: { ":action": "doc_upload" } })).status).toBe(410);
      const page = await it.get("/legacy/");
      expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=UTF-8"]);
    },
  },
  {
    id: 60,
    title: "error forms: JSON exactly, HTML title, reason phrase",
    async run(it) {
      const fields = { protocol_version: "2" };
      const json = await it.upload(demoWheel(), { fields });
      expect(json.headers.get("content-type")).toBe("application/json");
      const document = JSON.parse(json.text) as Record<string, string>;
      expect(Object.keys(document).sort()).toEqual(["code", "message", "title"]);
      expect(document).toMatchObject({ code: "400 Unknown protocol version.", title: "Bad Request" });
      expect(document["message"]).toMatch(/\n\n\nUnknown protocol version\.\n\n$/);
      expect(json.reason).toBe("Unknown protocol version.");
      const html = await it.upload(demoWheel(), { fields, headers: { accept: "text/html" } });
      expect(html.text).toContain("<title>400 Unknown protocol version.</title>");
      const plain = await it.upload(demoWheel(), { fields, headers: { accept: "text/plain" } });
      expect(plain.headers.get("content-type")).toMatch(/^text\/plain/);
      expect(plain.text).toContain("Unknown protocol version.");
    },
  },
  {
    id: 61,
    title: "a refused first upload leaves no project and no release",
    async run(it) {
      await it.upload(demoWheel({ tag: "cp312-cp312-linux_x86_64" }));
      expect((await it.get("/simple/demo-pkg/")).status).toBe(404);
      expect((await it.get("/pypi/demo-pkg/json")).status).toBe(404);
      expect((await it.get("/simple/", { accept: JSON_TYPE })).text).toContain('"projects":[]');
    },
  },
  {
    id: 63,
    title: "fault modes, then an identical retry: 200",
    async run(it) {
      const wheel = demoWheel();
      it.index.faults.add({ kind: "unavailable-before" });
      expect((await it.upload(wheel)).status).toBe(503);
      expect((await it.get("/simple/demo-pkg/")).status).toBe(404);
      it.index.faults.add({ kind: "unavailable-after" });
      expect((await it.upload(wheel)).status).toBe(503);
      expect((await it.get("/simple/demo-pkg/")).status).toBe(200);
      it.index.faults.add({ kind: "too-many", retryAfterSeconds: 1 });
      const many = await it.upload(wheel);
      expect([many.status, many.headers.get("retry-after")]).toEqual([429, "1"]);
      it.index.faults.add({ kind: "reset-after" });
      await expect(it.upload(demoSdist())).rejects.toThrow();
      it.index.faults.add({ kind: "slow", milliseconds: 50 });
      for (const file of [wheel, demoSdist()]) expect((await it.upload(file)).status).toBe(200);
    },
  },
  {
    id: 64,
    title: "GET /simple/demo-pkg/ without Accept: HTML of repository version 1.4",
    async run(it) {
      await it.upload(demoWheel());
      const page = await it.get("/simple/demo-pkg/", { accept: "*/*" });
      expect(page.headers.get("content-type")).toMatch(/^text\/html/);
      expect(page.text).toContain('<meta name="pypi:repository-version" content="1.4">');
      expect(page.text).toMatch(/<!--SERIAL \d+-->$/);
    },
  },
  {
    id: 65,
    title: "pip's and uv's Accept: JSON, with Vary; text/plain: HTML",
    async run(it) {
      await it.upload(demoWheel());
      for (const accept of [PIP, UV, JSON_TYPE]) {
        const page = await it.get("/simple/demo-pkg/", { accept });
        expect(page.headers.get("content-type")).toBe(JSON_TYPE);
        expect(page.headers.get("vary")).toContain("Accept");
      }
      const html = await it.get("/simple/demo-pkg/", { accept: "application/vnd.pypi.simple.v1+html" });
      expect(html.headers.get("content-type")).toBe("application/vnd.pypi.simple.v1+html");
      const plain = await it.get("/simple/demo-pkg/", { accept: "text/plain" });
      expect([plain.status, plain.headers.get("content-type")]).toEqual([200, "text/html; charset=UTF-8"]);
    },
  },
  {
    id: 66,
    title: "names that are not normalised: 301; without the slash: a redirect to it",
    async run(it) {
      await it.upload(demoWheel());
      for (const path of ["/simple/Demo_Pkg/", "/simple/demo.pkg/", "/simple/demo-pkg"]) {
        const answer = await it.get(path);
        expect([answer.status, answer.headers.get("location")]).toEqual([301, "/simple/demo-pkg/"]);
      }
    },
  },
  {
    id: 67,
    title: "an unknown project: 404",
    async run(it) {
      expect((await it.get("/simple/unknown/")).status).toBe(404);
    },
  },
  {
    id: 68,
    title: "JSON keys exactly; versions by PEP 440; core-metadata for wheels, false for sdists",
    async run(it) {
      for (const version of ["1.10", "1.9", "1.10rc1"]) {
        expect((await it.upload(demoWheel({ version }))).message).toBe("");
      }
      await it.upload(demoSdist({ version: "1.9" }));
      const page = JSON.parse((await it.get("/simple/demo-pkg/", { accept: JSON_TYPE })).text) as {
        versions: string[];
        files: Record<string, unknown>[];
      };
      expect(Object.keys(page)).toEqual(["meta", "name", "project-status", "versions", "files"]);
      expect(page).toMatchObject({
        meta: { "api-version": "1.4", "_last-serial": expect.any(Number) as number },
        "project-status": { status: "active" },
        versions: ["1.9", "1.10rc1", "1.10"],
      });
      expect(Object.keys(page.files[0] ?? {})).toEqual([
        "filename",
        "url",
        "hashes",
        "requires-python",
        "size",
        "upload-time",
        "yanked",
        "core-metadata",
        "data-dist-info-metadata",
        "provenance",
      ]);
      const [wheel, sdist] = page.files;
      expect([wheel?.["filename"], sdist?.["filename"]]).toEqual([
        "demo_pkg-1.9-py3-none-any.whl",
        "demo_pkg-1.9.tar.gz",
      ]);
      expect(sdist?.["core-metadata"]).toBe(false);
      expect(sdist?.["upload-time"]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    },
  },
  {
    id: 69,
    title: "<wheel>.metadata: METADATA with the announced sha256; of an sdist: 404",
    async run(it) {
      const { createHash } = await import("node:crypto");
      const wheel = demoWheel();
      await it.upload(wheel);
      await it.upload(demoSdist());
      const page = JSON.parse((await it.get("/simple/demo-pkg/", { accept: JSON_TYPE })).text) as {
        files: (PageFile & { "core-metadata": { sha256: string } })[];
      };
      const [whl, sdist] = page.files;
      const metadata = await it.get(`${whl?.url}.metadata`);
      expect([metadata.status, metadata.text]).toEqual([200, wheel.metadata]);
      expect(createHash("sha256").update(metadata.text).digest("hex")).toBe(whl?.["core-metadata"].sha256);
      expect((await it.get(`${sdist?.url}.metadata`)).status).toBe(404);
    },
  },
  {
    id: 70,
    title: "a file: bytes, length, HEAD, ranges",
    async run(it) {
      const wheel = demoWheel();
      await it.upload(wheel);
      const page = JSON.parse((await it.get("/simple/demo-pkg/", { accept: JSON_TYPE })).text) as {
        files: PageFile[];
      };
      const url = page.files[0]?.url ?? "";
      const whole = Buffer.from(await (await fetch(url)).arrayBuffer());
      expect(whole.equals(wheel.bytes)).toBe(true);
      const head = await it.get(url, {}, "HEAD");
      expect(head.headers.get("content-length")).toBe(String(wheel.bytes.length));
      expect(head.headers.get("accept-ranges")).toBe("bytes");
      const part = await fetch(url, { headers: { range: "bytes=0-9" } });
      expect(part.status).toBe(206);
      expect(part.headers.get("content-range")).toBe(`bytes 0-9/${wheel.bytes.length}`);
      expect(Buffer.from(await part.arrayBuffer()).equals(wheel.bytes.subarray(0, 10))).toBe(true);
      const tail = await fetch(url, { headers: { range: "bytes=-5" } });
      expect(Buffer.from(await tail.arrayBuffer()).equals(wheel.bytes.subarray(-5))).toBe(true);
      expect((await it.get(url, { range: "bytes=999999-" })).status).toBe(416);
    },
  },
  {
    id: 71,
    title: "If-None-Match: 304; the ETag changes after an upload; the serial grows",
    async run(it) {
      await it.upload(demoWheel());
      const first = await it.get("/simple/demo-pkg/", { accept: JSON_TYPE });
      const etag = first.headers.get("etag") ?? "";
      const again = await it.get("/simple/demo-pkg/", { accept: JSON_TYPE, "if-none-match": etag });
      expect([again.status, again.text]).toEqual([304, ""]);
      await it.upload(demoSdist());
      const second = await it.get("/simple/demo-pkg/", { accept: JSON_TYPE, "if-none-match": etag });
      expect(second.status).toBe(200);
      const serial = (answer: typeof first): number => Number(answer.headers.get("x-pypi-last-serial"));
      expect(serial(second)).toBeGreaterThan(serial(first));
    },
  },
  {
    id: 73,
    title: "archived and quarantined: project-status; quarantined projects list no files",
    async run(it) {
      await it.upload(demoWheel());
      await it.index.setStatus("demo-pkg", "archived", "done");
      const page = async () =>
        JSON.parse((await it.get("/simple/demo-pkg/", { accept: JSON_TYPE })).text) as unknown;
      expect(await page()).toMatchObject({
        "project-status": { status: "archived", reason: "done" },
        files: [{}],
      });
      await it.index.setStatus("demo-pkg", "quarantined");
      expect(await page()).toMatchObject({ "project-status": { status: "quarantined" }, files: [] });
      expect((await it.upload(demoSdist())).status).toBe(403);
    },
  },
  {
    id: 74,
    title: "requires-python is escaped in HTML",
    async run(it) {
      await it.upload(demoWheel({ headers: ["Requires-Python: >=3.9"] }));
      expect((await it.get("/simple/demo-pkg/")).text).toContain('data-requires-python="&gt;=3.9"');
    },
  },
  {
    id: 75,
    title: "/simple/ lists projects in JSON and HTML",
    async run(it) {
      await it.upload(demoWheel());
      const json = JSON.parse((await it.get("/simple/", { accept: JSON_TYPE })).text) as {
        projects: unknown;
      };
      expect(json.projects).toEqual([{ name: "Demo-Pkg", "_last-serial": expect.any(Number) as number }]);
      expect((await it.get("/simple/")).text).toContain('<a href="/simple/demo-pkg/">Demo-Pkg</a>');
    },
  },
  {
    id: 77,
    title: "the JSON API: redirect, info, urls, releases; a version has no releases; unknown version 404",
    async run(it) {
      await it.upload(demoWheel());
      const redirect = await it.get("/pypi/Demo_Pkg/json");
      expect([redirect.status, redirect.headers.get("location")]).toEqual([301, "/pypi/demo-pkg/json"]);
      const whole = JSON.parse((await it.get("/pypi/demo-pkg/json")).text) as Record<string, unknown>;
      expect(Object.keys(whole).sort()).toEqual([
        "info",
        "last_serial",
        "ownership",
        "releases",
        "urls",
        "vulnerabilities",
      ]);
      const one = JSON.parse((await it.get("/pypi/demo-pkg/1.0.0/json")).text) as Record<string, unknown>;
      expect(one).not.toHaveProperty("releases");
      expect(one["urls"]).toMatchObject([{ packagetype: "bdist_wheel", python_version: "py3" }]);
      expect((await it.get("/pypi/demo-pkg/2.0/json")).status).toBe(404);
    },
  },
  {
    id: 78,
    title: "provenance: none 404; Accept text/html 406; an object 200",
    async run(it) {
      const wheel = demoWheel();
      await it.upload(wheel);
      const path = `/integrity/demo-pkg/1.0.0/${wheel.fileName}/provenance`;
      const none = await it.get(path);
      expect([none.status, JSON.parse(none.text)]).toEqual([
        404,
        { message: `No provenance available for ${wheel.fileName}` },
      ]);
      const html = await it.get(path, { accept: "text/html" });
      expect([html.status, JSON.parse(html.text)]).toEqual([406, { message: "Request not acceptable" }]);
    },
  },
];
