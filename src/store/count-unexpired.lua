-- Counts which of some requests are pending at a place and not expired.
--
-- KEYS  pendingHere: pending requests by their expiry
-- ARGV  now  ids
local count = 0
for _, id in ipairs(ids) do
  local expiresAt = redis.call('ZSCORE', pendingHere, id)
  if expiresAt and tonumber(expiresAt) > tonumber(now) then count = count + 1 end
end
return count
