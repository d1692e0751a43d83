//! Code of our own that the tests paste.

export { BAD, CONTROLLER, RULE } from "../packages/samples.mjs";

export const SCHEMA = `model User {
  id    Int    @id @default(autoincrement())
  email String @unique
  posts Post[]
}

model Post {
  id       Int  @id @default(autoincrement())
  author   User @relation(fields: [authorId], references: [id])
  authorId Int
}
`;
