import { InjectQueue } from '@nestjs/bullmq';
import { CACHE_MANAGER } from '@nestjs/cache-manager';
import { Inject, Injectable, Logger, NotFoundException } from '@nestjs/common';
import { Loan } from '@prisma/client';
import { Queue } from 'bullmq';
import { Cache } from 'cache-manager';
import { PrismaService } from './prisma.service';

const DAY = 24 * 60 * 60 * 1000;

@Injectable()
export class LoansService {
  private readonly logger = new Logger(LoansService.name);

  constructor(
    private readonly prisma: PrismaService,
    @InjectQueue('reminders') private readonly reminders: Queue,
    @Inject(CACHE_MANAGER) private readonly cache: Cache,
  ) {}

  async list(userId: string, take: number): Promise<Loan[]> {
    return this.prisma.loan.findMany({ where: { userId }, take, orderBy: { dueAt: 'asc' } });
  }

  async overdue(userId: string): Promise<number> {
    const key = `loans:overdue:${userId}`;
    const cached = await this.cache.get<number>(key);
    if (cached !== undefined) return cached;
    const count = await this.prisma.loan.count({ where: { userId, dueAt: { lt: new Date() } } });
    await this.cache.set(key, count, 30_000);
    return count;
  }

  async find(userId: string, id: string): Promise<Loan> {
    const loan = await this.prisma.loan.findFirst({ where: { id, userId } });
    if (!loan) throw new NotFoundException('This loan does not exist');
    return loan;
  }

  async borrow(userId: string, bookId: string): Promise<Loan> {
    const dueAt = new Date(Date.now() + 28 * DAY);
    const loan = await this.prisma.loan.create({ data: { userId, bookId, dueAt } });
    await this.reminders.add('remind', { loanId: loan.id }, { delay: 25 * DAY });
    this.logger.log({ msg: 'Book lent', loanId: loan.id });
    return loan;
  }

  async giveBack(userId: string, id: string): Promise<void> {
    const { count } = await this.prisma.loan.deleteMany({ where: { id, userId } });
    if (count === 0) throw new NotFoundException('This loan does not exist');
  }
}
