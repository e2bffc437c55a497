import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The page promises that nothing leaves this machine, so a policy makes the browser enforce it. */
const policy = [
  "default-src 'self'",
  "img-src 'self' data: http://127.0.0.1:* http://localhost:*",
  "style-src 'self' 'unsafe-inline'",
  "object-src 'none'",
  "base-uri 'none'",
].join('; ');

/** Only in the built pages: the development server needs inline scripts. */
function contentPolicy(): Plugin {
  return {
    name: 'content-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

export default defineConfig({
  root: 'page',
  base: './',
  plugins: [react(), contentPolicy()],
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    chunkSizeWarningLimit: 1000,
    rolldownOptions: { input: ['page/index.html', 'page/zalo.html'] },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/sandbox': process.env['SANDBOX_URL'] ?? 'http://127.0.0.1:3100' },
  },
});
