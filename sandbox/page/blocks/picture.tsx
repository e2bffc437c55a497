import { useState } from 'react';
import { type AppData, asString } from './app-data.js';

/** A picture from this machine; the browser does not load others (see vite.config.ts) and shows their alt text. */
export function Picture({ image }: { image: AppData }) {
  const [missing, setMissing] = useState(false);
  const words = asString(image['alt_text']);
  const url = asString(image['image_url']);
  if (missing || url === '') return <span className="picture-missing">🖼 {words}</span>;
  return <img src={url} alt={words} onError={() => setMissing(true)} />;
}
