import { parseNetwork, type Network } from "../network";
import type { Place } from "../place";
import { asNames } from "../scalars";
import { readSecret } from "../secret";
import { known, map, unknown, type Value } from "../value";

/** The networks of a setting such as `token_bound_cidrs`: a list, or a text that separates them by commas. */
export function asNetworks(value: Value): Value<readonly Value<Network>[]> {
  return map(asNames(value), (names, place) => known(names.map(asNetwork), place));
}

/** A network is no secret, though it may stand in a body that is one. */
function asNetwork(name: Value<string>): Value<Network> {
  return name.kind === "secret" ? readSecret(name, (text) => read(text, name.place)) : map(name, read);
}

function read(text: string, place: Place): Value<Network> {
  const network = parseNetwork(text);
  return network === undefined ? unknown("is nothing that Vault reads as a network", place) : known(network, place);
}
