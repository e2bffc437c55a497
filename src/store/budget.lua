-- Counts a delivery against a person's budget, once. The window starts at the first delivery that is counted in it.
--
-- KEYS  1 deliveries counted in the window  2 the answer given to this delivery
-- ARGV  1 the most per window  2 length of the window, in ms  3 how long a delivery is recognised, in ms
-- Returns the time until which nothing is accepted, in ms since the epoch (0: this delivery is accepted), and 1 for the
-- first delivery that is refused.
local known = redis.call('GET', KEYS[2])
if not known then
  local used = redis.call('INCR', KEYS[1])
  local left = redis.call('PTTL', KEYS[1])
  -- If the clock was set back, the rest of the window would be too long.
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
