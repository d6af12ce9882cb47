// Proves the real policy once, as the build of the site does, and prints how many milliseconds it
// took from the module's file to the certificate. A process of its own each time: nothing is warm.
import { provePolicy } from '../../web/plugins/author.ts';
import { paths, policyText } from '../wasm/module.ts';
import { NOW } from './facts.ts';

const start = performance.now();
const certificate = await provePolicy(paths.author, policyText, NOW);
const passed = performance.now() - start;
if (!certificate.includes('"refused":false')) throw new Error(certificate);
console.log(passed);
