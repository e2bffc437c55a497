import type { Asset } from '../../../src/core/asset.js';
import { commandLimits } from '../../../src/core/command.js';
import { tidy, visible } from '../../../src/core/fold.js';
import type { FailureCause, Outcome } from '../../../src/core/outcome.js';
import type { AssetChange, OtherRequester, Pending, Withheld } from '../../../src/core/request.js';
import { decision, pending } from '../../core/requests.js';
import { anyText, hostile } from '../../core/strings.js';
import fc from '../../seeded-check.js';

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
        queries: fc.array(typed(commandLimits.query), { minLength: 1, maxLength: 3 }),
        reason: fc.option(typed(commandLimits.reason)),
        dryRun: fc.boolean(),
        more: fc.constantFrom(0, 1, 7, 4_000),
        missed: fc.array(typed(commandLimits.query), { maxLength: 3 }),
        withheld: fc.array(withheld(), { maxLength: 3 }),
        changes: fc.array(changes(), { maxLength: 3 }),
        approvals: fc.constantFrom<Pending['approvals']>([], [decision]),
        others: fc.array(others(), { maxLength: 3 }),
      })
      .map((change) => pending({ assets: list, ...change })),
  );
}

function oneAsset(): fc.Arbitrary<Asset> {
  return outside().map((name): Asset => ({ kind: 'app', id: '987654321', name }));
}

export function withheld(): fc.Arbitrary<Withheld> {
  return fc.oneof(
    fc
      .tuple(oneAsset(), outside())
      .map(([asset, message]): Withheld => ({ asset, why: { type: 'protected', message } })),
    oneAsset().map((asset): Withheld => ({ asset, why: { type: 'held', by: 'UR-0000' } })),
  );
}

export function changes(): fc.Arbitrary<AssetChange> {
  return fc.oneof(
    oneAsset().map((asset): AssetChange => ({ type: 'gone', asset })),
    oneAsset().map((asset): AssetChange => ({ type: 'changed', asset, before: asset })),
    oneAsset().map((asset): AssetChange => ({ type: 'changed', asset, before: { ...asset, name: 'Trước' } })),
    fc
      .tuple(oneAsset(), outside())
      .map(([asset, message]): AssetChange => ({ type: 'protected', asset, message })),
  );
}

function others(): fc.Arbitrary<OtherRequester> {
  return fc
    .option(typed(commandLimits.reason))
    .map((reason) => ({ user: otherRequester, reason, at: decision.at, requestId: 'UR-0000' }));
}

export const otherRequester = 'U0OTHER001';

const lost: FailureCause = { type: 'crashed' };

export function outcomes(): fc.Arbitrary<Outcome> {
  const at = decision.at + 1_000;
  const cause = fc.oneof(
    outside().map((message) => ({ type: 'refused' as const, message })),
    outside().map((detail) => ({ type: 'unreachable' as const, detail })),
    outside().map((detail) => ({ type: 'not_the_contract' as const, detail })),
    fc.constantFrom<FailureCause>({ type: 'still_linked' }, { type: 'stopped' }, { type: 'crashed' }),
  );
  return fc.oneof(
    fc.constant<Outcome>({ type: 'unlinked', at }),
    fc.constant<Outcome>({ type: 'already_unlinked', at }),
    fc.constant<Outcome>({ type: 'would_unlink', at }),
    fc.constant<Outcome>({ type: 'stopped', at, by: decision.by }),
    fc.constant<Outcome>({ type: 'changed', at, nameNow: null }),
    outside().map((nameNow): Outcome => ({ type: 'changed', at, nameNow })),
    outside().map((message): Outcome => ({ type: 'refused', at, message })),
    outside().map((message): Outcome => ({ type: 'protected', at, message })),
    cause.map((why): Outcome => ({ type: 'failed', at, tries: 3, cause: why })),
    cause.map((why): Outcome => ({ type: 'unknown', at, tries: 3, cause: why })),
    fc
      .option(outside())
      .map((nameNow): Outcome => ({ type: 'unknown', at, tries: 3, cause: lost, linkedAnew: { nameNow } })),
  );
}

