import { describe, expect, it } from 'vitest';
import { chosenAssets, heldAssets, isOpen, listedAssets } from '../../../../src/core/request/request.js';
import { isRequestId, requestIds } from '../../../../src/core/request/request-id.js';
import {
  approved,
  asset,
  cancelled,
  delivery,
  expired,
  finished,
  lookingUp,
  pending,
  running,
} from '../../../fixtures/requests.js';
import fc from '../../../fixtures/seeded-check.js';

const deliveries = fc.stringMatching(/^[0-9a-f]{64}$/u);

describe('request ids', () => {
  it('are the same for each repetition of a delivery', () => {
    expect(requestIds(delivery)).toEqual(requestIds(delivery));
  });

  it('differ for another delivery', () => {
    expect(requestIds('0'.repeat(64))[0]).not.toBe(requestIds(`01${'0'.repeat(62)}`)[0]);
  });

  it('grow from four symbols to twelve', () => {
    expect(requestIds(delivery).map((id) => id.length - 'UR-'.length)).toEqual([4, 5, 6, 8, 12]);
  });

  it('are all valid', () => {
    fc.assert(
      fc.property(deliveries, (hash) => {
        expect(requestIds(hash).filter((id) => !isRequestId(id))).toEqual([]);
      }),
    );
  });

  it('extend each other from the shortest on', () => {
    const ids = requestIds(delivery);
    expect(ids.slice(1).every((id, index) => id.startsWith(ids[index] ?? '?'))).toBe(true);
  });

  it.each([
    '',
    'UR-',
    'UR-7K2',
    'UR-7K2I',
    'UR-7k2m',
    'UR-7K2M ',
    ' UR-7K2M',
    'UR-7K2M\n',
    'XX-7K2M',
    `UR-${'7'.repeat(13)}`,
  ])('do not include “%s”', (text) => {
    expect(isRequestId(text)).toBe(false);
  });
});

describe('the assets a request holds', () => {
  it('are the chosen ones while it waits', () => {
    expect(heldAssets(pending({ chosen: ['303', '101'] }))).toEqual(['oa:101', 'oa:303']);
  });

  it.each([approved(), running()])('stay held while it is $status', (request) => {
    expect(heldAssets(request)).toEqual(['oa:101', 'oa:202', 'oa:303']);
  });

  it.each([lookingUp(), cancelled(), expired(), finished('succeeded'), finished('failed')])(
    'are none when it is $status',
    (request) => {
      expect(heldAssets(request)).toEqual([]);
    },
  );

  it.each([pending({ dryRun: true }), running(pending({ dryRun: true }))])(
    'are none in a dry run that is $status',
    (request) => {
      expect(heldAssets(request)).toEqual([]);
    },
  );

  it('come in the order of the card, whatever order they were chosen in', () => {
    const shown = [asset('3'), asset('1')];
    expect(chosenAssets(pending({ assets: shown, chosen: ['1', '3'] }))).toEqual(shown);
  });
});

it('a request is open exactly while it can still change', () => {
  const all = [lookingUp(), pending(), approved(), running(), cancelled(), expired(), finished()];
  expect(all.filter(isOpen).map(({ status }) => status)).toEqual([
    'looking_up',
    'pending',
    'approved',
    'running',
  ]);
});

describe('the assets of a request', () => {
  const three = ['1', '2', '3'].map((id) => asset(id));

  it('are the chosen ones', () => {
    expect(listedAssets(pending({ assets: three, chosen: ['3', '1'] })).map(({ id }) => id)).toEqual([
      '1',
      '3',
    ]);
  });

  it('are all listed ones where none is chosen', () => {
    expect(listedAssets(pending({ assets: three, chosen: [] }))).toEqual(three);
  });
});
