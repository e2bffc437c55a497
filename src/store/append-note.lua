-- Appends an audit entry without changing a request. With a mark: only if the mark is absent, which it then sets.
--
-- KEYS  1 audit stream  2 audit head  3 the mark, if any
-- ARGV  1–5 the entry, as in append-entry.lua  6 the mark's lifetime, in ms
if KEYS[3] and redis.call('EXISTS', KEYS[3]) == 1 then return { 'ok' } end
local refused = append(KEYS[1], KEYS[2], ARGV)
if refused then return refused end
if KEYS[3] then redis.call('SET', KEYS[3], '', 'PX', ARGV[6]) end
return { 'ok' }
