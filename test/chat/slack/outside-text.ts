import fc from 'fast-check';
import type { Asset } from '../../../src/core/asset.js';
import { commandLimits } from '../../../src/core/command.js';
import { tidy, visible } from '../../../src/core/fold.js';
import type { Outcome } from '../../../src/core/outcome.js';
import type { Pending } from '../../../src/core/request.js';
import { decision, pending } from '../../core/requests.js';
import { anyText, hostile } from '../../core/strings.js';

/** Text that came from outside, of any length that a server may send; some of it can be seen. */
export function outside(): fc.Arbitrary<string> {
  return anyLength().filter((text) => visible(text) !== '');
}

function anyLength(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: anyText({ minLength: 1 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...hostile).map((text) => text.repeat(Math.ceil(5_000 / text.length))),
    },
    { weight: 1, arbitrary: fc.constantFrom('&', '<', 'ạ', '😀', 'x').map((text) => text.repeat(5_000)) },
  );
}

/** What somebody typed: it has been through the parser, which bounds it. */
export function typed(most: number): fc.Arbitrary<string> {
  return fc
    .oneof(
      anyText({ minLength: 1 }),
      fc.constantFrom('&', '<', '😀', '<!channel> ').map((text) => text.repeat(most)),
    )
    .map((text) => [...tidy(text)].slice(0, most).join('') || 'x');
}

export function assets(least: number = 1): fc.Arbitrary<readonly Asset[]> {
  const one = fc.record(
    {
      id: fc.stringMatching(/^[0-9]{1,30}$/u),
      name: outside(),
      verified: fc.boolean(),
      linkedAt: fc.constantFrom('2024-02-29T23:59:59+07:00', '1999-01-01T00:00:00Z'),
      linkedBy: outside(),
      zcaId: outside(),
    },
    { requiredKeys: ['id', 'name'] },
  );
  return fc
    .uniqueArray(one, { selector: ({ id }) => id, minLength: least, maxLength: 10 })
    .map((all) => all.map((each): Asset => ({ kind: 'oa', ...each })));
}

/** A request whose every outside text is anything, with some, all or none of its assets chosen. */
export function requests(): fc.Arbitrary<Pending> {
  return assets().chain((list) =>
    fc
      .record({
        chosen: fc.oneof(fc.subarray(list.map(({ id }) => id)), fc.constant(list.map(({ id }) => id))),
        query: typed(commandLimits.query),
        reason: fc.option(typed(commandLimits.reason)),
        more: fc.constantFrom(0, 1, 7, 4_000),
      })
      .map((change) => pending({ assets: list, ...change })),
  );
}

export function outcomes(): fc.Arbitrary<Outcome> {
  const at = decision.at + 1_000;
  const cause = fc.oneof(
    outside().map((message) => ({ type: 'refused' as const, message })),
    outside().map((detail) => ({ type: 'unreachable' as const, detail })),
    outside().map((detail) => ({ type: 'not_the_contract' as const, detail })),
    fc.constantFrom({ type: 'still_linked' } as const, { type: 'crashed' } as const),
  );
  return fc.oneof(
    fc.constant<Outcome>({ type: 'unlinked', at }),
    fc.constant<Outcome>({ type: 'already_unlinked', at }),
    outside().map((nameNow): Outcome => ({ type: 'changed', at, nameNow })),
    outside().map((message): Outcome => ({ type: 'refused', at, message })),
    cause.map((why): Outcome => ({ type: 'failed', at, tries: 3, cause: why })),
    cause.map((why): Outcome => ({ type: 'unknown', at, tries: 3, cause: why })),
  );
}

/** The same request with every outside text made harmless: the form of what is rendered must not differ. */
export function harmless(request: Pending): Pending {
  return {
    ...request,
    query: 'x',
    reason: request.reason === null ? null : 'x',
    assets: request.assets.map(harmlessAsset),
  };
}

export function harmlessAsset(asset: Asset): Asset {
  return {
    ...asset,
    name: 'x',
    ...(asset.linkedBy === undefined ? {} : { linkedBy: 'x' }),
    ...(asset.zcaId === undefined ? {} : { zcaId: 'x' }),
  };
}

export function harmlessOutcome(outcome: Outcome): Outcome {
  if (outcome.type === 'changed') return { ...outcome, nameNow: 'x' };
  if (outcome.type === 'refused') return { ...outcome, message: 'x' };
  if (outcome.type !== 'failed' && outcome.type !== 'unknown') return outcome;
  const { cause } = outcome;
  if (cause.type === 'refused') return { ...outcome, cause: { ...cause, message: 'x' } };
  if (cause.type === 'unreachable' || cause.type === 'not_the_contract')
    return { ...outcome, cause: { ...cause, detail: 'x' } };
  return outcome;
}
