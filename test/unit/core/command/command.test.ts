import { describe, expect, it } from 'vitest';
import {
  type Command,
  commandLimits,
  commandText,
  filledIn,
  parseCommand,
} from '../../../../src/core/command/command.js';
import { speaksOfDryRun } from '../../../../src/core/command/command-parts.js';
import fc from '../../../fixtures/seeded-check.js';
import { sharedSamples } from '../../../fixtures/shared-samples.js';
import { anyText } from '../../../fixtures/strings.js';

const longId = '1683358419701040';
const otherId = '7731234567890123';

describe('the unlink command', () => {
  it.each([
    ['oa 4318093042839471234', 'oa', '4318093042839471234', null],
    ['  OA   1234  ', 'oa', '1234', null],
    ['ｏａ　１２３４', 'oa', '1234', null],
    ['oà 1234', 'oa', '1234', null],
    ['oa ban hang sai gon', 'oa', 'ban hang sai gon', null],
    ['app 5678', 'app', '5678', null],
    ['App Cà Phê', 'app', 'Cà Phê', null],
    ['ứng dụng 5678', 'app', '5678', null],
    ['ung dung 5678', 'app', '5678', null],
    ['Ứng Dụng cà phê', 'app', 'cà phê', null],
    ['ungdung 5678', 'app', '5678', null],
    ['oa 1234 -- đã đóng cửa', 'oa', '1234', 'đã đóng cửa'],
    ['oa 1234 — đã đóng cửa', 'oa', '1234', 'đã đóng cửa'],
    ['oa 1234 －－ đã đóng cửa', 'oa', '1234', 'đã đóng cửa'],
    ['oa 1234, -- closed', 'oa', '1234', 'closed'],
    ['oa 1234 -- closed,\n  for good', 'oa', '1234', 'closed, for good'],
    ['oa 1234 -- moved -- again', 'oa', '1234', 'moved -- again'],
    ['oa 1234 -- moved — again', 'oa', '1234', 'moved — again'],
    ['oa 1234 --', 'oa', '1234', null],
    ['oa Sài Gòn – Đại lý', 'oa', 'Sài Gòn – Đại lý', null],
    ['oa Sài Gòn - Đại lý', 'oa', 'Sài Gòn - Đại lý', null],
    ['oa Coca-Cola', 'oa', 'Coca-Cola', null],
    ['oa well--known', 'oa', 'well--known', null],
    ['oa Sài Gòn—Đại lý', 'oa', 'Sài Gòn—Đại lý', null],
    ['oa 4318 --0930', 'oa', '4318 --0930', null],
    ['oa \u200b1234\u200d', 'oa', '1234', null],
  ] as const)('reads “%s” as one query', (text, kind, query, reason) => {
    expect(parseCommand(text)).toEqual({ type: 'unlink', kind, queries: [query], reason, dryRun: false });
  });

  it.each([
    ['oa 12, 34', ['12', '34']],
    ['oa 12,34;56', ['12', '34', '56']],
    ['oa 12，34、56；78', ['12', '34', '56', '78']],
    ['oa Cà Phê, Trà Sữa', ['Cà Phê', 'Trà Sữa']],
    ['oa\n12\r\n34\n\n  56 \n', ['12', '34', '56']],
    ['oa 12\u202834', ['12', '34']],
    ['oa, 12', ['12']],
    ['oa ,, 12 ;, ,34,', ['12', '34']],
    ['oa 34, 12, 34', ['34', '12']],
    ['oa 4318 0930, 43180930, 4318-0930', ['4318 0930']],
    ['oa Cà Phê, ca phe', ['Cà Phê']],
    [`oa ${longId} ${otherId}`, [longId, otherId]],
    [`oa ${longId} ${otherId}, Cà Phê\n${longId}`, [longId, otherId, 'Cà Phê']],
    ['oa 4318 0930', ['4318 0930']],
    [`oa ${longId} 0930`, [`${longId} 0930`]],
    [`oa ${longId} Cà Phê`, [`${longId} Cà Phê`]],
  ])('reads the list %j', (text, queries) => {
    expect(parseCommand(text)).toMatchObject({ type: 'unlink', queries });
  });

  it.each([
    'oa 12, 34 --dry-run -- closed',
    'oa --dry-run 12, 34 -- closed',
    'oa 12, --dry-run, 34 -- closed',
    'oa 12, 34 —dry-run — closed',
    'oa 12, 34 --DRY-RUN -- closed',
    'oa 12, 34 --dryrun -- closed',
    'oa 12, 34 --chạy thử -- closed',
    'oa 12, 34 --chay thu -- closed',
    'oa --thử 12, 34 -- closed',
    'oa\n12\n34\n—Thử\n-- closed',
    '--dry-run oa 12, 34 -- closed',
  ])('is a dry run when “%s” says so', (text) => {
    expect(parseCommand(text)).toEqual({
      type: 'unlink',
      kind: 'oa',
      queries: ['12', '34'],
      reason: 'closed',
      dryRun: true,
    });
  });

  it('takes an option after the reason mark as part of the reason', () => {
    expect(parseCommand('oa 12 -- not --dry-run')).toMatchObject({ dryRun: false, reason: 'not --dry-run' });
  });

  it('accepts the maximum number of queries at their maximum length', () => {
    const queries = Array.from({ length: commandLimits.queries }, (_, at) => `${at}`.padStart(200, '😀'));
    expect(parseCommand(`oa ${queries.join('\n')}`)).toMatchObject({ type: 'unlink', queries });
  });
});

