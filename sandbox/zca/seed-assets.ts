import type { ZcaAsset } from './asset.js';
import { seedApps } from './seed-apps.js';
import { seedAwkwardOas } from './seed-awkward-oas.js';
import { seedOas } from './seed-oas.js';

/** The assets linked when the sandbox starts: thirty OAs and ten apps, some of them awkward. */
export const seedAssets: readonly ZcaAsset[] = [...seedOas, ...seedAwkwardOas, ...seedApps];
