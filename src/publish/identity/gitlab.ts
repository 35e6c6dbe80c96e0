import { fault } from "../../values/fault.ts";
import { Secret } from "../../values/secret.ts";
import { claimText } from "./claims.ts";
import type { DetectProvider, PublisherField } from "./provider.ts";

/**
 * GitLab CI/CD: identity tokens are made before the job begins, for the audience that the job's `id_tokens` names, and
 * stand in a variable: `PYPI_ID_TOKEN`, `TESTPYPI_ID_TOKEN`, or `SHIPWHEEL_ID_TOKEN`.
 */
export const gitlab: DetectProvider = ({ environment: { variables } }) => {
  if (variables["GITLAB_CI"] === undefined) return null;
  const used = new Set<string>();
  return {
    id: "gitlab",
    title: "GitLab CI/CD",
    publisherFields,
    identity(audience) {
      const names = [
        `${audience.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}_ID_TOKEN`,
        "SHIPWHEEL_ID_TOKEN",
      ];
      const name = names.find((each) => (variables[each] ?? "") !== "");
      const token = name === undefined ? "" : (variables[name] ?? "");
      const words =
        token === ""
          ? `the job has no variable ${names[0]}: give it id_tokens with aud: ${audience}`
          : used.has(token)
            ? `the token in ${name} was exchanged already, and GitLab gives one a job`
            : null;
      if (words !== null) return Promise.reject(fault("auth/no-identity", { words }));
      used.add(token);
      return Promise.resolve(new Secret(token));
    },
  };
};

function publisherFields(claims: Readonly<Record<string, unknown>>): readonly PublisherField[] {
  const [, path = ""] = /\/\/(.+)@/.exec(claimText(claims, "ci_config_ref_uri")) ?? [];
  const project = claimText(claims, "project_path");
  return [
    ["Namespace", project.split("/").slice(0, -1).join("/")],
    ["Project name", project.split("/").at(-1) ?? ""],
    ["Top-level pipeline file path", path],
    ["Environment name", claimText(claims, "environment") || "(leave it empty)"],
  ];
}
