// Makes the import boundaries of biome.json from the table below.
//   node tools/boundaries.mjs           writes biome.json
//   node tools/boundaries.mjs --check   exits with 1 where biome.json differs from the table
import { readFile, writeFile } from 'node:fs/promises';

const rooms = [
  'shared',
  'core',
  'i18n',
  'flow',
  'queries',
  'config',
  'ops',
  'store',
  'zca',
  'zalo',
  'jobs',
  'chat',
  'admin',
  'wiring',
  'cli',
];

/** Files of src/shared that need Node or wait; rooms without Node import none of them. */
const impure = ['sha256', 'sleep', 'with-timeout'];

const slack = ['@slack/bolt', '@slack/web-api', '@slack/types'];
const web = ['hono', '@hono/node-server', 'openid-client', '@bull-board/api', '@bull-board/hono'];
const packages = [
  ...slack,
  ...['bullmq', 'ioredis', 'axios', 'playwright-core', 'pino', 'prom-client', 'zod'],
  ...web,
];

const pure = {
  Date: 'time arrives as a value or through the Clock port',
  process: 'configuration arrives as a value',
  console: 'log through the port',
  fetch: 'network is an adapter',
  setTimeout: 'waiting belongs to jobs',
};

/**
 * One line a room: the rooms it may import besides itself, and the packages that it may touch.
 * `inOrder`: the rooms inside it, in one chain or several; each imports only itself and those before it in its chain.
 */
const table = {
  shared: { imports: [], packages: [] },
  core: {
    imports: ['shared'],
    packages: [],
    globals: pure,
    isWithoutNode: true,
    inOrder: [['text', 'asset', 'matching', 'person', 'request', 'command', 'messages']],
  },
  i18n: { imports: ['shared', 'core'], packages: [], globals: pure, isWithoutNode: true },
  flow: { imports: ['shared', 'core'], packages: [], globals: pure, isWithoutNode: true },
  queries: {
    imports: ['shared', 'core', 'flow'],
    packages: [],
    globals: pure,
    isWithoutNode: true,
    only: {
      group: ['**/flow/**', '!**/flow/ports/**', '!**/flow/zca-error.js', '!**/flow/permission.js'],
      message: 'src/queries changes nothing: of src/flow it may import only ports, permission and zca-error',
    },
  },
  config: { imports: ['shared', 'core'], packages: ['zod'] },
  ops: { imports: ['shared', 'core', 'flow', 'config'], packages: ['pino', 'prom-client'] },
  store: { imports: ['shared', 'core', 'flow'], packages: ['ioredis', 'zod'] },
  zca: { imports: ['shared', 'core', 'flow'], packages: ['axios', 'playwright-core', 'zod'] },
  zalo: { imports: ['shared', 'core', 'flow'], packages: ['axios', 'zod'] },
  jobs: { imports: ['shared', 'core', 'flow'], packages: ['bullmq', 'zod'] },
  chat: {
    imports: ['shared', 'core', 'flow', 'i18n'],
    packages: [...slack, 'zod'],
    inOrder: [
      ['slack/messages', 'slack/outbound', 'slack/inbound'],
      ['zalo/messages', 'zalo/outbound', 'zalo/inbound'],
    ],
  },
  admin: { imports: ['shared', 'core', 'flow', 'queries', 'i18n'], packages: [...web, 'zod'] },
};

function overridesOf(room, rules) {
  const inside = rules.inOrder ?? [];
  return [
    override(`src/${room}/**`, room, rules, []),
    ...inside.flatMap((chain) =>
      chain.map((name, at) =>
        override(`src/${room}/${name}/**`, `${room}/${name}`, rules, [
          ...chain.slice(at + 1),
          ...surfacesBeside(chain, inside),
        ]),
      ),
    ),
  ];
}

/** The folders of the other chains, such as another chat's. */
function surfacesBeside(chain, chains) {
  const [own] = chain[0].split('/');
  return [...new Set(chains.map(([first]) => first.split('/')[0]))].filter((each) => each !== own);
}

function override(includes, name, { imports, packages: taken, globals, isWithoutNode, only }, after) {
  const room = name.split('/', 1)[0];
  const others = rooms.filter((each) => each !== room && !imports.includes(each));
  const foreign = packages.filter((each) => !taken.includes(each));
  const group = [
    ...others.map((each) => `**/${each}/**`),
    ...after.map((each) => `**/${each.split('/').at(-1)}/**`),
    ...['**/web.js', '**/worker.js', '**/sandbox/**', '**/bot.config.js'],
    ...foreign.map((each) => `${each}/**`),
    ...(isWithoutNode === true
      ? ['node:*', 'node:*/**', ...impure.map((each) => `**/shared/${each}.js`)]
      : []),
  ];
  const may = [name, ...imports].join(', ');
  return style(includes, {
    ...restrictedImports({
      patterns: [
        { group, message: `src/${name} may import only: ${may}` },
        ...(only === undefined ? [] : [only]),
      ],
      paths: Object.fromEntries(foreign.map((each) => [each, `${each} does not belong in src/${room}`])),
    }),
    ...(globals === undefined
      ? {}
      : { noRestrictedGlobals: { level: 'error', options: { deniedGlobals: globals } } }),
  });
}

function style(includes, rules) {
  return { includes: [includes].flat(), linter: { rules: { style: rules } } };
}

function restrictedImports(options) {
  return { noRestrictedImports: { level: 'error', options } };
}

const outsideSrc = [
  style(
    ['sandbox/**', '!sandbox/test/**'],
    restrictedImports({
      patterns: [
        {
          group: ['**/src/**', '**/test/**', '@slack/**', 'bullmq', 'ioredis'],
          message: 'the sandbox speaks only the wire: it shares nothing with the product',
        },
      ],
    }),
  ),
  style(
    'sandbox/test/**',
    restrictedImports({
      patterns: [
        {
          group: ['**/src/**', '**/test/**', 'bullmq', 'ioredis'],
          message: "the sandbox's tests share nothing with the product, nor with its tests",
        },
      ],
    }),
  ),
  style(
    ['test/**', '!test/fixtures/seeded-check.ts'],
    restrictedImports({
      paths: { 'fast-check': 'import it from test/fixtures/seeded-check.ts, which states the seed' },
    }),
  ),
];

const biome = JSON.parse(await readFile('biome.json', 'utf8'));
const made = {
  ...biome,
  overrides: [...Object.entries(table).flatMap(([room, rules]) => overridesOf(room, rules)), ...outsideSrc],
};
const text = `${JSON.stringify(made, null, 2)}\n`;
if (process.argv.includes('--check')) {
  // Biome formats its own file; only the content counts here.
  if (JSON.stringify(made) !== JSON.stringify(biome)) {
    process.stderr.write(
      'biome.json is not what tools/boundaries.mjs makes: run node tools/boundaries.mjs\n',
    );
    process.exitCode = 1;
  }
} else await writeFile('biome.json', text);
