-- Claims an alert for one of all processes; returns since when it lasts and how many of its type were claimed. Every
-- key gets its expiry in the command that writes it. A counter without one starts over: an earlier version used two
-- commands, and its connection could break between them.
--
-- KEYS  1 since when the alert lasts  2 set while it is claimed or muted  3 alerts of its type that were claimed
-- ARGV  1 the time now  2 lifetime of key 1, in ms  3 lifetime of a claim, in ms  4 lifetime of the counter, in ms
-- Returns false if the alert is claimed or was told; otherwise since when it lasts, and the count.
local since = redis.call('GET', KEYS[1]) or ARGV[1]
redis.call('SET', KEYS[1], since, 'PX', ARGV[2])
if not redis.call('SET', KEYS[2], '', 'NX', 'PX', ARGV[3]) then return false end
if redis.call('PTTL', KEYS[3]) < 0 then
  redis.call('SET', KEYS[3], '1', 'PX', ARGV[4])
  return { since, 1 }
end
return { since, redis.call('INCR', KEYS[3]) }
