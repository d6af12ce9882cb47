// Where things of the tree lie, whatever folder a test is run from.
import { fileURLToPath } from 'node:url';

export const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
