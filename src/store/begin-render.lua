-- Leases the update of a message, unless it shows this version, or a newer one, already. Deletes the shown version for
-- the time of the lease, when the message's content is unknown. An unreadable version counts as none.
--
-- KEYS  shown: the version that the message shows  lease: set while somebody updates the message
-- ARGV  revision, looks: the version to show  token: names the lease  leaseMs: its longest time
-- Returns over, busy, or go and the version shown before (empty: none).
local before = redis.call('GET', shown)
if before then
  local readable, state = pcall(cjson.decode, before)
  local at = readable and type(state) == 'table' and tonumber(state.revision)
  local wanted = tonumber(revision)
  if at and (at > wanted or (at == wanted and state.looks == looks)) then return { 'over' } end
end
if not redis.call('SET', lease, token, 'NX', 'PX', leaseMs) then return { 'busy' } end
redis.call('DEL', shown)
return { 'go', before or '' }
