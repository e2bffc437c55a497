import { useState } from 'react';
import { type AppData, asString } from './app-data.js';

/** A picture from this machine; one from elsewhere is not loaded (see vite.config.ts) and shows its words. */
export function Picture({ image }: { image: AppData }) {
  const [missing, setMissing] = useState(false);
  const words = asString(image['alt_text']);
  const url = asString(image['image_url']);
  if (missing || url === '') return <span className="picture-missing">🖼 {words}</span>;
  return <img src={url} alt={words} onError={() => setMissing(true)} />;
}
