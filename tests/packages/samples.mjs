//! Code of our own for the tests: one controller with a fault, and everything a reader may paste by mistake.

export const CONTROLLER = `import { Controller, Get, Query } from '@nestjs/common';
import { PrismaService } from './prisma.service';

@Controller('users')
export class UsersController {
  constructor(private readonly prisma: PrismaService) {}

  @Get('search')
  async search(@Query('q') q: string) {
    return this.prisma.$queryRawUnsafe<User[]>(\`SELECT id, name FROM users WHERE email = '\${q}'\`);
  }
}
`;

export const RULE = "injection/raw-sql";

/** Inputs that are no good code; each must give a review. */
export const BAD = {
  empty: "",
  blank: " \n\t\n",
  binary: String.fromCharCode(...Array.from({ length: 4096 }, (_, index) => (index * 7) % 256)),
  huge: "const one = 1;\n".repeat(350_000),
  "one-line": `const one = '${"x".repeat(5_000_000)}';`,
  brackets: "[".repeat(10_000) + "]".repeat(10_000),
  "open-brackets": "{(".repeat(10_000),
  calls: `${"f(".repeat(10_000)}1${")".repeat(10_000)}`,
  templates: "`${".repeat(3000),
  "half-class": CONTROLLER.slice(0, CONTROLLER.indexOf("$queryRawUnsafe")),
  javascript: "const express = require('express');\nmodule.exports = function (a) { return a + 1 };\n",
  python: "import os\n\n\ndef main():\n    print('hello')\n",
  "lone-surrogate": "const a = '\ud83d';\n",
  nul: "const a = '\0';\n",
};
