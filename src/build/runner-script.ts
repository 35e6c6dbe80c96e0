import { RUNNER_BACK_END } from "./runner/back-end.ts";
import { RUNNER_STAGES } from "./runner/stages.ts";
import { RUNNER_TALK } from "./runner/talk.ts";
import { RUNNER_VARY } from "./runner/vary.ts";
import { RUNNER_WATCH } from "./runner/watch.ts";

/**
 * The Python side of the PEP 517 frontend: calls a backend's hooks in the build environment.
 *
 * It reads one JSON line with the plan, then tells one JSON line an event on standard output; whatever the
 * backend itself prints goes to standard error. Each stage (the sdist, then the wheel in the unpacked sdist)
 * runs in a process of its own: where the system can fork, a fork of this one, which has imported an installed
 * backend already (a backend in the tree is imported in each stage, from that stage's directory).
 * An audit hook tells what is written outside the stage's directories, and denies it inside the protected ones.
 * Runs on Python 3.8 and newer and needs the standard library only.
 */
export const RUNNER_SCRIPT: string =
  RUNNER_TALK + RUNNER_WATCH + RUNNER_VARY + RUNNER_BACK_END + RUNNER_STAGES;
