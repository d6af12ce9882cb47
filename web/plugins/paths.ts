// Where the build finds and puts things, relative to the repository.
import { fileURLToPath } from 'node:url';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export const paths = {
  policy: at('shared/policy/choixanh.policy.json'),
  core: process.env.PRECALL_CORE ?? at('build/wasm/precall-core.wasm'),
  client: process.env.PRECALL_CLIENT ?? at('build/wasm/precall-client.wasm'),
  author: process.env.PRECALL_AUTHOR ?? at('build/wasm/precall-author.wasm'),
  verify: process.env.PRECALL_VERIFY ?? at('build/wasm/precall-verify.wasm'),
  fonts: at('build/fonts'),
  widget: at('web/widget'),
  site: at('web/site'),
  styles: at('web/widget/styles'),
  output: at('build/site'),
  package: at('build/package'),
};
