import fc from "fast-check";
import { auditDevicePath } from "../../modules/audit/path";

describe("an audit device's path", () => {
  const device = { name: "a", type: "file", options: { file_path: "/a.log", mode: "0600" } };

  it("is its name and eight digits", () => {
    expect(auditDevicePath(device)).toMatch(/^a-[0-9a-f]{8}$/);
  });

  it.each([
    ["another file", { ...device, options: { ...device.options, file_path: "/b.log" } }],
    ["another type", { ...device, type: "syslog" }],
    ["one option more", { ...device, options: { ...device.options, log_raw: "true" } }],
    ["another name", { ...device, name: "b" }],
  ])("is another one for %s", (_, other) => {
    expect(auditDevicePath(other)).not.toBe(auditDevicePath(device));
  });

  it("does not depend on the order of the options", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (options) => {
        const reversed = Object.fromEntries(Object.entries(options).reverse());
        expect(auditDevicePath({ ...device, options: reversed })).toBe(auditDevicePath({ ...device, options }));
      }),
    );
  });
});
