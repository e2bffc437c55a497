import { describe } from 'vitest';
import { drawnContract, prototype } from './console-drawn.js';

describe('drawn as in the prototype, with counts and a pager that is drawn again at the press,', () => {
  drawnContract({ ...prototype, counts: true, pagerRedrawn: 'at_press' });
});
