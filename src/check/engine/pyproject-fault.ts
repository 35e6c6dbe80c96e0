import type { Fault } from "../../findings/fault.ts";
import type { Finding } from "../../findings/finding.ts";
import { completeFinding } from "./rule.ts";
import { pyprojectUnreadable } from "../rules/config/F001-pyproject-unreadable.ts";

/** The finding F001 for the fault of a tree whose pyproject.toml cannot be parsed; null for other faults. */
export function pyprojectFault(fault: Fault): Finding | null {
  if (fault.code !== "config/toml-syntax" && fault.code !== "config/too-much") return null;
  return completeFinding(pyprojectUnreadable, {
    message: fault.message,
    help: fault.remedy,
    subject: "pyproject.toml",
    ...(fault.location !== undefined && { location: fault.location }),
  });
}