describe('the word before a command', () => {
  const request = { type: 'unlink', kind: 'oa', queries: ['1234'], reason: null, dryRun: false };

  it.each([
    'unlink oa 1234',
    '/unlink oa 1234',
    'hủy liên kết oa 1234',
    'huỷ liên kết oa 1234',
    'huỷ liên kết oa 1234'.normalize('NFD'),
    'HUY LIEN KET: oa 1234',
    'huy\u00a0 liên  kết oa 1234',
    'hủу liên kết oa 1234',
    'gỡ liên kết oa 1234',
    'please unlink oa 1234',
    'giúp mình hủy liên kết oa 1234',
    'zalo oa 1234',
    'the oa 1234',
    'oa: 1234',
    'oa:1234',
    'OA-1234',
    'oa#1234',
    'oa1234',
  ])('changes nothing: %s', (text) => {
    expect(parseCommand(text)).toEqual(request);
  });

  it.each([
    ['delete oa 1234', '/unlink oa 1234'],
    ['remove app 5678 -- closed', '/unlink app 5678 -- closed'],
    ['xóa oa 1234', '/unlink oa 1234'],
    ['hủy oa 1234', '/unlink oa 1234'],
    ['cancel', '/unlink pending'],
    ['duyệt', '/unlink pending'],
  ])('is replaced in a suggestion where it is unknown: %s', (text, nearest) => {
    expect(mistakeIn(text)).toMatchObject({ type: 'unknown_word' });
    expect(nearestTo(text)).toBe(nearest);
  });

  it.each(['hi', 'Hello!', 'xin chào', 'cảm ơn'])('leads to the help where it is a greeting: %s', (text) => {
    expect(parseCommand(text)).toEqual({ type: 'help' });
  });

  it.each(['Hi Tek', 'Hủy Diệt', 'go fish', 'The Coffee House'])(
    'is read as a name where no kind follows: %s',
    (text) => {
      expect(mistakeIn(text)).toMatchObject({ type: 'missing_kind', query: text });
    },
  );

  it.each([
    ['oa app:4318093042839471234', true, '/unlink app 4318093042839471234'],
    ['app oa:4318093042839471234 -- closed', true, '/unlink oa 4318093042839471234 -- closed'],
    ['oa 1234, app:5678, oa:91011', false, '/unlink oa 1234, 91011'],
  ])('is overruled where the ids name another kind: %s', (text, all, nearest) => {
    expect(mistakeIn(text)).toMatchObject({ type: 'other_kind', all });
    expect(nearestTo(text)).toBe(nearest);
  });
});

