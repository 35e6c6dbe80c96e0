import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { generateWorkflows } from "../../src/workflow/generate/read-facts.ts";
import { temporaryDirectory } from "../support/tree.ts";

test("no pipeline to PyPI is made for a project whose releases go elsewhere", async () => {
  await using directory = await temporaryDirectory("workflow-");
  const routes = '[tool.shipwheel.release.routes]\nstable = "corp"\npre = "corp"\ndev = "corp"\n';
  await writeFile(
    join(directory.path, "pyproject.toml"),
    `[project]\nname = "a"\nversion = "1"\n[tool.shipwheel.publish.indexes.corp]\nurl = "https://pypi.corp.example/upload/"\n${routes}`,
  );
  await using node = nodePorts({});
  const generate = async (host: "github" | "gitlab"): Promise<string> => {
    const request = { directory: directory.path, shipwheel: "1.2.3", host };
    const { files } = await generateWorkflows(request, node.ports);
    return files.map(({ after }) => after).join("\n");
  };
  await expect(generate("gitlab")).rejects.toThrow("the routes lead to corp");
  const github = await generate("github");
  expect(github).toContain("publish-corp:");
  expect(github).not.toContain("publish-pypi:");
});

test("an index for uploads that no route leads to is no reason to publish to PyPI, and what jobs fetch is told", async () => {
  await using directory = await temporaryDirectory("workflow-");
  await using node = nodePorts({});
  const generate = async (settings: string): Promise<string | null> => {
    await writeFile(
      join(directory.path, "pyproject.toml"),
      `[project]\nname = "a"\nversion = "1"\n[tool.shipwheel.publish]\n${settings}`,
    );
    const request = { directory: directory.path, shipwheel: "1.2.3", host: "github" } as const;
    return (await generateWorkflows(request, node.ports)).fetched;
  };
  const index =
    'index = "corp"\n[tool.shipwheel.publish.indexes.corp]\nurl = "https://pypi.corp.example/upload/"\n';
  await expect(generate(index)).rejects.toThrow("publish.index is corp, but releases are routed to pypi");
  expect(await generate("")).toBe("shipwheel@1.2.3");
  const action = `[tool.shipwheel.workflow]\naction = "shipwheel/shipwheel@${"0".repeat(40)}"\n`;
  expect(await generate(action)).toBeNull();
});
