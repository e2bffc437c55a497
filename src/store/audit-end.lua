-- Reads the end of the audit log at one moment, as append-entry.lua describes it.
--
-- KEYS  those of append-entry.lua
return logEnd()
