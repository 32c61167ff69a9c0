-- SPDX-License-Identifier: AGPL-3.0-or-later
-- GETs of paths from a file, in random order. Arguments: file of paths, token.

local paths = {}
local headers = {}

function init(args)
  for path in io.lines(args[1]) do
    paths[#paths + 1] = path
  end
  headers["Authorization"] = "Bearer " .. args[2]
  math.randomseed(7)
end

function request()
  return wrk.format("GET", paths[math.random(#paths)], headers)
end

function done(summary, latency, requests)
  dofile(os.getenv("WABI_BENCH_LOAD") .. "/report.lua")
  report(summary, latency)
end
