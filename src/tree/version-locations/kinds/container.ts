import { normalizeName } from "../../../version/names.ts";
import type { VersionLocationKind, Statement } from "../version-location.ts";
import { yamlScalar } from "../text/line-value.ts";

const DOCKERFILE = /^(?:docker\/|\.docker\/)?(?:Dockerfile(?:\.[\w.-]+)?|[\w-]+\.Dockerfile|Containerfile)$/;
const LABEL =
  /org\.(?:opencontainers\.image|label-schema)\.version["']?\s*=\s*("[^"$\n]+"|'[^'$\n]+'|[^\s"'$\\]+)/g;

/** A container image of the project: its OCI version label, and build arguments that can mean nothing else. */
export const dockerfile: VersionLocationKind = {
  id: "dockerfile",
  title: "Labels and arguments of a container image",
  where:
    "Dockerfile or Containerfile at the root or in `docker/`: the label `org.opencontainers.image.version`, the default of " +
    "an `ARG` named after the project, or of one that this label or a `pip install` of the project takes",
  example: 'LABEL org.opencontainers.image.version="1.2.3"',
  async find({ tree, text, name }) {
    const found: Statement[] = [];
    for (const { path } of tree.files.filter((file) => DOCKERFILE.test(file.path))) {
      const content = await text(path);
      if (content === null) continue;
      for (const match of content.matchAll(LABEL)) {
        if (/^\s*#/.test(lineOf(content, match.index))) continue;
        const value = match[1] ?? "";
        const quote = /^["']/.test(value) ? 1 : 0;
        const end = match.index + match[0].length - quote;
        found.push({
          file: path,
          name: "LABEL",
          start: end - (value.length - 2 * quote),
          end,
          form: "pep440",
        });
      }
      for (const match of content.matchAll(/^ARG[ \t]+(\w+)=(["']?)([^\s"']+)\2[ \t]*\r?$/gm)) {
        const [whole, argument = "", quote = "", value = ""] = match;
        if (!isOwnArgument(argument, content, name)) continue;
        const end = match.index + whole.trimEnd().length - quote.length;
        found.push({ file: path, name: `ARG ${argument}`, start: end - value.length, end, form: "pep440" });
      }
    }
    return found;
  },
};

function lineOf(content: string, offset: number): string {
  return content.slice(content.lastIndexOf("\n", offset) + 1, offset);
}

function isOwnArgument(argument: string, content: string, name: string | null): boolean {
  const project = /^(\w+?)_VERSION$/.exec(argument)?.[1];
  if (project !== undefined && normalizeName(project) === name) return true;
  const use = `\\$(?:${argument}\\b|\\{${argument}\\})`;
  if (new RegExp(`org\\.opencontainers\\.image\\.version["']?\\s*=\\s*["']?${use}`).test(content))
    return true;
  const installs = new RegExp(`([\\w.-]+)(?:\\[[\\w,-]*\\])?==${use}`, "g");
  return [...content.matchAll(installs)].some((match) => normalizeName(match[1] ?? "") === name);
}

const CHART = /^(?:.*\/)?Chart\.ya?ml$/;

/** A Helm chart that bears the project's name: the version of the application, not of the chart. */
export const helmChart: VersionLocationKind = {
  id: "helm",
  title: "The application version of a Helm chart",
  where: "`Chart.yaml` whose name is the project's: `appVersion`",
  example: 'appVersion: "1.2.3"',
  async find({ tree, text, name }) {
    const found: Statement[] = [];
    for (const { path } of tree.files.filter((file) => CHART.test(file.path))) {
      const content = await text(path);
      if (content === null) continue;
      const chart = yamlScalar(content, "name");
      const range = yamlScalar(content, "appVersion");
      if (chart === null || range === null) continue;
      if (normalizeName(content.slice(chart.start, chart.end)) !== name) continue;
      found.push({ file: path, name: "appVersion", ...range, form: "pep440" });
    }
    return found;
  },
};
