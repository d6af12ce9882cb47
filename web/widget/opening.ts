// Opens a conversation about a policy: fetches the core, which lies beside this module, and the
// policy at the same time, and waits for neither longer than it has to.
import { version } from '../package.json';
import { Conversation } from './conversation.ts';
import { loadCore, type Engine } from './core.ts';
import type { Client } from './types.ts';

const CLIENT: Client = { name: 'precall-checker', version };

// Put in by the build: the digest of the core, so that no other one is run. Of the page's own server
// it is not asked: who can change the one there can change the other, and to check it is to wait for
// the last byte before the first is compiled.
declare const CORE_INTEGRITY: string;

// Beside this module wherever it is served from; bundlers of other pages may move both.
export const beside = (name: string) => new URL(/* @vite-ignore */ name, import.meta.url);

async function fetchPolicy(address: URL): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`policy: ${address.href} answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

function openCore(): Promise<Engine> {
  const core = beside('./precall-core.wasm');
  return loadCore(core, core.origin === location.origin ? '' : CORE_INTEGRITY);
}

/** `painting` may bring another engine than the core's own module, and never fails. */
export async function converse(
  policyAddress: URL,
  painting: Promise<Engine | undefined>,
): Promise<Conversation> {
  const [engine, policy] = await Promise.all([
    painting.then((painter) => painter ?? openCore()),
    fetchPolicy(policyAddress),
  ]);
  const { digest } = engine;
  await digest.foresee(policy);
  const begin = () => new Conversation(engine, new TextDecoder().decode(policy), CLIENT);
  try {
    return begin();
  } catch (error) {
    // A file that is not in canonical form has another digest than its bytes.
    if (digest.complete) throw error;
    await digest.load();
    return begin();
  }
}
