-- Put before the scripts that add an entry to the audit log.

-- Adds an entry right behind the end of the log that was read. Nil when it is there; otherwise the reply that says why it
-- is not, and nothing was written. It comes before a script's other writes, since it is the one that Redis may refuse, and
-- a script is not rolled back.
--
-- args  1 expected audit head  2 next audit head  3 audit sequence  4 audit entry  5 its hash
local function append(audit, head, args)
  if (redis.call('GET', head) or '') ~= args[1] then return { 'head' } end
  local added = redis.pcall('XADD', audit, args[3] .. '-0', 'entry', args[4], 'hash', args[5])
  if type(added) == 'table' and added.err then
    -- Redis has given this number or a higher one before: entries were taken away, or the head was put back.
    if string.find(added.err, 'equal or smaller', 1, true) then return { 'unfit' } end
    return added
  end
  redis.call('SET', head, args[2])
end

