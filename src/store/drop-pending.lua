-- Removes the pending entries of a request that an older version of the bot has ended. Returns 1 when there was one.
--
-- KEYS  pendingHere, pendingPlaces, pendingPeople: see pending-entries.lua  open: open requests
-- ARGV  id  place: its kind and channel  member: of pendingPeople ('': none)
if redis.call('ZSCORE', open, id) then return 0 end
local dropped = redis.call('ZREM', pendingHere, id)
if redis.call('EXISTS', pendingHere) == 0 then redis.call('SREM', pendingPlaces, place) end
if member ~= '' then dropped = dropped + redis.call('ZREM', pendingPeople, member) end
return math.min(dropped, 1)
