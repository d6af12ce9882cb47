// The widget's own database in the browser (IndexedDB), as promises. Whatever fails (denied, full,
// closed by the browser, never answering) is a rejection: who keeps something says what is lost.

export type StoreName = 'drafts' | 'outbox' | 'leases';

const NAME = 'precall';
const VERSION = 1;
// Some browsers leave an opening without any answer; the widget must not wait for it.
const OPENING_MS_MAX = 1_500;

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    // Not the request's own error: it may not be asked for as long as nothing has answered.
    const refuse = () => {
      reject(new Error('the browser does not open its storage'));
    };
    request.onupgradeneeded = () => {
      for (const name of ['drafts', 'outbox', 'leases'] satisfies StoreName[]) {
        request.result.createObjectStore(name, { keyPath: 'id' });
      }
    };
    request.onsuccess = () => {
      const forget = () => {
        opened = undefined;
      };
      request.result.onclose = forget;
      // A later version of the widget must not wait for this page to go.
      request.result.onversionchange = () => {
        request.result.close();
        forget();
      };
      // Also for those who come after an opening that took too long for the first.
      opened = Promise.resolve(request.result);
      resolve(request.result);
    };
    request.onerror = refuse;
    request.onblocked = refuse;
    setTimeout(refuse, OPENING_MS_MAX);
  });
}

/** Runs requests in one transaction; what they gave is returned once it is on the disk. */
export async function transact<T>(
  names: StoreName[],
  mode: 'readonly' | 'readwrite',
  run: (transaction: IDBTransaction) => () => T,
): Promise<T> {
  opened ??= open();
  const database = await opened;
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(names, mode, { durability: 'strict' });
    const result = run(transaction);
    transaction.oncomplete = () => {
      resolve(result());
    };
    transaction.onabort = () => {
      reject(transaction.error ?? new Error('the browser stopped storing'));
    };
  });
}

/** One request to one store, committed at once: a page that goes away does not wait for its answer. */
export function ask<T>(
  name: StoreName,
  mode: 'readonly' | 'readwrite',
  request: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  return transact([name], mode, (transaction) => {
    const asked = request(transaction.objectStore(name));
    transaction.commit();
    return () => asked.result;
  });
}
