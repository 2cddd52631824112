import { isPortFree, whoListens } from "../../../toolchain/embedded/port";
import { freePorts, listen, portOf } from "./free-ports";

test("a port nobody listens on is free, and has no listener to name", async () => {
  const { port } = await freePorts("port");
  expect(await isPortFree("127.0.0.1", port)).toBe(true);
  expect(await whoListens(port)).toBeUndefined();
});

test("a port somebody listens on is not free, and its listener has a name", async () => {
  const server = await listen();
  try {
    expect(await isPortFree("127.0.0.1", portOf(server))).toBe(false);
    expect(await whoListens(portOf(server))).toMatch(new RegExp(`^\\S.* \\(process ${process.pid}\\)$`));
  } finally {
    server.close();
  }
});
