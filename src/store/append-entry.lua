-- Prepended to the scripts that add an entry to the audit log.
--
-- Appends an entry if the log still ends where the caller read it. Returns nil on success, otherwise the reply that
-- says why nothing was written. Call it before a script's other writes: Redis may refuse this one, and does not roll
-- scripts back.
--
-- args  1 expected audit head  2 next audit head  3 audit sequence  4 audit entry  5 its hash
local function append(audit, head, args)
  if (redis.call('GET', head) or '') ~= args[1] then return { 'head' } end
  local added = redis.pcall('XADD', audit, args[3] .. '-0', 'entry', args[4], 'hash', args[5])
  if type(added) == 'table' and added.err then
    -- Redis has given this number or a higher one before: entries were deleted, or the head was set back.
    if string.find(added.err, 'equal or smaller', 1, true) then return { 'unfit' } end
    return added
  end
  redis.call('SET', head, args[2])
end

