-- One of all processes tells an alert: claims it, and says since when it lasts and how many of its type were claimed.
-- Every key gets its end in the step that writes it. A counter that has none (two commands once wrote it, and a
-- connection broke between them) begins again.
--
-- KEYS  1 since when it lasts  2 that it was told, or is claimed  3 how many of its type were claimed
-- ARGV  1 the time now  2 kept since it was raised last, in ms  3 a claim's life, in ms  4 the counter's life, in ms
-- Answers with nothing where it is claimed or was told; else with since when and how many.
local since = redis.call('GET', KEYS[1]) or ARGV[1]
redis.call('SET', KEYS[1], since, 'PX', ARGV[2])
if not redis.call('SET', KEYS[2], '', 'NX', 'PX', ARGV[3]) then return false end
if redis.call('PTTL', KEYS[3]) < 0 then
  redis.call('SET', KEYS[3], '1', 'PX', ARGV[4])
  return { since, 1 }
end
return { since, redis.call('INCR', KEYS[3]) }
