import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { LoansController } from './loans.controller';
import { LoansService } from './loans.service';
import { PrismaService } from './prisma.service';

@Module({
  imports: [BullModule.registerQueue({ name: 'reminders' })],
  controllers: [LoansController],
  providers: [LoansService, PrismaService],
  exports: [PrismaService],
})
export class LibraryModule {}
