import { createHmac } from 'node:crypto';

/** Returns the name that was signed as Rails' `MessageVerifier` does with SHA256 and JSON; `undefined` if the signature is wrong. */
export function verifiedName(signed: unknown, secret: unknown): string | undefined {
  if (typeof signed !== 'string' || typeof secret !== 'string') return undefined;
  const [encoded = '', signature] = signed.split('--');
  if (createHmac('sha256', secret).update(encoded).digest('hex') !== signature) return undefined;
  const name: unknown = JSON.parse(Buffer.from(encoded, 'base64').toString());
  return typeof name === 'string' ? name : undefined;
}

/** Reads a token: the identifiers that it stands for, or why it is refused. `now` in s. */
export function readToken(
  token: string | undefined,
  secret: string,
  now: number,
): { readonly identifiers: string } | { readonly refused: 'unauthorized' | 'token_expired' } {
  const [head = '', claims = '', signature] = (token ?? '').split('.');
  const expected = createHmac('sha256', secret).update(`${head}.${claims}`).digest('base64url');
  if (token === undefined || signature !== expected) return { refused: 'unauthorized' };
  const { ext, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { readonly ext?: string; readonly exp?: number };
  if (exp !== undefined && exp < now) return { refused: 'token_expired' };
  return { identifiers: ext ?? '{}' };
}
