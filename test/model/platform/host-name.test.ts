import fc from "fast-check";
import { covers, hostOf } from "../../../model/platform/host-name";

test.each([
  ["https://vault.example.com:8200", "vault.example.com"],
  ["https://vault/v1/sys/health", "vault"],
  ["https://[::1]:8200/", "::1"],
  ["vault-0.vault-internal", "vault-0.vault-internal"],
  ["127.0.0.1:8200", "127.0.0.1"],
  ["https://$(POD_IP):8200", "$(POD_IP)"],
  ["", undefined],
  ["https://", undefined],
])("the host in %j is %j", (address, host) => expect(hostOf(address)).toBe(host));

test.each([
  ["vault.vault.svc", "vault.vault.svc"],
  ["Vault.vault.svc", "vault.VAULT.svc"],
  ["*.vault-internal", "vault-0.vault-internal"],
  ["127.0.0.1", "127.0.0.1"],
  ["vault.example.com", "vault.example.com."],
])("%j stands for %j", (name, host) => expect(covers(name, host)).toBe(true));

test.each([
  ["*.vault-internal", "vault-internal"],
  ["*.vault-internal", "vault-0.vault-internal.vault.svc"],
  ["*.svc", "vault.vault.svc"],
  ["*", "vault"],
  ["*.0.0.1", "127.0.0.1"],
  ["vault", "vault.vault"],
  ["v*.vault-internal", "vault-0.vault-internal"],
])("%j does not stand for %j", (name, host) => expect(covers(name, host)).toBe(false));

test("any text is asked in bounded time", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 2000 }), fc.string({ maxLength: 2000 }), (name, host) => {
      covers(name, hostOf(host) ?? host);
    }),
  );
});
