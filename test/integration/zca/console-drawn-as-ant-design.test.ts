import { describe } from 'vitest';
import { drawnContract } from './console-drawn.js';

describe('drawn as a virtual table of Ant Design, with rows that have no roles,', () => {
  drawnContract({ rows: 'plain_virtual', avatars: true, textSearch: true });
});
