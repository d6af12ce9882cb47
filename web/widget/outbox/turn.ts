// One tab at a time for each request: by the browser's locks where there are any, else (on plain
// http) by a lease in the database, which runs out if its tab dies.
import { transact } from '../database.ts';
import { uuid } from '../surroundings.ts';
import { POST_MS_MAX } from './post.ts';

// Longer than an attempt can take, what is stored before and after it included.
const LEASE_MS = POST_MS_MAX + 10_000;
const LOOK_AGAIN_MS = 500;

interface Lease {
  id: string;
  owner: string;
  until: number;
}

/** Taken if it is free, has run out, or says more than a lease can (a clock that was set back). */
function take(id: string, owner: string): Promise<boolean> {
  return transact(['leases'], 'readwrite', (transaction) => {
    const leases = transaction.objectStore('leases');
    const found = leases.get(id) as IDBRequest<Lease | undefined>;
    let taken = false;
    found.onsuccess = () => {
      const left = (found.result?.until ?? 0) - Date.now();
      taken = left <= 0 || left > LEASE_MS;
      if (taken) leases.put({ id, owner, until: Date.now() + LEASE_MS } satisfies Lease);
    };
    return () => taken;
  });
}

function giveBack(id: string, owner: string): Promise<void> {
  return transact(['leases'], 'readwrite', (transaction) => {
    const leases = transaction.objectStore('leases');
    const found = leases.get(id) as IDBRequest<Lease | undefined>;
    found.onsuccess = () => {
      if (found.result?.owner === owner) leases.delete(id);
    };
    return () => undefined;
  });
}

async function byLease(id: string, run: () => Promise<void>, stop: AbortSignal): Promise<void> {
  const owner = uuid();
  while (!(await take(id, owner))) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    if (stop.aborted) return;
  }
  try {
    await run();
  } finally {
    await giveBack(id, owner);
  }
}

/** Runs when no other tab does so for this id; ends without running if `stop` comes first. */
export async function turn(id: string, run: () => Promise<void>, stop: AbortSignal): Promise<void> {
  const locks = navigator.locks as LockManager | undefined;
  if (locks === undefined) return byLease(id, run, stop);
  await locks.request(`precall:${id}`, { signal: stop }, run);
}
