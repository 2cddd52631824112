import { isAnyTrue, isTrue } from "./condition";
import { choose, concatenated, fixed, itemIf, object, text } from "./content";
import { extraVariables } from "./environment";
import { image } from "./container";
import type { Release } from "./release";
import { known, type Value } from "../../value";

/** The injector's environment, as far as it says what agents are and whom they ask. */
export function injectorEnvironment(release: Release): Value {
  const { values, at } = release;
  const place = at("injector");
  const get = (...path: readonly string[]) => values.get("injector", ...path);
  const variable = (name: string, value: Value) => object(value.place, { name: known(name, value.place), value });
  return concatenated(
    place,
    known(
      [
        variable("AGENT_INJECT_LISTEN", text(get("port").place, ":", get("port"))),
        variable("AGENT_INJECT_VAULT_ADDR", address(release)),
        variable("AGENT_INJECT_VAULT_AUTH_PATH", get("authPath")),
        variable("AGENT_INJECT_VAULT_IMAGE", image(release, "injector", "agentImage")),
      ],
      place,
    ),
    itemIf(
      isTrue(release.values.get("global", "openshift")),
      fixed({ name: "AGENT_INJECT_SET_SECURITY_CONTEXT", value: "false" }, at("global", "openshift")),
    ),
    known(
      [
        variable("AGENT_INJECT_CPU_REQUEST", get("agentDefaults", "cpuRequest")),
        variable("AGENT_INJECT_CPU_LIMIT", get("agentDefaults", "cpuLimit")),
        variable("AGENT_INJECT_MEM_REQUEST", get("agentDefaults", "memRequest")),
        variable("AGENT_INJECT_MEM_LIMIT", get("agentDefaults", "memLimit")),
      ],
      place,
    ),
    extraVariables(get("extraEnvironmentVars")),
  );
}

function address({ values, names, namespace, scheme }: Release): Value {
  const everywhere = values.get("global", "externalVaultAddr");
  const own = values.get("injector", "externalVaultAddr");
  const port = values.get("server", "service", "port");
  return choose(
    isAnyTrue(everywhere, own),
    () =>
      choose(
        isTrue(everywhere),
        () => everywhere,
        () => own,
      ),
    () => text(scheme.place, scheme, "://", names.full, ".", namespace, ".svc:", port),
  );
}