describe('a command with a request’s id', () => {
  it.each(['UR-7K2M', 'ur-7k2m', 'UR 7K2M', 'UR7K2M', '`UR-7K2M`', 'UR–7K2M', 'ủ-7k2m', 'UR-7K2M?'])(
    'asks for its status: %s',
    (text) => {
      expect(parseCommand(text)).toEqual({ type: 'status', requestId: 'UR-7K2M' });
    },
  );

  it.each([
    'cancel UR-7K2M',
    'approve ur-7k2m',
    'Confirm: UR-7K2M',
    'reject UR-7K2M -- the wrong shop',
    'stop UR-7K2M please',
    'duyệt UR-7K2M',
    'xác nhận UR-7K2M',
    'hủy yêu cầu UR-7K2M',
    'từ chối UR-7K2M',
    'thử lại UR-7K2M',
  ])('is answered with its card, where it is decided: %s', (text) => {
    expect(parseCommand(text)).toEqual({ type: 'decide', requestId: 'UR-7K2M' });
  });

  it.each(['urban', 'Ur Shop', 'approve shop'])('is not recognised in: %s', (text) => {
    expect(mistakeIn(text)).toMatchObject({ type: 'missing_kind' });
  });
});

describe('the marks of a dry run and a reason', () => {
  it.each([
    '--dry‑run',
    '--dry–run',
    '––dry-run',
    '–-dry-run',
    '–dry-run',
    '-dry-run',
    '-dry run',
    '-chạy thử',
    '--dry-run=true',
    '---dry-run',
    '―dry-run',
  ])('include “%s”', (option) => {
    expect(parseCommand(`oa 1234 ${option} -- closed`)).toMatchObject({ dryRun: true, queries: ['1234'] });
  });

  it.each(['--', '---', '—', '——', '–-', '––', '―', '－－'])(
    'end the queries, and the reason begins after “%s”',
    (mark) => {
      expect(parseCommand(`oa 1234 ${mark} closed`)).toMatchObject({ queries: ['1234'], reason: 'closed' });
    },
  );

  it.each([
    ['closed --dry-run', true],
    ['dry run', true],
    ['đóng cửa, chạy thử', true],
    ['only a dry-run.', true],
    ['—thử', true],
    ['closed after the dry run of yesterday', false],
    ['dry running shoes are gone', false],
    ['đã chạy thử hôm qua', false],
  ])('announce a dry run in “%s”: %s', (reason, says) => {
    expect(speaksOfDryRun(reason)).toBe(says);
  });
});

