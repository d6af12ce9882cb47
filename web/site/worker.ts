// The site's service worker: keeps the pages, the widget and the policy for when there is no network,
// and the verify page with the receiver's keys once somebody has been there. Answers only for the
// files it was built with and for those keys; everything else and every POST pass it by.

// What the compiler's own library lacks beside a page's types.
interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Waiting {
  request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Worker {
  location: Location;
  registration: ServiceWorkerRegistration;
  clients: { matchAll(): Promise<unknown[]>; claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', run: (event: Waiting) => void): void;
  addEventListener(type: 'fetch', run: (event: Fetching) => void): void;
  addEventListener(type: 'message', run: (event: MessageEvent) => void): void;
}

/**
 * Filled in by the build: a digest of all files, and the addresses beside this worker of those that
 * are kept from the start, and of those that few ask for.
 */
declare const BUILD: { version: string; files: string[]; later: string[] };

const worker = globalThis as unknown as Worker;
const NAMES = 'precall-';
const CACHE = `${NAMES}${BUILD.version}`;
const TAKE_OVER = 'take over';
const PATIENCE_MS = 4_000;

const KEYS = '/v1/keys';

const addressOf = (file: string) => new URL(file, worker.location.href).href;
const addresses = BUILD.files.map(addressOf);
const later = new Set([...BUILD.later, KEYS].map(addressOf));
const known = new Set([...addresses, ...later]);

/** The address of the file that a request is for; nothing if it is none of this build's. */
function fileFor({ method, url }: Request): string | undefined {
  if (method !== 'GET') return undefined;
  const { origin, pathname } = new URL(url);
  const page = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
  const address = origin + page;
  return known.has(address) ? address : undefined;
}

/** Their name changes with what is in them. */
const isHashed = (address: string) => address.includes('/assets/');

const fromCache = (address: string) => caches.match(address, { cacheName: CACHE });

/** The network's answer, or nothing if it fails or takes too long while there is another. */
function fromNetwork(request: Request, patienceMs: number): Promise<Response | undefined> {
  const late = new Promise<undefined>((resolve) => {
    setTimeout(resolve, patienceMs);
  });
  const answer = fetch(request).then(
    (response) => (response.status < 500 ? response : undefined),
    () => undefined,
  );
  return Promise.race([answer, late]);
}

/** What few ask for is kept as it comes. */
async function keep(address: string, response: Response): Promise<void> {
  if (!later.has(address) || !response.ok) return;
  const copy = response.clone();
  await (await caches.open(CACHE)).put(address, copy);
}

async function answer(request: Request, address: string): Promise<Response> {
  const cached = await fromCache(address);
  if (cached !== undefined && isHashed(address)) return cached;
  const fresh = await (cached === undefined ? fetch(request) : fromNetwork(request, PATIENCE_MS));
  if (fresh !== undefined) {
    await keep(address, fresh).catch(() => undefined); // a full disk is no reason to show nothing
    if (request.mode === 'navigate') await letNewerOneIn();
  }
  return fresh ?? cached ?? Response.error();
}

/** A newer worker waits until no page needs the old files; a reload of the only page is enough. */
async function letNewerOneIn(): Promise<void> {
  const { waiting } = worker.registration;
  if (waiting === null || (await worker.clients.matchAll()).length > 1) return;
  waiting.postMessage(TAKE_OVER);
}

worker.addEventListener('install', (event) => {
  // Past the browser's own cache: the files of one build belong together.
  const requests = addresses.map((address) => new Request(address, { cache: 'no-cache' }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)));
});

worker.addEventListener('activate', (event) => {
  const clean = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith(NAMES) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await worker.clients.claim();
  };
  event.waitUntil(clean());
});

worker.addEventListener('message', ({ data }) => {
  if (data === TAKE_OVER) void worker.skipWaiting();
});

worker.addEventListener('fetch', (event) => {
  const address = fileFor(event.request);
  if (address !== undefined) event.respondWith(answer(event.request, address));
});
