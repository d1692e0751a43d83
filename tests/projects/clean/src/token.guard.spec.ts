import { ExecutionContext, UnauthorizedException } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Test } from '@nestjs/testing';
import { TokenGuard } from './token.guard';

const contextWith = (headers: Record<string, string>) =>
  ({ switchToHttp: () => ({ getRequest: () => ({ headers }) }) }) as ExecutionContext;

describe('TokenGuard', () => {
  let guard: TokenGuard;

  beforeEach(async () => {
    const module = await Test.createTestingModule({
      providers: [TokenGuard, { provide: JwtService, useValue: { verifyAsync: async () => ({ sub: 'member' }) } }],
    }).compile();
    guard = module.get(TokenGuard);
  });

  it('turns away who has no token', async () => {
    await expect(guard.canActivate(contextWith({}))).rejects.toThrow(UnauthorizedException);
  });

  it('lets pass who has one', async () => {
    await expect(guard.canActivate(contextWith({ authorization: 'Bearer token' }))).resolves.toBe(true);
  });
});
