import type { RecipeInput } from "../channel.ts";
import { normalizeName } from "../../version/names.ts";

/** What a container starts. */
export interface Start {
  readonly entrypoint: readonly string[];
  readonly arguments: readonly string[];
  readonly port: number | null;
  /** Path that answers when the server is ready. */
  readonly health: string | null;
}

/** What the image's template starts; a string says what is missing. */
export function startOf(
  { facts, image }: Pick<RecipeInput, "facts" | "image">,
  python: string,
): Start | string {
  const { template, app } = image;
  if (template === "script" || template === "job") {
    const names = facts.scripts.map(({ name }) => name);
    const script = image.script ?? names[0];
    if (script === undefined || !names.includes(script))
      return script === undefined ? "the wheel has no script" : `the wheel has no script ${script}`;
    const none = { port: null, health: null };
    return { entrypoint: [script], arguments: template === "script" ? ["--help"] : [], ...none };
  }
  const server = template === "web" ? "uvicorn" : "streamlit";
  if (app === undefined) return `the template ${template} needs app`;
  if (!facts.requirements.some(({ name }) => normalizeName(name) === server))
    return `the wheel does not require ${server}, which the template starts`;
  if (template === "web")
    return {
      entrypoint: ["uvicorn", app, "--host", "0.0.0.0", "--port", "8000"],
      arguments: [],
      port: 8000,
      health: image.health ?? null,
    };
  return {
    entrypoint: [
      "streamlit",
      "run",
      `/opt/app/lib/python${python}/site-packages/${app}`,
      "--server.port=8501",
      "--server.address=0.0.0.0",
      "--server.headless=true",
      "--browser.gatherUsageStats=false",
    ],
    arguments: [],
    port: 8501,
    health: "/_stcore/health",
  };
}
