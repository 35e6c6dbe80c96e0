import { child, scalarText, type YamlRange } from "../../../tree/formats/yaml-file.ts";
import type { Job, Workflow } from "../../../tree/workflows/model.ts";
import { releaseWorkflows } from "../../../tree/workflows/publishing.ts";
import { calledBy, calledIn } from "../../../tree/workflows/called-workflows.ts";
import { reachedFrom } from "../../../tree/workflows/circles.ts";
import { resolvedWorkflows } from "../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** What is unsafe, where, how much, and what of its kind is said of it. */
type Practice = readonly [message: string, place: YamlRange, severity: "error" | "warning", kind: Kind];

type Kind = keyof typeof KINDS;

const KINDS = {
  permissions: {
    why: "A compromised action or dependency in the job can then push commits, tags and packages.",
    help: "write `permissions: {}` for the workflow, and give each job only what it needs",
  },
  secrets: {
    why: "The called workflow, and every action in it, gets all secrets of the repository.",
    help: "pass only the secrets that the called workflow reads: `secrets: { NAME: ${{ secrets.NAME }} }`",
  },
  script: {
    why: "Whoever controls that address runs code in the release job.",
    help: "install a fixed version from a package or by a pinned action, or compare the script's SHA-256 first",
  },
  commands: {
    why: "The output of any tool can then change the environment of the steps that follow.",
    help: "remove ACTIONS_ALLOW_UNSECURE_COMMANDS, and write variables to `$GITHUB_ENV`",
  },
  condition: {
    why: "GitHub takes the whole text for a string, and every string is true: the job or step always runs.",
    help: "write the condition as one expression, without text or a line break around `${{ }}`",
  },
  password: {
    why: "Everyone who can read the repository can use the password.",
    help: "store the password as a secret: `password: ${{ secrets.NAME }}`",
  },
} as const;

/** W022: what zizmor's other audits ask of a release, as far as the file alone tells. */
export const unsafeWorkflowPractice: Rule = defineRule({
  code: "W022",
  slug: "unsafe-workflow-practice",
  title: "a release workflow does something unsafe",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  docs: {
    what: "`permissions: write-all`, `secrets: inherit`, re-enabled unsafe commands, a condition that is always true, a password in the file, or a download piped into a shell.",
    why: "Each gives release jobs more permissions than they need, or lets them run when they must not.",
    fix: "grant individual permissions and secrets, write a condition as one expression, and pin downloads",
    bad: "permissions: write-all",
    good: "permissions: {}",
    peers: [
      "zizmor:excessive-permissions",
      "zizmor:secrets-inherit",
      "zizmor:insecure-commands",
      "zizmor:unsound-condition",
      "zizmor:hardcoded-container-credentials",
    ],
  },
  async check(inputs) {
    const all = await resolvedWorkflows(inputs);
    const releasing = releaseWorkflows(all);
    const found = releasing.flatMap((workflow) =>
      Array.from(practices(workflow), (each) => [workflow, each] as const),
    );
    // Whoever calls a release hands on what it has.
    const handed = all
      .filter((each) => !releasing.includes(each))
      .flatMap((workflow) =>
        workflow.jobs
          .filter((job) => leadsTo(job, releasing, all))
          .flatMap((job) => Array.from(inherited(job), (each) => [workflow, each] as const)),
      );
    return [...found, ...handed].map(([workflow, [message, place, severity, kind]]) => ({
      message,
      severity,
      ...KINDS[kind],
      location: workflow.file.locate(place),
      subject: `${workflow.file.path} ${place.start}`,
    }));
  },
});

/** Whether a job calls a workflow that publishes, directly or through others. */
function leadsTo(job: Job, releasing: readonly Workflow[], all: readonly Workflow[]): boolean {
  const called = calledBy(job, all);
  if (called === null) return false;
  const reached = reachedFrom(called, (each) => calledIn(each, all));
  return releasing.some((each) => each === called || reached.has(each));
}

function* inherited(job: Job): Generator<Practice> {
  const secrets = child(job.node, "secrets");
  if (secrets !== null && scalarText(secrets) === "inherit")
    yield [`the job ${job.id} passes all secrets on (secrets: inherit)`, secrets, "warning", "secrets"];
}

function* practices(workflow: Workflow): Generator<Practice> {
  const { permissions, root, jobs } = workflow;
  if (permissions?.all === "write" && jobs.length > 1)
    yield [
      "permissions: write-all gives every release job all permissions",
      permissions.node,
      "warning",
      "permissions",
    ];
  yield* insecureCommands(root);
  for (const job of jobs) {
    if (job.permissions?.all === "write")
      yield [
        `permissions: write-all gives the job ${job.id} everything`,
        job.permissions.node,
        "warning",
        "permissions",
      ];
    yield* insecureCommands(job.node);
    yield* ofJob(job);
    for (const step of job.steps) {
      yield* insecureCommands(step.node);
      yield* unsound(step.node);
      if (/\b(?:curl|wget)\b[^\n|;]*\|\s*(?:sudo )?(?:ba|z)?sh\b/.test(step.run ?? ""))
        yield [`the job ${job.id} pipes a downloaded script into a shell`, step.place, "warning", "script"];
    }
  }
}

function* ofJob(job: Job): Generator<Practice> {
  yield* inherited(job);
  yield* unsound(job.node);
  const services = child(job.node, "services");
  const containers = [
    child(job.node, "container"),
    ...(services?.kind === "map" ? Array.from(services.entries.values(), ({ value }) => value) : []),
  ];
  for (const container of containers) {
    const password = child(child(container, "credentials"), "password");
    const text = scalarText(password);
    if (password !== null && text !== null && text !== "" && !text.includes("${{"))
      yield [`the job ${job.id} has a container's password in the file`, password, "error", "password"];
  }
}

function* insecureCommands(owner: Job["node"]): Generator<Practice> {
  const node = child(child(owner, "env"), "ACTIONS_ALLOW_UNSECURE_COMMANDS");
  if (node !== null && /^(?:true|1)$/.test(scalarText(node) ?? ""))
    yield [
      "ACTIONS_ALLOW_UNSECURE_COMMANDS: any program output can set environment variables",
      node,
      "error",
      "commands",
    ];
}

/** Text around `${{ }}`, a final line break included, makes a condition a string, and every such string is true. */
function* unsound(owner: Job["node"]): Generator<Practice> {
  const node = child(owner, "if");
  if (node?.kind !== "scalar" || typeof node.value !== "string") return;
  if (!/\$\{\{.*\}\}/s.test(node.value) || /^\$\{\{(?:(?!\}\}).)*\}\}$/s.test(node.value)) return;
  yield ["the condition is always true: there is text around ${{ }}", node, "warning", "condition"];
}