describe('the parser', () => {
  it.each(['', '   ', '\n', '\u200b', ',', '-- closed'])('opens the form for %j', (text) => {
    expect(parseCommand(text)).toEqual({ type: 'form' });
  });

  it.each(['help', 'HELP', 'trợ giúp', 'Tro Giup', 'trogiup', '?', '？', '--help'])(
    'answers “%s” with help',
    (text) => {
      expect(parseCommand(text)).toEqual({ type: 'help' });
    },
  );

  it.each([
    ['pending', 'pending'],
    ['đang chờ', 'pending'],
    ['Chờ duyệt', 'pending'],
    ['cho duyet', 'pending'],
    ['mine', 'mine'],
    ['của tôi', 'mine'],
    ['CUA TOI', 'mine'],
  ])('reads “%s” as %s', (text, type) => {
    expect(parseCommand(text)).toEqual({ type });
  });

  it.each([
    ['status', null],
    ['trạng thái', null],
    ['status UR-7K2M', 'UR-7K2M'],
    ['trạng thái ur-7k2m', 'UR-7K2M'],
    ['trang thai 7k2m', 'UR-7K2M'],
    ['status ur 7k2m', 'UR-7K2M'],
    ['status UR7K2M', 'UR-7K2M'],
    ['status UR–7K2M', 'UR-7K2M'],
    ['status ủ-7k2m', 'UR-7K2M'],
    ['status ＵＲ－７Ｋ２Ｍ', 'UR-7K2M'],
    ['status UR-OIL7', 'UR-0117'],
  ])('reads “%s” as the status of %s', (text, requestId) => {
    expect(parseCommand(text)).toEqual({ type: 'status', requestId });
  });

  it.each([
    ['show oa 1234', 'oa', '1234'],
    ['xem oa Cà Phê', 'oa', 'Cà Phê'],
    ['XEM Ứng Dụng 5678', 'app', '5678'],
    ['show app, 4318 0930', 'app', '4318 0930'],
  ])('reads “%s” as a look at one asset', (text, kind, query) => {
    expect(parseCommand(text)).toEqual({ type: 'show', kind, query });
  });
});

describe('the history command', () => {
  it.each([
    ['history', null, null],
    ['lịch sử', null, null],
    ['history oa', 'oa', null],
    ['lich su ung dung', 'app', null],
    ['history app Cà Phê', 'app', 'Cà Phê'],
    ['lịch sử cà phê', null, 'cà phê'],
    ['history oa Từ Tâm', 'oa', 'Từ Tâm'],
    ['lịch sử oa Từ', 'oa', 'Từ'],
    ['history oa Tú 1990', 'oa', 'Tú 1990'],
  ])('goes back to the beginning in “%s”', (text, kind, query) => {
    expect(parseCommand(text)).toEqual({ type: 'history', kind, query, since: null });
  });

  it.each([
    ['7d', 7],
    ['7 days', 7],
    ['1 day', 1],
    ['7 ngày', 7],
    ['7 ngày trước', 7],
    ['７ｄ', 7],
    ['2 weeks', 14],
    ['2w', 14],
    ['2 tuần', 14],
    ['last week', 7],
    ['tuần trước', 7],
    ['the last 7 days', 7],
    ['7 ngày gần đây', 7],
    ['2 months', 60],
    ['a year ago', 365],
    ['today', 0],
    ['Hôm nay', 0],
    ['yesterday', 1],
    ['hom qua', 1],
  ])('goes back, since “%s”, %i days', (when, days) => {
    const since = { type: 'days', days };
    expect(parseCommand(`history since ${when}`)).toEqual(historyOf(null, null, since));
    expect(parseCommand(`lịch sử oa cà phê từ ${when}`)).toEqual(historyOf('oa', 'cà phê', since));
  });

  it.each([
    ['2026-11-01', '2026-11-01'],
    ['01/11/2026', '2026-11-01'],
    ['ngày 01/11/2026', '2026-11-01'],
    ['1 tháng 11 năm 2026', '2026-11-01'],
    ['1/11/2026', '2026-11-01'],
    ['1-2-2026', '2026-02-01'],
    ['29/02/2028', '2028-02-29'],
    ['29/02/2000', '2000-02-29'],
  ])('goes back, since “%s”, to %s', (when, date) => {
    const since = { type: 'date', date };
    expect(parseCommand(`history app since ${when}`)).toEqual(historyOf('app', null, since));
    expect(parseCommand(`lich su tu ${when}`)).toEqual(historyOf(null, null, since));
  });

  it.each(['7d', '7 ngày', 'since: 7d', 'from 7d', 'từ: 7 ngày', 'kể từ 7 ngày', 'last 7 days'])(
    'reads “%s” as a time',
    (when) => {
      expect(parseCommand(`history ${when}`)).toEqual(historyOf(null, null, { type: 'days', days: 7 }));
    },
  );

  it.each([
    ['history from 01/11/2026 to 15/11/2026', null],
    ['history 01/11/2026–15/11/2026', null],
    ['history 01/11/2026 - 15/11/2026', null],
    ['history oa cà phê between 2026-11-01 and 2026-11-15', 'cà phê'],
    ['history oa since 2026-11-01 until 2026-11-15', null],
    ['lịch sử oa cà phê từ ngày 01/11/2026 đến ngày 15/11/2026', 'cà phê'],
  ])('reads the range in “%s”', (text, query) => {
    expect(parseCommand(text)).toMatchObject({
      ...{ type: 'history', query },
      since: { type: 'date', date: '2026-11-01' },
      until: { type: 'date', date: '2026-11-15' },
    });
  });

  it('reads a last day without a first', () => {
    expect(parseCommand('history app until yesterday')).toEqual({
      ...historyOf('app', null, null),
      until: { type: 'days', days: 1 },
    });
  });

  it('finds the keyword before the time, and leaves the same word in the name', () => {
    const since = { type: 'days', days: 7 };
    expect(parseCommand('history oa Since Café since 7d')).toEqual(historyOf('oa', 'Since Café', since));
    expect(parseCommand('lịch sử oa Từ Tâm từ 7d')).toEqual(historyOf('oa', 'Từ Tâm', since));
  });

  it.each([
    ['history since forever', 'forever'],
    ['history oa cà phê since last spring', 'last spring'],
    ['history from 01/11/2026 to 31/11/2026', '01/11/2026 to 31/11/2026'],
    ['history since', 'since'],
    ['history since 2026-02-30', '2026-02-30'],
    ['history since 29/02/2100', '29/02/2100'],
    ['history since 11/13/2026', '11/13/2026'],
    ['history since 99999999999 days', '99999999999 days'],
    ['lịch sử từ 31/04/2026', '31/04/2026'],
    ['history since 7d oa', '7d oa'],
  ])('does not understand the time “%s”', (text, word) => {
    expect(parseCommand(text)).toEqual({
      type: 'mistake',
      mistake: { type: 'wrong_since', word },
      nearest: '/unlink history since 7d',
    });
  });
});

