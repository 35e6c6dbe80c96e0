import { fault } from "../../findings/fault.ts";
import { Secret } from "../../ports/secret.ts";
import { claimText } from "./claims.ts";
import type { DetectProvider, PublisherField } from "./provider.ts";

/**
 * GitLab CI/CD: identity tokens are made before the job begins, for the audience that the job's `id_tokens` names, and
 * stand in a variable: `PYPI_ID_TOKEN`, `TESTPYPI_ID_TOKEN`, or `SHIPWHEEL_ID_TOKEN`. There is one for the whole job, good
 * for one exchange; it is shown again only when nobody knows whether the first exchange came about.
 */
export const gitlab: DetectProvider = ({ environment: { variables } }) => {
  const isThere = variables["GITLAB_CI"] !== undefined;
  // A job without id_tokens has nobody who vouches for it.
  if (!isThere || !Object.keys(variables).some((name) => name.endsWith("_ID_TOKEN"))) return null;
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
      if (token !== "") return Promise.resolve(new Secret(token));
      const words = `the job has no variable ${names[0]}`;
      const remedy = `give the job id_tokens: with ${names[0]}: {aud: ${audience}}`;
      return Promise.reject(fault("auth/no-identity", { words, remedy }));
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
