import { createSecureContext } from 'node:tls';
import { z } from 'zod';

const certificates = z.object({ clientCert: z.string(), clientKey: z.string(), authority: z.string() });

/** Reports a certificate, key or authority that TLS could not use. */
export function reportCertificates(config: unknown, context: z.core.ParsePayload<unknown>): void {
  const { success, data } = certificates.safeParse(config);
  if (!success) return;
  const { clientCert, clientKey, authority } = data;
  const report = (path: string, message: string): void => {
    context.issues.push({ code: 'custom', path: [path], input: undefined, message });
  };
  if ((clientCert === '') !== (clientKey === '')) {
    report(clientCert === '' ? 'clientCert' : 'clientKey', 'is missing: a client certificate needs its key');
    return;
  }
  if (clientCert !== '' && !isUsable({ cert: clientCert, key: clientKey }))
    report('clientCert', 'and ZCA_CLIENT_KEY must name a certificate and the key that belongs to it, in PEM');
  if (authority !== '' && !(authority.includes('BEGIN CERTIFICATE') && isUsable({ ca: authority })))
    report('authority', 'must name a file of certificates in PEM');
}

function isUsable(options: Parameters<typeof createSecureContext>[0]): boolean {
  try {
    createSecureContext(options);
    return true;
  } catch {
    return false;
  }
}