describe('the answer to a mistake', () => {
  it.each([
    ['ao 1234', '/unlink oa 1234'],
    ['ao 1234 -- closed', '/unlink oa 1234 -- closed'],
    ['ao 12\n34 --thử — đóng', '/unlink oa 12, 34 --dry-run -- đóng'],
    [`ao ${'x'.repeat(100)}`, `/unlink oa ${'x'.repeat(100)}`],
    ['ap 5678', '/unlink app 5678'],
    ['apps 5678', '/unlink app 5678'],
    ['aap', '/unlink app 5678'],
    ['ứng dng 5678', '/unlink app 5678'],
    ['ungdug 5678', '/unlink app 5678'],
    ['hepl', '/unlink help'],
    ['trợ giup1', '/unlink oa trợ giup1'],
    ['tro giúpp', '/unlink help'],
    ['stauts', '/unlink status'],
    ['trạng thía 7k2m', '/unlink status UR-7K2M'],
    ['pendng', '/unlink pending'],
    ['đang chờo', '/unlink pending'],
    ['chờ duyêtt', '/unlink pending'],
    ['mien', '/unlink mine'],
    ['của tooi', '/unlink mine'],
    ['histroy oa cà phê since 7d', '/unlink history oa cà phê since 7d'],
    ['lịch sửu từ 01/11/2026', '/unlink history since 2026-11-01'],
    ['shwo oa 1234', '/unlink show oa 1234'],
    ['show ao 1234', '/unlink show oa 1234'],
    ['show apps', '/unlink show app 5678'],
  ])('offers for %j the nearest command “%s”', (text, nearest) => {
    expect(nearestTo(text)).toBe(nearest);
  });

  it.each(['ao 1234', 'hepl', 'stauts', 'lịch sửu', 'shwo oa 1234', 'show ao 1234'])(
    'names the unknown word in “%s”',
    (text) => {
      expect(mistakeIn(text)).toMatchObject({ type: 'unknown_word' });
    },
  );

  it.each([
    ['4318093042839471234', '/unlink oa 4318093042839471234'],
    ['bán hàng sài gòn', '/unlink oa bán hàng sài gòn'],
    ['1234 -- closed', '/unlink oa 1234 -- closed'],
    ['12, 34 --dry-run', '/unlink oa 12, 34 --dry-run'],
    ['shop hoa Sài Gòn', '/unlink oa shop hoa Sài Gòn'],
    ['áo dài Huế', '/unlink oa áo dài Huế'],
    ['mini mart', '/unlink oa mini mart'],
    ['show 1234', '/unlink show oa 1234'],
    ['xem cà phê', '/unlink show oa cà phê'],
  ])('asks for the missing kind in “%s”', (text, nearest) => {
    expect(mistakeIn(text)).toMatchObject({ type: 'missing_kind' });
    expect(nearestTo(text)).toBe(nearest);
  });

  it.each([
    ['oa', '/unlink oa 1234'],
    ['app', '/unlink app 5678'],
    ['ứng dụng -- đóng', '/unlink app 5678 -- đóng'],
    ['oa ,;', '/unlink oa 1234'],
    ['--dry-run', '/unlink oa 1234 --dry-run'],
    ['show', '/unlink show oa 1234'],
    ['show app', '/unlink show app 5678'],
  ])('asks what is meant by “%s” alone', (text, nearest) => {
    expect(mistakeIn(text)).toMatchObject({ type: 'missing_query' });
    expect(nearestTo(text)).toBe(nearest);
  });

  it.each([
    ['oaa', 'oa', '/unlink oa 1234'],
    ['apps -- closed', 'app', '/unlink app 5678 -- closed'],
    ['apq --dry-run', 'app', '/unlink app 5678 --dry-run'],
  ])('asks what is meant by “%s”, which is mistyped and has no query', (text, kind, nearest) => {
    expect(mistakeIn(text)).toEqual({ type: 'missing_query', kind });
    expect(nearestTo(text)).toBe(nearest);
  });

  it('names the typo in a mistyped word that has its query', () => {
    expect(mistakeIn('oaa 1234')).toEqual({ type: 'unknown_word', word: 'oaa' });
    expect(nearestTo('oaa 1234')).toBe('/unlink oa 1234');
  });

  it.each([
    ['oa 1234 --test -- closed', '--test', '/unlink oa 1234 --dry-run -- closed'],
    ['oa 1234 --preview', '--preview', '/unlink oa 1234 --dry-run'],
    ['oa 1234 --force -- closed', '--force', '/unlink oa 1234 -- closed'],
    ['oa 1234 --dru-run', '--dru-run', '/unlink oa 1234 --dry-run'],
    ['oa 1234 —force', '—force', '/unlink oa 1234'],
    ['oa 1234 --chạy đi', '--chạy', '/unlink oa 1234 đi --dry-run'],
    ['oa --what', '--what', '/unlink oa 1234'],
    ['show oa 1234 --all', '--all', '/unlink show oa 1234'],
    ['--force', '--force', '/unlink help'],
  ])('does not read into “%s” what it does not say', (text, word, nearest) => {
    expect(mistakeIn(text)).toEqual({ type: 'unknown_option', word });
    expect(nearestTo(text)).toBe(nearest);
  });

  it.each(['status UR-7K2', 'status 7K2MU', 'status what is it', 'trạng thái !!!'])(
    'does not take “%s” for a request’s id',
    (text) => {
      expect(parseCommand(text)).toEqual({
        type: 'mistake',
        mistake: { type: 'wrong_request_id', word: text.replace(/^(?:status|trạng thái) /u, '') },
        nearest: '/unlink status UR-7K2M',
      });
    },
  );

  it.each([
    ['oa', '/unlink oa 1234'],
    ['oa 12,', '/unlink oa 1234'],
    ['show app', '/unlink show app 5678'],
    ['history oa', '/unlink history oa'],
  ])('gives the length of the query after “%s”, and the maximum', (start, nearest) => {
    expect(parseCommand(`${start} ${'x'.repeat(10_000)}`)).toEqual({
      type: 'mistake',
      mistake: { type: 'query_too_long', length: 10_000, most: commandLimits.query },
      nearest,
    });
  });

  it('shows an example of either kind for `show` alone', () => {
    expect(parseCommand('show')).toEqual({
      type: 'mistake',
      mistake: { type: 'missing_query', kind: 'oa', other: '/unlink show app 5678' },
      nearest: '/unlink show oa 1234',
    });
  });

  it.each(['B', 'oa 1234 --force', 'oa 1234, app:1683358419701040'])(
    'suggests for “%s” nothing that would run with a shortened reason',
    (asked) => {
      expect(parseCommand(`${asked} -- ${'x'.repeat(600)}`)).toMatchObject({
        mistake: { type: 'reason_too_long' },
        nearest: expect.stringContaining('x'.repeat(600)),
      });
    },
  );

  it('gives the length of the reason and the maximum, and fills the form with as much of it as fits', () => {
    const read = parseCommand(`oa 1234 --thử -- ${'x'.repeat(10_000)}`);
    expect(read).toEqual({
      type: 'mistake',
      mistake: { type: 'reason_too_long', length: 10_000, most: commandLimits.reason },
      nearest: `/unlink oa 1234 --dry-run -- ${'x'.repeat(1_870)}…`,
    });
    expect(filledIn(commandText(read))).toEqual({
      ...{ kind: 'oa', queries: ['1234'], reason: `${'x'.repeat(1_870)}...`, dryRun: true },
    });
    expect(commandText(read)).toHaveLength(commandLimits.nearest);
  });

  it('gives the number of queries, and the maximum', () => {
    const ids = Array.from({ length: 51 }, (_, at) => `16833584197010${at + 10}`);
    expect(parseCommand(`oa ${ids.join(' ')} -- closed`)).toEqual({
      type: 'mistake',
      mistake: { type: 'too_many_queries', count: 51, most: 50 },
      nearest: `/unlink oa ${ids.slice(0, 50).join(', ')} -- closed`,
    });
  });

  it('treats an unknown option of the history as a plain word', () => {
    expect(mistakeIn('history oa --since 7d')).toEqual({ type: 'unknown_option', word: '--since' });
    expect(nearestTo('history oa --since 7d')).toBe('/unlink history oa since 7d');
    expect(nearestTo('lịch sử --từ 01/11/2026')).toBe('/unlink history since 2026-11-01');
  });

  it('reads “status pending” as the pending requests', () => {
    expect(parseCommand('status pending')).toEqual({ type: 'pending' });
    expect(parseCommand('trạng thái của tôi')).toEqual({ type: 'mine' });
  });

  it('shows only the beginning of a very long word', () => {
    const mistake = mistakeIn(`zz${'9'.repeat(10_000)}`);
    expect(mistake?.type === 'missing_kind' && [...mistake.query].length).toBe(commandLimits.shownWord);
  });

  it('offers as many of the queries as fit on a button, with the whole reason', () => {
    const names = Array.from({ length: 20 }, (_, at) => `${'a'.repeat(190)} ${at}`);
    const kept = names.slice(0, 5).join(', ');
    expect(nearestTo(`ao ${names.join(', ')} -- ${'c'.repeat(400)}`)).toBe(
      `/unlink oa ${kept} -- ${'c'.repeat(400)}`,
    );
  });
});

