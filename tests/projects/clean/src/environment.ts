import { z } from 'zod';

const environment = z.object({
  DATABASE_URL: z.string().url(),
  JWT_SECRET: z.string().min(32),
  PORT: z.coerce.number().int(),
  WEB_ORIGIN: z.string(),
});

export const validate = (variables: Record<string, unknown>) => environment.parse(variables);
