-- Counts a delivery against a person's budget, once. The window starts at the first delivery that is counted in it.
--
-- KEYS  count: deliveries counted in the window  answered: the answer given to this delivery
-- ARGV  most: per window  withinMs: length of the window  knownMs: how long a delivery is recognised
-- Returns the time until which nothing is accepted, in ms since the epoch (0: this delivery is accepted), and 1 for the
-- first delivery that is refused.
local known = redis.call('GET', answered)
if not known then
  local used = redis.call('INCR', count)
  local left = redis.call('PTTL', count)
  -- If the clock was set back, the rest of the window would be too long.
  if left < 0 or left > tonumber(withinMs) then
    left = tonumber(withinMs)
    redis.call('PEXPIRE', count, withinMs)
  end
  known = '0 0'
  if used > tonumber(most) then
    local time = redis.call('TIME')
    local until_ms = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + left
    known = string.format('%d %d', until_ms, used == tonumber(most) + 1 and 1 or 0)
  end
  redis.call('SET', answered, known, 'PX', knownMs)
end
local until_ms, first = string.match(known, '^(%d+) (%d)$')
return { tonumber(until_ms), tonumber(first) }
