import { isNot } from "../../certainty";
import { known, isList, type Value } from "../../value";
import { isTrue } from "./condition";
import { choose, concatenated, fixed, object, text } from "./content";
import { environment } from "./environment";
import { livenessProbe, readinessProbe } from "./probes";
import type { Release } from "./release";
import { yamlOf } from "./template";
import { mounts } from "./volumes";

/** The container of the server (templates/server-statefulset.yaml). */
export function serverContainer(release: Release): Value {
  const { values, at } = release;
  const server = at("server");
  return object(server, {
    name: known("vault", server),
    image: image(release, "server", "image"),
    imagePullPolicy: values.get("server", "image", "pullPolicy"),
    command: fixed(["/bin/sh", "-ec"], server),
    args: known([script(release)], server),
    env: environment(release),
    resources: values.get("server", "resources"),
    securityContext: containerSecurity(release),
    volumeMounts: mounts(release),
    ports: concatenated(server, ports(release), values.get("server", "extraPorts")),
    readinessProbe: readinessProbe(release),
    livenessProbe: livenessProbe(release),
    lifecycle: lifecycle(release),
  });
}

/** `repository:tag`; it stands where the tag does. Of one whose tag is not known, the repository is. */
export function image({ values }: Release, ...path: readonly string[]): Value {
  const tag = values.get(...path, "tag");
  const isPinned = tag.kind === "unknown" || isTrue(tag);
  const repository = values.get(...path, "repository");
  return choose(
    isPinned,
    () => text(tag.place, repository, ":", tag),
    () => text(tag.place, repository, ":latest"),
  );
}

/**
 * What the container runs (`vault.args`). In between, words in the copied configuration are replaced by addresses, which no rule
 * depends on.
 */
function script({ mode, values, at }: Release): Value {
  const extra = values.get("server", "extraArgs");
  const command = "/usr/local/bin/docker-entrypoint.sh vault server";
  return choose(
    mode.isDev,
    () => text(at("server", "dev", "enabled"), `${command} -dev `, extra),
    () =>
      text(
        at("server", "extraArgs"),
        "cp /vault/config/extraconfig-from-values.hcl /tmp/storageconfig.hcl;\n",
        `${command} -config=/tmp/storageconfig.hcl `,
        extra,
      ),
  );
}

/** `server.statefulSet.securityContext.container` */
function containerSecurity(release: Release): Value {
  const own = release.values.get("server", "statefulSet", "securityContext", "container");
  return choose(
    isTrue(own),
    () => yamlOf(release, own),
    () =>
      choose(
        isNot(release.mode.isOpenShift),
        () => fixed({ allowPrivilegeEscalation: false }, own.place),
        () => known(undefined, own.place),
      ),
  );
}

function ports({ scheme, at }: Release): Value {
  const place = at("server");
  const port = (number: number, name: Value) => object(place, { containerPort: known(number, place), name });
  return known(
    [port(8200, scheme), port(8201, known("https-internal", place)), port(8202, text(place, scheme, "-rep"))],
    place,
  );
}

/** By default a pause, in which others hear that the pod goes, and then the signal by which a server gives up its leadership. */
function lifecycle({ values, at }: Release): Value {
  const preStop = values.get("server", "preStop");
  const pause = values.get("server", "preStopSleepSeconds");
  const postStart = values.get("server", "postStart");
  const signal = () =>
    known(
      [
        known("/bin/sh", pause.place),
        known("-c", pause.place),
        text(pause.place, "sleep ", pause, " && kill -SIGTERM $(pidof vault)"),
      ],
      pause.place,
    );
  const exec = (command: Value) => object(command.place, { exec: object(command.place, { command }) });
  return object(at("server"), {
    preStop: exec(choose(isTrue(preStop), () => preStop, signal)),
    postStart: postStart.kind === "known" && !isList(postStart.value) ? undefined : exec(postStart),
  });
}
