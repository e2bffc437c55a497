-- Counts a delivery against a person's budget, once. The budget is fresh again so long after the first that was counted.
--
-- KEYS  1 how many were counted since the budget was fresh  2 what this delivery was answered
-- ARGV  1 the most within the time  2 that time, in ms  3 for how long a delivery is known again, in ms
-- Answers with until when nothing more is taken, in ms since the epoch (0: this is taken), and with 1 for the first
-- that is not.
local known = redis.call('GET', KEYS[2])
if not known then
  local used = redis.call('INCR', KEYS[1])
  local left = redis.call('PTTL', KEYS[1])
  -- Where the clock was put back, the rest would last for as long.
  if left < 0 or left > tonumber(ARGV[2]) then
    left = tonumber(ARGV[2])
    redis.call('PEXPIRE', KEYS[1], ARGV[2])
  end
  known = '0 0'
  if used > tonumber(ARGV[1]) then
    local time = redis.call('TIME')
    local until_ms = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + left
    known = string.format('%d %d', until_ms, used == tonumber(ARGV[1]) + 1 and 1 or 0)
  end
  redis.call('SET', KEYS[2], known, 'PX', ARGV[3])
end
local until_ms, first = string.match(known, '^(%d+) (%d)$')
return { tonumber(until_ms), tonumber(first) }
