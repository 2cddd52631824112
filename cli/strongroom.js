#!/usr/bin/env node
"use strict";
require("../typescript.js");
require("./main.ts").main();
