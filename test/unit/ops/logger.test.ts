import { describe, expect, it } from 'vitest';
import { createLog } from '../../../src/ops/logger.js';

describe('the log', () => {
  it('has one line of JSON per event, with its time, its event, its message and its facts', () => {
    const { log, lines } = recorder();
    log.info('quorum.reached', 'a request was asked', {
      request: 'UR-7K2M',
      assets: 2,
      again: false,
      thread: null,
    });
    expect(lines.map(parsed)).toEqual([
      {
        level: 30,
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u),
        pid: process.pid,
        event: 'quorum.reached',
        msg: 'a request was asked',
        request: 'UR-7K2M',
        assets: 2,
        again: false,
        thread: null,
      },
    ]);
  });

  it('ends each event with a line break and has none inside', () => {
    const { log, lines } = recorder();
    log.error('job.failed', 'two\nlines', { fact: 'of\ntext' });
    expect(lines.join('').split('\n')).toHaveLength(2);
  });

  it('leaves out what is below its level', () => {
    const { log, lines } = recorder('warn');
    log.info('process.stopping', 'not important');
    expect(lines).toEqual([]);
  });

  it('distinguishes warnings and errors by their level', () => {
    const { log, lines } = recorder();
    log.warn('job.postponed', 'careful');
    log.error('job.failed', 'broken');
    expect(lines.map(parsed)).toMatchObject([{ level: 40 }, { level: 50 }]);
  });
});

describe('an error of an HTTP client, which carries tokens', () => {
  const axiosError = Object.assign(new Error('Request failed with status code 401'), {
    isAxiosError: true,
    config: { headers: { Authorization: 'Bearer secret' } },
  });

  it('does not compile as a fact, so only its message can be logged', () => {
    const { log, lines } = recorder();
    const neverCalled = () => {
      // @ts-expect-error facts are plain values: an error is not
      log.error('job.failed', 'the call failed', { error: axiosError });
      // @ts-expect-error nor is what hangs on it
      log.error('job.failed', 'the call failed', { config: axiosError.config });
      // @ts-expect-error nor does it stand in for the message
      log.error('job.failed', axiosError);
    };
    expect(neverCalled).toBeTypeOf('function');
    log.error('job.failed', 'the call failed', { error: axiosError.message });
    expect(lines.join('')).not.toContain('secret');
  });
});

function recorder(level: string = 'info') {
  const lines: string[] = [];
  return { log: createLog(level, { write: (line: string) => void lines.push(line) }), lines };
}

function parsed(line: string): unknown {
  return JSON.parse(line);
}
