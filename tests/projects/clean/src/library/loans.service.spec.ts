import { NotFoundException } from '@nestjs/common';
import { LoansService } from './loans.service';

describe('LoansService', () => {
  describe('find', () => {
    it('throws for a loan of somebody else', async () => {
      const prisma = { loan: { findFirst: jest.fn().mockResolvedValue(null) } };
      const service = new LoansService(prisma as never, {} as never, {} as never);
      await expect(service.find('user-1', 'loan-1')).rejects.toThrow(NotFoundException);
    });
  });
});
