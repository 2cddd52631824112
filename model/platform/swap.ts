import { cloudInitType, composeType } from "../file-types";
import { input, type Resource } from "../resource";
import { asCount, asText } from "../scalars";
import { servicesIn } from "../server/compose";
import { foreignTexts } from "../server/embedded";
import { field, isAbsent, known, map, type Value } from "../value";

/** What in a resource gives what it starts memory on a disk: known true where it does. */
export function swapSignsOf(resource: Resource): Value<boolean>[] {
  if (resource.type === composeType) return servicesIn(resource).flatMap(([, service]) => inService(service));
  const cloudInit = resource.type === cloudInitType ? [inCloudInit(input(resource, "swap"))] : [];
  return [...cloudInit, ...foreignTexts(resource).flatMap(inText)];
}

/** `swap: { size: 2G }` makes a file of that size (cloud-init, cc_mounts); without a size there is none. */
function inCloudInit(swap: Value): Value<boolean> {
  return map(asText(field(swap, "size")), (size, place) => known(size !== undefined && !/^0\w?$/u.test(size), place));
}

/** A script that makes swap, or switches it on. */
function inText(text: Value): Value<boolean>[] {
  const content = asText(text);
  const makesSwap = /(?:^|[\s;&|])(?:mkswap|swapon)\s/u;
  if (content.kind === "secret") return content.matches(makesSwap) ? [known(true, content.place)] : [];
  return content.kind === "known" && makesSwap.test(content.value ?? "") ? [known(true, content.place)] : [];
}

/** `memswap_limit: -1` is all the swap that the machine has (Compose file reference). */
function inService(service: Value): Value<boolean>[] {
  const limit = field(service, "memswap_limit");
  return isAbsent(limit) ? [] : [map(asCount(limit), (count, place) => known(count === -1, place))];
}
