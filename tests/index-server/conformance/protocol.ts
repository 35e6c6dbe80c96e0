import { expect } from "vitest";
import { demoSdist, demoWheel } from "../../support/demo-files.ts";
import type { ConformanceCase } from "./case.ts";

const JSON_TYPE = "application/vnd.pypi.simple.v1+json";

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
      await expect(it.upload(demoSdist())).rejects.toThrow("fetch failed");
      it.index.faults.add({ kind: "slow", milliseconds: 50 });
      for (const file of [wheel, demoSdist()]) expect((await it.upload(file)).status).toBe(200);
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
];
