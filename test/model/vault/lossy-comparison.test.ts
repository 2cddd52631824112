import { isOpen } from "../../../model/certainty";
import { secret } from "../../../model/secret";
import { known, unknown, type Content, type Value } from "../../../model/value";
import {
  differs,
  falls,
  fallsToLimit,
  replacesChosen,
  rises,
  shrinks,
  switches,
  withoutFinalSlash,
  type Comparison,
} from "../../../model/vault/lossy-comparison";

const place = { path: ["field"] };
const open = unknown("is known only after the apply", place);

function value(content: Content | undefined | Value): Value {
  return typeof content === "object" && "kind" in content ? content : known(content, place);
}

function list(...names: readonly (string | Value)[]): Content {
  return names.map(value);
}

function answer(compare: Comparison, before: Content | undefined | Value, now: Content | undefined | Value): unknown {
  const lost = compare(value(before), value(now));
  return isOpen(lost) ? "not known" : lost;
}

describe("a value that takes another's place loses something", () => {
  it.each<[string, Comparison, Content | undefined | Value, Content | undefined | Value, unknown]>([
    ["another name", differs(), "sub", "email", true],
    ["none any more", differs(), "sub", undefined, true],
    ["a first one, where there was none to lose", differs(), undefined, "email", false],
    ["what counts anyway", differs("cn"), undefined, "cn", false],
    ["something else than what counted", differs("cn"), undefined, "uid", true],
    ["a secret that is the same", differs(), secret("a", place), secret("a", place), false],
    ["a secret that is another", differs(), secret("a", place), secret("b", place), true],
    ["a name that is not known", differs(), "sub", open, "not known"],
    ["one that was not known", differs(), open, "sub", "not known"],
    ["a secret that counts anyway", differs("cn"), secret("cn", place), undefined, false],
    ["an empty secret", differs(), secret("", place), "email", false],
    ["a final slash", differs(undefined, withoutFinalSlash), "https://a.b", "https://a.b/", false],
    ["a secret's final slash", differs(undefined, withoutFinalSlash), secret("u://a/", place), "u://a", false],
    ["another address", differs(undefined, withoutFinalSlash), "https://a.b", "https://a.b/c", true],
    ["on, where nothing was said", switches, undefined, "true", true],
    ["off in another spelling", switches, "F", false, false],
    ["on or off, which is not known", switches, true, open, "not known"],
    ["one of its own, where Vault chose one", replacesChosen, undefined, "b", "not known"],
    ["one of its own, where there was another", replacesChosen, "a", "b", true],
    ["none of its own", replacesChosen, "a", undefined, false],
    ["fewer", falls(10), "20", 5, true],
    ["0, which is the standard", falls(10), 5, 0, false],
    ["less than the standard", falls(10), undefined, 3, true],
    ["a count that is not known", falls(10), 5, open, "not known"],
    ["a limit, where there was none", fallsToLimit, 0, "24h", true],
    ["no limit any more", fallsToLimit, "24h", "-1s", false],
    ["a sooner one", fallsToLimit, "48h", 86400, true],
    ["a later version", rises(1), undefined, 2, true],
    ["an earlier version", rises(1), 3, 2, false],
    ["one name fewer", shrinks, list("a", "b"), list("b"), true],
    ["a secret name that stays", shrinks, list(secret("a", place)), list("b", secret("a", place)), false],
    ["a secret name that goes", shrinks, list(secret("a", place), secret("b", place)), list("a"), true],
    ["one name more", shrinks, list("a"), list("b", "a"), false],
    ["a name that is not known, in the place of another", shrinks, list("a"), list(open), "not known"],
    ["names that are not known", shrinks, list("a"), open, "not known"],
    ["any, where there were none", shrinks, undefined, open, false],
  ])("%s", (_, compare, before, now, lost) => {
    expect(answer(compare, before, now)).toBe(lost);
  });
});
