/** Exit code of an engine that could not write and must be started again to recover. */
export const EXIT_CODE_WRITE_FAILED = 74;
