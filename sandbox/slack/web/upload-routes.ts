import { Hono } from 'hono';
import type { World } from '../world.js';

/** `/upload/v1/<ticket>`: takes an announced file's bytes, raw or as a form's file. */
export function uploadRoutes({ files }: World): Hono {
  const routes = new Hono();
  routes.post('/upload/v1/:ticket', async (c) => {
    const bytes = c.req.header('content-type')?.startsWith('multipart/form-data')
      ? await fileIn(await c.req.formData())
      : Buffer.from(await c.req.arrayBuffer());
    const taken = bytes !== null && files.upload(c.req.param('ticket'), bytes);
    return taken ? c.text(`OK - ${bytes.length}`) : c.text('upload refused', 400);
  });
  return routes;
}

async function fileIn(form: FormData): Promise<Buffer | null> {
  for (const entry of form.values())
    if (typeof entry !== 'string') return Buffer.from(await entry.arrayBuffer());
  return null;
}
