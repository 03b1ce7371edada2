/**
 * The nonce of a rendered page, for `csp()`. It is kept beside the response and not in a header, so that it cannot leak
 * into an answer without a policy. A response wrapped in a new one has none.
 */
const nonces = new WeakMap<Response, string>();

/** 32 hexadecimal digits that no one can foresee. */
export function newNonce(): string {
  return crypto.randomUUID().replaceAll("-", "");
}

export function setNonce(response: Response, nonce: string): void {
  nonces.set(response, nonce);
}

export function nonceOf(response: Response): string | undefined {
  return nonces.get(response);
}
