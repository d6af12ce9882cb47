// What the core refuses reaches whoever called it with its place, its problem and its remedy.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { CoreError } from '../../web/widget/core.ts';
import { loadCore } from './module.ts';

it('a refusal is thrown as "place: problem; remedy"', async () => {
  const core = await loadCore();
  assert.throws(
    () => core.load('{}'),
    (error) => {
      assert.ok(error instanceof CoreError);
      const { place, problem, remedy } = error.fault;
      assert.ok(problem !== '' && remedy !== '');
      assert.equal(error.message, `${place}: ${problem}; ${remedy}`);
      return true;
    },
  );
});
