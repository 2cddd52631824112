import { rotationIn } from "../../../model/platform/log-rotation";
import { readResource } from "../../../model/resource";

function rotation(text: string) {
  const resource = readResource({
    urn: "urn",
    type: "aws:ec2/instance:Instance",
    name: "vault",
    props: { userData: text },
  });
  const { rotates, losing, reopens } = rotationIn([resource]);
  return [rotates === true ? "rotates" : "", losing.length > 0 ? "loses" : "", reopens === true ? "reopens" : ""]
    .filter((word) => word !== "")
    .join(" ");
}

test.each([
  ["mv /vault/audit/audit.log /vault/audit/audit.log.1\nkill -HUP $(pidof vault)", "rotates reopens"],
  ["mv /vault/audit/audit.log /vault/audit/audit.log.1\nkill -s HUP 1", "rotates reopens"],
  ["mv /vault/audit.log /vault/old\nkill -1 $(pidof vault)", "rotates reopens"],
  ["/var/log/vault/audit.log {\n  rotate 7\n  copytruncate\n}", "rotates loses"],
  [
    "/var/log/vault/audit.log {\n  rotate 7\n  postrotate\n    systemctl reload vault\n  endscript\n}",
    "rotates reopens",
  ],
  ["cp /vault/audit/audit.log /backup/\n: > /vault/audit/audit.log", "loses"],
  ["cp audit.log audit.log.1; truncate -s 0 /vault/audit/audit.log", "loses"],
  ["echo started >> /vault/audit/audit.log", ""],
  ["vault server -config=/etc/vault.d", ""],
  ["/var/log/nginx/access.log {\n  rotate 7\n  copytruncate\n}", ""],
])("%j: %s", (text, words) => expect(rotation(text)).toBe(words));

test("a long text on one line takes no time", () => {
  const started = performance.now();
  rotation(`vault ${"mv truncate > ".repeat(50_000)}`);
  expect(performance.now() - started).toBeLessThan(2000);
});
