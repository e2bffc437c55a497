import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const units = ['zca-unlink-web.service', 'zca-unlink-worker.service'].map((name) => `deploy/systemd/${name}`);
/** Not on every machine. */
const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

describe('the systemd units', () => {
  it.each(units)('%s stops the bot as it wants to be stopped, and names a process of the build', (unit) => {
    const text = readFileSync(unit, 'utf8');
    const process = unit.includes('web') ? 'web' : 'worker';
    for (const line of [
      'KillMode=mixed',
      'TimeoutStopSec=15',
      `ExecStart=/usr/bin/node dist/src/${process}.js`,
    ])
      expect(text).toContain(`\n${line}\n`);
  });

  it.skipIf(!hasSystemd)('are understood by systemd, every line of them', () => {
    const { stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--recursive-errors=no', ...units], {
      encoding: 'utf8',
    });
    const said = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('zca-unlink'));
    // The folder and the Node of a machine that the bot is installed on.
    expect(said.filter((line) => !/\/usr\/bin\/node|Documentation/u.test(line))).toEqual([]);
  });

  it.skipIf(!hasSystemd)('leave little open, by systemd’s own measure', () => {
    for (const unit of units) {
      const said = execFileSync('systemd-analyze', ['security', '--offline=yes', '--threshold=20', unit], {
        encoding: 'utf8',
      });
      expect(said).toContain('Overall exposure level');
    }
  });
});
