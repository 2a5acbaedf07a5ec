// Clearing
