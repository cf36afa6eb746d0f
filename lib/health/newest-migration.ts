/** The last folder in prisma/migrations, which functions do not carry; a test compares the two. */
export const NEWEST_MIGRATION = '20261129003550_move_values'