describe('any typed text', () => {
  const everyTyped = sharedSamples(
    typed().map((text) => ({ text, command: parseCommand(text) })),
    2_000,
  );
  const types = ['help', 'form', 'unlink', 'status', 'pending', 'mine', 'history', 'show', 'mistake'];

  it('is parsed without an exception', () => {
    everyTyped(({ command }) => expect(types).toContain(command.type));
  });

  it('leads, when it is a mistake, to a suggestion that is none', () => {
    everyTyped(({ command }) => {
      if (command.type !== 'mistake' || command.mistake.type === 'reason_too_long') return;
      expect(readAgain(command.nearest).type, command.nearest).not.toBe('mistake');
    });
  });

  it('gives the same command when that is written out and read again', () => {
    everyTyped(({ command }) => {
      if (command.type !== 'mistake') expect(readAgain(commandText(command))).toEqual(command);
    });
  });

  it('gives no empty and no repeated queries', () => {
    everyTyped(({ text }) => {
      const command = parseCommand(`oa ${text}`);
      const queries = command.type === 'unlink' ? command.queries : ['1'];
      expect(queries).not.toContain('');
      expect(queries).toEqual([...new Set(queries)]);
      expect(queries).not.toEqual([]);
    });
  });

  it('leads to an answer of bounded length when it is a mistake', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('', 'oa ', 'ao ', 'x ', 'show ', 'status ', 'history since ', 'oa --', 'oa 1 -- '),
        fc.constantFrom('w', 'w ', '1234,', '😀'),
        fc.nat(10_000),
        (start, unit, length) => {
          const command = parseCommand(start + unit.repeat(length));
          if (command.type !== 'mistake') return;
          expect(command.nearest.length).toBeLessThanOrEqual(commandLimits.nearest);
          expect(JSON.stringify(command.mistake).length).toBeLessThan(300);
        },
      ),
    );
  });
});

