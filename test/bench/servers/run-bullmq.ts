import axios from 'axios';
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { runConcurrency } from '../run-load.js';

/** A bare BullMQ worker: each job makes the three calls of an unlink, and nothing else. */
const http = axios.create({ baseURL: process.env['ZCA_API_URL'] ?? '', validateStatus: () => true });
const worker = new Worker(
  'bare',
  async ({ data }: { data: { readonly path: string } }) => {
    await http.get(data.path);
    await http.post(`${data.path}/unlink`, { reason: 'the shop has closed' });
    const { status } = await http.get(data.path);
    if (status !== 404) throw new Error('it is still linked');
  },
  {
    connection: new Redis(process.env['REDIS_URL'] ?? '', { maxRetriesPerRequest: null }),
    prefix: '{bare}',
    concurrency: runConcurrency,
  },
);
await worker.waitUntilReady();
process.send?.({ port: 0 });
