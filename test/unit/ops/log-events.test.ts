import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { logEvents } from '../../../src/flow/ports/log-event.js';

describe('the events of the log', () => {
  it('each have one line in docs/log-events.md, in the same order', async () => {
    const page = await readFile('docs/log-events.md', 'utf8');
    const listed = [...page.matchAll(/^\| `([a-z_.]+)` \| .+ \| .+ \|$/gmu)].map(([, event]) => event);
    expect(listed).toEqual([...logEvents]);
  });

  it('are each written somewhere in src', async () => {
    const files = (await readdir('src', { recursive: true })).filter(
      (file) => /\.tsx?$/u.test(file) && !file.endsWith('log-event.ts'),
    );
    const source = (await Promise.all(files.map((file) => readFile(join('src', file), 'utf8')))).join('');
    expect(logEvents.filter((event) => !source.includes(`'${event}'`))).toEqual([]);
  });
});
