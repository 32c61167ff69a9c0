-- SPDX-License-Identifier: AGPL-3.0-or-later
-- POSTs of commands from two templates. Each of wrk's threads has one connection and is one device, so that a
-- device's commands arrive in the order of their numbers.
--
-- Arguments: file of the envelope, file of one command, commands in a request, path, token, round (keeps the ids
-- of one run apart from those of every other).
-- Places in the templates: @DEVICE@ @FROM@ @COMMANDS@ in the envelope; @ID@ @RECORD@ @N@ @STARTS@ @ENDS@ in the command.

local counter = 0

function setup(thread)
  thread:set("device", counter)
  counter = counter + 1
end

local HOUR = 3600000000
local envelope, command, batch, path, headers, round
local sent = 0

local function read(name)
  local file = assert(io.open(name))
  local text = file:read("*a")
  file:close()
  return (text:gsub("%s*\n%s*", ""))
end

-- A version 7 shaped id that grows with n.
local function make_id(space, n)
  return string.format("01a0%04x-%04x-7%03x-8%03x-%012x", round, space, device, 0, n)
end

local function make_command(n)
  -- Each of a device's commands has an hour of its own, so that none collides with another.
  local starts = 2000000000000000 + (n + device * 100000) * HOUR
  local places = {
    ID = make_id(1, n), RECORD = make_id(2, n), N = tostring(n),
    STARTS = string.format("%.0f", starts), ENDS = string.format("%.0f", starts + HOUR),
  }
  return (command:gsub("@(%u+)@", places))
end

function init(args)
  envelope, command = read(args[1]), read(args[2])
  batch, path, round = tonumber(args[3]), args[4], tonumber(args[6])
  headers = { ["Authorization"] = "Bearer " .. args[5], ["Content-Type"] = "application/json" }
end

function request()
  local commands = {}
  for i = 1, batch do
    commands[i] = make_command(sent + i)
  end
  local places = {
    DEVICE = make_id(3, 0), FROM = tostring(sent + 1), COMMANDS = table.concat(commands, ","),
  }
  sent = sent + batch
  return wrk.format("POST", path, headers, (envelope:gsub("@(%u+)@", places)))
end

function done(summary, latency, requests)
  dofile(os.getenv("WABI_BENCH_LOAD") .. "/report.lua")
  report(summary, latency)
end