/** The same request with every outside text made harmless: the form of what is rendered must not differ. */
export function harmless(request: Pending): Pending {
  return {
    ...request,
    queries: request.queries.map(() => 'x'),
    missed: request.missed.map(() => 'x'),
    reason: request.reason === null ? null : 'x',
    assets: request.assets.map(harmlessAsset),
    withheld: request.withheld.map(harmlessWithheld),
    changes: request.changes.map(harmlessChange),
    others: request.others.map((each) => ({ ...each, reason: each.reason === null ? null : 'x' })),
  };
}

export function harmlessWithheld({ asset, why }: Withheld): Withheld {
  return { asset: harmlessAsset(asset), why: why.type === 'protected' ? { ...why, message: 'x' } : why };
}

export function harmlessChange(change: AssetChange): AssetChange {
  const asset = harmlessAsset(change.asset);
  if (change.type === 'gone') return { ...change, asset };
  if (change.type === 'protected') return { ...change, asset, message: 'x' };
  const isSame = change.before.name === change.asset.name;
  return { ...change, asset, before: { ...asset, name: isSame ? asset.name : 'y' } };
}

export function harmlessAsset(asset: Asset): Asset {
  return {
    ...asset,
    name: `x ${asset.id}`,
    ...(asset.linkedBy === undefined ? {} : { linkedBy: 'x' }),
    ...(asset.zcaId === undefined ? {} : { zcaId: 'x' }),
  };
}

export function harmlessOutcome(outcome: Outcome): Outcome {
  if (outcome.type === 'changed') return { ...outcome, nameNow: outcome.nameNow === null ? null : 'x' };
  if (outcome.type === 'refused' || outcome.type === 'protected') return { ...outcome, message: 'x' };
  if (outcome.type !== 'failed' && outcome.type !== 'unknown') return outcome;
  if ('linkedAnew' in outcome && outcome.linkedAnew !== undefined)
    return { ...outcome, linkedAnew: { nameNow: outcome.linkedAnew.nameNow === null ? null : 'x' } };
  const { cause } = outcome;
  if (cause.type === 'refused') return { ...outcome, cause: { ...cause, message: 'x' } };
  if (cause.type === 'unreachable' || cause.type === 'not_the_contract')
    return { ...outcome, cause: { ...cause, detail: 'x' } };
  return outcome;
}

/** As long and as many as may come from outside, each text the same sign over and over. */
export function longest(count: number, sign: string): Pending {
  const long = (most: number) => sign.repeat(most).slice(0, most);
  const list = Array.from(
    { length: count },
    (_, index): Asset => ({
      kind: 'oa',
      id: String(index).padStart(20, '9'),
      name: sign.repeat(5_000),
      verified: false,
      linkedAt: '2024-02-29T23:59:59+07:00',
      linkedBy: sign.repeat(5_000),
      zcaId: sign.repeat(5_000),
    }),
  );
  const message = sign.repeat(5_000);
  return pending({
    assets: list,
    queries: Array.from({ length: commandLimits.queries }, () => long(commandLimits.query)),
    reason: long(commandLimits.reason),
    dryRun: true,
    more: 4_000,
    missed: Array.from({ length: commandLimits.queries }, () => long(commandLimits.query)),
    withheld: list.map((asset) => ({ asset, why: { type: 'protected', message } })),
    approvals: Array.from({ length: 19 }, (_, index) => ({ ...decision, by: `U0APPROVE${index}` })),
    others: Array.from({ length: 20 }, (_, index) => ({
      user: otherRequester,
      reason: long(commandLimits.reason),
      at: decision.at,
      requestId: `UR-00${String(index).padStart(2, '0')}`,
    })),
  });
}
