/* A check of what a call gives: a run in which it does not hold ends with run-crash at its line. */
#define CHECK(condition) if (!(condition)) KeBugCheckEx(0xE2, __LINE__, 0, 0, 0)
