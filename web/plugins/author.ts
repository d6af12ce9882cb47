// Proves a policy where the site is built, by the same C++ as `precall policy check`.
// Owns how a refusal reads in the log of a build.
import { readFileSync } from 'node:fs';
import { openModule, type ModuleExports } from '../widget/module.ts';
import { sha256 } from './sha256.ts';

interface Finding {
  finding: string;
  severity: 'error' | 'warning' | 'information';
  pointer: string;
  message: string;
  accepted: string | null;
}

interface Fault {
  place: string;
  problem: string;
  remedy: string;
}

type Reply = { error: Fault } | { refused: boolean; findings: Finding[] };

interface Exports extends ModuleExports {
  precall_policy_check(policyText: number, now: number): number;
}

/** The canonical certificate of a policy, or an error as JSON. `now` is RFC 3339. */
export async function provePolicy(
  modulePath: string,
  policyText: string,
  now: string,
): Promise<string> {
  const module = await WebAssembly.compile(readFileSync(modulePath));
  const { exports, call } = await openModule<Exports>(module, { sha256 });
  return call([policyText, now], (text = 0, time = 0) => exports.precall_policy_check(text, time));
}

/** Why the policy must not be published, a line a reason; empty if nothing speaks against it. */
export function refusals(certificate: string): string[] {
  const reply = JSON.parse(certificate) as Reply;
  if ('error' in reply) {
    const { place, problem, remedy } = reply.error;
    return [`${place}: ${problem}; ${remedy}`];
  }
  if (!reply.refused) return [];
  return reply.findings
    .filter(({ severity, accepted }) => severity === 'error' && accepted === null)
    .map(({ pointer, message, finding }) => `${pointer}: ${message} (${finding})`);
}
