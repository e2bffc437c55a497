// Loaded before a process of the bot (`--import`): its machine's clock is wrong by SHIFT_MS.
const by = Number(process.env.SHIFT_MS);
const real = Date.now;
Date.now = () => real() + by;
