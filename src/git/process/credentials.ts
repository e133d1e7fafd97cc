/** Removes passwords and tokens from text that a person or a log will see. */

const USER_INFORMATION = /([a-z][a-z0-9+.-]*:\/\/)[^\s/?#'"<>]*@/gi;
const SECRET_PARAMETER =
  /([?&;](?:[a-z_-]*token|password|passwd|pwd|secret|api_?key|access_?key|sig|signature)=)[^\s&#'"<>;]+/gi;
const AUTHORIZATION = /\b((?:proxy-)?authorization:\s*(?:basic|bearer|token)?\s*)[^\s'"]+/gi;

/**
 * Returns the text without the credentials in its URLs and authorization headers: `https://lee:pass@host/x` becomes
 * `https://***@host/x`. `ssh://git@host` loses its user too; the scp-like `git@host:x` holds no secret and stays.
 */
export function redactCredentials(text: string): string {
  return text.replace(USER_INFORMATION, '$1***@').replace(SECRET_PARAMETER, '$1***').replace(AUTHORIZATION, '$1***');
}
