import { commandLines } from "../tree/workflows/commands.ts";
import { mayWrite, type Job, type Workflow } from "../tree/workflows/model.ts";
import { allPublishings } from "../tree/workflows/shipwheel-steps.ts";

/** A target of a task runner, or a script of the repository: what it runs is elsewhere. */
const ELSEWHERE = new RegExp(
  `^(?:sudo |exec )?(${[
    String.raw`(?:make|just|task|invoke|inv|poe|rake)(?: -[Cf] \S+| -\S+)* ([\w:./-]+)`,
    String.raw`(?:nox|tox)(?: -(?!s|e|-session)\S+)* (?:-s|-e|--session)[ =]?([\w:.-]+)`,
    String.raw`(?:uv|poetry|pdm|hatch|rye|npm|pnpm|yarn) run (?:poe )?([\w:./-]+)`,
    String.raw`(?:(?:ba|z)?sh|source|\.|python[\d.]*|pwsh)(?: -[exu]+)* ([\w./-]+\.(?:sh|bash|py|ps1)|[\w.-]*/[\w./-]+)`,
    String.raw`(\.{1,2}/[\w./-]+|[\w.-]+(?:/[\w.-]+)*\.(?:sh|bash|ps1))`,
  ].join("|")})(?=\\s|$)`,
);

/** Targets that by their names do something else than publishing. */
const OTHER_TARGET =
  /^(?:[\w./-]*\/)?(?:unit-?)?(?:test|lint|check|doc|html|build|dist|pack|wheel|sdist|install|clean|setup|format|cover|bench|pytest|mypy|ruff|bootstrap)/i;

/** What fetches and prepares and needs no identity: an identity beside these alone is for a command. */
const PREPARES =
  /(?:^|\/)(?:checkout|cache|setup-[\w.-]+|install-[\w.-]+|(?:up|down)load-artifact|action-gh-release)(?:$|\/)/;

const PUBLISHES = /publish|release|deploy|pypi|upload/i;

/** The command of a job with a right to an identity that may publish out of sight; null: none, or its upload is seen. */
export function hiddenCommand(workflow: Workflow, job: Job): string | null {
  if (!mayWrite(workflow, job, "id-token")) return null;
  const isSeen = allPublishings(workflow).some((each) => each.job === job);
  if (isSeen) return null;
  // A right that all jobs have says nothing of one, nor does one that an action explains.
  const isForCommand =
    job.permissions !== null && job.steps.every(({ uses, action }) => uses === null || PREPARES.test(action));
  const found = job.steps.flatMap(({ run }) =>
    commandLines(run ?? "").flatMap(({ text }) =>
      text.split(/&&|\|\||[;|]/).flatMap((part) => runsElsewhere(part)),
    ),
  );
  const named = found.find(({ target }) => PUBLISHES.test(target));
  return (
    (named ?? (isForCommand ? found.find(({ target }) => !OTHER_TARGET.test(target)) : undefined))?.command ??
    null
  );
}

function runsElsewhere(part: string): readonly { readonly command: string; readonly target: string }[] {
  const text = part.trim().replace(/^(?:\w+=\S*\s+)+/, "");
  const [, command, ...targets] = ELSEWHERE.exec(text) ?? [];
  const target = targets.find((each) => each !== undefined);
  return command === undefined || target === undefined ? [] : [{ command, target }];
}
