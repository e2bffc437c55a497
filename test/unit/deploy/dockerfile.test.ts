import { readFile } from 'node:fs/promises';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';
import { dockerStages } from './dockerfile.js';

describe('the Dockerfile', () => {
  it('is one, by the rules of its language', async () => {
    expect(validate(await readFile('Dockerfile', 'utf8'))).toEqual([]);
  });

  it.each(['bot', 'console'])('ends its image %s as a user that is not root', (name) => {
    const users = dockerStages()
      .find((stage) => stage.name === name)
      ?.steps.filter(({ does }) => does === 'USER');
    expect(users?.at(-1)?.what).toBe('node');
  });

  it('builds every stage on one Node, which bin/test runs on as well', async () => {
    const images = new Set(dockerStages().map(({ from }) => from));
    expect([...images]).toEqual(['node:26-slim', 'bot']);
    expect(await readFile('.github/workflows/test.yml', 'utf8')).toContain('26');
  });

  it('copies only what .dockerignore lets through, and nothing that holds a secret', async () => {
    const passed = (await readFile('.dockerignore', 'utf8'))
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    const copied = dockerStages()
      .flatMap(({ steps }) => steps)
      .filter(({ does, what }) => does === 'COPY' && !what.startsWith('--from='))
      .flatMap(({ what }) => what.split(' ').slice(0, -1));
    const roots = new Set(copied.map((path) => path.split('/')[0]));
    expect([...roots].sort()).toEqual([...passed].sort());
  });

  it('takes the steps of bin/release, and no others', async () => {
    const script = await readFile('bin/release', 'utf8');
    for (const { name, steps } of dockerStages().filter(({ name }) => name !== 'console')) {
      const written = new RegExp(String.raw`^${name}\(\) \{\n(?<body>.*?)^\}$`, 'msu').exec(script)?.groups?.[
        'body'
      ];
      expect(inWords(written ?? ''), name).toEqual(
        steps
          .filter(({ does }) => does === 'COPY' || does === 'RUN')
          .map(({ does, what }) => `${does} ${what}`),
      );
    }
  });
});

/** The lines of a stage in bin/release as the instructions that they stand for. */
function inWords(body: string): string[] {
  return body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:mkdir "\$work|cd )/u.test(line))
    .map((line) => {
      const [, names, file, from, to] =
        /^(?:mkdir bin && )?cp -r (?:"\$source"\/\{(.+)\} \.|"\$source\/(.+)" \S+|"\$work\/(.+)" (\S+))$/u.exec(
          line,
        ) ?? [];
      if (names !== undefined) return `COPY ${names.replaceAll(',', ' ')} ./`;
      if (file !== undefined) return `COPY ${file} ${file}`;
      const [stage, ...path] = from?.split('/') ?? [];
      return from === undefined ? `RUN ${line}` : `COPY --from=${stage} /build/${path.join('/')} ${to}`;
    });
}
