import type { Rule } from "../rule";
import noDevServer from "./root/no-dev-server";
import tlsClientAddress from "./tls/tls-client-address";
import tlsListenerRequired from "./tls/tls-listener-required";

/** Every rule, by family. `npm run new:rule` adds to it. */
export const rules: readonly Rule[] = [noDevServer, tlsClientAddress, tlsListenerRequired];
