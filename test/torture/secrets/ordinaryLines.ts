/** Lines as servers print them, with values that look at random like something: hashes, ids, checksums, addresses, sizes. */
import type { Maker } from './maker';

const PAGES = ['/', '/login', '/checkout', '/api/v1/orders', '/static/app.js', '/password/reset', '/oauth/token'];
const USERS = ['dana', 'lee', 'kim', 'deploy', 'root', 'git', 'www-data'];

const KINDS: readonly ((m: Maker, clock: string) => string)[] = [
  // nginx and Apache
  (m, clock) =>
    `${m.ip()} - ${m.pick([...USERS, '-'])} [20/Nov/2026:${clock} +0000] "${m.pick(['GET', 'POST'])} ${m.pick(PAGES)}?id=${m.below(99999)}&session=${m.below(99)} HTTP/1.1" ${m.pick([200, 302, 401, 500, 502])} ${m.below(90000)} "https://shop.example.com${m.pick(PAGES)}" "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"`,
  (m, clock) =>
    `2026/11/20 ${clock} [error] ${m.below(9999)}#${m.below(99)}: *${m.below(99999)} connect() failed (111: Connection refused) while connecting to upstream, client: ${m.ip()}, server: shop.example.com, request: "GET ${m.pick(PAGES)} HTTP/2.0", upstream: "http://${m.ip()}:8080${m.pick(PAGES)}"`,
  // sshd and sudo
  (m, clock) =>
    `Nov 20 ${clock} web-${m.below(20)} sshd[${m.below(30000)}]: ${m.pick(['Failed', 'Accepted'])} password for ${m.pick(['', 'invalid user '])}${m.pick(USERS)} from ${m.ip()} port ${m.below(65000)} ssh2`,
  (m, clock) =>
    `Nov 20 ${clock} web-${m.below(20)} sshd[${m.below(30000)}]: Accepted publickey for ${m.pick(USERS)} from ${m.ip()} port ${m.below(65000)} ssh2: ED25519 SHA256:${m.base64(43)}`,
  (m, clock) =>
    `Nov 20 ${clock} web-${m.below(20)} sudo: pam_unix(sudo:auth): authentication failure; logname=${m.pick(USERS)} uid=${m.below(1000)} euid=0 tty=/dev/pts/${m.below(9)} ruser=${m.pick(USERS)} rhost=  user=${m.pick(USERS)}`,
  // git, npm, containers
  (m) => `commit ${m.hex(40)}`,
  (m) => `${m.hex(7)}..${m.hex(7)}  main -> origin/main`,
  (m, clock) =>
    `${clock}.${m.below(999999)} git.c:439 trace: built-in: git rev-list --objects --stdin --not --all --quiet --alternate-refs`,
  (m) =>
    `npm http fetch GET 200 https://packages.example.com/left-pad/-/left-pad-1.${m.below(9)}.${m.below(9)}.tgz ${m.below(900)}ms (cache hit)`,
  (m) => `      "integrity": "sha512-${m.base64(86)}==",`,
  (m) => `Digest: sha256:${m.hex(64)}`,
  (m) => `Successfully pulled image "shop/checkout@sha256:${m.hex(64)}" in ${m.below(9)}.${m.below(999)}s`,
  (m) =>
    `pod/checkout-${m.hex(10)}-${m.of('bcdfghjklmnpqrstvwxz2456789', 5)}   0/1   CrashLoopBackOff   ${m.below(40)}   ${m.below(59)}m`,
  // databases, queues, Java, Go, Python
  (m, clock) =>
    `2026-11-20 ${clock}.${m.below(999)} UTC [${m.below(30000)}] FATAL:  password authentication failed for user "${m.pick(USERS)}"`,
  (m, clock) =>
    `2026-11-20 ${clock} UTC LOG:  duration: ${m.below(9000)}.${m.below(999)} ms  statement: SELECT id, password_hash FROM users WHERE email = $1`,
  (m, clock) =>
    `2026-11-20T${clock}Z INFO [${m.uuid()}] c.e.shop.TokenService : token refreshed for tenant ${m.below(900)}, expires in ${m.below(3600)} s`,
  (m) => `    at com.example.auth.PasswordEncoder.matches(PasswordEncoder.java:${m.below(400)})`,
  (m) =>
    `goroutine ${m.below(9999)} [select, ${m.below(60)} minutes]: net/http.(*persistConn).writeLoop(0xc000${m.hex(6)})`,
  (m) =>
    `{"level":"warn","ts":1796025${m.below(999999)}.${m.below(999)},"caller":"auth/token.go:${m.below(400)}","msg":"token expired","trace_id":"${m.hex(32)}","span_id":"${m.hex(16)}"}`,
  (m) => `traceparent: 00-${m.hex(32)}-${m.hex(16)}-01`,
  (m) => `x-amz-request-id: ${m.upper(16)} x-amz-id-2: ${m.base64(76)}=`,
  (m) => `etag: W/"${m.hex(8)}-${m.hex(12)}" x-request-id: ${m.uuid()}`,
  (m) => `set key user:${m.below(99999)}:session to a value of ${m.below(9000)} bytes (ttl ${m.below(3600)})`,
  (m) =>
    `ERROR 1045 (28000): Access denied for user '${m.pick(USERS)}'@'${m.ip()}' (using password: ${m.pick(['YES', 'NO'])})`,
  // What people write
  (m) => `Reset the password for ${m.pick(USERS)}: it had expired, and the new one is in the vault`,
  (m) => `the api key was rotated at ${m.below(23)}:${10 + m.below(49)}, nothing else uses it`,
  (m) => `token: see the vault entry shop-${m.below(99)}`,
  (m) => `password: same as on web-${m.below(20)}, ask @${m.pick(USERS)}`,
  (m) =>
    `- 2026-11-20T15:${10 + m.below(49)}:04Z @${m.pick(USERS)} TL: deploy ${m.hex(12)} removed the secret key from the config map`,
];

/** Returns `count` lines, of every kind in turn. */
export function ordinaryLines(maker: Maker, count: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const clock = `${10 + maker.below(13)}:${10 + maker.below(49)}:${10 + maker.below(49)}`;
    return KINDS[at % KINDS.length]!(maker, clock);
  });
}
