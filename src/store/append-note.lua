-- Appends an audit entry without changing a request. With a mark: only if the mark is absent, which it then sets.
--
-- KEYS  those of append-entry.lua  marks: the mark, if any
-- ARGV  those of append-entry.lua  markMs: the mark's lifetime
local mark = marks[1]
if mark and redis.call('EXISTS', mark) == 1 then return { 'marked' } end
local refused = append()
if refused then return refused end
if mark then redis.call('SET', mark, '', 'PX', markMs) end
return { 'ok' }
