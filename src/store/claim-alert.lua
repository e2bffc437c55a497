-- Claims an alert for one of all processes; returns since when it lasts and how many of its type were claimed. Every
-- key gets its expiry in the command that writes it. A counter without one starts over: an earlier version used two
-- commands, and its connection could break between them.
--
-- KEYS  lasting: since when the alert lasts  told: set while it is claimed or muted
--       ofItsType: alerts of its type that were claimed
-- ARGV  now  lastsMs: lifetime of `lasting`  claimMs: lifetime of a claim  countMs: lifetime of the counter
-- Returns false if the alert is claimed or was told; otherwise since when it lasts, and the count.
local since = redis.call('GET', lasting) or now
redis.call('SET', lasting, since, 'PX', lastsMs)
if not redis.call('SET', told, '', 'NX', 'PX', claimMs) then return false end
if redis.call('PTTL', ofItsType) < 0 then
  redis.call('SET', ofItsType, '1', 'PX', countMs)
  return { since, 1 }
end
return { since, redis.call('INCR', ofItsType) }
