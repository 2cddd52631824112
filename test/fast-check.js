"use strict";
/**
 * Property tests try the same cases in every run, so that CI fails for the change it is given and for nothing else. To try others:
 * `FAST_CHECK_SEED=$RANDOM npm test -- test/access`; a failing run prints its seed.
 */
const fc = require("fast-check");

fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20261122) });
