// Registers the site's service worker, long after everything else: it must not slow a first visit.

interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

const WORKER = './precall-worker.js';
const IDLE_MS_MAX = 5_000;

/** Pages that require trusted types take no plain address for a script. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: Policies };
  const rules = { createScriptURL: (address: string) => address };
  return trustedTypes?.createPolicy('precall-site', rules).createScriptURL(url) ?? url;
}

async function register(): Promise<void> {
  try {
    await navigator.serviceWorker.register(trusted(new URL(WORKER, document.baseURI).href));
  } catch (error) {
    console.info('precall: the site will not open offline:', error);
  }
}

/** Not on plain http, where browsers have no service workers. */
export function prepareForOffline(): void {
  if (!('serviceWorker' in navigator)) return;
  const later = () => {
    if ('requestIdleCallback' in globalThis) {
      requestIdleCallback(() => void register(), { timeout: IDLE_MS_MAX });
    } else setTimeout(() => void register(), 1_000);
  };
  if (document.readyState === 'complete') later();
  else addEventListener('load', later, { once: true });
}
