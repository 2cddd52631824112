import type { Rule } from "../rule";
import tlsListenerRequired from "./tls/tls-listener-required";

/** Every rule, in the order of the catalogue. `npm run new:rule` adds to it. */
export const rules: readonly Rule[] = [tlsListenerRequired];