function typed(): fc.Arbitrary<string> {
  const words =
    'oa ao app ứng dụng dung show xem status trạng thái history lịch sử since từ 7d 31/02/2026 mine';
  const marks = [
    '--dry-run',
    '—thử',
    '--chạy',
    'thử',
    '--force',
    '--',
    '—',
    ',',
    ';',
    '\n',
    '、',
    '?',
    '-',
    '…',
  ];
  const ids = [longId, otherId, '1234', 'UR-7K2M', 'ur', '7k2m', 'x'.repeat(201), 'y'.repeat(501)];
  const piece = fc.oneof(
    fc.constantFrom(...words.split(' '), ...marks, ...ids),
    fc.constantFrom(...marks),
    anyText({ maxLength: 12 }),
  );
  const parted = fc.tuple(piece, fc.constantFrom(' ', ' ', ' ', '', '\n', ', '));
  return fc.array(parted, { maxLength: 10 }).map((pieces) => pieces.flat().join(''));
}

function historyOf(kind: string | null, query: string | null, since: unknown) {
  return { type: 'history', kind, query, since };
}

function mistakeIn(text: string) {
  const command = parseCommand(text);
  return command.type === 'mistake' ? command.mistake : null;
}

function nearestTo(text: string): string | null {
  const command = parseCommand(text);
  return command.type === 'mistake' ? command.nearest : null;
}

function readAgain(written: string): Command {
  return parseCommand(written.replace(/^\/unlink ?/u, ''));
}

describe('a command that links an account', () => {
  it.each(['connect', 'kết nối', 'Ket noi', 'connect zalo', 'kết nối Zalo'])('is read from “%s”', (text) => {
    expect(parseCommand(text)).toEqual({ type: 'connect' });
  });

  it.each(['kết nối trẻ', 'oa kết nối', 'hủy kết nối oa 1234'])(
    'is not “%s”, which may be a name',
    (text) => {
      expect(parseCommand(text).type).not.toBe('connect');
    },
  );
});
