import { createAuthority } from "../../toolchain/embedded/certificate";
import { bind, invalidCredentials, success } from "./project/bind";
import { startDirectory, type Directory } from "./project/directory";

let directory: Directory;

beforeAll(async () => {
  directory = await startDirectory({
    users: [
      { name: "ada", password: "of ada", groups: ["engineers", "leads"] },
      { name: "vault", password: "of vault", groups: ["servers"], searches: true },
    ],
  });
}, 1_200_000);

afterAll(() => directory.stop());

describe("a real LDAP server", () => {
  test.each([
    ["by their short name", "uid=ada,dc=example,dc=test"],
    ["by their name with their own group", "uid=ada,cn=engineers,ou=users,dc=example,dc=test"],
  ])("knows a user %s and the right password only", async (_, name) => {
    expect(await bind(directory, name, "of ada")).toBe(success);
    expect(await bind(directory, name, "of vault")).toBe(invalidCredentials);
  });

  test("does not know others", async () => {
    expect(await bind(directory, `uid=eve,${directory.baseDn}`, "of ada")).toBe(invalidCredentials);
  });

  test("goes on after many wrong passwords", async () => {
    for (let time = 0; time < 5; time++) await bind(directory, `uid=ada,${directory.baseDn}`, "guess");
    expect(await bind(directory, `uid=ada,${directory.baseDn}`, "of ada")).toBe(success);
  });

  test("shows a certificate of its CA and of no other", async () => {
    const { certificate } = await createAuthority(new Date());
    await expect(bind({ ...directory, caPem: certificate }, "", "")).rejects.toThrow(/certificate/);
  });

  test("is gone once it is stopped", async () => {
    const other = await startDirectory({ users: [] });
    await other.stop();
    await expect(bind(other, "", "")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });
});
