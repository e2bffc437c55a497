-- Adds an audit entry alone; where a mark is named, only while that is not there, and sets it.
--
-- KEYS  1 audit stream  2 audit head  3 the mark, if any
-- ARGV  1–5 the entry, as append-entry.lua has it  6 how long the mark stays, in milliseconds
if KEYS[3] and redis.call('EXISTS', KEYS[3]) == 1 then return { 'ok' } end
local refused = append(KEYS[1], KEYS[2], ARGV)
if refused then return refused end
if KEYS[3] then redis.call('SET', KEYS[3], '', 'PX', ARGV[6]) end
return { 'ok' }
